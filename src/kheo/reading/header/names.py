"""The words that names of bodies are made of, in ordinary case (NĐ 30/2020 PL II), and places.

Only what capitals cannot tell by themselves stands here: where a name has capitals inside. Everything else follows from
the rules in `recase`.
"""

from __future__ import annotations

from functools import lru_cache

from kheo.reading.citations.issuers import FIELDS
from kheo.text.folding import plain

_PROVINCES = """
An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận|Cà Mau
Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương
Hải Phòng|Hậu Giang|Hòa Bình|Hồ Chí Minh|Huế|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng
Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị
Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long
Vĩnh Phúc|Yên Bái
"""

_MINISTRIES = """
Bộ Quốc phòng|Bộ Công an|Bộ Ngoại giao|Bộ Tư pháp|Bộ Tài chính|Bộ Công Thương|Bộ Xây dựng|Bộ Y tế|Bộ Nội vụ
Bộ Giáo dục và Đào tạo|Bộ Khoa học và Công nghệ|Bộ Nông nghiệp và Môi trường|Bộ Dân tộc và Tôn giáo
Bộ Văn hóa, Thể thao và Du lịch|Bộ Nông nghiệp và Phát triển nông thôn|Bộ Tài nguyên và Môi trường
Bộ Lao động - Thương binh và Xã hội|Bộ Thông tin và Truyền thông|Bộ Kế hoạch và Đầu tư|Bộ Giao thông vận tải
Bộ Thương mại|Bộ Công nghiệp|Bộ Thủy sản|Bộ Văn hóa - Thông tin|Bộ Bưu chính, Viễn thông|Chính phủ|Thủ tướng Chính phủ
Văn phòng Chính phủ|Thanh tra Chính phủ|Ngân hàng Nhà nước Việt Nam|Ủy ban Dân tộc|Quốc hội|Ủy ban Thường vụ Quốc hội
Văn phòng Quốc hội|Chủ tịch nước|Văn phòng Chủ tịch nước|Kiểm toán nhà nước|Tòa án nhân dân tối cao
Viện kiểm sát nhân dân tối cao|Bảo hiểm xã hội Việt Nam|Hội đồng bầu cử quốc gia|Đài Truyền hình Việt Nam
Đài Tiếng nói Việt Nam|Thông tấn xã Việt Nam|Tổng cục Thuế|Tổng cục Hải quan|Cục Thuế|Cục Hải quan
Tổng Thanh tra Chính phủ
"""

_PHRASES = """
Ủy ban nhân dân|Hội đồng nhân dân|Thường trực Hội đồng nhân dân|Ban Thường trực|Ban Thường vụ|Ban Chấp hành|Ban Chỉ đạo
Ủy ban Mặt trận Tổ quốc Việt Nam|Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam|Mặt trận Tổ quốc Việt Nam|Mặt trận Tổ quốc
Ủy ban MTTQ Việt Nam|Ban Chấp hành Trung ương|Ban Chấp hành Trung ương Đảng|Bộ Chính trị|Ban Bí thư|Đảng bộ|Đảng ủy
Chi bộ
Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Tỉnh đoàn|Thành đoàn|Văn phòng|Ban Tổ chức|Ban Tuyên giáo và Dân vận
Ban Tuyên giáo|Ban Dân vận|Ban Nội chính|Ban Kinh tế|Ủy ban Kiểm tra|Ban Chính sách, chiến lược|Trung ương
Trung ương Đảng
Trường Chính trị|Hội Nông dân|Hội Liên hiệp Phụ nữ|Hội Cựu chiến binh|Liên đoàn Lao động|Tổng Liên đoàn Lao động
Đoàn Thanh niên Cộng sản Hồ Chí Minh|Đoàn TNCS Hồ Chí Minh|Công đoàn|Hội Chữ thập đỏ|Hội Khuyến học|Hội Người cao tuổi
Liên minh Hợp tác xã|Liên hiệp các Hội Khoa học và Kỹ thuật|Hội Văn học Nghệ thuật|Hội Luật gia|Hội Nhà báo|Hội Đông y
Hội Liên hiệp Thanh niên|Việt Nam|Tòa án nhân dân|Viện kiểm sát nhân dân|Công an|Bộ Chỉ huy quân sự|Ban Chỉ huy quân sự
Bộ Chỉ huy Bộ đội Biên phòng|Bộ Tư lệnh|Quân khu|Quân ủy Trung ương|Thanh tra|Kho bạc Nhà nước|Ngân hàng Nhà nước
Ngân hàng Chính sách xã hội|Bảo hiểm xã hội|Thi hành án dân sự|Cục Thi hành án dân sự|Chi cục|Cục Thống kê|Chi cục Thuế
Chi cục Hải quan|Thuế|Sở Giáo dục và Đào tạo|Sở Lao động - Thương binh và Xã hội|Sở Khoa học và Công nghệ|Sở Công Thương
Sở Nông nghiệp và Môi trường|Sở Nông nghiệp và Phát triển nông thôn|Sở Tài nguyên và Môi trường|Sở Dân tộc và Tôn giáo
Sở Văn hóa, Thể thao và Du lịch|Sở Văn hóa và Thể thao|Sở Thông tin và Truyền thông|Sở Kế hoạch và Đầu tư|Sở Du lịch
Sở Giao thông vận tải|Sở Quy hoạch - Kiến trúc|Sở Ngoại vụ|Sở An toàn thực phẩm|Phòng Giáo dục và Đào tạo
Phòng Văn hóa - Xã hội|Phòng Kinh tế|Phòng Kinh tế, Hạ tầng và Đô thị|Trung tâm Phục vụ hành chính công|Ban Quản lý
Khu kinh tế|Các khu công nghiệp|Đoàn đại biểu Quốc hội|Ủy ban bầu cử|Hội đồng Thi đua - Khen thưởng|Đại học|Học viện
Cục Giám sát, quản lý về hải quan|Cục Quản lý Dược|Cục Quản lý chất lượng|Hội đồng Lý luận Trung ương
Cộng sản Hồ Chí Minh
Hồ Chí Minh|Đại học Quốc gia|Ban Cán sự đảng|Đảng đoàn|Đoàn Chủ tịch|Đại hội đại biểu|Hội đồng|Ủy ban
Thành phố Hồ Chí Minh
Chính phủ|Quốc hội|Nhà nước|Bộ trưởng|Thủ tướng|Chủ tịch|Giám đốc|Cục trưởng|Tổng cục trưởng|Bí thư|Ban Xây dựng Đảng
"""

