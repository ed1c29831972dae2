"""The closing of a document: unnumbered paragraphs after the last section that bind everyone, not that section."""

from __future__ import annotations

from kheo.reading.rules import Rule, compiled

CLOSING = Rule(
    id="structure.close",
    meaning="A last paragraph without label that speaks of the document itself or to all its readers.",
    yes=(
        "Các cấp uỷ, tổ chức đảng thực hiện tốt nội dung Công văn này.",
        "Trong quá trình thực hiện, nếu có vướng mắc, các xã phản ánh về Sở Nội vụ.",
        "Trên đây là Kế hoạch triển khai phong trào năm 2026./.",
        "Uỷ ban nhân dân tỉnh yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.",
    ),
    no=(
        "Tiếp tục rà soát các mô hình đã đăng ký.",
        "Phối hợp theo dõi việc thực hiện Công văn này; định kỳ báo cáo kết quả.",
    ),
    check=lambda text: bool(is_closing(text)),
    confidence=0.85,
)
ADOPTION = Rule(
    id="structure.adoption",
    meaning=(
        "The sentence on when the text was adopted, or how far it is to be made known, closes a text of law form too."
    ),
    yes=("Nghị quyết này được Hội đồng nhân dân xã khoá II thông qua ngày 12 tháng 3 năm 2026./.",),
    no=("Nghị quyết này có hiệu lực từ ngày 12 tháng 3 năm 2026.",),
    check=lambda text: bool(is_adoption(text)),
    confidence=0.95,
)
RULES = (CLOSING, ADOPTION)

_KIND = (
    r"(?:Công văn|Kế hoạch|Chỉ thị|Nghị quyết|Quyết định|Kết luận|Thông báo|Hướng dẫn|Chương trình|Công điện|Văn bản|"
    r"Quy định|"
    r"Thông tri|Đề án|Báo cáo|Tờ trình|Quy chế|Luật|Pháp lệnh|Nghị định|Thông tư)"
)
_OPENS = (
    rf"(?:Trên đây là|Trong quá trình|Quá trình (?:triển khai|tổ chức|thực hiện)|Nhận được|Yêu cầu|Đề nghị|"
    rf"Trân trọng|Kính đề nghị|"
    rf"Kính trình|Rất mong|{_KIND} này (?:thay thế|có hiệu lực|phổ biến|được|đã|thực hiện)|"
    rf"Căn cứ (?:nội dung )?{_KIND}(?: này)?,|"
    r"Nếu có (?:khó khăn|vướng mắc)|Mọi (?:vướng mắc|thông tin)|Ngoài ra, (?:trong|nếu))"
)
_ISSUER_ASKS = (
    r"(?:Ủy ban|Uỷ ban|UBND|Ban Thường vụ|Ban Thường trực|Ban|Bộ|Sở|Cục|Văn phòng|Tỉnh|Thành|Đảng|Thủ tướng|"
    r"Chính phủ|Hội|Chủ tịch|"
    r"Tổng cục|Nay)[^.;:\n]{0,90}?\s(?:yêu cầu|đề nghị|thông báo|trân trọng|có ý kiến|trả lời|báo cáo)\b"
)


def is_closing(text: str) -> bool:
    """Whether a trailing paragraph closes the whole document."""
    if compiled(_OPENS).match(text) or compiled(_ISSUER_ASKS).match(text):
        return True
    everyone = compiled(r"(?:Các |Thủ trưởng|Bí thư|Chủ tịch|Giám đốc|Người đứng đầu|Đồng chí)").match(text)
    return everyone is not None and compiled(rf"{_KIND} này").search(text) is not None


def is_adoption(text: str) -> bool:
    """Whether a paragraph says when and by whom the text was adopted, or who is to be told."""
    return (
        compiled(rf"{_KIND} (?:này )?(?:(?:đã )?được [^\n]{{4,200}}?thông qua|phổ biến đến|được phổ biến)").match(text)
        is not None
    )
