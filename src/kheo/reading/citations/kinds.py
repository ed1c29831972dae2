"""The kinds of document (tên loại văn bản) and their codes.

Sources: NĐ 30/2020/NĐ-CP Đ.7 and PL III for the State; QĐ 399-QĐ/TW and HD 36-HD/VPTW for the Party; Luật Ban hành
văn bản quy phạm pháp luật for laws. The printed kind word decides, not the code: Party `QĐ` is both quyết định and
quy định.
"""

from __future__ import annotations

from functools import lru_cache

from kheo.text.folding import plain

LAW_KINDS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
"""Kinds that are cited by name, with or without a number (NĐ 30/2020 PL I.II.6.b)."""

_KINDS = """
nghị quyết NQ
nghị quyết liên tịch NQLT
quyết định QĐ
quy định QĐ QyĐ QĐi
chỉ thị CT
kết luận KL
quy chế QC
quy chế phối hợp QC QCPH
thông báo TB
thông báo kết luận TB KL
thông báo ý kiến kết luận TB
thông cáo TC
hướng dẫn HD
hướng dẫn liên ngành HD HDLN
thông tri TT
kế hoạch KH
kế hoạch hành động KH
kế hoạch liên tịch KH KHLT
kế hoạch phối hợp KH KHPH
chương trình CTr CT
chương trình hành động CTr CTHĐ
chương trình công tác CTr
chương trình phối hợp CTr CTPH
đề án ĐA
dự án DA
phương án PA
quy hoạch QH
báo cáo BC
báo cáo thẩm tra BC
báo cáo chính trị BC
tờ trình TTr
biên bản BB
công văn CV
công điện CĐ
công hàm CH
văn bản CV
văn bản hợp nhất VBHN
giấy mời GM
giấy giới thiệu GGT
giấy ủy quyền GUQ
phiếu chuyển PC
phiếu gửi PG
phiếu báo PB
phiếu trình PTr
hợp đồng HĐ
bản ghi nhớ BGN
bản thỏa thuận BTT
bản án HS DS HC
giấy phép GP
giấy chứng nhận GCN
giấy xác nhận GXN
điện ĐK ĐT
công bố CB
nghị định NĐ
nghị định thư NĐT
thông tư TT
thông tư liên tịch TTLT
thông tư liên bộ TTLB
luật L
bộ luật BL
pháp lệnh PL
hiến pháp HP
lệnh L
sắc lệnh SL
sắc luật SL
quy trình QT
điều lệ ĐL
cương lĩnh CL
chiến lược CL
tuyên bố TB
lời kêu gọi LKG
thư công TC
cam kết CK
phiếu ý kiến PYK
"""

_ADDED_CODES = "SY SL TrS BS VBHN NQLT TTLT HDLT KHLT QCPH CTPH TTLB KHPH CTHĐ"


@lru_cache(maxsize=1)
def kinds() -> dict[str, frozenset[str]]:
    """Every kind by its name in lower case and older tone placement, with its codes."""
    table: dict[str, frozenset[str]] = {}
    for line in _KINDS.strip().splitlines():
        words = line.split()
        codes = [word for word in words if word[0].isupper()]
        table[" ".join(words[: len(words) - len(codes)])] = frozenset(codes)
    return table


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """Every kind code by its upper-case form: `CTR` gives `CTr`."""
    known = {code for row in kinds().values() for code in row} - {"L", "HS", "DS", "HC", "CL", "CH", "QH", "CB"}
    return {code.upper(): code for code in [*sorted(known), *_ADDED_CODES.split()]}


@lru_cache(maxsize=1)
def bare_kinds() -> dict[str, str]:
    """Every kind by its name without diacritics, for words that came through OCR."""
    return {plain(name): name for name in kinds()}


@lru_cache(maxsize=1)
def longest() -> int:
    """The number of words of the longest kind name."""
    return max(name.count(" ") + 1 for name in kinds())


def agrees(kind: str, code: str | None) -> bool:
    """Whether a kind may carry a code; a letter (công văn, văn bản) carries none."""
    if code is None:
        return kind in {"công văn", "văn bản"}
    return code in kinds()[kind]