_INSTITUTIONS = """
Trường|Đại học|Học viện|Bệnh viện|Công ty|Tổng công ty|Tập đoàn|Trường Tiểu học|Trường Trung học cơ sở|Trường Mầm non
"""
_OF_INSTITUTIONS = """
Sư phạm|Sư phạm Kỹ thuật|Kỹ thuật|Công nghệ|Công nghệ thông tin|Kinh tế|Kinh tế quốc dân|Kinh tế - Kỹ thuật|Y Dược
Y khoa|Y học cổ truyền|Cao đẳng|Cao đẳng nghề|Nghề|Trung học phổ thông|Phổ thông dân tộc nội trú|Chuyên|Đa khoa
Đa khoa khu vực|Khu vực|Phụ sản|Tâm thần|Mắt|Phổi|Nhi|Quân y|Cổ phần|Trách nhiệm hữu hạn|Một thành viên|Cấp nước
Cấp thoát nước|Thủy lợi|Điện lực|Môi trường đô thị|Công trình đô thị|Xây dựng|Thương mại|Đầu tư|Phát triển
Phát triển nhà|Dịch vụ|Xổ số kiến thiết|Lâm nghiệp|Nông nghiệp|Luật|Tư pháp|Hành chính Quốc gia|Bách khoa
Văn hóa|Nghệ thuật|Thủ đô
"""

_HEADS = [
    "Sở",
    "Phòng",
    "Cục",
    "Chi cục",
    "Tổng cục",
    "Vụ",
    "Viện",
    "Trung tâm",
    "Trường",
    "Trường Tiểu học",
    "Trường Trung học cơ sở",
    "Trường Mầm non",
    "Hội",
    "Ban",
    "Bộ",
    "Trạm",
    "Bệnh viện",
    "Tổng công ty",
    "Công ty",
    "Tập đoàn",
    "Liên đoàn",
    "Liên minh",
    "Quỹ",
    "Văn hóa - Xã hội",
    "Hội đồng Thẩm phán",
]

PLACE_WORDS = [
    "tỉnh",
    "thành_phố",
    "xã",
    "phường",
    "đặc_khu",
    "huyện",
    "quận",
    "thị_xã",
    "thị_trấn",
    "thôn",
    "ấp",
    "khu_phố",
    "tổ_dân_phố",
    "buôn",
    "bản",
    "khóm",
    "làng",
]
"""Words of administrative and residential units; they stay in lower case, and a proper name follows them."""


def _split(table: str) -> list[str]:
    return [name for row in table.strip().splitlines() for name in row.split("|")]


@lru_cache(maxsize=1)
def provinces() -> dict[str, str]:
    """Provinces and central cities, past ones too, by their names without diacritics."""
    return {_key(name): name for name in _split(_PROVINCES)}


@lru_cache(maxsize=1)
def central_bodies() -> dict[str, str]:
    """Bodies whose names are complete without a place, by their names without diacritics."""
    return {_key(name): name for name in _split(_MINISTRIES)}


@lru_cache(maxsize=1)
def phrases() -> dict[tuple[str, ...], str]:
    """All words of office names by their syllables without diacritics."""
    names = [*_HEADS, *_split(FIELDS), *_split(_PHRASES), *_split(_MINISTRIES), *_split(_PROVINCES)]
    return {tuple(_key(name).split()): name for name in names}


@lru_cache(maxsize=1)
def institutions() -> frozenset[str]:
    """Schools, hospitals and companies, whose names end with a proper name of their own."""
    return frozenset(_split(_INSTITUTIONS))


@lru_cache(maxsize=1)
def institution_phrases() -> dict[tuple[str, ...], str]:
    """What stands in names of institutions before their proper name, by its syllables without diacritics."""
    return {**phrases(), **{tuple(_key(name).split()): name for name in _split(_OF_INSTITUTIONS)}}


@lru_cache(maxsize=1)
def longest_phrase() -> int:
    """The number of syllables of the longest of them."""
    return max(map(len, phrases()))


def _key(name: str) -> str:
    """Syllables without diacritics, punctuation left out."""
    return " ".join("".join(char if char.isalnum() else " " for char in plain(name)).split())


def name_key(name: str) -> str:
    """By what the tables are looked up: syllables without diacritics and punctuation."""
    return _key(name)
