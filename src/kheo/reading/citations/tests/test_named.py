"""Documents that are named without a number, each family with what it must not take; in our own words."""

import pytest

from kheo.reading.citations import find_citations


def keys(words: str) -> list[str]:
    return [citation.key for citation in find_citations(words)]


FOUND = {
    "Nghị quyết Trung ương 4 (khóa XI, XII).": ["nghị quyết trung ương 4 (khóa xi, xii)"],
    "Nghị quyết Trung ương 4 khóa XI, khóa XII và Kết luận số 21-KL/TW": [
        "nghị quyết trung ương 4 khóa xi, khóa xii",
        "21-KL/TW",
    ],
    "học tập NQ Đại hội XIV của Đảng.": ["nq đại hội xiv của đảng"],
    "Nghị quyết TW4 khóa XII;": ["nghị quyết tw4 khóa xii"],
    "Nghị quyết Đại hội XIV của Đảng và Đại hội Đảng bộ xã Suối Lam lần thứ I, nhiệm kỳ 2025 - 2030.": [
        "nghị quyết đại hội xiv của đảng",
        "nghị quyết đại hội đảng bộ xã suối lam lần thứ i",
    ],
    "chấp hành Cương lĩnh, điều lệ Đảng, Quy định về những điều đảng viên không được làm.": [
        "cương lĩnh",
        "điều lệ đảng",
        "quy định về những điều đảng viên không được làm",
    ],
    "Xét Tờ trình của UBND xã; Báo cáo thẩm tra của Ban Pháp chế; ý kiến của đại biểu;": [
        "tờ trình của ubnd xã",
        "báo cáo thẩm tra của ban pháp chế",
    ],
    "Căn cứ Điều lệ Đảng; Quy chế làm việc của Đảng ủy xã Suối Lam;": [
        "điều lệ đảng",
        "quy chế làm việc của đảng ủy xã suối lam",
    ],
    "Luật thuế GTGT, Luật thuế TNDN và Luật Tiết kiệm, chống lãng phí.": [
        "luật thuế gtgt",
        "luật thuế tndn",
        "luật tiết kiệm, chống lãng phí",
    ],
    "theo Quy chế phối hợp giữa UBND xã và Hội Nông dân xã.": ["quy chế phối hợp giữa ubnd xã và hội nông dân xã"],
}


@pytest.mark.parametrize("words", FOUND)
def test_a_document_without_a_number_is_found_by_its_name(words: str) -> None:
    assert keys(words) == FOUND[words]


@pytest.mark.parametrize(
    "words",
    [
        "Xã tổ chức chào mừng Đại hội XIV của Đảng và Đại hội Đảng bộ tỉnh lần thứ I.",
        "Đảng ủy xã ban hành Quy chế bầu cử trong Đảng bộ xã.",
        "Hồ sơ gồm: Tờ trình của Ủy ban nhân dân cấp xã; Báo cáo của Ủy ban nhân dân cấp xã về kết quả.",
        "Gửi Báo cáo ngày 15/11/2026, Thông báo ngày 20/11/2026 niêm yết tại xã.",
        "Thực hiện Chương trình văn nghệ chào mừng năm mới của xã; theo Kế hoạch của trường.",
        "Vốn điều lệ Công ty góp đủ; điều lệ bóng đá của giải.",
        "Phát huy Quy chế dân chủ, xây dựng Quy chế làm việc của Tổ công tác.",
    ],
)
def test_what_names_no_document_is_left_alone(words: str) -> None:
    assert keys(words) == []


def test_the_day_of_a_document_is_its_name_where_it_has_no_number() -> None:
    (citation,) = find_citations("Thực hiện Công văn ngày 02/3/2026 của Sở Nội vụ về việc rà soát mô hình.")
    assert (citation.key, citation.date, citation.issuer) == ("công văn ngày 02/3/2026", "2026-03-02", "Sở Nội vụ")


def test_a_name_that_stands_again_is_the_same_document() -> None:
    words = "Xét Tờ trình của Đảng ủy xã về việc sắp xếp.\nBí thư nhất trí với Tờ trình của Đảng ủy xã."
    again = find_citations(words)[1]
    assert (again.key, again.issuer, words[slice(*again.span)]) == (
        "tờ trình của đảng ủy xã",
        "Đảng ủy xã",
        "Tờ trình của Đảng ủy xã",
    )


def test_a_name_that_stands_in_the_title_of_another_is_not_taken_again() -> None:
    words = (
        "Quy chế quản lý bến bãi (ban hành kèm theo Quyết định số 12/QĐ-UBND).\n"
        "Quyết định số 15/QĐ-UBND ngày 02/3/2026 ban hành Quy chế quản lý bến bãi."
    )
    assert [citation.rule for citation in find_citations(words)] == [
        "citation.attached",
        "citation.state-symbol",
        "citation.state-symbol",
    ]
