"""Families of documents without a number, and laws that no table knows, with what they must not take."""

import pytest

from kheo.reading.citations import find_citations


def keys(words: str) -> list[str]:
    return [citation.key for citation in find_citations(words)]


UNKNOWN = ("Nghề cá nội đồng", "Chính quyền số", "Hội nhập quốc tế", "Quản lý, phát triển chợ", "Người làm nghề tự do")
AFTER = (
    " và Luật Đất đai",
    " và Nghị định số 12/2026/NĐ-CP",
    " và các văn bản hướng dẫn",
    ", các xã rà soát",
    " thuộc phạm vi quản lý",
    ";",
    ".",
    "",
)


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("after", AFTER)
def test_a_law_that_no_table_knows_ends_where_its_name_ends(name: str, after: str) -> None:
    assert keys(f"Thực hiện Luật {name}{after}")[0] == f"luật {name.lower()}"


FOUND = {
    "theo quy định của luật ngân sách nhà nước, luật đất đai": ["luật ngân sách nhà nước", "luật đất đai"],
    "Luật sửa đổi, bổ sung một số điều của các luật có liên quan đến trật tự, có hiệu lực từ": [
        "luật sửa đổi, bổ sung một số điều của các luật có liên quan đến trật tự"
    ],
    "Thực hiện Nghị quyết phiên họp Chính phủ thường kỳ tháng 10 năm 2026, Sở báo cáo.": [
        "nghị quyết phiên họp chính phủ thường kỳ tháng 10 năm 2026"
    ],
    "quán triệt Nghị quyết Đảng bộ tỉnh lần thứ XX và các văn kiện Đại hội XIV của Đảng": [
        "nghị quyết đảng bộ tỉnh lần thứ xx",
        "văn kiện đại hội xiv của đảng",
    ],
    "Nghị quyết Tỉnh ủy về phát triển du lịch; NQ 57 và CT 05.": ["nghị quyết tỉnh ủy", "nq 57", "ct 05"],
    "theo Công ước Liên hợp quốc về Quyền trẻ em và Luật Trẻ em.": [
        "công ước liên hợp quốc về quyền trẻ em",
        "luật trẻ em",
    ],
    "thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững trên địa bàn xã": [
        "chương trình mục tiêu quốc gia giảm nghèo bền vững"
    ],
    "theo Điều lệ Hội, Quy chế Giám sát và phản biện xã hội.": [
        "điều lệ hội",
        "quy chế giám sát và phản biện xã hội",
    ],
    "Kết luận của Phó Thủ tướng Chính phủ Trần Suối Lam tại cuộc họp": [
        "kết luận của phó thủ tướng chính phủ trần suối lam"
    ],
}


@pytest.mark.parametrize("words", FOUND)
def test_a_document_is_found_by_its_name(words: str) -> None:
    assert keys(words) == FOUND[words]


@pytest.mark.parametrize(
    "words",
    [
        "Xã tuyên truyền pháp luật đất đai, kỷ luật lao động và quy luật thương mại.",
        "Cử nhân chuyên ngành luật dân sự tư vấn tại xã.",
        "Kết luận phiên họp, đồng chí Chủ tịch yêu cầu các thôn rà soát.",
        "Tỉnh ký kết Hiệp định Hợp tác với các nước; miễn thuế theo Hiệp định.",
        "Sở xây dựng Đề án phát triển chợ giai đoạn 2026-2030, trình ban hành Chiến lược phát triển chợ đến năm 2030.",
        "Báo cáo tại kỳ họp thứ 10; thực hiện nghị quyết của Đảng, pháp luật của Nhà nước.",
        "Bảng TT 12, KT 05, số thứ tự 18.",
    ],
)
def test_what_names_no_document_is_left_alone(words: str) -> None:
    assert keys(words) == []


def test_a_programme_in_the_title_of_its_decision_is_no_mention_of_its_own() -> None:
    words = "Quyết định số 12/QĐ-TTg phê duyệt Chiến lược nước sạch nông thôn đến năm 2030; theo Luật Đất đai."
    assert keys(words) == ["12/QĐ-TTg", "luật đất đai"]


def test_a_short_name_that_the_text_gave_means_the_document() -> None:
    words = (
        "Thực hiện Quyết định số 12/QĐ-UBND phê duyệt Đề án nhà ở (sau đây gọi là Đề án).\nKinh phí của Đề án do xã lo."
    )
    again = find_citations(words)[1]
    assert (again.key, again.name, words[slice(*again.span)]) == ("12/QĐ-UBND", "đề án", "Đề án")
