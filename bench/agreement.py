"""How far two annotators agree who marked the same six documents without seeing each other's work.

    python bench/agreement.py

The figures bound what any reader can reach against this gold: where people differ, so will it. No document is opened
and no text is needed: gold files hold spans and labels.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from accuracy import overlap, pair, share

GOLD = Path(__file__).resolve().parent / "gold"


def same_key(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["key"].casefold() == b["key"].casefold()


def counts(first: list[dict[str, Any]], second: list[dict[str, Any]], score: Any) -> list[tuple[int, int]]:
    return pair(list(range(len(first))), list(range(len(second))), lambda i, j: score(first[i], second[j]))


def half(a: dict[str, Any], b: dict[str, Any]) -> int:
    common = overlap(tuple(a["span"]), tuple(b["span"]))
    shorter = min(a["span"][1] - a["span"][0], b["span"][1] - b["span"][0])
    return common if common * 2 >= shorter else 0


def touching(spans: list[list[int]], others: list[list[int]]) -> bool:
    """Two lists of names agree when each name of one overlaps a name of the other, or both are empty."""
    met = [any(overlap(tuple(a), tuple(b)) for b in others) for a in spans]
    back = [any(overlap(tuple(a), tuple(b)) for b in spans) for a in others]
    return all(met) and all(back)


def firm(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if not item.get("optional") and not item.get("self")]


def f1(matched: int, first: int, second: int) -> str:
    return f"F1 {2 * matched / max(1, first + second):.3f} ({matched} shared, {first} and {second} marked)"


def main() -> int:
    cites = [0, 0, 0]
    orders = [0, 0, 0]
    actors = [0, 0]
    dues = [0, 0]
    for path in sorted((GOLD / "blind").glob("*.json")):
        second = json.loads(path.read_text("utf-8"))
        first = json.loads((GOLD / "orders" / path.name).read_text("utf-8"))
        a, b = firm(first["citations"]), firm(second["citations"])
        found = counts(a, b, lambda x, y: overlap(tuple(x["core"]), tuple(y["core"])) if same_key(x, y) else 0)
        cites = [cites[0] + len(found), cites[1] + len(a), cites[2] + len(b)]
        a, b = firm(first["obligations"]), firm(second["obligations"])
        found = counts(a, b, half)
        orders = [orders[0] + len(found), orders[1] + len(a), orders[2] + len(b)]
        print(
            f"{path.stem:12s} {first['annotator']} and {second['annotator']}: {len(found)} of {len(a)} and {len(b)} orders shared"
        )
        for i, j in found:
            actors[0] += touching(a[i].get("actors") or [], b[j].get("actors") or [])
            dues[0] += bool(a[i].get("due")) == bool(b[j].get("due")) and a[i].get("due") == b[j].get("due")
        actors[1] += len(found)
        dues[1] += len(found)
    print(f"citations          {f1(*cites)}")
    print(f"orders             {f1(*orders)}")
    print(f"actors, of shared  {share(*actors)}")
    print(f"deadlines, of sh.  {share(*dues)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
