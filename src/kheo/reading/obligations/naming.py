"""When a title of bodies says who acts below it, and when it only names what the part is about.

`Sở Y tế`, `Đối với các xã:` say who acts. Where the opening has already laid the tasks on somebody, `Doanh nghiệp nhà
nước` among other topics is one of them.
"""

from __future__ import annotations

from kheo.reading.model import Span
from kheo.reading.obligations.view import View

_THEMES = (
    r"(?:tổ chức bộ máy|đội ngũ|bộ máy|hệ thống chính trị|hệ thống tổ chức|lực lượng sản xuất|khối đại đoàn kết"
    r"|đơn vị hành chính|doanh nghiệp nhà nước|kinh tế|tổ chức cơ sở đảng và|cán bộ, công chức)(?!\w)"
)
"""What begins so is spoken of and does nothing."""
_ADDRESSES = r"(?:đối với|về phía|giao|đề nghị|yêu cầu|phân công|(?:về )?trách nhiệm)(?!\w)"
_WORK_OF = r"(?:một số |các |những )?nhiệm vụ,? (?:trọng tâm|chủ yếu|chính|công tác|cơ bản|chung)"
"""`Nhiệm vụ trọng tâm của Ban Chỉ đạo` may be about the work of which the opening says who does it."""
_OFFICES = (
    r"(?:bí thư|chủ tịch|phó chủ tịch|giám đốc|tổng giám đốc|hiệu trưởng|thủ trưởng|trưởng|tổ trưởng|bộ trưởng|chánh"
    r"|người đứng đầu|chủ nhiệm|viện trưởng|cục trưởng|chỉ huy trưởng|lãnh đạo|thành viên|đồng chí|ủy viên)(?!\w)"
)
"""Who holds an office acts."""
_PLACED = (
    r"(?<=\w )(?:các|mỗi|từng|tỉnh|thành phố|huyện|(?<!tác )xã|phường|đặc khu|trung ương"
    r"|cấp (?:tỉnh|huyện|xã|trên|dưới)|trực thuộc|liên quan|được giao|chức năng)(?!\w)"
)
"""Words that say which body of its sort is meant."""


def is_theme(view: View, head: Span) -> bool:
    """Whether a title names a thing that never acts, though its first word is that of a body."""
    return view.cue(_THEMES).match(view.folded(head)) is not None


def says_who(view: View, head: Span, bodies: tuple[Span, ...]) -> bool:
    """Whether a title that names bodies surely says who acts: it turns to them, or means certain ones."""
    if not bodies or is_theme(view, head):
        return False
    if addresses(view, head):
        return True
    return view.cue(_WORK_OF).match(view.folded(head)) is None and any(tells_which(view, one) for one in bodies)


def addresses(view: View, head: Span) -> bool:
    """Whether a title turns to somebody: by a word before the name, or by a colon behind it."""
    if view.mask[head[1] : head[1] + 3].lstrip(" .").startswith(":"):
        return True
    return view.cue(_ADDRESSES).match(view.folded(head)) is not None


def tells_which(view: View, name: Span) -> bool:
    """Whether a name means certain bodies: `Sở Y tế`, `các xã`, `Công an tỉnh`; not `Doanh nghiệp tư nhân`."""
    if view.cue(_OFFICES).match(view.folded(name)) is not None:
        return True
    words = view.words[slice(*name)]
    inner = words[1:]
    proper = not words.isupper() and any(char.isupper() for char in inner)
    return proper or words[:3].lower() == "các" or view.cue(_PLACED).search(view.folded(name)) is not None
