"""Documents of invented bodies, in the shapes in which letterheads and feet come."""

from __future__ import annotations

from kheo.reading.flow import Flow
from kheo.reading.header import read_header
from kheo.reading.model import Header

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM\n"
PLAN = (
    "KẾ HOẠCH\nTriển khai phong trào năm 2026\n-----\nCăn cứ Luật Thanh niên;\n"
    "Ủy ban nhân dân xã ban hành kế hoạch như sau:\n"
)
BODY = "1. Rà soát mô hình, báo cáo trước ngày 15/11/2026.\n2. Tổng hợp số liệu của các thôn./.\n"
FOOT = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
SIGNER = "CHỦ TỊCH\nĐinh Mộc Lan"


def flow_of(words: str, *, noisy: bool = False) -> Flow:
    """The words as they stand."""
    return Flow(words, (0,), (0,), noisy=noisy)


def header_of(words: str, *, noisy: bool = False) -> Header:
    """The header of the words."""
    return read_header(flow_of(words, noisy=noisy))


def plan(foot: str, *, top: str = "ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM\n") -> str:
    """A commune's plan with a foot of its own."""
    head = f"{top}{NATIONAL}Số: 15/KH-UBND\nSuối Lam, ngày 05 tháng 3 năm 2026\n"
    return head + PLAN + BODY + foot
