"""Who issues documents: the codes in symbols, and the shapes of issuers' names in sentences.

Codes of State bodies are set by each head of body (NĐ 30/2020 PL I.II.3.b), so the list is open: a code that is not
here may still be right, one that is here supports a doubtful reading and repairs a damaged one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Body(NamedTuple):
    """An issuer's code, its name, and the years in which it could sign (None: no bound known)."""

    code: str
    name: str
    since: int | None = None
    until: int | None = None


_BODIES = """
TW|Trung ương Đảng
TU|Tỉnh ủy, Thành ủy
HU|Huyện ủy||2025
QU|Quận ủy||2025
ThU|Thị ủy||2025
ĐU|Đảng ủy
ĐUK|Đảng ủy Khối||2025
CB|Chi bộ
ĐH|Đại hội
ĐĐ|Đảng đoàn||2025
BCS|Ban cán sự đảng||2025
BCSĐ|Ban cán sự đảng||2025
BCĐ|Ban Chỉ đạo
BCĐTW|Ban Chỉ đạo Trung ương
VPTW|Văn phòng Trung ương Đảng
VPTU|Văn phòng Tỉnh ủy
BTCTW|Ban Tổ chức Trung ương
BTCTU|Ban Tổ chức Tỉnh ủy
UBKTTW|Ủy ban Kiểm tra Trung ương
UBKTTU|Ủy ban Kiểm tra Tỉnh ủy
BNCTW|Ban Nội chính Trung ương
BNCTU|Ban Nội chính Tỉnh ủy
BDVTW|Ban Dân vận Trung ương||2025
BDVTU|Ban Dân vận Tỉnh ủy||2025
BTGTW|Ban Tuyên giáo Trung ương||2025
BTGTU|Ban Tuyên giáo Tỉnh ủy||2025
BTGDVTW|Ban Tuyên giáo và Dân vận Trung ương|2025|
BTGDVTU|Ban Tuyên giáo và Dân vận Tỉnh ủy|2025|
BKTTW|Ban Kinh tế Trung ương||2025
BCSTW|Ban Chính sách, chiến lược Trung ương|2025|
HĐLLTW|Hội đồng Lý luận Trung ương
QUTW|Quân ủy Trung ương
ĐUCA|Đảng ủy Công an
ĐUQS|Đảng ủy Quân sự
ĐUBP|Đảng ủy Biên phòng
QH|Quốc hội
UBTVQH|Ủy ban Thường vụ Quốc hội
CTN|Chủ tịch nước
CP|Chính phủ
TTg|Thủ tướng Chính phủ
VPCP|Văn phòng Chính phủ
VPQH|Văn phòng Quốc hội
VPCTN|Văn phòng Chủ tịch nước
HĐBCQG|Hội đồng Bầu cử quốc gia
HĐND|Hội đồng nhân dân
TTHĐND|Thường trực Hội đồng nhân dân
UBND|Ủy ban nhân dân
CTUBND|Chủ tịch Ủy ban nhân dân
VPUBND|Văn phòng Ủy ban nhân dân
VP|Văn phòng
UBBC|Ủy ban bầu cử
MTTW|Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam
MTTQ|Ủy ban Mặt trận Tổ quốc Việt Nam
BTT|Ban Thường trực
BTV|Ban Thường vụ
ĐCT|Đoàn Chủ tịch
ĐCTUBTWMTTQVN|Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam
TLĐ|Tổng Liên đoàn Lao động Việt Nam
TWĐTN|Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh
TANDTC|Tòa án nhân dân tối cao
VKSTC|Viện kiểm sát nhân dân tối cao
VKSNDTC|Viện kiểm sát nhân dân tối cao
HĐTP|Hội đồng Thẩm phán Tòa án nhân dân tối cao
KTNN|Kiểm toán nhà nước
TTCP|Thanh tra Chính phủ
NHNN|Ngân hàng Nhà nước Việt Nam
UBDT|Ủy ban Dân tộc||2025
BHXH|Bảo hiểm xã hội Việt Nam
TĐTN|Tỉnh đoàn, Thành đoàn
HND|Hội Nông dân
HLHPN|Hội Liên hiệp Phụ nữ
HCCB|Hội Cựu chiến binh
LĐLĐ|Liên đoàn Lao động
BXD|Bộ Xây dựng
BNV|Bộ Nội vụ
BTC|Bộ Tài chính
BTP|Bộ Tư pháp
BCT|Bộ Công Thương
BCA|Bộ Công an
BQP|Bộ Quốc phòng
BNG|Bộ Ngoại giao
BYT|Bộ Y tế
BGDĐT|Bộ Giáo dục và Đào tạo
BKHCN|Bộ Khoa học và Công nghệ
BNNMT|Bộ Nông nghiệp và Môi trường|2025|
BDTTG|Bộ Dân tộc và Tôn giáo|2025|
BVHTTDL|Bộ Văn hóa, Thể thao và Du lịch
BNNPTNT|Bộ Nông nghiệp và Phát triển nông thôn||2025
BTNMT|Bộ Tài nguyên và Môi trường|2002|2025
BLĐTBXH|Bộ Lao động - Thương binh và Xã hội||2025
LĐTBXH|Bộ Lao động - Thương binh và Xã hội||2025
BTTTT|Bộ Thông tin và Truyền thông|2007|2025
BKHĐT|Bộ Kế hoạch và Đầu tư||2025
BGTVT|Bộ Giao thông vận tải||2025
TCT|Tổng cục Thuế||2025
TCHQ|Tổng cục Hải quan||2025
CT|Cục Thuế|2025|
CHQ|Cục Hải quan|2025|
SNV|Sở Nội vụ
STC|Sở Tài chính
STP|Sở Tư pháp
SXD|Sở Xây dựng
SCT|Sở Công Thương
SYT|Sở Y tế
SGDĐT|Sở Giáo dục và Đào tạo
SKHCN|Sở Khoa học và Công nghệ
SNNMT|Sở Nông nghiệp và Môi trường|2025|
SNNPTNT|Sở Nông nghiệp và Phát triển nông thôn||2025
STNMT|Sở Tài nguyên và Môi trường||2025
SLĐTBXH|Sở Lao động - Thương binh và Xã hội||2025
STTTT|Sở Thông tin và Truyền thông||2025
SKHĐT|Sở Kế hoạch và Đầu tư||2025
SGTVT|Sở Giao thông vận tải||2025
SVHTTDL|Sở Văn hóa, Thể thao và Du lịch
SDL|Sở Du lịch
SDTTG|Sở Dân tộc và Tôn giáo|2025|
TTPVHCC|Trung tâm Phục vụ hành chính công
HĐTĐKT|Hội đồng Thi đua - Khen thưởng
"""


