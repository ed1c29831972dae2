"""Whether a text is Vietnamese at all: a text in another language is refused rather than read wrongly."""

from __future__ import annotations

from kheo.reading.formats.refuse import Unreadable
from kheo.reading.rules import compiled
from kheo.text.folding import plain

_ENOUGH_WORDS = 25
"""Fewer words than this prove nothing."""
_SAMPLE = 1_500
"""Characters looked at from the beginning, and as many from the middle: a letterhead alone decides nothing."""
_PROPER_SHARE = 0.15
"""Vietnamese prose has 0.5 to 0.8 of its words with letters of its own; an English translation some 0.03 (names)."""
_PLAIN_SHARE = 0.3

_VIETNAMESE_LETTERS = "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ"
"""Letters that French, Portuguese or German do not have: â, é, ô and the like prove nothing."""

_FREQUENT = (
    r"(?:uy|ban|nhan|dan|tinh|cua|va|cac|cong|thuc|hien|quyet|dinh|nghi|theo|viec|trong|khong|duoc|cho|ngay|thang|chinh|"
    r"phu|hoi|dong|quy|phap|luat|nuoc|nha|kinh|gui|ke|hoach|truong|phong|thu|tuong|chu|tich|so|voi|nhung|nguoi|quan|ly|"
    r"chuc|don|vi|khi|tai|ve|dieu|khoan|xa|phuong|dang|bo|su|nghiep|vien)"
)
"""Frequent syllables of official texts without their marks: what is left when the marks were lost."""


def is_vietnamese(text: str) -> bool:
    """Whether the text is Vietnamese, or too short to tell. Upper case and lost marks are allowed for."""
    sample = _sample(text)
    if _foreign_script(sample):
        return False
    words = _words(sample)
    if len(words) < _ENOUGH_WORDS or _proper(words) >= _PROPER_SHARE * len(words):
        return True
    frequent = sum(compiled(_FREQUENT).fullmatch(plain(word)) is not None for word in words)
    return frequent >= _PLAIN_SHARE * len(words)


def share_of_vietnamese(text: str) -> float:
    """The share of words with letters that only Vietnamese has."""
    words = _words(_sample(text))
    return _proper(words) / len(words) if words else 0.0


def check_vietnamese(text: str, name: str) -> None:
    """Refuse a text in another language."""
    if not is_vietnamese(text):
        raise Unreadable("not-vietnamese", name)


def _sample(text: str) -> str:
    middle = max(len(text) // 2, _SAMPLE)
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}".lower()


def _words(sample: str) -> list[str]:
    return compiled(r"[^\W\d_]+").findall(sample)


def _proper(words: list[str]) -> int:
    own = set(_VIETNAMESE_LETTERS)
    return sum(not own.isdisjoint(word) for word in words)


def _foreign_script(sample: str) -> bool:
    """More than half of the letters are of another script: Chinese, Cyrillic, Lao …"""
    foreign = len(compiled("[^\\x00-\u02ff\u0300-\u036f\u1e00-\u1eff\u2000-\u2bff\ue000-\uffff]").findall(sample))
    return foreign >= _ENOUGH_WORDS and 2 * foreign > sum(map(str.isalpha, sample))
