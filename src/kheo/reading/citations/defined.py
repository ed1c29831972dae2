"""Short names that a text itself gives a document: “(sau đây gọi tắt là Chương trình)”, then “Chương trình” alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from kheo.reading.citations.kinds import kinds
from kheo.reading.citations.mention import Mention
from kheo.reading.citations.tails import Tail
from kheo.reading.rules import Rule, compiled
from kheo.text.tone import fold_tone
from kheo.values import replace

DEFINED = Rule(
    id="citation.defined",
    meaning="A short name that the text itself gave to a document, from there on: “(sau đây gọi tắt là Chương trình)”.",
    yes=(
        "Thực hiện Luật Việc làm (sau đây gọi tắt là Luật).\nXã phổ biến Luật đến Nhân dân.",
        "Quyết định số 12/QĐ-UBND phê duyệt Đề án nhà ở (sau đây gọi là Đề án); kinh phí thực hiện Đề án.",
    ),
    no=(
        "Thực hiện Luật Việc làm (sau đây gọi tắt là Luật).\nXã xây dựng Luật Đất đai.",
        "ban hành Kế hoạch thực hiện Nghị quyết số 12-NQ/TW (sau đây gọi tắt là Kế hoạch). Kinh phí của Kế hoạch.",
        "Thực hiện Luật Việc làm (sau đây gọi tắt là Luật).",
    ),
    literals=(" là ",),
    confidence=0.7,
    check=lambda text: _fires(text.replace("\\\n", "\n")),
)

_GIVEN = r"\((?:[Ss]au đây )?(?:được )?(?:gọi|viết)(?: tắt| chung)?(?: là)?:? [“\"]?([A-ZĐ]\w+(?: \w+){0,4})[”\"]?\)"
_MOST_NAMES = 8
_MOST_MENTIONS = 400
"""No real text gives or uses more, and hostile ones must not cost more."""
_NEW = r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|một|ban hành|phê duyệt|xây dựng|theo từng|bộ|dự án|ký|số)) $"
_GOES_ON = (
    r"(?:[,;.:)”\n]|$| (?:và|để|được|đã|có|theo|trên|tại|trong|với|về|của|cho|đến|tới|là|nêu|phải|do|khi|bằng|"
    r"từ|gắn|bảo|"
    r"đảm|vào|phù|hằng|hàng|đối)(?!\w))"
)


def defined(words: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Where the short names that stand in brackets behind mentions, sorted by their start, stand again."""
    if "là" not in words or not mentions:
        return
    starts = [mention.core[0] for mention in mentions]
    reach = list(accumulate((mention.core[1] for mention in mentions), max))
    known: dict[str, tuple[int, Mention]] = {}
    for given in compiled(_GIVEN).finditer(words):
        owner = _owner(words, given.start(), given[1], mentions, starts)
        if owner is not None and len(known) < _MOST_NAMES:
            known.setdefault(given[1], (given.end(), owner))
    for name, (given_at, owner) in known.items():
        at = words.find(name, given_at)
        count = 0
        while at >= 0 and count < _MOST_MENTIONS:
            end = at + len(name)
            before = bisect_right(starts, at) - 1
            free = (before < 0 or reach[before] <= at) and (before + 1 >= len(starts) or starts[before + 1] >= end)
            if free and _stands_alone(words, at, end):
                yield _again(owner, at, end, name)
            count += 1
            at = words.find(name, end)


def _stands_alone(words: str, at: int, end: int) -> bool:
    """Whether a short name is not the beginning of a longer one, nor a document yet to be made."""
    if words[at - 1 : at].isalnum() or not compiled(_GOES_ON).match(words, end):
        return False
    return compiled(_NEW).search(words, max(0, at - 12), at) is None


def _owner(words: str, at: int, name: str, mentions: list[Mention], starts: list[int]) -> Mention | None:
    """The mention that a short name in the bracket at `at` belongs to: of its kind, or with its kind in the title."""
    kind = next((k for k in (name.lower(), *_heads(name)) if k in kinds()), None)
    if kind is None or any(char.isdigit() for char in name):
        return None  # a shortened number is found as such
    line = words.rfind("\n", 0, at) + 1
    first = next((i for i in range(len(mentions)) if starts[i] >= line), len(mentions))
    near = [mention for mention in mentions[first : bisect_right(starts, at)] if not mention.self]
    alike = [m for m in near if fold_tone(m.kind or "").lower() == kind]
    if alike:
        return alike[-1]
    titled = [m for m in near if m.symbol]
    head = name.split(" ", 1)[0].lower()
    if titled and words[line:at].lower().count(head) == words[titled[-1].core[1] : at].lower().count(head) == 1:
        return titled[-1]
    return None  # several are named so, the document itself perhaps among them


def _heads(name: str) -> Iterator[str]:
    parts = fold_tone(name).lower().split()
    yield from (" ".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))


def _again(owner: Mention, at: int, end: int, name: str) -> Mention:
    return replace(
        owner,
        core=(at, end),
        rule=DEFINED,
        confidence=DEFINED.confidence,
        tail=Tail(end, end),
        name=fold_tone(name).lower(),
        inner=None,
        issuer_span=None,
        part=None,
    )


def _fires(text: str) -> bool:
    from kheo.reading.citations.find import find_citations

    return any(citation.rule == DEFINED.id for citation in find_citations(text))
