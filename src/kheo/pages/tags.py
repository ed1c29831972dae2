"""The words of templates; loaded in every template (settings).

    {% t "Sign in" %}   {% t "Changed by {who}" who=name %}   {{ column.label|t }}
    {% tn "{n} unit" "{n} units" n=count %}

tools/check_translations.py reads them from the templates.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from kheo.i18n import Language, gettext, language, ngettext
from kheo.pages.icons import icon
from kheo.pages.parts import install
from kheo.pages.states import badge, state_of
from kheo.pages.words import day, moment, plainly

register = template.Library()
install(register)


@lru_cache(maxsize=2_000)
def _sentence(message: str, spoken: Language) -> str:  # `spoken` is what the answer depends on
    return escape(gettext(message))


class Sentence(Node):
    """A message with its values."""

    def __init__(self, messages: list[str], values: dict[str, FilterExpression]) -> None:
        """`messages` are one, or one and many."""
        self.messages = messages
        self.values = values

    def render(self, context: Context) -> SafeString:
        """In the current language, escaped."""
        values = {name: value.resolve(context) for name, value in self.values.items()}
        words: str
        if len(self.messages) == 2:
            one, many = self.messages
            words = escape(ngettext(one, many, values["n"]))
            values["n"] = plainly(values["n"])
        else:
            words = _sentence(self.messages[0], language())
        if values:
            words = words.format_map({name: conditional_escape(value) for name, value in values.items()})
        return mark_safe(words)  # noqa: S308 -- both were escaped


def _parse(parser: Parser, token: Token, count: int) -> Sentence:
    name, *rest = token.split_contents()
    messages, given = rest[:count], rest[count:]
    if len(messages) < count or any(len(one) < 2 or one[0] != '"' or one[-1] != '"' for one in messages):
        raise TemplateSyntaxError(f'{name} takes {count} message(s) in "…"')
    pairs = [one.partition("=") for one in given]
    if not all(sign for _name, sign, _value in pairs):
        raise TemplateSyntaxError(f"{name} takes its values by name")
    values = {key: parser.compile_filter(value) for key, _sign, value in pairs}
    if count == 2 and "n" not in values:
        raise TemplateSyntaxError(f"{name} takes the count as n=")
    return Sentence([one[1:-1] for one in messages], values)


@register.tag
def t(parser: Parser, token: Token) -> Sentence:
    """A message."""
    return _parse(parser, token, 1)


@register.tag
def tn(parser: Parser, token: Token) -> Sentence:
    """A message for one and for many; the count is `n`."""
    return _parse(parser, token, 2)


@register.filter(name="t")
def worded(message: object) -> str:
    """A marked message in the current language."""
    return gettext(str(message))


@register.filter
def said(value: Any) -> str:
    """A value in words and figures, as they are written in Vietnam."""
    return plainly(value)


@register.filter
def iso(value: date | datetime) -> str:
    """For the `datetime` of a time element."""
    return value.isoformat()


register.filter("day", day)
register.filter("moment", moment)
register.simple_tag(icon)
register.simple_tag(badge)
register.filter("state", state_of)
