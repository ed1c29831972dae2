"""A small reading built by hand: an order that a footnote breaks, a nested citation, two deadlines, words left over."""

from __future__ import annotations

from kheo.reading.model import (
    Basis,
    Citation,
    Document,
    Due,
    Field,
    Footnote,
    Header,
    Named,
    Obligation,
    Part,
    Period,
    Provision,
    Reading,
    ReportDuty,
    Signature,
    Source,
    Span,
    Unplaced,
)

TEXT = """\
Số 12-CV/TU
Kính gửi: Các chi bộ ở Thanh Giang
1. Ban Dân vận Suối Lam triển khai Quyết định số 7-QĐ/TU, ngày 02/3/2026 của Tỉnh uỷ về thực hiện Kết luận 5-KL/TW¹ đến
¹ Kèm Hướng dẫn số 9-HD/BDV.
mọi chi bộ trước ngày 15/11 hằng năm; báo cáo Ban Thường vụ <A & B> trước ngày 30/6/2026.
%% 00-17
Nguyễn Văn Mẫu
"""


def at(words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def _between(first: str, last: str) -> Span:
    return at(first)[0], at(last)[1]


def invented_reading() -> Reading:
    """The reading; a new equal value at each call."""
    order_1 = _between("Ban Dân vận", "hằng năm")
    note = at("¹ Kèm Hướng dẫn số 9-HD/BDV.")
    pieces = (
        (order_1[0], at("đến")[1]),
        (at("mọi chi bộ")[0], order_1[1]),
    )
    actor = Named("a1", at("Ban Dân vận Suối Lam"), "actor.subject", 0.95)
    return Reading(
        source=Source("mẫu.txt", "text", "ab" * 32, "utf-8", None, ((0, "char 0"), (40, "char 44")), ()),
        text=TEXT,
        header=_header(),
        provisions=(
            Provision(
                "1",
                (at("1. Ban")[0], at("30/6/2026.")[1]),
                "structure.arabic",
                0.97,
                None,
                "1.",
                at("1."),
                None,
                "arabic",
                segments=((at("1. Ban")[0], at("đến")[1]), (at("mọi chi bộ")[0], at("30/6/2026.")[1])),
            ),
        ),
        obligations=(
            Obligation(
                "o1",
                order_1,
                "order.subject",
                0.93,
                "1",
                (actor,),
                "subject",
                (),
                (),
                at("triển khai"),
                (at("Quyết định số 7")[0], at("mọi chi bộ")[1]),
                Due(at("trước ngày 15/11 hằng năm"), "deadline.yearly", recurring="year:11-15"),
                Period(at("hằng năm"), "period.cycle", "year"),
                ("7-QĐ/TU",),
                False,
                segments=pieces,
            ),
            Obligation(
                "o2",
                _between("báo cáo Ban", "30/6/2026"),
                "order.verb",
                0.9,
                "1",
                (actor,),
                "heading",
                (),
                (),
                at("báo cáo"),
                at("Ban Thường vụ <A & B>"),
                Due(at("trước ngày 30/6/2026"), "deadline.before-day", date="2026-06-30"),
                None,
                (),
                True,
            ),
        ),
        report_duties=(
            ReportDuty(
                "r1",
                _between("báo cáo Ban", "30/6/2026"),
                "report.duty",
                0.9,
                "o2",
                (actor,),
                at("Ban Thường vụ <A & B>"),
                None,
                (at("trước ngày 30/6/2026"),),
            ),
        ),
        citations=_citations(),
        documents=(
            Document(
                "d1",
                "7-QĐ/TU",
                "Quyết định",
                "7-QĐ/TU",
                "2026-03-02",
                "Tỉnh uỷ",
                None,
                at("về thực hiện Kết luận 5-KL/TW"),
                False,
                ("c1",),
            ),
            Document("d2", "5-KL/TW", "Kết luận", "5-KL/TW", None, None, None, None, False, ("c2",)),
            Document("d3", "9-HD/BDV", "Hướng dẫn", "9-HD/BDV", None, None, None, None, False, ("c3",)),
        ),
        footnotes=(Footnote("fn1", note, "footnote.lifted", 0.95, "¹", at("¹", 1), at("¹"), "1"),),
        unplaced=(Unplaced("u1", at("%% 00-17"), "placing.left-over", 1.0, "not-placed"),),
    )


def _header() -> Header:
    return Header(
        kind=None,
        number=Field("number", at("12-CV/TU"), "number.printed", 0.98, "12-CV/TU"),
        date=None,
        place=None,
        issuer=None,
        parent_issuer=None,
        abstract=None,
        urgency=None,
        addressees=(Named("addressee1", at("Các chi bộ ở Thanh Giang"), "addressee.line", 0.97),),
        bases=(Basis("b1", at("Kính gửi"), "basis.recital", 0.9, ("c1",)),),
        distribution=(),
        signature=Signature("signature", at("Nguyễn Văn Mẫu"), "signature.name", 0.9, None, None, "Nguyễn Văn Mẫu",
                            at("Nguyễn Văn Mẫu")),
        typist=None,
        body=(0, len(TEXT)),
    )  # fmt: skip


def _citations() -> tuple[Citation, ...]:
    title = at("về thực hiện Kết luận 5-KL/TW")
    part = Part(at("Kết luận"), ((("điều", "5"), ("khoản", "2")),))
    return (
        Citation("c1", _between("Quyết định số 7", "Kết luận 5-KL/TW"), "citation.numbered", 0.98,
                 _between("Quyết định số 7", "02/3/2026"), "7-QĐ/TU", "Quyết định", "7-QĐ/TU", "2026-03-02", "Tỉnh uỷ",
                 title, None, False, document="d1", provision="1"),
        Citation("c2", at("Kết luận 5-KL/TW"), "citation.numbered", 0.98, at("Kết luận 5-KL/TW"), "5-KL/TW", "Kết luận",
                 "5-KL/TW", None, None, None, part, False, nested_in="c1", document="d2", provision="1"),
        Citation("c3", at("Hướng dẫn số 9-HD/BDV"), "citation.numbered", 0.98, at("Hướng dẫn số 9-HD/BDV"), "9-HD/BDV",
                 "Hướng dẫn", "9-HD/BDV", None, None, None, None, False,
                 document="d3", provision="1", in_footnote=True),
    )  # fmt: skip
