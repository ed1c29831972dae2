"""The other ways to rank that the study compares with: each takes a council and gives one figure a dossier."""

from __future__ import annotations

import numpy as np

from kheo.ranking.scores import Council, means


def zscore(c: Council) -> np.ndarray:
    """Each assessor's scores brought to mean 0 and deviation 1, then averaged."""
    size = len(c.assessors)
    count = np.maximum(np.bincount(c.assessor, minlength=size), 1)
    average = np.bincount(c.assessor, c.value, minlength=size) / count
    apart = c.value - average[c.assessor]
    deviation = np.sqrt(np.bincount(c.assessor, apart**2, minlength=size) / np.maximum(count - 1, 1))
    standard = apart / np.maximum(deviation, 1e-9)[c.assessor]
    return np.bincount(c.dossier, standard, minlength=len(c.dossiers)) / np.bincount(c.dossier)


def additive_mixed(c: Council, steps: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """score = mean + field + quality + offset + noise, all random, variances by EM; estimates and their variances."""
    n, size, fields = len(c.dossiers), len(c.assessors), len(c.fields)
    count = np.bincount(c.dossier, minlength=n)
    centre = c.value.mean()
    y = c.value - centre
    noise = quality = offset = level = y.var() / 3
    seats = np.zeros((n, size + fields))
    seats[c.dossier, c.assessor] = 1
    members = np.zeros((n, fields))
    members[np.arange(n), c.field_of] = 1
    seats[:, size:] = members * count[:, None]
    total = np.bincount(c.dossier, y, minlength=n)
    plain = np.zeros((size + fields, size + fields))
    plain[:size, :size] = np.diag(np.bincount(c.assessor, minlength=size))
    cross = seats[:, :size].T @ members
    plain[:size, size:], plain[size:, :size] = cross, cross.T
    plain[size:, size:] = members.T @ (members * count[:, None])
    right_plain = np.concatenate([np.bincount(c.assessor, y, minlength=size), members.T @ total])
    for _ in range(steps):
        precision = count / noise + 1 / quality
        shrunk = seats / noise / precision[:, None]
        information = plain / noise - seats.T @ shrunk / noise
        prior = np.concatenate([np.full(size, 1 / offset), np.full(fields, 1 / level if fields > 1 else 1e9)])
        covariance = np.linalg.inv(information + np.diag(prior))
        effect = covariance @ (right_plain / noise - shrunk.T @ total / noise)
        mean = (total - seats @ effect) / noise / precision
        spare = 1 / precision + np.einsum("ij,jk,ik->i", shrunk, covariance, shrunk)
        residual = y - effect[c.assessor] - effect[size + c.field_of[c.dossier]] - mean[c.dossier]
        used = n - np.sum(1 / precision) / quality + size - np.trace(covariance[:size, :size]) / offset
        noise = np.sum(residual**2) / max(len(y) - used, 1)
        quality = np.mean(mean**2 + spare)
        offset = np.mean(effect[:size] ** 2 + np.diag(covariance)[:size])
        level = np.mean(effect[size:] ** 2 + np.diag(covariance)[size:])
    lean = members @ np.eye(fields, size + fields, size) - shrunk
    variance = 1 / precision + np.einsum("ij,jk,ik->i", lean, covariance, lean)
    return centre + mean + members @ effect[size:], variance


def bayes(
    c: Council, rng: np.random.Generator, draws: int = 500, burn: int = 150
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Offset and scale by Gibbs sampling, everything random: posterior mean, and the ends of the 90 % interval."""
    n, size, fields = len(c.dossiers), len(c.assessors), len(c.fields)
    centre = c.value.mean()
    y, d, a = c.value - centre, c.dossier, c.assessor
    loads = np.bincount(a, minlength=size)
    q, b, s, v = means(c) - centre, np.zeros(size), np.ones(size), np.full(size, y.var() / 3)
    level, qv, bv, sv, lv = np.zeros(fields), y.var() / 2, y.var() / 4, 0.03, y.var() / 4
    kept = []
    for step in range(draws + burn):
        precision = 1 / qv + np.bincount(d, (s**2 / v)[a], minlength=n)
        mean = (level[c.field_of] / qv + np.bincount(d, (s / v)[a] * (y - b[a]), minlength=n)) / precision
        q = mean + rng.standard_normal(n) / np.sqrt(precision)
        precision = loads / v + 1 / bv
        b = np.bincount(a, y - s[a] * q[d], minlength=size) / v / precision + rng.standard_normal(size) / np.sqrt(
            precision
        )
        precision = np.bincount(a, q[d] ** 2, minlength=size) / v + 1 / sv
        s = (np.bincount(a, q[d] * (y - b[a]), minlength=size) / v + 1 / sv) / precision
        s = s + rng.standard_normal(size) / np.sqrt(precision)
        if fields > 1:
            crowd = np.bincount(c.field_of, minlength=fields)
            precision = crowd / qv + 1 / lv
            level = np.bincount(c.field_of, q, minlength=fields) / qv / precision + rng.standard_normal(
                fields
            ) / np.sqrt(precision)
            lv = (np.sum(level**2) + 0.5 * qv) / rng.chisquare(fields + 1)
        typical = size / np.sum(1 / v)
        wrong = np.bincount(a, (y - b[a] - s[a] * q[d]) ** 2, minlength=size)
        v = (wrong + 8 * typical) / rng.chisquare(loads + 8)
        qv = np.sum((q - level[c.field_of]) ** 2) / rng.chisquare(n - 1)
        bv = (np.sum(b**2) + 1) / rng.chisquare(size)
        sv = (np.sum((s - 1) ** 2) + 4 * 0.02) / rng.chisquare(size + 4)
        if step >= burn:
            kept.append(q)
    table = centre + np.array(kept)
    return table.mean(axis=0), np.quantile(table, 0.05, axis=0), np.quantile(table, 0.95, axis=0)
