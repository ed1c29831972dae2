from kheo.reading.citations import find_citations, resolve
from kheo.reading.model import Document, Field, Header

NOTHING = Header(*([None] * 8), addressees=(), bases=(), distribution=(), signature=None, typist=None, body=(0, 0))


def header(kind: str, number: str | None = None, date: str | None = None) -> Header:
    def named(value: str | None) -> Field | None:
        return Field("h", (0, 0), "test", 1.0, value=value) if value else None

    return Header(
        named(kind), named(number), named(date), *([None] * 5),
        addressees=(), bases=(), distribution=(), signature=None, typist=None, body=(0, 0),
    )  # fmt: skip


def documents(words: str, of: Header = NOTHING) -> tuple[Document, ...]:
    return resolve(find_citations(words), of)[1]


def mentions(words: str, of: Header = NOTHING) -> list[tuple[str, ...]]:
    return [document.mentions for document in documents(words, of)]


def test_a_mention_without_date_joins_the_one_that_it_agrees_with() -> None:
    words = (
        "Kết luận số 114-KL/TW, ngày 14/7/2015 của Ban Bí thư (khóa XI) về dân vận; thực hiện Kết luận số 114-KL/TW."
    )
    (document,) = documents(words)
    assert document.mentions == ("c1", "c2")
    assert (document.date, document.issuer, document.issuer_term) == ("2015-07-14", "Ban Bí thư", "khóa XI")


def test_a_symbol_with_two_dates_is_two_documents_and_what_says_less_stays_apart() -> None:
    words = (
        "Chỉ thị số 01-CT/TU, ngày 02/3/2016 của Tỉnh ủy; Chỉ thị số 01-CT/TU, ngày 09/4/2021 của Tỉnh ủy. "
        "Tiếp tục thực hiện Chỉ thị số 01-CT/TU."
    )
    assert mentions(words) == [("c1",), ("c2",), ("c3",)]


def test_a_symbol_with_two_issuers_is_two_documents() -> None:
    words = (
        "Kế hoạch số 01/KH-UBND của Ủy ban nhân dân xã Suối Lam; Kế hoạch số 01/KH-UBND của Ủy ban nhân dân xã An Lạc; "
        "Kế hoạch số 01/KH-UBND của UBND xã Suối Lam."
    )
    assert mentions(words) == [("c1", "c3"), ("c2",)]


def test_a_decision_and_a_regulation_with_one_symbol_are_two() -> None:
    assert mentions("Quyết định số 99-QĐ/TW và Quy định số 99-QĐ/TW") == [("c1",), ("c2",)]


def test_two_names_of_one_congress_are_one_document() -> None:
    words = (
        "Nghị quyết Đại hội XIII của Đảng, Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII; "
        "Nghị quyết Đại hội XII của Đảng"
    )
    assert mentions(words) == [("c1", "c2"), ("c3",)]


def test_a_provincial_congress_is_not_the_national_one() -> None:
    assert mentions("Nghị quyết Đại hội XI của Đảng; Nghị quyết Đại hội XI của Đảng bộ tỉnh") == [("c1",), ("c2",)]


def test_a_law_is_one_by_name_by_year_and_by_number() -> None:
    words = (
        "Luật Thi đua, khen thưởng năm 2022; theo Luật Thi đua, khen thưởng; Luật số 06/2022/QH15; "
        "Luật Thi đua, khen thưởng số 06/2022/QH15."
    )
    (document,) = documents(words)
    assert (document.key, document.mentions) == ("06/2022/QH15", ("c1", "c2", "c3", "c4"))


def test_two_editions_of_a_law_leave_its_name_open() -> None:
    words = "Luật Đất đai năm 2013; Luật Đất đai năm 2024; theo Luật Đất đai"
    assert mentions(words) == [("c1",), ("c2",), ("c3",)]


def test_a_short_number_joins_the_document_of_its_kind_and_serial() -> None:
    words = "Nghị quyết số 57-NQ/TW (sau đây gọi là Nghị quyết 57); Nghị quyết số 57 nêu; Chỉ thị 57 nêu"
    assert mentions(words) == [("c1", "c2", "c3"), ("c4",)]


def test_own_number_and_this_document_are_one_and_itself() -> None:
    of = header("Quyết định", "84/QĐ-UBND", "2025-02-03")
    words = "Quyết định này có hiệu lực. (Kèm theo Quyết định số 84/QĐ-UBND ngày 03/02/2025)"
    (document,) = documents(words, of)
    assert (document.self, document.mentions, document.key) == (True, ("c1", "c2"), "84/QĐ-UBND")


def test_this_law_in_a_decision_means_the_law_named_last() -> None:
    words = "Tại Điều 11 Luật Nhà ở quy định: “theo khoản 2 Điều 10 của Luật này”."
    citations, found = resolve(find_citations(words), header("Công văn"))
    assert [document.mentions for document in found] == [("c1", "c2")]
    assert [citation.self for citation in citations] == [False, False]


def test_attached_rules_speak_of_themselves() -> None:
    (document,) = documents("Quy chế này áp dụng cho xã", header("Quyết định"))
    assert document.self


def test_every_citation_gets_a_document_and_documents_count_from_one() -> None:
    citations, found = resolve(find_citations("Luật Nhà ở; Nghị định số 30/2020/NĐ-CP; Luật Nhà ở"), NOTHING)
    assert [citation.document for citation in citations] == ["d1", "d2", "d1"]
    assert [document.id for document in found] == ["d1", "d2"]
