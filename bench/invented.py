"""Invented documents for the pictures of `images.py`, drawn from a seed: bodies, kinds, places, dates and names.

Places are invented for communes and half invented for provinces; persons are all invented. Each document knows what a
reader must say of it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import NamedTuple


class Body(NamedTuple):
    """Who issues a document, as its letterhead and its foot print it."""

    party: bool
    left: tuple[str, ...]
    code: str
    """What stands for it in the symbol."""
    units: tuple[str, ...]
    """Codes of its units, for the symbol of a letter."""
    place: str
    issuer: str
    marks: tuple[tuple[str, ...], ...]
    """The ways in which its documents are signed."""
    kinds: str
    """Codes of the kinds that it issues; CV is a letter."""


@dataclass(frozen=True)
class Made:
    """An invented document: what is printed, and what a reader must say."""

    body: Body
    number: str
    day: str
    kind: str
    about: str
    marks: tuple[str, ...]
    name: str
    fields: dict[str, str]
    """The five fields as a reader must give them."""


KINDS = {
    "QĐ": "quyết định",
    "NQ": "nghị quyết",
    "KH": "kế hoạch",
    "TB": "thông báo",
    "BC": "báo cáo",
    "TTr": "tờ trình",
    "HD": "hướng dẫn",
    "CT": "chỉ thị",
    "KL": "kết luận",
    "CTr": "chương trình",
    "CV": "công văn",
}
COMMUNES = (
    "xã Suối Lam|phường An Trạch|xã Mỹ Đường|xã Đông Lĩnh|phường Tân Khởi|xã Phước Lưu|xã Nậm Khoà|xã Kim Bảng Hạ|"
    "xã Ea Trôl|phường Hoà Thuỵ|xã Vĩnh Ngạn|đặc khu Hòn Sếu|xã Bản Luốc|phường Ghềnh Cát|xã Thượng Uyên|xã Long Quới"
)
PROVINCES = (
    "tỉnh Thanh Giang|tỉnh Bình Khê|thành phố Hải Vân|tỉnh Lam Sơn Hạ|tỉnh Đồng Nguyên|tỉnh Tây Ninh|tỉnh Quảng Trị|"
    "tỉnh Lạng Sơn|thành phố Cần Thơ|tỉnh Đắk Lắk|tỉnh Phú Thọ|thành phố Huế"
)
DEPARTMENTS = {
    "Sở Nội vụ": "SNV",
    "Sở Tài chính": "STC",
    "Sở Giáo dục và Đào tạo": "SGDĐT",
    "Sở Nông nghiệp và Môi trường": "SNNMT",
    "Sở Dân tộc và Tôn giáo": "SDTTG",
    "Sở Y tế": "SYT",
}
MINISTRIES = {
    "Bộ Nội vụ": "BNV",
    "Bộ Tài chính": "BTC",
    "Bộ Xây dựng": "BXD",
    "Bộ Giáo dục và Đào tạo": "BGDĐT",
    "Bộ Khoa học và Công nghệ": "BKHCN",
    "Bộ Y tế": "BYT",
}
AGENCIES = {
    "Cục Thuế": ("Bộ Tài chính", "CT"),
    "Cục Kiểm lâm": ("Bộ Nông nghiệp và Môi trường", "KL"),
    "Cục Việc làm": ("Bộ Nội vụ", "CVL"),
    "Cục Đường bộ Việt Nam": ("Bộ Xây dựng", "CĐBVN"),
}
ADVISORY = {
    "Ban Tuyên giáo và Dân vận": "BTGDV",
    "Ban Tổ chức": "BTC",
    "Ban Nội chính": "BNC",
    "Uỷ ban Kiểm tra": "UBKT",
}
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Lương Mai Tạ Cao"
MIDDLE = "Văn|Thị|Đức|Minh|Quốc|Thuỷ|Hoài|Mộc|Trúc|Quế|Sỹ|An|Ngọc|Hữu|Xuân|Bảo|Khánh|Thanh|Thị Kim|Thị Bích|Hồng|Viết"
GIVEN = (
    "Sa Lan Khê Tịnh Biếc Thượng Lâm Ngân Dũng Hạnh Tuấn Liễu Nghĩa Quyên Khoa Oanh Trường Vinh Thuỳ Yến Phước Cường "
    "Huệ Lộc Giang Ích Ưng Tĩnh"
)
OTHERS = ("Giàng A Lử", "Y Thanh Niê", "Thạch Sô Phát", "Lò Thị Pành", "Hà Giang", "Đinh Long", "Siu Hương")
ABOUT = (
    "triển khai phong trào thi đua “Dân vận khéo” năm {year}",
    "rà soát, nhân rộng các mô hình “Dân vận khéo”",
    "tăng cường sự lãnh đạo đối với công tác dân vận trong tình hình mới",
    "kết quả thực hiện quy chế dân chủ ở cơ sở năm {year}",
    "kiện toàn Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở",
    "phân công nhiệm vụ các thành viên Tổ công tác cải cách hành chính",
    "tổ chức hội nghị đối thoại với Nhân dân quý III năm {year}",
    "hỗ trợ hộ nghèo sửa chữa nhà ở trước mùa mưa bão",
)


def people_body(level: str, unit: str, rng: random.Random) -> Body:
    """A people's committee or council."""
    place = unit.split(" ", 2)[2] if unit.startswith(("thành phố", "đặc khu")) else unit.split(" ", 1)[1]
    if level == "council":
        left = ("HỘI ĐỒNG NHÂN DÂN", unit.upper())
        marks: tuple[tuple[str, ...], ...] = (("CHỦ TỊCH",), ("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"))
        return Body(False, left, "HĐND", ("VP",), place, f"Hội đồng nhân dân {unit}", marks, "NQ NQ BC TTr")
    marks = (
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("CHỦ TỊCH",),
    )
    spelling = rng.choice(("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"))
    left = (spelling, unit.upper()) if rng.random() < 0.7 else (f"UBND {unit.upper()}",)
    return Body(
        False, left, "UBND", ("VX", "NC", "TH", "KT"), place, f"Ủy ban nhân dân {unit}", marks, "QĐ KH TB BC TTr CV CV"
    )


