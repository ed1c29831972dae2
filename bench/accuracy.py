"""How right the reader is on real documents, against labels made by hand before any rule was written.

    python bench/accuracy.py                      both halves: header fields, citations, orders, actors, deadlines
    python bench/accuracy.py --errors             also list what was missed or wrong, for the tuning half alone
    python bench/accuracy.py --save FILE          keep the findings of the tuning half
    python bench/accuracy.py --against FILE       gains and losses since then, for the tuning half alone

The held half is opened by this script alone, and of it only figures are ever printed. Intervals are Wilson's at 95 %.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from math import sqrt
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold.spans import read_document
from split import DOCUMENTS, held

from kheo.reading import read_path
from kheo.reading.citations import find_citations
from kheo.reading.citations.symbols import symbol_at
from kheo.reading.citations.tests.negatives import negatives
from kheo.reading.model import Reading
from kheo.text import fold_tone

GOLD = Path(__file__).resolve().parent / "gold"
FIELDS = ("number", "kind", "date", "issuer", "signatory")
STOP = {"các", "những", "đồng", "chí", "và", ",", "tỉnh"}
SURE = 0.9


def fold(words: str | None) -> str:
    """Letters and digits alone, tone place and case folded."""
    return re.sub(r"[\W_]+", "", fold_tone((words or "").replace("Đ", "đ")).lower())


def wilson(right: int, total: int) -> tuple[float, float]:
    """Wilson's interval at 95 % for a proportion."""
    if not total:
        return 0.0, 1.0
    z, p = 1.96, right / total
    centre = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, centre - half), min(1.0, centre + half)


def share(right: int, total: int) -> str:
    low, high = wilson(right, total)
    return f"{right:4d}/{total:<4d} {right / max(1, total):.3f}  [{low:.3f}, {high:.3f}]"


class Ruler:
    """Offsets counted in letters and digits alone, so that two normalisations of one text can be compared.

    Letters are compared without their marks: a soft hyphen, a blank or a line end on one side moves nothing.
    """

    def __init__(self, text: str) -> None:
        self.before = [0]
        self.letters: list[str] = []
        for char in text:
            keep = char.isalnum()
            if keep:
                self.letters.append(char.lower())
            self.before.append(self.before[-1] + keep)

    def span(self, span: tuple[int, int] | list[int]) -> tuple[int, int]:
        return self.before[span[0]], self.before[span[1]]


