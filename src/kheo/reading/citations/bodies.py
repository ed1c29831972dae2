"""The shapes of issuers' names in sentences: known ones whole, others up to the first word that belongs to no name."""

from __future__ import annotations

from kheo.reading.citations.issuers import FIELDS
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

TITLE_STARTS = (
    "về|Về|VỀ|v/v|V/v|ban hành|quy định|hướng dẫn|thực hiện|triển khai|sửa đổi|bổ sung|phê duyệt|công bố|bãi bỏ|"
    "thay thế|"
    "điều chỉnh|quyết định|giao|phân công|thành lập|kiện toàn|đính chính|quy chế|tăng cường|đẩy mạnh|"
    "tổ chức triển khai|"
    "tổ chức thực hiện|chấp thuận|thông qua|kết luận|thông báo|chỉ đạo|cho phép|đề nghị|báo cáo|chi tiết|hợp nhất|"
    "tổng kết|sơ kết|bổ nhiệm|xếp hạng|công nhận|phân cấp|ủy quyền|uỷ quyền|tiếp tục|xin ý kiến|trả lời|góp ý|"
    "tạm ngưng|kéo dài|áp dụng|BAN HÀNH|QUY ĐỊNH|HƯỚNG DẪN|THỰC HIỆN|TRIỂN KHAI|SỬA ĐỔI|PHÊ DUYỆT|CÔNG BỐ"
)
"""Words with which titles begin; no issuer's name goes on with them."""

ISSUER = Rule(
    id="citation.issuer",
    meaning="Who issued a cited document: the name after “của”, to the first word that belongs to no name.",
    yes=("ngày 12/12/2013 của Bộ Chính trị về", "của Ủy ban nhân dân tỉnh Thanh Giang"),
    no=("ngày 12/12/2013 về công tác", "của nhân dân"),
    pattern=r",? ?(?:của|CỦA|do) (?=[A-ZĐƯÂÔƠÊĂỦỬỨẤẦẨỒỐỔỂẾỀỘỞ]|liên tịch |Ủ|ử ban|ủy ban|uỷ ban)",
    literals=("của ", "CỦA ", "do "),
)

