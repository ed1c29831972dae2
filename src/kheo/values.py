"""`dataclass` as the standard library has it, for a command that must start quickly.

The standard decorator was a quarter of what `kheo read` of one small file costs: it loads `inspect` and compiles six
methods for each of forty classes. This one knows only what the reader uses, compiles `__init__` alone, and lets all
classes share the rest; slots are always made. Tests hold it against the standard one, so that going back means
changing the import lines.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

MISSING: Any = object()
"""No default. (`None` is one.)"""

_FIELDS = "__value_fields__"


class FieldOf:
    """One field of a value class."""

    __slots__ = ("compare", "default", "default_factory", "kw_only", "name", "type")

    def __init__(self, default: Any, default_factory: Any, *, kw_only: bool, compare: bool) -> None:
        """What `field` was called with; the name and the type are known when the class is made."""
        self.name = self.type = ""
        self.default = default
        self.default_factory = default_factory
        self.kw_only = kw_only
        self.compare = compare


def field(
    *, default: Any = MISSING, default_factory: Any = MISSING, kw_only: bool = False, compare: bool = True
) -> Any:
    """What a field needs beyond its type."""
    return FieldOf(default, default_factory, kw_only=kw_only, compare=compare)


@dataclass_transform(field_specifiers=(field,))
def dataclass(*, frozen: bool = False, slots: bool = True, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """A class of values from its annotations; with slots, whatever `slots` says: the word is for those who read it."""
    assert slots

    def make(described: type[T]) -> type[T]:
        own = _own_fields(described)
        known: dict[str, FieldOf] = {}
        for base in reversed(described.__mro__[1:]):
            known.update(getattr(base, _FIELDS, {}))
        known.update(own)
        body = {name: value for name, value in vars(described).items() if name not in {*own, "__dict__", "__weakref__"}}
        body["__qualname__"] = described.__qualname__
        body |= {"__slots__": tuple(own), _FIELDS: known}
        body.setdefault("__repr__", _repr)
        if frozen:
            body |= {"__setattr__": _refuse, "__delattr__": _refuse, "__reduce__": _reduce}
        if eq:
            body |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
            body["_compared"] = staticmethod(attrgetter(*(one.name for one in known.values() if one.compare)))
        made: type[T] = type(described)(described.__name__, described.__bases__, body)  # type: ignore[misc]
        made.__init__ = _init(made, known, frozen=frozen)  # type: ignore[method-assign]
        return made

    return make


def fields(kind: Any) -> tuple[FieldOf, ...]:
    """The fields of a value class or of a value, in their order."""
    return tuple(getattr(kind, _FIELDS).values())


def is_dataclass(thing: object) -> bool:
    """Whether something is a value class or a value."""
    return hasattr(thing, _FIELDS)


def replace(value: T, /, **changes: Any) -> T:
    """The same value with other words in some fields."""
    for name in getattr(value, _FIELDS):
        if name not in changes:
            changes[name] = getattr(value, name)
    return type(value)(**changes)


def _own_fields(described: type) -> dict[str, FieldOf]:
    own = {}
    for name, kind in described.__annotations__.items():
        given = vars(described).get(name, MISSING)
        one = given if isinstance(given, FieldOf) else FieldOf(given, MISSING, kw_only=False, compare=True)
        one.name, one.type = name, kind
        own[name] = one
    return own


def _init(kind: type, known: dict[str, FieldOf], *, frozen: bool) -> Callable[..., None]:
    """`__init__`, compiled, and through the setters of the slots: a loop over the fields would slow reading down."""
    names: dict[str, Any] = {"_MISSING": MISSING}
    by_place: list[str] = []
    by_name: list[str] = []
    lines: list[str] = []
    for name, one in known.items():
        given, value = name, name
        if one.default_factory is not MISSING:
            names[f"_new_{name}"] = one.default_factory
            given, value = f"{name}=_MISSING", f"_new_{name}() if {name} is _MISSING else {name}"
        elif one.default is not MISSING:
            names[f"_default_{name}"] = one.default
            given = f"{name}=_default_{name}"
        (by_name if one.kw_only else by_place).append(given)
        names[f"_put_{name}"] = getattr(kind, name).__set__
        lines.append(f" _put_{name}(_itself, {value})" if frozen else f" _itself.{name} = {value}")
    arguments = ", ".join(["_itself", *by_place, *(["*", *by_name] if by_name else [])])
    made: dict[str, Callable[..., None]] = {}
    exec(f"def __init__({arguments}):\n" + "\n".join(lines), names, made)  # noqa: S102 -- names and defaults of our own
    return made["__init__"]


def _repr(self: Any) -> str:
    words = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self))
    return f"{type(self).__qualname__}({words})"


def _eq(self: Any, other: Any) -> Any:
    return self._compared(self) == self._compared(other) if type(self) is type(other) else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _refuse(self: Any, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__qualname__} is frozen: {name!r} cannot change")


def _reduce(self: Any) -> tuple[object, ...]:
    return _made, (type(self), {name: getattr(self, name) for name in getattr(self, _FIELDS)})


def _made(kind: type[T], members: dict[str, Any]) -> T:
    return kind(**members)
