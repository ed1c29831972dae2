"""Line ends inside a sentence read as blanks: cells of tables and headings in capitals are broken over lines.

The reading order joins the lines of wrapped paragraphs; what it leaves apart may still cut a name or number in two.
Every character keeps its place.
"""

from __future__ import annotations

_OPEN = (
    *(" số", " của", " và", " ngày", " tháng", " năm", " về", "Luật", "luật", "Nghị", "Thông", "Quyết", "Chỉ", "Kết"),
    *("Bộ", "Điều", "Pháp", "Hiến", "Kế", "Công", "Chương", "Tờ", "Hướng", " CỦA", " VÀ", " SỐ", " NGÀY", "LUẬT"),
)
"""With these words no paragraph ends."""

_CITING = ("SỐ ", "LUẬT ", "PHÁP LỆNH ", "NGHỊ QUYẾT ĐẠI HỘI")
_NEW_HEADING = (
    *("ỦY BAN", "UỶ BAN", "CHỦ TỊCH", "THỦ TƯỚNG", "BỘ TRƯỞNG", "HỘI ĐỒNG", "GIÁM ĐỐC", "CHÍNH PHỦ", "QUỐC HỘI", "CỤC"),
    *("CĂN CỨ", "CHƯƠNG", "PHẦN", "ĐIỀU", "MỤC", "BAN THƯỜNG", "SỞ ", "CỘNG HÒA", "CỘNG HOÀ", "PHỤ LỤC", "TỈNH", "KT."),
)


def unwrapped(words: str) -> str:
    """The words with those line ends as blanks that end no paragraph."""
    pieces = []
    done = start = 0
    citing = False
    at = words.find("\n")
    while at >= 0:
        line_is_capital = words[at - 1 : at].isupper() and words[start:at].isupper()
        citing = line_is_capital and (citing or any(word in words[start:at] for word in _CITING))
        if _goes_on(words, start, at, citing=citing):
            pieces.append(words[done:at])
            done = at + 1
        start = at + 1
        at = words.find("\n", start)
    if not pieces:
        return words
    pieces.append(words[done:])
    return " ".join(pieces)


def _goes_on(words: str, start: int, at: int, *, citing: bool) -> bool:
    """Whether the sentence of the line from `start` to `at` goes on in the next."""
    after = words[at + 1 : at + 3]
    if not after[:1].isalnum() or after[1:] in {")", "."}:
        return False
    open_end = words.endswith(_OPEN, max(start, at - 9), at)
    if after[0].islower():
        last = words[at - 1 : at]
        return open_end or last == "," or (last.isalpha() and at - start > 20)
    if citing and after.isupper():
        return open_end or not words.startswith(_NEW_HEADING, at + 1)
    return open_end and at - start > 6