def aligned(gold: Ruler, found: Ruler) -> dict[int, int] | None:
    """Offsets of the found text in terms of the gold text; None where they are the same."""
    if gold.letters == found.letters:
        return None
    from difflib import SequenceMatcher

    table: dict[int, int] = {}
    for i, j, size in SequenceMatcher(None, gold.letters, found.letters, autojunk=False).get_matching_blocks():
        for k in range(size + 1):
            table[j + k] = i + k
    last = 0
    for j in range(len(found.letters) + 1):
        last = table.setdefault(j, last)
    return table


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def pair(gold: list[Any], found: list[Any], score: Any) -> list[tuple[int, int]]:
    """One to one, the best first."""
    table = sorted(((score(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for value, i, j in table:
        if value > 0 and -i not in used_gold and -j not in used_found:
            used_gold.add(-i)
            used_found.add(-j)
            pairs.append((-i, -j))
    return pairs


class Tally:
    """Counts of one half, and the sentences about what went wrong."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.errors: list[str] = []
        self.document = ""
        self.by_document: dict[str, Counter[str]] = defaultdict(Counter)
        self.found: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str, ok: bool, error: str = "") -> None:
        self.right[name] += ok
        self.total[name] += 1
        self.by_document[self.document][name] += not ok
        if not ok and error:
            self.errors.append(error)

    def count(self, name: str, number: int) -> None:
        self.total[name] += number


# ------------------------------------------------------------------------------------------------ header


def header_values(reading: Reading) -> dict[str, tuple[str | None, float]]:
    """What the reader says of the five fields, with its confidence."""
    head = reading.header
    values: dict[str, tuple[str | None, float]] = {}
    for name in ("number", "kind", "date", "issuer"):
        field = getattr(head, name)
        values[name] = (field.value, field.confidence) if field else (None, 0.0)
    values["signatory"] = (head.signature.name, head.signature.confidence) if head.signature else (None, 0.0)
    return values


def header_right(name: str, label: dict[str, Any], value: str | None, text: str) -> bool:
    if name == "signatory":
        span = label.get("signatory_span")
        return fold(value) == fold(text[span[0] : span[1]]) if span else not value
    if name == "issuer":
        accepted = label.get("issuer") or []
        return any(fold(value) == fold(one) for one in accepted) if accepted else not value
    expected = label.get(name)
    if name == "date":
        return value == expected
    return fold(value) == fold(expected)


def portal_rows() -> dict[str, dict[str, str]]:
    """What the publishing portals say, by file; blank fields left out."""
    lines = (DOCUMENTS / "page_metadata.tsv").read_text("utf-8").split("\n")
    names = lines[0].split("\t")
    rows = (dict(zip(names, line.split("\t"), strict=False)) for line in lines[1:] if line)
    return {row["file"]: {name: value for name, value in row.items() if value and name in FIELDS} for row in rows}


def score_portal(file: str, label: dict[str, Any], row: dict[str, str], reading: Reading, tally: Tally) -> None:
    """The portal's own values, except where the document itself says otherwise (bench/gold/portal.md lists them)."""
    doubted = {case["field"] for case in label.get("portal") or []}
    for name, wanted in row.items():
        value = header_values(reading)[name][0]
        ok = fold(wanted) == fold(value) or (name == "issuer" and fold(wanted) in fold(value))
        if name in doubted:
            tally.count("portal: doubted, not scored", 1)
        elif not (name == "kind" and not label.get(name)):
            tally.add(f"portal {name}", ok, f"{file}: portal's {name} is {wanted!r}, read {value!r}")


def false_mentions() -> None:
    """Citations found in 1 MB of text that holds none: dates, ratios, telephone numbers, amounts, codes."""
    text = negatives(1_000_000, 11)
    found = find_citations(text)
    size = len(text.encode()) / 100_000
    print(f"{'false mentions per 100 KB':32s} {len(found) / size:.2f} in {size / 10:.1f} MB without citations")


def portal_cases() -> str:
    """The list of cases in which the portal is wrong, with the reason, as a page."""
    rows = ["| file | field | the portal says | why it is not followed |", "|---|---|---|---|"]
    for part in ("headers_a.json", "headers_b.json"):
        for file, label in sorted(json.loads((GOLD / part).read_text("utf-8")).items()):
            rows += [
                f"| {file} | {c['field']} | {c['portal'] or ''} | {c['reason']} |" for c in label.get("portal") or []
            ]
    return "# Where the publishing portal and the document disagree\n\n" + "\n".join(rows) + "\n"


def uncertain(label: dict[str, Any], name: str, value: str | None) -> bool:
    """The labeller could not tell it from the text: a null answer is right, and so is a guess that agrees."""
    note = (label.get("note") or "").lower()
    if name == "number" and "unreadable" in note:
        return True
    return name == "date" and "date inferred" in note and value is None


def score_header(file: str, label: dict[str, Any], reading: Reading, text: str, tally: Tally, group: str) -> None:
    all_right = True
    for name, (value, confidence) in header_values(reading).items():
        if uncertain(label, name, value):
            continue
        ok = header_right(name, label, value, text)
        all_right &= ok
        wanted = (
            text[slice(*label["signatory_span"])]
            if name == "signatory" and label.get("signatory_span")
            else label.get(name)
        )
        tally.add(f"{group} {name}", ok, f"{file}: {name} should be {wanted!r}, read {value!r} ({confidence:.2f})")
        if confidence >= SURE:
            tally.add(f"{group} sure fields", ok)
    tally.add(f"{group} all five", all_right)


# ------------------------------------------------------------------------------------- citations and orders


def key_of(words: str | None) -> str:
    return fold((words or "").replace("–", "-"))


def repaired(key: str) -> str:
    """A number that the annotator left as the scanner saw it, put right the way the reader does."""
    found = symbol_at(key, 0, len(key), noisy=True)
    return found.key if found else key


SHORT_NAMES = {
    "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc việt nam",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "tp": "thành phố",
    "vpcp": "văn phòng chính phủ",
}


def words_of(names: list[str]) -> set[str]:
    """The words that tell bodies apart: one body's full and short name are the same."""
    words = (word for name in names for word in re.findall(r"\w+", fold_tone(name).lower()))
    return {part for word in words for part in SHORT_NAMES.get(word, word).split()} - STOP


def agree(a: set[str], b: set[str]) -> bool:
    return (not a and not b) or (bool(a and b) and len(a & b) / len(a | b) >= 0.8)


class Case:
    """One annotated document beside its reading, with all spans on one ruler."""

    def __init__(self, gold: dict[str, Any], reading: Reading, text: str) -> None:
        self.gold, self.reading, self.text = gold, reading, text
        self.gold_ruler, self.found_ruler = Ruler(text), Ruler(reading.text)
        self.table = aligned(self.gold_ruler, self.found_ruler)

    def want(self, span: list[int]) -> tuple[int, int]:
        return self.gold_ruler.span(span)

    def have(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = self.found_ruler.span(span)
        return (start, end) if self.table is None else (self.table[start], self.table[end])

    def neutral(self, kind: str) -> list[tuple[int, int]]:
        return [self.want(n["span"]) for n in self.gold.get("neutral", []) if n.get("for") == kind]

    def quote(self, span: Any) -> str:
        return " ".join(self.text[span[0] : span[1]].split())[:110]


def score_citations(case: Case, tally: Tally) -> None:
    gold = case.gold["citations"]
    found = list(case.reading.citations)
    want = [case.want(c.get("core") or c["span"]) for c in gold]
    have = [case.have(c.core_span) for c in found]

    def same(i: int, j: int) -> int:
        printed = [gold[i]["key"], *gold[i].get("key_alt", [])]
        keys = {key_of(k) for k in printed} | {key_of(repaired(k)) for k in printed}
        common = overlap(want[i], have[j])
        if gold[i].get("self") and not found[j].self:
            return min(1, common)  # what is cited inside the document's own name belongs to its own label first
        names = {key_of(found[j].key), key_of(found[j].name)}  # some labels give a name its number, some its words
        return common if gold[i].get("self") or names & keys else 0

    pairs = pair(list(range(len(gold))), list(range(len(found))), same)
    hit = {i for i, _ in pairs}
    used = {j for _, j in pairs}
    name = case.gold["file"]
    for i, citation in enumerate(gold):
        if not citation.get("self") and not citation.get("optional"):
            numbered = "numbered" if re.search(r"\d+\S*[/-]", citation["key"]) else "named"
            tally.add(f"citation recall, {groups_of(name)}, {numbered}", i in hit)
            tally.add(
                "citation recall",
                i in hit,
                f"{name}: citation missed {citation['key']!r}: {case.quote(citation.get('core') or citation['span'])}",
            )
    neutral = case.neutral("citations")
    for j, citation in enumerate(found):
        width = have[j][1] - have[j][0]
        if citation.self or (j not in used and any(overlap(have[j], n) * 2 > width for n in neutral)):
            continue
        ok = j in used
        tally.add(
            "citation precision",
            ok,
            f"{name}: citation wrong {citation.key!r}: {' '.join(case.reading.quote(citation.span).split())[:110]} [{citation.rule}]",
        )
        if citation.confidence >= SURE:
            tally.add("sure citations", ok)
        tally.found[name].append(f"citation {citation.key}")
    for i, j in pairs:
        g, f = gold[i], found[j]
        if not g.get("self") and g.get("date"):
            tally.add("citation date", g["date"] == f.date, f"{name}: date of {g['key']} is {g['date']}, read {f.date}")
        if not g.get("self") and "part" in g:
            tally.add(
                "citation part",
                bool(g["part"]) == bool(f.part),
                f"{name}: part of {g['key']} is {g['part']!r}, read {f.part and case.reading.quote(f.part.span)!r}",
            )
        if g.get("span") and not g.get("self"):
            a, b = case.want(g["span"]), case.have(f.span)
            tally.add(
                "citation span exact",
                a == b,
                f"{name}: span of {g['key']}: wanted …{case.text[g['span'][0] : g['span'][1]][-60:]!r}, read …{case.reading.quote(f.span)[-60:]!r}",
            )


def score_orders(case: Case, tally: Tally) -> None:
    gold = case.gold["obligations"]
    found = list(case.reading.obligations)
    want = [case.want(o["span"]) for o in gold]
    have = [case.have(o.span) for o in found]

    def half(i: int, j: int) -> int:
        common = overlap(want[i], have[j])
        return common if common * 2 >= min(want[i][1] - want[i][0], have[j][1] - have[j][0]) else 0

    pairs = pair(list(range(len(gold))), list(range(len(found))), half)
    name = case.gold["file"]
    hit = {i for i, _ in pairs}
    for i, order in enumerate(gold):
        joined = (i > 0 and gold[i - 1].get("join_with_next")) or order.get("join_with_next")
        covered = i in hit or (joined and any(overlap(want[i], h) * 2 >= want[i][1] - want[i][0] for h in have))
        if not order.get("optional"):
            tally.add("order recall", covered, f"{name}: order missed: {case.quote(order['span'])}")
    used = {j for _, j in pairs}
    neutral = case.neutral("obligations")
    for j, order in enumerate(found):
        width = max(1, have[j][1] - have[j][0])
        if j not in used and any(overlap(have[j], n) * 2 > width for n in neutral):
            continue
        tally.add(
            "order precision",
            j in used,
            f"{name}: order wrong: {' '.join(case.reading.quote(order.span).split())[:110]} [{order.rule}]",
        )
        if order.confidence >= SURE:
            tally.add("sure orders", j in used)
        tally.found[name].append(f"order {' '.join(case.reading.quote(order.span).split())[:80]}")
    for i, j in pairs:
        g, f = gold[i], found[j]
        gold_actors = [case.text[a:b] for a, b in g.get("actors") or []]
        found_actors = [case.reading.quote(a.span) for a in f.actors]
        ok = agree(words_of(gold_actors), words_of(found_actors))
        tally.add(
            "actors",
            ok,
            f"{name}: actors of {case.quote(g['span'])[:50]!r}: wanted {gold_actors}, read {found_actors} ({f.actors_from})",
        )
        tally.add("actors from", g.get("actors_from") == f.actors_from)
        gold_joint = words_of([case.text[a:b] for a, b in g.get("cooperating") or []])
        found_joint = words_of([case.reading.quote(a.span) for a in f.cooperating])
        tally.add(
            "cooperating",
            agree(gold_joint, found_joint),
            f"{name}: cooperating of {case.quote(g['span'])[:50]!r}: wanted {sorted(gold_joint)}, read {sorted(found_joint)}",
        )
        score_due(case, g, f, tally)
        tally.add(
            "report", bool(g.get("report")) == f.report, f"{name}: report {g.get('report')} of {case.quote(g['span'])}"
        )


def score_due(case: Case, g: dict[str, Any], f: Any, tally: Tally) -> None:
    """A deadline is right when both have none, the same day, or overlapping words of a term or a cycle."""
    printed, period_span = g.get("due_span"), g.get("period")
    iso = g.get("due") if isinstance(g.get("due"), str) and re.match(r"\d{4}-", g["due"]) else None
    found_any = f.due is not None or f.period is not None
    if not g.get("due") and not period_span:
        ok = f.due is None
    elif iso:
        ok = f.due is not None and f.due.date == iso
    else:
        spans = [s for s in (printed, period_span) if s]
        have = [case.have(x.span) for x in (f.due, f.period) if x is not None]
        ok = any(overlap(case.want(s), h) for s in spans for h in have) if spans else found_any
    read = [case.reading.quote(x.span) for x in (f.due, f.period) if x is not None]
    error = f"{case.gold['file']}: deadline of {case.quote(g['span'])[:60]!r} is {g.get('due')!r}/{case.quote(period_span) if period_span else None!r}, read {read}"
    tally.add("deadlines (all matched)", ok, error)
    if g.get("due") or period_span or f.due:
        tally.add("deadlines (where there is one)", ok)


# ------------------------------------------------------------------------------------------------- running


def groups_of(file: str) -> str:
    return "ocr" if file.startswith("ocr_") else "born"


def run(half: str) -> Tally:
    tally = Tally()
    labels: dict[str, dict[str, Any]] = {}
    for part in ("headers_a.json", "headers_b.json"):
        labels |= json.loads((GOLD / part).read_text("utf-8"))
    wanted_half = half == "held"
    portal = portal_rows()
    for file in sorted(set(labels) | {p.stem + ".txt" for p in (GOLD / "orders").glob("*.json")}):
        if held(file) != wanted_half:
            continue
        path = DOCUMENTS / file
        text = read_document(path)
        tally.document = file
        try:
            reading = read_path(path)
        except Exception as error:  # noqa: BLE001 - a document that cannot be read counts as wrong, and the run goes on
            tally.add("read at all", False, f"{file}: not read: {error!r}")
            continue
        tally.add("read at all", True)
        if file in labels:
            score_header(file, labels[file], reading, text, tally, groups_of(file))
            score_portal(file, labels[file], portal.get(file, {}), reading, tally)
        orders = GOLD / "orders" / f"{path.stem}.json"
        if orders.is_file():
            case = Case(json.loads(orders.read_text("utf-8")), reading, text)
            if not case.gold.get("orders_only"):
                score_citations(case, tally)
            if not case.gold.get("citations_only"):
                score_orders(case, tally)
    return tally


def f1(tally: Tally, name: str) -> float:
    p = tally.right[f"{name} precision"] / max(1, tally.total[f"{name} precision"])
    r = tally.right[f"{name} recall"] / max(1, tally.total[f"{name} recall"])
    return 2 * p * r / max(1e-9, p + r)


def show(half: str, tally: Tally, errors: bool, by_document: bool) -> None:
    print(f"\n== {half} half ==")
    order = [f"{g} {n}" for g in ("born", "ocr") for n in (*FIELDS, "all five", "sure fields")]
    for name in [*order, *sorted(set(tally.total) - set(order))]:
        if tally.total[name]:
            print(f"{name:32s} {share(tally.right[name], tally.total[name])}")
    print(f"{'citation F1':32s} {f1(tally, 'citation'):.3f}\n{'order F1':32s} {f1(tally, 'order'):.3f}")
    if by_document:
        for file, wrong in sorted(tally.by_document.items()):
            counts = ", ".join(f"{name} {number}" for name, number in sorted(wrong.items()) if number)
            if counts:
                print(f"{file:16s} wrong: {counts}")
    if errors and half == "tuning":
        print("\n".join(tally.errors))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--half", choices=("tuning", "held", "both"), default="both")
    parser.add_argument("--errors", action="store_true", help="list the errors of the tuning half")
    parser.add_argument("--portal-cases", action="store_true", help="print bench/gold/portal.md")
    parser.add_argument("--by-document", action="store_true", help="how many of each were wrong in each document")
    parser.add_argument("--save", type=Path, help="keep the findings of the tuning half")
    parser.add_argument("--against", type=Path, help="show gains and losses since a kept run")
    options = parser.parse_args()
    if not DOCUMENTS.is_dir():
        print("skipped: the shared documents are not here")
        return 0
    if options.portal_cases:
        print(portal_cases(), end="")
        return 0
    false_mentions()
    for half in ("tuning", "held") if options.half == "both" else (options.half,):
        tally = run(half)
        show(half, tally, options.errors, options.by_document)
        if half == "tuning" and options.save:
            options.save.write_text(json.dumps(tally.found, ensure_ascii=False, indent=0), "utf-8")
        if half == "tuning" and options.against:
            before = json.loads(options.against.read_text("utf-8"))
            for file in sorted(set(before) | set(tally.found)):
                old, new = Counter(before.get(file, [])), Counter(tally.found.get(file, []))
                for item in old - new:
                    print(f"lost   {file} {item}")
                for item in new - old:
                    print(f"gained {file} {item}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
