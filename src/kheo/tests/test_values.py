"""The value classes do what the standard dataclasses do: each test runs on both."""

import dataclasses
import pickle
from types import ModuleType
from typing import Any

import pytest

from kheo import values


def made(maker: Any) -> dict[str, Any]:
    """One family of classes, made by a module that offers `dataclass` and `field`."""

    @maker.dataclass(frozen=True, slots=True)
    class Found:
        id: str
        span: tuple[int, int]
        pieces: tuple[str, ...] = maker.field(default=(), kw_only=True)

        @property
        def length(self) -> int:
            return self.span[1] - self.span[0]

    @maker.dataclass(frozen=True, slots=True)
    class Mention(Found):
        self: bool
        key: str | None = None
        trace: Any = maker.field(default=None, compare=False)

    @maker.dataclass(slots=True)
    class Draft:
        words: str
        parts: list[str] = maker.field(default_factory=list)

    @maker.dataclass(slots=True, eq=False)
    class Group:
        year: str | None = None

    return {"Found": Found, "Mention": Mention, "Draft": Draft, "Group": Group}


STANDARD, OURS = made(dataclasses), made(values)
Found, Mention, Draft, Group = OURS["Found"], OURS["Mention"], OURS["Draft"], OURS["Group"]
both = pytest.mark.parametrize(("kinds", "module"), [(STANDARD, dataclasses), (OURS, values)], ids=["standard", "ours"])


@both
def test_arguments_are_given_by_place_and_by_name(kinds: dict[str, Any], module: ModuleType) -> None:
    mention = kinds["Mention"]("c1", (2, 5), True, pieces=("a", "b"))
    assert (mention.id, mention.span, mention.self) == ("c1", (2, 5), True)
    assert (mention.key, mention.trace, mention.pieces) == (None, None, ("a", "b"))
    assert mention.length == 3


@both
@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("c1", (2, 5)), {}), (("c1", (2, 5), True, None, None, ()), {}), (("c1", (2, 5), True), {"x": 1})],
    ids=["none", "too few", "a keyword by place", "unknown"],
)
def test_wrong_arguments_are_refused(kinds: dict[str, Any], module: ModuleType, given: Any, named: Any) -> None:
    with pytest.raises(TypeError):
        kinds["Mention"](*given, **named)


@both
def test_equal_are_values_of_one_class_with_equal_fields(kinds: dict[str, Any], module: ModuleType) -> None:
    one = kinds["Mention"]("c1", (2, 5), False, trace=[1])
    assert one == kinds["Mention"]("c1", (2, 5), False, trace=[2])
    assert one != kinds["Mention"]("c1", (2, 6), False)
    assert kinds["Draft"]("a") == kinds["Draft"]("a")
    assert kinds["Draft"]("a") != kinds["Draft"]("a", ["b"])
    assert kinds["Found"]("c1", (2, 5)) != one
    assert kinds["Group"]("2020") != kinds["Group"]("2020")


@both
def test_frozen_values_hash_by_their_fields_and_others_do_not(kinds: dict[str, Any], module: ModuleType) -> None:
    one, same = kinds["Mention"]("c1", (2, 5), False, trace=[1]), kinds["Mention"]("c1", (2, 5), False)
    assert len({one, same, kinds["Mention"]("c1", (2, 6), False)}) == 2
    with pytest.raises(TypeError):
        hash(kinds["Draft"]("a"))
    assert len({kinds["Group"](), kinds["Group"]()}) == 2


@both
def test_frozen_values_do_not_change_and_others_do(kinds: dict[str, Any], module: ModuleType) -> None:
    found, draft = kinds["Found"]("f1", (0, 1)), kinds["Draft"]("a")
    with pytest.raises(AttributeError):
        found.id = "f2"
    with pytest.raises(AttributeError):
        del found.id
    draft.words = "b"
    assert (found.id, draft.words) == ("f1", "b")
    for value in (found, draft):
        with pytest.raises((AttributeError, TypeError)):  # the standard one stumbles over its own slots
            value.other = 1
        assert not hasattr(value, "__dict__")


@both
def test_a_factory_makes_each_value_its_own(kinds: dict[str, Any], module: ModuleType) -> None:
    one, other = kinds["Draft"]("a"), kinds["Draft"]("a")
    one.parts.append("x")
    assert (one.parts, other.parts) == (["x"], [])


@both
def test_replace_changes_what_is_named(kinds: dict[str, Any], module: ModuleType) -> None:
    one = kinds["Mention"]("c1", (2, 5), False, pieces=("a",))
    changed = module.replace(one, self=True, span=(3, 5))
    assert changed == kinds["Mention"]("c1", (3, 5), True, pieces=("a",))
    assert one.span == (2, 5)
    with pytest.raises(TypeError):
        module.replace(one, unknown=1)


@both
def test_fields_come_in_their_order_with_their_types(kinds: dict[str, Any], module: ModuleType) -> None:
    assert [one.name for one in module.fields(kinds["Mention"])] == ["id", "span", "pieces", "self", "key", "trace"]
    assert [one.name for one in module.fields(kinds["Draft"]("a"))] == ["words", "parts"]
    assert module.fields(kinds["Draft"])[0].type is str
    assert module.is_dataclass(kinds["Draft"])
    assert not module.is_dataclass(str)


def test_the_words_of_a_value_are_the_standard_ones() -> None:
    for name, given in {"Mention": ("c1", (2, 5), False), "Draft": ("a", ["b"]), "Group": ()}.items():
        assert repr(OURS[name](*given)) == repr(STANDARD[name](*given))


def test_values_travel_between_processes() -> None:
    from kheo.reading.model import Named

    named = Named("n1", (0, 3), "rule", 0.9, segments=((0, 1), (2, 3)))
    assert pickle.loads(pickle.dumps(named)) == named
