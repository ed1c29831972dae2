import random

import pytest

from kheo.likeness import phrases
from kheo.likeness.bands import MemoryBands
from kheo.likeness.compare import Prepared, prepare
from kheo.likeness.search import NearCopies, near_copies, nearest
from kheo.likeness.tests.samples import MARKET, ROAD, ROAD_COPIED, STOCK, edited, invented

TEXTS = [
    *(invented(seed) for seed in range(20)),
    *(edited(invented(seed), seed, 0.25) for seed in range(10)),
    ROAD,
    ROAD_COPIED,
    MARKET,
]
COPIES = {*((seed, 20 + seed) for seed in range(10)), (30, 31)}


def pairs(found: NearCopies) -> set[tuple[int, int]]:
    return {(pair.a, pair.b) for pair in found.pairs}


def test_planted_copies_are_found_and_nothing_else() -> None:
    found = near_copies(TEXTS)
    assert (pairs(found), found.untold, found.crowded) == (COPIES, (), ())


def test_the_order_of_the_texts_changes_nothing() -> None:
    order = random.Random(1).sample(range(len(TEXTS)), len(TEXTS))
    there = {(TEXTS[pair.a], TEXTS[pair.b], pair.likeness.similarity) for pair in near_copies(TEXTS).pairs}
    shuffled = [TEXTS[place] for place in order]
    back = {(shuffled[pair.a], shuffled[pair.b], pair.likeness.similarity) for pair in near_copies(shuffled).pairs}
    assert {(*sorted(texts), value) for *texts, value in there} == {(*sorted(texts), value) for *texts, value in back}


def test_pairs_come_in_falling_similarity() -> None:
    found = [pair.likeness.similarity for pair in near_copies(TEXTS).pairs]
    assert found == sorted(found, reverse=True)


def test_boilerplate_alone_is_no_alarm() -> None:
    dressed = [f"{STOCK} {invented(seed, 30)} {STOCK}" for seed in range(10)]
    assert near_copies(dressed).pairs == ()


def test_boilerplate_that_no_one_knew_is_learnt_from_the_texts() -> None:
    custom = invented(500, 100)
    for count in (6, 30):
        assert near_copies([f"{custom} {invented(seed, 60)}" for seed in range(count)]).pairs == ()


def test_texts_of_boilerplate_only_cannot_be_told() -> None:
    found = near_copies([STOCK, STOCK, "", "một từ", ROAD])
    assert (found.pairs, found.untold) == ((), (0, 1, 2, 3))


def test_many_copies_of_one_text_are_all_found() -> None:
    copies = [edited(ROAD, seed, 0.05) for seed in range(20)] + [invented(seed) for seed in range(20)]
    assert pairs(near_copies(copies)) == {(a, b) for b in range(20) for a in range(b)}


def test_more_copies_than_are_compared_are_said_to_be_crowded() -> None:
    found = near_copies([ROAD] * 70)
    assert found.crowded == tuple(range(70))
    assert all(pair.likeness.similarity == 1.0 for pair in found.pairs)


def test_declared_sources_and_texts_of_one_owner_are_left_out() -> None:
    quoting = [f"{ROAD} {invented(seed, 40)}" for seed in (1, 2)]
    assert pairs(near_copies(quoting)) == {(0, 1)}
    assert near_copies(quoting, sources=[ROAD]).pairs == ()
    assert near_copies(quoting, owners=["xã Suối Lam", "xã Suối Lam"]).pairs == ()
    assert pairs(near_copies(quoting, owners=["xã Suối Lam", "xã Bến Đá"])) == {(0, 1)}


@pytest.mark.parametrize("texts", [[], [ROAD]])
def test_fewer_than_two_texts_have_no_pairs(texts: list[str]) -> None:
    assert near_copies(texts).pairs == ()


def test_one_new_text_finds_its_source_in_an_index_and_not_its_own_earlier_text() -> None:
    index, aside = MemoryBands(), phrases.shipped()
    stored: dict[int, Prepared] = {number: prepare(text, aside) for number, text in enumerate(TEXTS)}
    for number, text in stored.items():
        index.add(number, text.keys)
    new = prepare(edited(ROAD, 3, 0.1), aside)
    assert [found.text for found in nearest(index, new, stored.__getitem__)] == [30, 31]
    assert [found.text for found in nearest(index, new, stored.__getitem__, leave_out={30})] == [31]
    assert nearest(index, prepare("", aside), stored.__getitem__) == []
