from hypothesis import given
from hypothesis import strategies as st

from kheo.text.places import Pairs, chained, edited, identity, origin, origins

_edits = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4), st.text("xyz", max_size=4)))


def _apply(text: str, steps: list[tuple[int, int, str]]) -> tuple[str, Pairs]:
    edits, at = [], 0
    for gap, length, replacement in steps:
        start = at + gap
        if start + length > len(text):
            break
        edits.append((start, start + length, replacement))
        at = start + length
    return edited(text, edits)


def test_an_unedited_text_maps_to_itself() -> None:
    assert edited("abc", []) == ("abc", identity(3))
    assert edited("", []) == ("", identity(0))


def test_a_removed_stretch_is_jumped_over() -> None:
    text, pairs = edited("ab--cd", [(2, 4, "")])
    assert (text, [origin(pairs, i) for i in range(5)]) == ("abcd", [0, 1, 4, 5, 6])


def test_a_longer_replacement_never_runs_over_what_follows_it() -> None:
    text, pairs = edited("a?b", [(1, 2, "xyz")])
    assert (text, [origin(pairs, i) for i in range(6)]) == ("axyzb", [0, 1, 2, 2, 2, 3])


@given(st.text("ab", max_size=30), _edits)
def test_kept_characters_lead_back_to_themselves(old: str, steps: list[tuple[int, int, str]]) -> None:
    new, pairs = _apply(old, steps)
    assert [new[i] for i in range(len(new)) if new[i] in "ab"] == [
        old[origin(pairs, i)] for i in range(len(new)) if new[i] in "ab"
    ]


@given(st.text("ab", max_size=30), _edits)
def test_many_places_at_once_are_those_found_one_by_one(old: str, steps: list[tuple[int, int, str]]) -> None:
    new, pairs = _apply(old, steps)
    offsets = range(len(new) + 1)
    assert list(origins(pairs, offsets)) == [(i, origin(pairs, i)) for i in offsets]


@given(st.text("ab", max_size=30), _edits, _edits)
def test_a_chain_goes_the_way_of_both_its_maps(
    oldest: str, first_steps: list[tuple[int, int, str]], last_steps: list[tuple[int, int, str]]
) -> None:
    middle, first = _apply(oldest, first_steps)
    newest, last = _apply(middle, last_steps)
    both = chained(last, first)
    assert [origin(both, i) for i in range(len(newest) + 1)] == [
        origin(first, origin(last, i)) for i in range(len(newest) + 1)
    ]
    assert list(both) == sorted(set(both))
