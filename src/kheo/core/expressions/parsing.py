"""From words to a tree. One pass from left to right; what was begun is known, so no word has to be tried twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NoReturn, TypeVar, cast

from kheo.core.errors import Invalid
from kheo.core.expressions.tree import Binary, Column, Constant, Empty, Node, Not, Ref
from kheo.i18n import mark
from kheo.text import plain

T = TypeVar("T")

LONGEST = 2_000
TOTALS = ("tổng {part} của {table}", "total {part} of {table}")
"""What the total of a table's column is called, in both languages."""

MOST_TOKENS = 400
DEEPEST = 40

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"[^"]*"|“[^”]*”)|(?P<date>\d{1,2}/\d{1,2}/\d{4})|(?P<number>\d+(?:[.,]\d+)*)"""
    r"""|(?P<word>\w+)|(?P<sign><=|>=|!=|[^\s\w]))"""
)
_COMPARISONS = {
    "=": ("=", "là", "bằng", "is"),
    "!=": ("!=", "khác", "không là", "is not"),
    "<=": ("<=", "không quá", "nhiều nhất", "at most"),
    ">=": (">=", "ít nhất", "từ", "at least", "from"),
    "<": ("<", "dưới", "nhỏ hơn", "trước", "below", "before"),
    ">": (">", "trên", "lớn hơn", "sau", "above", "after"),
    "~": ("chứa", "có chữ", "contains"),
    "empty": ("trống", "để trống", "empty"),
    "filled": ("không trống", "đã có", "not empty"),
    "in": ("thuộc", "in"),
}
_WORDS = {
    "and": ("và", "and"),
    "or": ("hoặc", "or"),
    "not": ("không phải", "not"),
    "to": ("đến", "to"),
}
_FITTING: dict[str, frozenset[str]] = {
    "number": frozenset(("=", "!=", "<=", ">=", "<", ">", "in")),
    "date": frozenset(("=", "!=", "<=", ">=", "<", ">", "in")),
    "text": frozenset(("=", "!=", "~", "in")),
    "choice": frozenset(("=", "!=", "in")),
}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    end: int

    @property
    def start(self) -> int:
        return self.end - len(self.text)

    @property
    def key(self) -> str:
        return plain(self.text)


def parse(text: str, columns: Iterable[Column], *, gives: Literal["truth", "number"] = "truth") -> Node:
    """The tree of a condition, or of a formula that gives a number, over some fields.

    Raises Invalid, saying from which words on it is not understood; ValueError where two fields share a label.
    """
    if len(text) > LONGEST:
        raise Invalid("expression-length", mark("An expression has at most {most} characters."), most=LONGEST)
    parser = _Parser(text, columns)
    if len(parser.tokens) > MOST_TOKENS:
        raise Invalid("expression-length", mark("An expression has at most {most} words and signs."), most=MOST_TOKENS)
    node = parser.either(0)
    if parser.at < len(parser.tokens) or kind_of(node) != gives:
        parser.fail()
    return node


def kind_of(node: Node) -> str:
    """What a tree gives: `truth`, or the kind of its value."""
    if isinstance(node, Ref):
        return "truth" if node.column.kind == "flag" else node.column.kind
    if isinstance(node, Constant):
        return "number" if isinstance(node.value, Decimal) else "date" if isinstance(node.value, date) else "text"
    return "number" if isinstance(node, Binary) and node.sign in "+-*/" else "truth"


