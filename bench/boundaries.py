"""What is left of a unit's figures after mergers and splits: by the rules that DHIS2 documents, and by ours.

usage: boundaries.py [--full]

DHIS2 keeps one tree without time. As its documents say: a merge first drops the figures of the target, then keeps for
each cell only the value that was changed last among the sources; a split gives everything to one primary target; there
is no share. The rules are put in our own words here; none of its code is used. What it cannot say (a part ceded) leaves
the figures where they were, and a unit that is closed keeps its own.

Exits 1 where ours lose or double one figure.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kheo.organisations.rollup import Figure, restate
from kheo.organisations.tests.chains import BEGIN, Chain, Gone, Step

CHAINS = 20_000 if "--full" in sys.argv else 2_000
UNITS, STEPS, CELLS = 6, 10, 4


@dataclass
class SingleTree:
    """Figures by unit and cell under the documented rules; `changed` is when each was last changed."""

    held: dict[tuple[int, int], int] = field(default_factory=dict)
    changed: dict[tuple[int, int], int] = field(default_factory=dict)
    dropped: int = 0
    retold: set[tuple[int, int]] = field(default_factory=set)

    def follow(self, step: Step) -> None:
        """Do to the figures what the rules do."""
        target = step.parts[0].to if step.parts else 0
        if step.kind in {"merge", "replace"}:
            self._merge(step.units, target)
        elif step.kind == "split":
            for key in [key for key in self.held if key[0] == step.units[0]]:
                self._put((target, key[1]), self.held.pop(key), self.changed.pop(key))
        elif step.kind == "move":
            self.retold |= {key for key in self.held if key[0] == step.units[0]}

    def _merge(self, sources: tuple[int, ...], target: int) -> None:
        for key in [key for key in self.held if key[0] == target]:
            self.dropped += self.held.pop(key)
        for source in sorted(
            sources, key=lambda unit: max((self.changed[k] for k in self.held if k[0] == unit), default=0)
        ):
            for key in [key for key in self.held if key[0] == source]:
                self._put((target, key[1]), self.held.pop(key), self.changed.pop(key))

    def _put(self, key: tuple[int, int], amount: int, changed: int) -> None:
        """The value that was changed last wins; the other is dropped."""
        if key in self.held and self.changed[key] >= changed:
            self.dropped += amount
            return
        self.dropped += self.held.get(key, 0)
        self.held[key], self.changed[key] = amount, changed


@dataclass
class Count:
    """Sums over all chains."""

    put_in: int = 0
    dropped: int = 0
    elsewhere: int = 0
    guessed: int = 0
    retold: int = 0
    ours_apart: int = 0
    ours_wrong: int = 0


def run(chance: Random, count: Count) -> None:
    """One chain by both."""
    chain = Chain.of(chance, UNITS, STEPS)
    cells = {(unit, cell): chance.randint(0, 100) for unit in range(1, UNITS + 1) for cell in range(CELLS)}
    theirs = SingleTree(dict(cells), {key: chance.randint(1, 10**9) for key in cells})
    for step in chain.steps:
        theirs.follow(step)
    figures = [Figure(unit, BEGIN - timedelta(days=1 + cell), amount) for (unit, cell), amount in cells.items()]
    ours = restate(figures, chain.events(), {unit: unit for unit in chain.alive}, chain.on)
    put_in, apart = sum(cells.values()), sum(left.amount for left in ours.left)
    count.put_in += put_in
    count.ours_apart += apart
    count.ours_wrong += abs(put_in - apart - sum(ours.groups.values()))
    count.retold += sum(theirs.held[key] for key in theirs.retold if key in theirs.held)
    held: defaultdict[int, int] = defaultdict(int)
    for (unit, _), amount in theirs.held.items():
        if unit in chain.alive:
            held[unit] += amount
    unknown = sum(left.amount for left in ours.left if left.reason == "unknown-share")
    surplus = sum(max(0, amount - ours.groups.get(unit, 0)) for unit, amount in held.items())
    count.dropped += theirs.dropped
    count.guessed += min(unknown, surplus)
    count.elsewhere += max(0, surplus - unknown)


def two_communes() -> None:
    """40 models and 60, merged."""
    step = Step("merge", date(2025, 7, 1), (1, 2), (Gone(3, Decimal(1)),), (3,))
    figures = [Figure(1, date(2024, 12, 31), 40), Figure(2, date(2024, 12, 31), 60)]
    ours = restate(figures, step.events(), {3: 3}, step.on)
    print("Two communes of 40 and 60 models become one:")
    for later in (1, 2):
        theirs = SingleTree({(1, 0): 40, (2, 0): 60}, {(1, 0): 3 - later, (2, 0): later})
        theirs.follow(step)
        print(f"  DHIS2, where the figure of commune {later} was changed last: {theirs.held[3, 0]}")
    into = SingleTree({(1, 0): 40, (2, 0): 60}, {(1, 0): 1, (2, 0): 2})
    into.follow(Step("merge", step.on, (1,), (Gone(2, Decimal(1)),)))
    print(f"  DHIS2, the first merged into the second: {into.held[2, 0]}")
    print(f"  Khéo: {ours.groups[3]}")


def main() -> int:
    two_communes()
    count = Count()
    for seed in range(CHAINS):
        run(Random(seed), count)

    def part(amount: int) -> str:
        return f"{amount:>12,}  {amount / count.put_in:6.1%}"

    print(f"\n{CHAINS:,} random chains of {STEPS} changes to {UNITS} units with {CELLS} figures each")
    print(f"  put in                                            {part(count.put_in)}")
    print(f"  DHIS2: deleted                                    {part(count.dropped)}")
    print(f"  DHIS2: with a unit that it does not belong to     {part(count.elsewhere)}")
    print(f"  DHIS2: put somewhere although the part is unknown {part(count.guessed)}")
    print(f"  DHIS2: told under a parent that they did not have {part(count.retold)}")
    print(f"  Khéo: lost or counted twice                       {part(count.ours_wrong)}")
    print(f"  Khéo: told apart as not to be restated            {part(count.ours_apart)}")
    return 1 if count.ours_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