@lru_cache(maxsize=1)
def bodies() -> dict[str, Body]:
    """Every known issuer by the upper-case form of its code."""
    table = {}
    for line in _BODIES.strip().splitlines():
        code, name, *years = line.split("|")
        since, until = (int(year) if year else None for year in (*years, "", "")[:2])
        table[code.upper()] = Body(code, name, since, until)
    return table


FIELDS = (
    "Nội vụ|Tài chính|Tư pháp|Xây dựng|Công Thương|Công thương|Công an|Quốc phòng|Ngoại giao|Y tế|"
    "Giáo dục và Đào tạo|Khoa học và Công nghệ|Khoa học, Công nghệ và Môi trường|Nông nghiệp và Môi trường|"
    "Dân tộc và Tôn giáo|Dân tộc|Tôn giáo|Văn hóa, Thể thao và Du lịch|Văn hoá, Thể thao và Du lịch|"
    "Văn hóa và Thể thao|Văn hoá và Thể thao|Nông nghiệp và Phát triển nông thôn|Nông nghiệp và PTNT|"
    "Tài nguyên và Môi trường|Lao động - Thương binh và Xã hội|Lao động, Thương binh và Xã hội|"
    "Thông tin và Truyền thông|Kế hoạch và Đầu tư|Giao thông vận tải|Giao thông công chánh|Thương mại|Công nghiệp|"
    "Thủy sản|Thuỷ sản|Du lịch|Ngoại vụ|An toàn thực phẩm|Quy hoạch - Kiến trúc|Quy hoạch và Kiến trúc|"
    "Bưu chính, Viễn thông"
)
"""The fields of ministries and departments, whose names hold commas, dashes and “và”."""
