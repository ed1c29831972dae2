"""Telling from its words that a text came through text recognition, whatever its file says.

A pasted text or a .txt file may be the output of a scanner. Then diacritics are lost or changed, and the forgiving
patterns are needed. The spellings below stand for frequent official words and are words of no other text.
"""

from __future__ import annotations

_SAMPLE = 24_000
"""How much of a text is looked at, in characters."""
_ENOUGH = 2
"""So many different signs tell: one alone may be a slip of the keyboard."""

_SIGNS = (
    *("chỉ tiết", "chi tiêt", "tô chức", "tổ chúc", "tỏ chức", "bô sung", "bỗ sung", "bố sung", "bồ sung", "bỏ sung"),
    *("sửa đối", "sửa đôi", "quyên hạn", "quyển hạn", "thâm quyền", "thẩm quyên", "thấm quyền", "chính quyên"),
    *("quyêt", "quyết đinh", "Quyết đinh", "Quyêt", "QUYÉT", "thí hành", "kế từ ngày", "kề từ ngày", "kê từ"),
    *("Chính phú", "Chỉnh phủ", "Chính phù", "CHÍNH PHÚ", "Bộ trướng", "Bộ trường Bộ", "TRƯỚNG", "Uỷ bản", "Ủy bạn"),
    *("đê nghị", "đông nhân dân", "Hội động nhân", "nhân đân", "nhân dần", "NHÂN DẦN", "DẪN TỈNH"),
    *(" só ", " sô ", " Só", " Sô ", "Só:", "đôi với", "Đôi với", "quán lý", "quản lỷ", "quân lý nhà", "nhà nuớc"),
    *("phô biến", "triên khai", "triển khái", "thâm định", "kiêm tra", "thực hiên", "phâm"),
    *(
        "kê hoạch",
        "Kê hoạch",
        "kế hoach",
        "nhiêm vụ",
        "trách nhiêm",
        "đâu tư",
        "tiên lương",
        "tải chính",
        "Thương bình",
    ),
    *("thú tục", "thủ tue", "hướng dân", "bảo đám", "điêu kiện", "khoán 1", "bồ trí"),
    *("QĐÐ", "HĐNĐ", "UBNĐ", "NĐÐ", "⁄", "ƒ", "¬", "§", "¡", "¿", " ¢ ", "†"),
)


def recognised(words: str) -> bool:
    """Whether words show the signs of text recognition."""
    sample = words[:_SAMPLE]
    found = 0
    for sign in _SIGNS:
        found += sign in sample
        if found == _ENOUGH:
            return True
    return False