def drawn_bodies(rng: random.Random) -> list[Body]:
    """Twenty-four bodies, two of each sort."""
    found: list[Body] = []
    for turn in range(2):
        province, commune = rng.choice(PROVINCES.split("|")), rng.choice(COMMUNES.split("|"))
        where = province.removeprefix("tỉnh ").removeprefix("thành phố ")
        base = commune.removeprefix("đặc khu ") if commune.startswith("đặc khu") else commune.split(" ", 1)[1]
        committee = ("Tỉnh uỷ " if province.startswith("tỉnh") else "Thành uỷ ") + where
        found += [people_body("committee", one, rng) for one in (province, commune)]
        found.append(people_body("council", rng.choice((province, commune)), rng))
        name = rng.choice(list(DEPARTMENTS))
        signed = (("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
        above = rng.choice((f"UBND {province.upper()}", f"ỦY BAN NHÂN DÂN|{province.upper()}")).split("|")
        left = (*above, name.upper())
        found.append(
            Body(
                False,
                left,
                DEPARTMENTS[name],
                ("VP", "TCCB"),
                where,
                f"{name} {province}",
                signed,
                "QĐ KH TB BC HD CV CV",
            )
        )
        name = rng.choice(list(MINISTRIES))
        signed = (("BỘ TRƯỞNG",), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), ("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG"))
        found.append(
            Body(
                False, (name.upper(),), MINISTRIES[name], ("VP", "PC", "TCCB"), "Hà Nội", name, signed, "QĐ KH TB CV CV"
            )
        )
        name = rng.choice(list(AGENCIES))
        signed = (("CỤC TRƯỞNG",), ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"))
        ministry, code = AGENCIES[name]
        found.append(
            Body(False, (ministry.upper(), name.upper()), code, ("VP", "CS"), "Hà Nội", name, signed, "QĐ TB HD CV CV")
        )
        signed = (("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"))
        found.append(
            Body(
                True,
                (committee.upper(), "*"),
                "TU",
                (),
                where,
                f"Ban Thường vụ {committee}",
                signed,
                "CT KH KL QĐ TB CV NQ",
            )
        )
        left = (f"ĐẢNG BỘ {province.upper()}", f"ĐẢNG UỶ {commune.upper()}", "*")[rng.random() < 0.3 :]
        found.append(
            Body(True, left, "ĐU", (), base, f"Ban Thường vụ Đảng uỷ {commune}", signed, "KH KL QĐ TB CV NQ BC CTr")
        )
        name = rng.choice(list(ADVISORY))
        if name.startswith("Uỷ"):
            signed = (("T/M UỶ BAN KIỂM TRA", "CHỦ NHIỆM"), ("K/T CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"))
        else:
            signed = (("TRƯỞNG BAN",), ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"))
        left = (committee.upper(), name.upper(), "*")
        found.append(
            Body(True, left, ADVISORY[name] + "TU", (), where, f"{name} {committee}", signed, "HD KH BC TB CV CV")
        )
        unit = rng.choice((province, commune))
        left = ("ỦY BAN MTTQ VIỆT NAM", unit.upper(), "BAN THƯỜNG TRỰC")
        signed = (("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), ("TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
        place = where if unit == province else base
        found.append(
            Body(
                False,
                left,
                "MTTQ-BTT",
                (),
                place,
                f"Ban Thường trực Ủy ban MTTQ Việt Nam {unit}",
                signed,
                "KH HD TB BC CV",
            )
        )
        signed = (("T/M BAN THƯỜNG VỤ", "CHỦ TỊCH"), ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"))
        farmers = "Hội Nông dân"
        left = (f"HỘI NÔNG DÂN {unit.upper()}",) if turn else ("HỘI NÔNG DÂN VIỆT NAM", f"BCH {unit.upper()}")
        found.append(Body(False, left, "HND", (), place, f"Ban Thường vụ {farmers} {unit}", signed, "KH HD BC CV"))
        signed = (("TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "BÍ THƯ"), ("TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "PHÓ BÍ THƯ"))
        youth = rng.choice([one for one in PROVINCES.split("|") if one.startswith("tỉnh")]).removeprefix("tỉnh ")
        left = (f"TỈNH ĐOÀN {youth.upper()}", "***")
        found.append(Body(False, left, "TĐTN", (), youth, f"Ban Thường vụ Tỉnh đoàn {youth}", signed, "KH HD BC TB"))
    return found


def invented(seed: int) -> list[Made]:
    """The documents of one seed."""
    rng = random.Random(seed)
    return [made_by(body, rng) for body in drawn_bodies(rng)]


def made_by(body: Body, rng: random.Random) -> Made:
    """One document of a body."""
    code = rng.choice(body.kinds.split())
    year = rng.choice((2024, 2025, 2026))
    number = rng.choice((rng.randint(1, 99), rng.randint(100, 999), rng.randint(1000, 6999)))
    serial = f"{number:02d}"
    dash = body.party or body.code in {"HND", "TĐTN"}
    if dash:
        symbol = f"{serial}-{code}/{body.code}"
    elif code == "CV":
        unit = f"-{rng.choice(body.units)}" if body.units else ""
        symbol = f"{serial}/{body.code}{unit}"
    else:
        symbol = f"{serial}/{code}-{body.code}"
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    printed_month = f"{month:02d}" if month < 3 else str(month)
    about = rng.choice(ABOUT).format(year=year)
    name = name_of(rng)
    return Made(
        body,
        f"Số {symbol}" if body.party else f"Số: {symbol}",
        f"ngày {day:02d} tháng {printed_month} năm {year}",
        "" if code == "CV" else KINDS[code].upper(),
        about,
        rng.choice(body.marks),
        name,
        {
            "number": symbol,
            "kind": KINDS[code],
            "date": f"{year}-{month:02d}-{day:02d}",
            "issuer": body.issuer,
            "signatory": name,
        },
    )


def name_of(rng: random.Random) -> str:
    """A person: of the majority's form nine times of ten, two to four syllables."""
    if rng.random() < 0.1:
        return rng.choice(OTHERS)
    parts = [rng.choice(SURNAMES.split()), rng.choice(MIDDLE.split("|")), rng.choice(GIVEN.split())]
    if rng.random() < 0.15:
        parts.insert(1, rng.choice(("Đặng", "Vũ", "Thị", "Phan")))
    return " ".join(parts)
