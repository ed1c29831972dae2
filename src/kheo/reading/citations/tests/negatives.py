"""Text without any citation, full of what looks like one: dates, ratios, amounts, telephone numbers, codes.

The same seed gives the same text; every place and number is invented.
"""

from __future__ import annotations

import random

_PLACES = ("Thanh Giang", "Suối Lam", "Hòa Phước", "An Bình Đông", "Cẩm Thạch")
_SENTENCES = (
    "Ngày {d}/{m}, xã {place} tổ chức gặp mặt nhân dịp 30/4 và 02/9; thời gian từ ngày {d}/{m} đến {d2}/{m}/2026.",
    "Đường dây nóng trực 24/7, điện thoại (0{a}) 3.{n3}.{n3}, số máy lẻ {n2}, di động 09{n2}.{n3}.{n3}.",
    "Bản đồ tỷ lệ 1/{n3}0 và 1/2.000; đạt tỷ lệ {n2}/{n3} hộ, tăng {n2},{n1}% so với cùng kỳ.",
    "Tổng kinh phí {n2}.{n3}.000 đồng, trong đó ngân sách xã {n3}/{n3} triệu đồng, đơn giá {n2}.{n3} đồng/m2.",
    "Mã số thuế {a}0{n3}{n3}{n1}-00{n1}; tài khoản số {n3}{n3}{n3} tại Kho bạc; hóa đơn số {n3}{n3}.",
    "Mã dự án DA-{n3}/TG, gói thầu số {n2}/XL-{n1}; hồ sơ số {n3}/HS-{n2}; thửa đất số {n2}, tờ bản đồ số {n1}/BĐ.",
    "Biểu mẫu tại https://{slug}.vn/van-ban/{n2}/QD-UBND-{n3}.pdf và thư điện tử vanphong{n2}@{slug}.vn.",
    "Phiếu điền theo mẫu số {n2}/HNTG và biểu số 0{n1}/BC-KT; phụ lục số {n1}/PL.",
    "Quốc lộ 1A, tỉnh lộ {n3}/TL, đường số {n2}/ĐT; lô {a}/N{n1}; nhà số {n2}/{n1}B khu phố {n1}.",
    "Nhiệt độ 18-{n2}°C, độ ẩm {n2}-{n2}%; giai đoạn 2021-2025, năm học 2026-2027, kỳ họp thứ {n2}.",
    "Luật sư Đoàn {place} tư vấn miễn phí; Hội Luật gia xã và Trường Đại học Luật cùng tham gia.",
    "Các quy định này, vấn đề này và điều kiện này do xã {place} nêu; vốn điều lệ {n2} tỷ đồng.",
    "Kế hoạch 5 năm, chương trình 3 điểm, báo cáo 6 tháng, đề án phát triển cây trồng, quy hoạch chung xã {place}.",
    "Trận đấu kết thúc với tỷ số {n1}-{n1}; vi rút H5N1, vắc xin A/H1N1, xe biển số 6{n1}C-{n3}.{n2}, máy bay A320/B7.",
    "Chiều rộng {n1}m, chiều cao {n1},5m, bê tông M{n3}/B{n2}, thép CB{n3}-V, ống D{n3}/PN{n1}.",
    "Sóng 4G/5G phủ {n2}/{n2} thôn; máy tính i5-{n3}/8GB; phần mềm phiên bản {n1}.{n1}/2026.",
)


def negatives(size: int, seed: int = 1) -> str:
    """At least `size` characters of text that names no document."""
    dice = random.Random(seed)
    lines: list[str] = []
    length = 0
    while length < size:
        line = dice.choice(_SENTENCES).format(
            d=dice.randint(10, 28),
            d2=dice.randint(10, 28),
            m=dice.randint(1, 12),
            a=dice.randint(1, 9),
            n1=dice.randint(1, 9),
            n2=dice.randint(10, 99),
            n3=dice.randint(100, 999),
            place=dice.choice(_PLACES),
            slug=dice.choice(("thanhgiang", "suoilam")),
        )
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)