def _phrases(table: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    return {_key(phrase): meaning for meaning, phrases in table.items() for phrase in phrases}


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(token.key for token in _tokens(phrase))


def _tokens(text: str) -> list[_Token]:
    return [_Token(str(found.lastgroup), found[str(found.lastgroup)], found.end()) for found in _TOKEN.finditer(text)]


class _Parser:
    def __init__(self, text: str, columns: Iterable[Column]) -> None:
        self.text, self.tokens, self.at = text, _tokens(text), 0
        self.columns: dict[tuple[str, ...], Column] = {}
        for column in columns:
            for label in (column.name, *column.labels):
                if self.columns.setdefault(_key(label), column) != column:
                    raise ValueError(f"two fields are called {label!r}")
        self.comparisons, self.words = _phrases(_COMPARISONS), _phrases(_WORDS)

    def fail(self) -> NoReturn:
        start = self.tokens[self.at].start if self.at < len(self.tokens) else len(self.text)
        rest = self.text[start:].strip()[:40] or "…"
        raise Invalid("expression", mark("Not understood from here on: “{rest}”"), rest=rest, position=start)

    def longest(self, phrases: Mapping[tuple[str, ...], T]) -> T | None:
        """The meaning of the longest phrase that stands here, which is then read; None where none does."""
        ahead = tuple(token.key for token in self.tokens[self.at : self.at + max(map(len, phrases), default=0)])
        for length in range(len(ahead), 0, -1):
            if ahead[:length] in phrases:
                self.at += length
                return phrases[ahead[:length]]
        return None

    def ahead(self, *texts: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text in texts

    def sign(self, *texts: str) -> str | None:
        if self.ahead(*texts):
            self.at += 1
            return self.tokens[self.at - 1].text
        return None

    def word(self, meaning: str) -> bool:
        before = self.at
        if self.longest(self.words) == meaning:
            return True
        self.at = before
        return False

    def expect(self, holds: object) -> None:
        if not holds:
            self.fail()

    def either(self, depth: int) -> Node:
        return self.joined("or", depth)

    def joined(self, sign: str, depth: int) -> Node:
        self.expect(depth < DEEPEST)
        part = self.negated if sign == "and" else self.both
        node = part(depth)
        while self.word(sign):
            self.expect(kind_of(node) == "truth")
            other = part(depth)
            self.expect(kind_of(other) == "truth")
            node = Binary(sign, node, other)
        return node

    def both(self, depth: int) -> Node:
        return self.joined("and", depth)

    def negated(self, depth: int) -> Node:
        if not self.word("not"):
            return self.comparison(depth)
        node = self.negated(depth + 1) if depth < DEEPEST else self.fail()
        self.expect(kind_of(node) == "truth")
        return Not(node)

    def comparison(self, depth: int) -> Node:
        left = self.sum(depth)
        begin = self.at
        sign = self.longest(self.comparisons)
        if sign is None:
            return left
        if sign == "empty" and self.ahead("("):
            sign = "in"  # without diacritics “trong (…)” and “trống” are one word
        if sign in {"empty", "filled"}:
            self.expect(isinstance(left, Ref))
            empty = Empty(cast("Ref", left))
            return empty if sign == "empty" else Not(empty)
        kind = kind_of(left)
        if sign not in _FITTING.get(kind, ()):
            self.at = begin
            self.fail()
        if sign == "in":
            return self.among(left, kind, depth)
        node = Binary(sign, left, self.value(left, kind, depth))
        if sign == ">=" and self.word("to"):
            node = Binary("and", node, Binary("<=", left, self.value(left, kind, depth)))
        return node

    def among(self, left: Node, kind: str, depth: int) -> Node:
        self.expect(self.sign("("))
        node: Node = Binary("=", left, self.value(left, kind, depth))
        while self.sign(",", ";"):
            node = Binary("or", node, Binary("=", left, self.value(left, kind, depth)))
        self.expect(self.sign(")"))
        return node

    def value(self, left: Node, kind: str, depth: int) -> Node:
        """What a field of a kind is compared with."""
        if kind in {"number", "date"}:
            node = self.sum(depth)
            self.expect(kind_of(node) == kind)
            return node
        if kind == "choice":
            choices = cast("Ref", left).column.choices
            code = self.longest({_key(label): code for code, labels in choices.items() for label in (code, *labels)})
            return self.fail() if code is None else Constant(code)
        return Constant(plain(self.run_of_words()))

    def run_of_words(self) -> str:
        """Quoted words, or all up to the next joining word or bracket."""
        self.expect(self.at < len(self.tokens))
        first = self.tokens[self.at]
        if first.kind == "quoted":
            self.at += 1
            return first.text[1:-1]
        begin = self.at
        while self.at < len(self.tokens) and self.tokens[self.at].text not in {"(", ")", ",", ";"}:
            if self.word("and") or self.word("or"):
                self.at -= 1
                break
            self.at += 1
        self.expect(self.at > begin)
        return self.text[first.start : self.tokens[self.at - 1].end]

    def sum(self, depth: int) -> Node:
        node = self.product(depth)
        while sign := self.sign("+", "-"):
            node = self.arithmetic(sign, node, self.product(depth))
        return node

    def product(self, depth: int) -> Node:
        node = self.atom(depth)
        while sign := self.sign("*", "/"):
            node = self.arithmetic(sign, node, self.atom(depth))
        return node

    def arithmetic(self, sign: str, left: Node, right: Node) -> Node:
        self.expect(kind_of(left) == kind_of(right) == "number")
        return Binary(sign, left, right)

    def atom(self, depth: int) -> Node:
        column = self.longest(self.columns)
        if column is not None:
            return Ref(column)
        if self.sign("("):
            node = self.either(depth + 1)
            self.expect(self.sign(")"))
            return node
        if self.sign("-"):
            negative = self.atom(depth + 1) if depth < DEEPEST else self.fail()
            return self.arithmetic("-", Constant(Decimal(0)), negative)
        self.expect(self.at < len(self.tokens))
        token = self.tokens[self.at]
        value = (
            read_number(token.text) if token.kind == "number" else _date(token.text) if token.kind == "date" else None
        )
        if value is None:
            self.fail()
        self.at += 1
        return Constant(value)


def read_number(text: str) -> Decimal | None:
    """As written in Vietnam: 1.000,5. A point that does not part thousands is not guessed at."""
    if re.fullmatch(r"\d+(,\d+)?|\d{1,3}(\.\d{3})+(,\d+)?", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return None


def _date(text: str) -> date | None:
    day, month, year = map(int, text.split("/"))
    try:
        return date(year, month, day)
    except ValueError:
        return None
