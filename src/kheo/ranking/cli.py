"""`kheo rank FILE`: the ranking as a table, as JSON, as a plot of intervals; or one place explained.

Exit codes: 0 ranked (also by the plain mean, where calibrating is refused with the reason), 1 the scores must be
mended first, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kheo.i18n import LANGUAGES, language, speaking
from kheo.i18n import gettext as _
from kheo.ranking.messages import fixed, number, say

if TYPE_CHECKING:
    from kheo.ranking.result import Ranking
    from kheo.ranking.scores import Score

METHODS = ("auto", "calibrated", "additive", "pooled", "mean")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; see docs/ranking.md."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_(".csv, .xlsx or .json with dossier, assessor, score"))
    parser.add_argument("--top", type=_top, metavar="K", help=_("the chance of a place among the first K (usually 20)"))
    parser.add_argument("--level", type=_level, default=0.9, metavar="P", help=_("chance of an interval (0.9)"))
    parser.add_argument(
        "--method", choices=METHODS, default="auto", help=_("auto falls back to the mean with a reason")
    )
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help=_("write a plot of the intervals"))
    parser.add_argument("--explain", metavar="DOSSIER", help=_("say why this dossier stands where it stands"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.add_argument("--lang", choices=LANGUAGES, default=language(), help=_("language of the sentences"))


def run(arguments: argparse.Namespace) -> int:
    """Read, rank, print in the language that was asked for."""
    with speaking(arguments.lang):
        return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    """Sentences about what must be mended go to the error stream."""
    from kheo.ranking.inputs import read_scores
    from kheo.ranking.result import rank
    from kheo.ranking.scores import ScoreError

    try:
        scores = read_scores(arguments.file)
        ranking = rank(scores, top=arguments.top, level=arguments.level, method=arguments.method)
    except ScoreError as error:
        print(say(error.code, **error.data), file=sys.stderr)
        return 1
    except OSError as error:
        print(_unopened(error, arguments.file), file=sys.stderr)
        return 1
    if arguments.explain is not None and all(row.dossier != arguments.explain for row in ranking.ranking):
        print(_unknown(arguments.explain, [row.dossier for row in ranking.ranking]), file=sys.stderr)
        return 2
    if arguments.plot is not None:
        from kheo.ranking.plot import svg

        try:
            arguments.plot.write_text(svg(ranking), encoding="utf-8")
        except OSError as error:
            print(_unopened(error, arguments.plot), file=sys.stderr)
            return 1
    if arguments.json:
        json.dump(as_json(ranking), sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
        print()
    elif arguments.explain is not None:
        print("\n".join(_explained(ranking, scores, arguments.explain)))
    else:
        print("\n".join(_table(ranking)))
    return 0


def _unopened(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return say("no-file", path=path)
    if isinstance(error, PermissionError | IsADirectoryError):
        return say("no-right", path=path)
    return say("file", path=path, why=error.strerror or error)


def _unknown(dossier: str, names: list[str]) -> str:
    from difflib import get_close_matches

    near = [name for name in names if dossier.casefold() in name.casefold()][:3] or get_close_matches(dossier, names)
    if not near:
        return say("unknown-dossier-alone", dossier=dossier)
    return say("unknown-dossier", dossier=dossier, near=", ".join(f"“{name}”" for name in near))


def as_json(ranking: Ranking) -> dict[str, Any]:
    """The promised object; its keys are described in docs/ranking.md."""
    from kheo.ranking.connectivity import ENOUGH_TIES
    from kheo.ranking.explain import fact, reason

    tied = ranking.connectivity
    return {
        "method": ranking.method,
        "refused": reason(ranking),
        "connectivity": {
            "pieces": tied.pieces,
            "ties": None if tied.ties == float("inf") else round(tied.ties, 6),
            "threshold": ENOUGH_TIES,
            "price": None if tied.price == float("inf") else round(tied.price, 6),
            "enough": tied.enough,
            "across": round(tied.across, 6),
            "panels": [list(panel) for panel in tied.panels],
            "bridges": [{"dossier": bridge.dossier, "assessor": bridge.assessor} for bridge in tied.bridges],
            "anchors": tied.anchors,
        },
        "ranking": [
            {
                "dossier": row.dossier,
                "place": row.place,
                "estimate": row.estimate,
                "low": row.low,
                "high": row.high,
                "expected_rank": row.expected_rank,
                "p_top": row.p_top,
                "mean": row.mean,
                "mean_place": row.mean_place,
            }
            for row in ranking.ranking
        ],
        "assessors": [
            {"assessor": seen.assessor, "shift": seen.shift, "scale": seen.scale, "scores": seen.scores}
            for seen in ranking.assessors
        ],
        "facts": [
            {
                "kind": found.kind,
                "assessors": list(found.assessors),
                "dossiers": list(found.dossiers),
                "effects": {name: round(value, 6) for name, value in found.effects},
                "sentence": fact(found),
            }
            for found in ranking.facts
        ],
    }


def _top(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(_("at least 1"))
    return value


def _level(text: str) -> float:
    value = float(text.replace(",", "."))
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(_("between 0 and 1, such as 0.9"))
    return value


def _explained(ranking: Ranking, scores: tuple[Score, ...], dossier: str) -> tuple[str, ...]:
    from kheo.ranking.explain import why

    shift_by_name = {seen.assessor: seen.shift for seen in ranking.assessors}
    shifts = [shift_by_name.get(score.assessor) for score in scores if score.dossier == dossier]
    known = [shift for shift in shifts if shift is not None]
    return why(ranking, dossier, sum(known) / len(known) if known else None)


def _table(ranking: Ranking) -> list[str]:
    from kheo.ranking.connectivity import ENOUGH_TIES
    from kheo.ranking.explain import fact, reason

    lines = [say(f"method-{ranking.method}")]
    refused = reason(ranking)
    lines += [refused] if refused else []
    lines += [say("ties", ties=ranking.connectivity.ties, enough=ENOUGH_TIES), ""]
    lines += _aligned(_dossiers(ranking), words=1)
    lines += ["", *_aligned(_assessors(ranking), words=0)]
    if ranking.facts:
        lines += ["", say("title-facts"), *(f"- {fact(found)}" for found in ranking.facts)]
    return lines


def _dossiers(ranking: Ranking) -> list[list[str]]:
    """Heading and rows; where nothing was calibrated, the columns that would stand empty are left out."""
    names = ("place", "dossier", "estimate", "interval", "expected", "top", "mean", "mean-place")
    if ranking.ranking[0].low is None:
        rows = [[str(row.place), row.dossier, fixed(row.mean)] for row in ranking.ranking]
        return [[say(f"head-{name}") for name in ("place", "dossier", "mean")], *rows]
    rows = [
        [
            str(row.place),
            row.dossier,
            fixed(row.estimate),
            f"{fixed(row.low)} … {fixed(row.high)}",
            fixed(row.expected_rank, 1),
            f"{fixed(None if row.p_top is None else 100 * row.p_top, 0)}%",
            fixed(row.mean),
            str(row.mean_place),
        ]
        for row in ranking.ranking
    ]
    return [[say(f"head-{name}", percent=number(ranking.level * 100), top=ranking.top) for name in names], *rows]


def _assessors(ranking: Ranking) -> list[list[str]]:
    heading = [say(f"head-{name}") for name in ("assessor", "shift", "scale", "scores")]
    rows = [[one.assessor, fixed(one.shift), fixed(one.scale), str(one.scores)] for one in ranking.assessors]
    return [heading, *rows]


def _aligned(rows: list[list[str]], *, words: int) -> list[str]:
    """Columns side by side: the one that holds words from the left, figures from the right."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            text + " " * (width - _width(text)) if column == words else " " * (width - _width(text)) + text
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Letters as a terminal shows them: a mark that sits on the letter before takes no room."""
    import unicodedata

    return sum(not unicodedata.combining(letter) for letter in text)
