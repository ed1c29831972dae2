"""Documents cited by their kind and day alone, where the words show that one document is meant."""

from __future__ import annotations

from kheo.reading.citations.bodies import ISSUER
from kheo.reading.citations.law_names import Name
from kheo.reading.rules import Rule, compiled
from kheo.text.dates import date_at

DATED = Rule(
    id="citation.dated",
    meaning="A kind with a full date and its issuer or a word that points at it, but no number (tại Tờ trình ngày …).",
    yes=(
        "Công văn ngày 02/3/2026 của Sở Nội vụ về việc rà soát",
        "theo đề nghị của Sở Nội vụ tại Tờ trình ngày 12 tháng 3 năm 2026",
        "Căn cứ Biên bản họp ngày 12/3/2026 của Hội đồng thẩm định",
    ),
    no=("Thông báo ngày 15/3/2026 họp xã", "gửi Báo cáo ngày 15/11 hằng năm", "Tờ trình số 12/TTr-SNV ngày 12/3/2026"),
    pattern=(
        r"(?:Nghị quyết|Quyết định|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Thông báo|Công văn|Công điện|Tờ trình|Báo cáo|"
        r"Kế hoạch|Văn bản|Thông tri|Biên bản(?: (?:họp|cuộc họp|làm việc|kiểm tra|thẩm định))?)(?= ngày \d)"
    ),
    literals=(" ngày ",),
    confidence=0.75,
    check=lambda text: _fires(text),  # noqa: PLW0108 - it stands below
)

_POINTING = r"(?:tại|theo|Theo|[Cc]ăn cứ|Xét|kèm) (?:các )?$"


def dated_at(words: str, start: int) -> Name | None:
    """The document named by its day whose kind word begins at `start`."""
    kind = DATED.regex.match(words, start)
    date = date_at(words, kind.end() + 1) if kind else None
    if kind is None or date is None or date.iso is None:
        return None
    pointed = compiled(_POINTING).search(words, max(0, start - 12), start)
    if pointed is None and ISSUER.regex.match(words, date.end) is None:
        return None
    return Name(start, kind.end(), kind[0], DATED, DATED.confidence)


def _fires(text: str) -> bool:
    return any(dated_at(text, match.start()) for match in DATED.regex.finditer(text))
