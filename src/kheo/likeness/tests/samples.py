"""Invented texts for the tests of likeness: no place and no person in them exists."""

from __future__ import annotations

import random

ROAD = """Tổ dân vận thôn Bến Đá họp từng nhà để nghe bà con nói về con đường lầy lội mỗi mùa mưa. Sau ba tháng, bốn
mươi hộ hiến gần một nghìn mét vuông đất vườn, tự tháo dỡ tường rào và góp ngày công đổ bê tông. Con đường mới dài hơn
hai cây số đã thông xe trước Tết."""
ROAD_COPIED = """Tổ dân vận xóm Bến Tre họp từng nhà để lắng nghe bà con kể về con đường lầy lội mỗi mùa mưa. Sau ba
tháng, năm mươi hộ hiến gần một nghìn mét vuông đất vườn, tự tháo dỡ hàng rào và góp ngày công đổ bê tông. Đường mới đã
thông xe trước Tết."""
MARKET = """Hội Phụ nữ xã Suối Lam mở phiên chợ đổi rác lấy cây giống vào sáng thứ bảy hằng tuần, gom được hơn hai tấn
nhựa và trao sáu trăm cây bưởi cho các gia đình ven suối."""
STOCK = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Kính gửi: Ủy ban nhân dân tỉnh Thanh Giang."


def invented(seed: int, words: int = 120) -> str:
    """A text of syllables at random, in sentences of a dozen."""
    rng = random.Random(seed)
    drawn = [rng.choice("bcdghklmnrstvx") + rng.choice(RHYMES) for _ in range(words)]
    return ". ".join(" ".join(drawn[at : at + 12]) for at in range(0, words, 12)) + "."


RHYMES = (
    "a",
    "ai",
    "an",
    "anh",
    "ao",
    "âm",
    "ân",
    "e",
    "ê",
    "em",
    "i",
    "iên",
    "o",
    "oan",
    "ông",
    "ơi",
    "u",
    "ui",
    "ưa",
    "ươi",
)


def edited(text: str, seed: int, share: float) -> str:
    """The text with a share of its words replaced."""
    rng = random.Random(seed)
    return " ".join(
        rng.choice("bcdghklmnrstvx") + rng.choice(RHYMES) if rng.random() < share else word for word in text.split()
    )
