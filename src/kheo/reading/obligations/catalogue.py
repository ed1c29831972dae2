"""The rules of this family: what each means, and texts in which it fires and does not.

The modules write these ids into what they find or leave. An example is read as the tasks of a telegram would be.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from kheo.reading.rules import Rule


def _fires(rule_id: str) -> Callable[[str], bool]:
    return lambda text: rule_id in _rules_in(text)


def _rule(rule_id: str, meaning: str, *, yes: tuple[str, ...], no: tuple[str, ...], worth: float = 0.9) -> Rule:
    return Rule(rule_id, meaning, yes, no, check=_fires(rule_id), confidence=worth)


@lru_cache(maxsize=256)
def _rules_in(text: str) -> frozenset[str]:
    """The ids of all rules that a text sets off, those that only leave something aside included."""
    from kheo.reading.flow import Flow
    from kheo.reading.model import Considered, Field, Header
    from kheo.reading.obligations import read_obligations
    from kheo.reading.structure import read_structure

    trace: list[Considered] = []
    flow = Flow(text, (0,), (0,), trace=trace)
    kind = Field("h.kind", (0, 0), "header.kind", 1.0, value="công điện")
    header = Header(
        kind=kind,
        number=None,
        date=None,
        place=None,
        issuer=None,
        parent_issuer=None,
        abstract=None,
        urgency=None,
        addressees=(),
        bases=(),
        distribution=(),
        signature=None,
        typist=None,
        body=(0, len(text)),
    )
    orders, duties = read_obligations(flow, header, read_structure(flow, header), (), ())
    found = {one.rule for one in trace} | {one.rule for one in (*orders, *duties)}
    found |= {actor.rule for order in orders for actor in (*order.actors, *order.cooperating, *order.through)}
    found |= {one.rule for order in orders for one in (order.due, order.period) if one is not None}
    return frozenset(found)


ORDERS = (
    _rule(
        "order.assign",
        "An ordering word lays a task on a body: giao, phân công, ủy quyền cho (giao nhiệm vụ).",
        yes=(
            "Giao Sở Nội vụ rà soát các mô hình.",
            "Phân công Văn phòng theo dõi việc thực hiện.",
            "Hội nghị thống nhất chủ trương và giao Sở Nội vụ rà soát các mô hình.",
        ),
        no=("Sở Nội vụ rà soát các mô hình.", "Giao thông đi lại khó khăn."),
        worth=0.95,
    ),
    _rule(
        "order.asked",
        "Whoever signs asks a body to act: yêu cầu, đề nghị.",
        yes=(
            "Ủy ban nhân dân tỉnh yêu cầu các xã, phường rà soát mô hình.",
            "Đề nghị Hội Phụ nữ tỉnh phối hợp thực hiện.",
            "Ban Thường vụ yêu cầu tiếp tục rà soát các mô hình.",
        ),
        no=("Theo đề nghị của Sở Nội vụ tại tờ trình.", "Yêu cầu chung của công tác này là an toàn."),
        worth=0.93,
    ),
    _rule(
        "order.subject-duty",
        "A body and a word of duty behind it: có trách nhiệm, chịu trách nhiệm, phải, cần.",
        yes=("Sở Tài chính có trách nhiệm bố trí kinh phí.", "Các xã phải niêm yết danh sách."),
        no=("Sở Tài chính bố trí kinh phí.", "Nội dung phải thiết thực."),
        worth=0.93,
    ),
    _rule(
        "order.subject-verb",
        "A body and a verb of doing behind it: Sở … chủ trì, phối hợp …",
        yes=(
            "Sở Y tế chủ trì, phối hợp với Sở Nội vụ xây dựng kế hoạch.",
            "Các xã, phường kịp thời phản ánh khó khăn.",
        ),
        no=("Sở Y tế đã xây dựng kế hoạch.", "Kinh phí được bố trí từ ngân sách."),
        worth=0.88,
    ),
    _rule(
        "order.verb-first",
        "A clause that begins with a verb of doing, in a part that holds tasks; the actor stands before or above it.",
        yes=("Tiếp tục rà soát các mô hình.", "Sở Y tế lập danh sách; kịp thời báo cáo Ủy ban nhân dân tỉnh."),
        no=("Sở Y tế lập danh sách.", "Công tác tuyên truyền đạt kết quả tốt."),
        worth=0.8,
    ),
    _rule(
        "order.task-title",
        "A title that is itself the task, with nothing but lines about it below.",
        yes=("1. Tổ chức hội nghị tổng kết phong trào\n- Đơn vị chủ trì: Sở Nội vụ.\n- Thời gian: Quý I/2027.",),
        no=("1. Công tác tuyên truyền\n- Đơn vị chủ trì: Sở Nội vụ.",),
        worth=0.7,
    ),
    _rule(
        "order.table-row",
        "A row of a table whose head names the task and who does it (nhiệm vụ, chủ trì, phối hợp, thời gian), its cells"
        " one a line too.",
        yes=(
            "TT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Xây dựng đề án | Sở Nội vụ | 30/6/2027",
            "TT\nNhiệm vụ\nCơ quan chủ trì\nThời gian\n1\nXây dựng đề án\nSở Nội vụ\n30/6/2027",
        ),
        no=("TT | Họ và tên | Năm sinh\n1 | Lê Hoài Sa | 1980", "TT\nHọ và tên\nNăm sinh\n1\nLê Hoài Sa\n1980"),
        worth=0.75,
    ),
)

_LAID = "Chủ tịch tỉnh yêu cầu các xã thực hiện các nhiệm vụ sau:\n"

LEFT = (
    _rule(
        "exclude.result",
        "A clause of purpose or result serves the order before it: để, nhằm, góp phần, từ đó.",
        yes=("Rà soát các mô hình; góp phần nâng cao chất lượng.",),
        no=("Rà soát các mô hình; nâng cao chất lượng tuyên truyền.",),
    ),
    _rule(
        "exclude.view",
        "A clause that states a view: cơ bản nhất trí, ghi nhận, đánh giá cao; Ban Thường vụ thống nhất chủ trương.",
        yes=("Cơ bản nhất trí với báo cáo của Sở Nội vụ.", "Ban Thường vụ thống nhất chủ trương nêu trong tờ trình."),
        no=("Thực hiện báo cáo của Sở Nội vụ.",),
    ),
    _rule(
        "exclude.told",
        "A fact is told of a body: it has done, is doing, was given something (đã, đang, là, được).",
        yes=("Sở Nội vụ đã triển khai kế hoạch, kịp thời hướng dẫn các xã.",),
        no=("Sở Nội vụ triển khai kế hoạch.",),
    ),
    _rule(
        "exclude.power",
        "What a body has the power to decide is told, not ordered.",
        yes=("Hội đồng nhân dân tỉnh quyết định dự toán ngân sách.",),
        no=("Hội đồng nhân dân tỉnh giám sát việc thực hiện.",),
    ),
    _rule(
        "exclude.statement",
        "A sentence about an activity: its first verb is the subject of phải or là.",
        yes=("Tuyên truyền pháp luật phải sát thực tế.",),
        no=("Tuyên truyền pháp luật tại các thôn.",),
    ),
    _rule(
        "exclude.account",
        "An account of what was done that begins with Thực hiện … and goes on with đã.",
        yes=("Thực hiện chương trình của tỉnh, thời gian qua công tác này đã đạt kết quả.",),
        no=("Thực hiện chương trình của tỉnh.",),
    ),
    _rule(
        "exclude.speaks",
        "A line that says who speaks and lays nothing on anybody: … kết luận, yêu cầu, nhấn mạnh (các nội dung sau).",
        yes=(
            "1. Ban Thường vụ kết luận một số nội dung sau:\n- Tiếp tục rà soát các mô hình.",
            "1. Văn phòng đề nghị tập trung vào một số việc sau:\n- Tiếp tục rà soát các mô hình.",
        ),
        no=("1. Ban Thường vụ tập trung vào một số việc sau:\n- Tiếp tục rà soát các mô hình.",),
    ),
    _rule(
        "exclude.topic",
        "A title that begins like a body and only names what the part is about, where the opening says who acts.",
        yes=(f"{_LAID}1. Doanh nghiệp tư nhân\n- Tháo gỡ khó khăn về vốn.\n2. Công tác thi đua\n- Nhân rộng mô hình.",),
        no=(
            f"{_LAID}1. Sở Y tế\n- Tháo gỡ khó khăn về thuốc.\n2. Công tác thi đua\n- Nhân rộng mô hình.",
            "1. Các doanh nghiệp:\n- Công khai giá bán.",
        ),
    ),
)

DEADLINES = (
    _rule(
        "deadline.before-day",
        "A day by which it must be done: trước ngày, chậm nhất ngày, đến hết ngày.",
        yes=("Sở Nội vụ báo cáo trước ngày 15/12/2026.", "Lập danh sách chậm nhất là ngày 05 tháng 3 năm 2027."),
        no=("Báo cáo trước ngày 15 hằng tháng.", "Thực hiện Kế hoạch từ ngày 01/7/2026."),
        worth=0.97,
    ),
    _rule(
        "deadline.recurring-day",
        "A day that comes round: trước ngày 15/11 hằng năm, ngày 20 của tháng cuối quý.",
        yes=("Các xã báo cáo trước ngày 15/11 hằng năm.", "Định kỳ hằng quý, báo cáo trước ngày 20 tháng cuối quý."),
        no=("Các xã báo cáo trước ngày 15/11/2026.",),
        worth=0.97,
    ),
    _rule(
        "deadline.month",
        "A month, to its last day: trong tháng 11/2026.",
        yes=("Hoàn thành việc rà soát trong tháng 11/2026.",),
        no=("Tổng hợp số liệu tháng 11/2026.",),
        worth=0.95,
    ),
    _rule(
        "deadline.quarter",
        "A quarter, to its last day: trong quý IV/2026.",
        yes=("Trình đề án trong quý IV/2026.",),
        no=("Tổng hợp kết quả quý IV/2026.",),
        worth=0.95,
    ),
    _rule(
        "deadline.half-year",
        "Half a year, or the end, middle or beginning of one: trong 6 tháng đầu năm 2027, cuối năm 2027.",
        yes=("Hoàn thành hồ sơ trong 6 tháng đầu năm 2027.",),
        no=("Đánh giá tình hình 6 tháng đầu năm 2027.",),
    ),
    _rule(
        "deadline.year",
        "A year, to its last day, where it ends the task: hoàn thành trong năm 2026.",
        yes=("Sắp xếp các đơn vị, hoàn thành trong năm 2026.",),
        no=("Xây dựng chương trình đến năm 2030, tầm nhìn đến năm 2045.", "Thực hiện dự toán năm 2026 đúng quy định."),
    ),
    _rule(
        "deadline.term",
        "A term from an event: trong thời hạn 05 ngày làm việc kể từ ngày nhận được …",
        yes=("Trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản.",),
        no=("Tổ chức trong thời gian tới.",),
    ),
    _rule(
        "deadline.at-once",
        "At once after an event: ngay sau khi nhận được …",
        yes=("Triển khai ngay sau khi nhận được Công văn này.",),
        no=("Triển khai khẩn trương, sớm có kết quả.",),
        worth=0.85,
    ),
    _rule(
        "deadline.phase",
        "The end of a phase that is an event: từ nay đến ngày bầu cử; it holds for all that stands below.",
        yes=("Kiểm tra danh sách cử tri (từ nay đến ngày bầu cử).",),
        no=("Tổ chức bầu cử đúng luật, từ nay đến năm 2030.",),
        worth=0.85,
    ),
    _rule(
        "deadline.yearless",
        "A date without a printed year stays words: trước ngày 15/12.",
        yes=("Gửi danh sách về Sở Nội vụ trước ngày 15/12.",),
        no=("Gửi danh sách về Sở Nội vụ trước ngày 15/12/2026.",),
        worth=0.85,
    ),
)

PERIODS = (
    _rule(
        "period.each",
        "Every year, quarter, month, week or day: hằng năm, hàng quý, mỗi tháng.",
        yes=("Hằng năm tổ chức sơ kết phong trào.",),
        no=("Bố trí trong dự toán ngân sách hằng năm.",),
    ),
    _rule(
        "period.months",
        "Every so many months: định kỳ 6 tháng.",
        yes=("Định kỳ 6 tháng báo cáo kết quả về Sở Nội vụ.",),
        no=("Hoàn thành sau 6 tháng.",),
    ),
    _rule(
        "period.regular",
        "A regular cycle by its unit: định kỳ năm, định kỳ hằng quý.",
        yes=("Định kỳ hằng quý kiểm tra việc thực hiện.",),
        no=("Kiểm tra việc thực hiện.",),
    ),
    _rule(
        "period.once-in",
        "Once in a unit of time: mỗi năm một lần, 01 quý/lần.",
        yes=("Tổ chức giao ban một quý/lần.",),
        no=("Tổ chức giao ban lần thứ ba.",),
    ),
    _rule(
        "period.unnamed",
        "Regularly, without saying how often: định kỳ.",
        yes=("Định kỳ báo cáo kết quả về Sở Nội vụ.",),
        no=("Báo cáo kết quả về Sở Nội vụ.",),
        worth=0.8,
    ),
)

REPORTS = (
    _rule(
        "report.periodic",
        "A duty to report that comes round (chế độ báo cáo định kỳ).",
        yes=("Các xã báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 15 hằng tháng.",),
        no=("Các xã báo cáo kết quả thực hiện về Sở Nội vụ.",),
    ),
    _rule(
        "report.once",
        "A duty to report on results, once or without a cycle.",
        yes=("Các xã báo cáo kết quả thực hiện về Sở Nội vụ.",),
        no=("Xây dựng báo cáo trình hội nghị.", "Kịp thời phản ánh, kiến nghị với cấp trên."),
    ),
)

BODIES = (
    _rule(
        "body.named",
        "A body that the clause itself names, or the one before it in the paragraph.",
        yes=("Sở Y tế rà soát các mô hình.",),
        no=("1. Sở Y tế:\n- Rà soát các mô hình.",),
    ),
    _rule(
        "body.heading",
        "A body that the title above names, or the line that introduces the list.",
        yes=("1. Sở Y tế:\n- Rà soát các mô hình.",),
        no=("Sở Y tế rà soát các mô hình.",),
    ),
    _rule(
        "body.opening",
        "A body that the ordering formula at the beginning names, or an addressee (nơi Kính gửi) where it names none.",
        yes=("Chủ tịch tỉnh yêu cầu các xã, phường thực hiện các nhiệm vụ sau:\n1. Rà soát các mô hình.",),
        no=("Các xã, phường rà soát các mô hình.",),
    ),
)

RULES: tuple[Rule, ...] = (*ORDERS, *LEFT, *DEADLINES, *PERIODS, *REPORTS, *BODIES)