_STOP = (
    f"{TITLE_STARTS}|đã|được|có|thì|để|nhằm|trong|theo|tại|đối|do|khi|nếu|là|phải|gồm|như|này|nêu|trên|từ|kể|kèm|với|"
    "yêu|cụ|cùng|và|hoặc|số|ngày|năm|khóa|khoá|Khóa|Khoá|nhiệm|kỳ|qua|đến|của|ghi|nhất|cần|bằng|các|những|mọi|"
    "việc|nêu|còn|hiện|vẫn|sẽ|đang|không|chưa|lần|vào|ra|gửi|ký|ban hành|"
    "lấy|xây|rà|xác|nâng|sắp|kiểm|giải|chuyển|xem|xử|lập|tính|bố|huy|giữa|cho|làm|nhưng|mà|bao"
)
_FIELD_BODY = (
    rf"(?:liên )?(?:(?:Bộ trưởng|Thứ trưởng|Giám đốc|Phó Giám đốc) )?(?:Bộ|Sở) (?:trưởng (?:Bộ )?)?(?:{FIELDS})"
)
_WORD = rf"(?!(?:{_STOP}|một|trừ|áp|mới)(?!\w))[^\s,;.:()“”\"/\[\]]+"
_WHOLE = (
    r"(?i:(?:Phó )?Thủ tướng Chính phủ|Chính phủ|Bộ Chính trị|Ban Bí thư(?: Trung ương(?: Đảng)?)?|"
    r"Ban Chấp hành Trung ương(?: Đảng(?: Cộng sản Việt Nam)?)?|BCH Trung ương(?: Đảng)?|Quốc hội|"
    r"(?:Ủy|Uỷ) ban thường vụ Quốc hội|UBTVQH|Chủ tịch nước|Văn phòng (?:Chính phủ|Quốc hội|Chủ tịch nước|"
    r"Trung ương Đảng)|"
    r"(?:Ủy|Uỷ) ban Quốc gia ứng phó sự cố, thiên tai và tìm kiếm cứu nạn)"
)
_LOCAL = (
    r"(?i:(?:Chủ tịch |Phó Chủ tịch |Thường trực |Văn phòng )?(?:(?:Ủy|Uỷ) ban nhân dân|UBND|Hội đồng nhân dân|HĐND)|"
    r"(?:Ban Thường vụ |BTV |Thường trực |Ban Chấp hành )?(?:Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|uỷ))"
)
_PLACE = (
    r"(?: (?i:tỉnh|thành phố|TP\.?|xã|phường|đặc khu|huyện|quận|thị xã|thị trấn))?"
    r"(?: (?!Quyết|Nghị|Kế|Về)[A-ZĐÂĂÊÔƠƯ][^\s,;.:()“”]*){0,5}"
)
_WHOLE_PLAIN = (
    r"(?:(?:pho )?thu tuong chinh phu|chinh phu|bo chinh tri|ban bi thu(?: trung uong(?: dang)?)?|quoc hoi|"
    r"ban chap hanh trung uong(?: dang)?|uy ban thuong vu quoc hoi|chu tich nuoc|van phong (?:chinh phu|quoc hoi)|"
    r"uy ban quoc gia ung pho su co,? thien tai va tim kiem cuu nan|(?:uy|u) ban quoc gia tim kiem cuu nan)(?!\w)"
)
_JOINT = (
    r"và (?=[A-ZĐ])(?!(?:Ban|Bộ|Ủy|Uỷ|Tổng|Viện|Tòa|Toà|Hội|Đoàn|Liên|Chủ|Thủ|Chính|Quốc|Luật|Nghị|Quyết|Quy|Thông|"
    r"Kế|Kết|Chỉ|"
    r"Công|Hướng|Chương|Đề|Tờ|Báo|Văn|Pháp|Điều|Hiến|Sở|Nhân|UBND|HĐND|Trung|Cục|Đảng)(?!\w))"
)
_FREE = rf"(?:{_FIELD_BODY}|{_WORD})(?!\w)(?: {_WORD}| - (?=[A-ZĐ]){_WORD}| {_JOINT}{_WORD}){{0,12}}"
_NAME = rf"(?:{_WHOLE}(?!\w)|(?:{_LOCAL}|{_FIELD_BODY})(?!\w){_PLACE}(?! (?:Trung ương|Đảng))|{_FREE})"
_BODY_WORDS = "Ban |Bộ |Ủy ban |Uỷ ban |Tổng cục |Viện |Tòa án|Toà án|Hội |Đoàn |Liên đoàn |Tổng Liên"
_ACTS = (
    "ban hành|yêu cầu|đề nghị|giao|chỉ đạo|xây dựng|triển khai|quyết định|hướng dẫn|thông báo|kết luận|đã|phối hợp|có"
)
_MORE_BODIES = (
    rf"(?:(?:, | - )(?={_BODY_WORDS})(?!{_NAME} (?:{_ACTS}))| và (?={_BODY_WORDS})(?!{_NAME} (?:yêu cầu|đề nghị|"
    rf"giao|đã|có)))"
    rf"(?:{_NAME})"
)

_MORE_MINISTERS = rf"(?:, | và )(?=Bộ trưởng )(?!{_NAME} (?:yêu cầu|đề nghị|giao|đã|có|ban hành Th))(?:{_NAME})"


def issuer_end(words: str, start: int, limit: int, *, noisy: bool = False) -> int | None:
    """Where the issuer's name that begins at `start` ends; None where no name begins there."""
    limit = min(limit, start + 320)
    if noisy:
        known = compiled(_WHOLE_PLAIN).match(plain(words[start : min(limit, start + 80)]))
        if known:
            return start + known.end()
    name = compiled(_NAME).match(words, start, min(limit, start + 160))
    if name is None:
        return None
    end = name.end()
    for _ in range(6):  # “… của Ban Tổ chức Trung ương và Ban Tuyên giáo Trung ương”
        minister = words.startswith("Bộ trưởng", start)
        more = compiled(_MORE_MINISTERS if minister else _MORE_BODIES).match(words, end, min(limit, end + 160))
        if more is None:
            break
        end = more.end()
    return end
