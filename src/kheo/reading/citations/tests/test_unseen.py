"""What was missed or wrong when documents were read by eye that no rule had been written for; in our own words."""

import pytest

from kheo.reading.citations import find_citations, resolve
from kheo.reading.citations.noise import recognised
from kheo.reading.citations.tests.test_resolve import NOTHING
from kheo.reading.citations.unwrapped import unwrapped
from kheo.reading.model import Citation


def only(words: str) -> Citation:
    (citation,) = find_citations(words)
    return citation


def keys(words: str) -> list[str]:
    return [citation.key for citation in find_citations(words)]


def title(words: str) -> str | None:
    span = find_citations(words)[0].title_span
    return words[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("of", "issuer"),
    [
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
        ("Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII về", "Hội nghị lần thứ sáu Ban Chấp hành Trung ương"),
        ("Ban Chấp hành Trung ương Hội Nông dân Việt Nam về", "Ban Chấp hành Trung ương Hội Nông dân Việt Nam"),
        ("Hội đồng nhân dân tỉnh Quy định mức chi", "Hội đồng nhân dân tỉnh"),
        ("Ủy ban bầu cử xã An Lạc Thông báo địa điểm", "Ủy ban bầu cử xã An Lạc"),
        (
            "Ban Chỉ đạo phát triển khoa học, công nghệ và chuyển đổi số về kế hoạch",
            "Ban Chỉ đạo phát triển khoa học, công nghệ và chuyển đổi số",
        ),
        ("Bộ Chính trị một số vấn đề về công tác cán bộ", "Bộ Chính trị"),
        ("Bộ Y tế và Bộ trưởng Bộ Tài chính hướng dẫn", "Bộ Y tế và Bộ trưởng Bộ Tài chính"),
        ("liên Bộ Y tế và Bộ Tài chính hướng dẫn", "liên Bộ Y tế và Bộ Tài chính"),
        ("UBND xã An Lạc, Ban Chỉ huy quân sự xã đề nghị", "UBND xã An Lạc"),
        ("Sở Công Thương Thanh Giang hướng dẫn", "Sở Công Thương Thanh Giang"),
    ],
)
def test_an_issuer_ends_with_its_name(of: str, issuer: str) -> None:
    assert only(f"Văn bản số 12/VB-XYZ ngày 02/9/2025 của {of}").issuer == issuer


def test_an_issuer_in_capitals_ends_before_the_title() -> None:
    words = "THÔNG TƯ SỐ 12/2025/TT-BTC CỦA BỘ TÀI CHÍNH HƯỚNG DẪN QUẢN LÝ QUỸ"
    assert (only(words).issuer, title(words)) == ("BỘ TÀI CHÍNH", "HƯỚNG DẪN QUẢN LÝ QUỸ")


def test_an_issuer_between_kind_and_number_is_read() -> None:
    assert only("Nghị định của Chính phủ số 30/2020/NĐ-CP ngày 05/3/2020").issuer == "Chính phủ"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("quy định giá đất cụ thể do xã lập.", "quy định giá đất cụ thể do xã lập"),
        ("hướng dẫn về quản lý thuế quy định: “Điều 1", "hướng dẫn về quản lý thuế"),
        ("về bảo đảm chuyến bay, bao gồm: máy bay", "về bảo đảm chuyến bay"),
        (", đề nghị Thuế tỉnh báo cáo", None),
        ("về dự án Luật Viên chức (sửa đổi);", "về dự án Luật Viên chức (sửa đổi)"),
        ("“Một số vấn đề về đổi mới tổ chức bộ máy”;", "Một số vấn đề về đổi mới tổ chức bộ máy”"),
        (", Thông báo số 13/TB-VPCP", None),
    ],
)
def test_a_title_ends_with_its_words(after: str, expected: str | None) -> None:
    gap = "" if after.startswith(",") else " "
    assert title(f"theo Nghị định số 12/2025/NĐ-CP ngày 02/9/2025 của Chính phủ{gap}{after}") == expected


def test_bare_numbers_in_a_list_share_their_kind_word() -> None:
    assert keys("bốn nghị quyết (Nghị quyết 57, 59, 66 và 68)") == [
        "nghị quyết 57",
        "nghị quyết 59",
        "nghị quyết 66",
        "nghị quyết 68",
    ]
    assert keys("theo Kế hoạch 12, 15 người được cử đi") == ["kế hoạch 12"]


def test_a_number_without_symbol_needs_a_date_or_an_issuer() -> None:
    found = only("Trả lời công văn số 107/2025 ngày 05/11/2025 của Công ty Suối Lam")
    assert (found.key, found.date, found.issuer) == ("107/2025", "2025-11-05", "Công ty Suối Lam")
    assert keys("theo nghị quyết số 18 ngày 25/10/2017") == ["nghị quyết số 18"]
    assert keys("nộp báo cáo số 12 trong tuần") == []


@pytest.mark.parametrize(
    "name",
    [
        "Nghị quyết Đại hội Công đoàn Việt Nam lần thứ XIII",
        "Nghị quyết Đại hội đại biểu MTTQ Việt Nam xã An Lạc lần thứ I",
        "Nghị quyết Đại hội lần thứ I Đảng bộ tỉnh Thanh Giang",
        "Nghị quyết Đại hội đại biểu Đảng bộ Công an tỉnh lần thứ XVI",
        "Nghị quyết Hội nghị lần thứ 13 BCH Trung ương Đảng khóa XIII",
        "Kết luận Hội nghị Trung ương 12, khóa XIII",
        "Điều lệ Hội Nông dân",
        "Pháp lệnh người có công với cách mạng",
        "Luật Ngân sách nhà nước 2015",
    ],
)
def test_names_are_whole(name: str) -> None:
    assert keys(f"thực hiện {name}; tiếp tục") == [name.lower()]


def test_several_bodies_programmes_are_no_one_document() -> None:
    assert keys("Chương trình hành động của Chính phủ và Ban Thường vụ Tỉnh ủy về dân số") == []


def test_a_date_may_stand_before_its_document() -> None:
    found = only("Ngày 19/12/2013 Cục Thuế Thanh Giang đã có công điện số 14/CĐ-CT gửi các đội")
    assert (found.date, found.issuer) == ("2013-12-19", "Cục Thuế Thanh Giang")


def test_a_date_behind_a_semicolon_is_not_shared() -> None:
    assert [c.date for c in find_citations("Chỉ thị số 12/CT-UBND; Kế hoạch số 13/KH-UBND ngày 03/4/2026")] == [
        None,
        "2026-04-03",
    ]


def test_parts_stand_behind_a_comma_or_in_brackets() -> None:
    parts = [c.part.paths for c in find_citations("tại Phụ lục 1, Quy định 377; Quy định 378 (Điều 9, 10)") if c.part]
    assert parts == [((("phụ lục", "1"),),), ((("điều", "9"),), (("điều", "10"),))]


def test_a_kind_word_behind_a_line_end_is_found() -> None:
    assert only("kết quả thực hiện:\nCông văn số 66/BYT-DS").confidence == 0.97


def test_cells_and_headings_cut_no_name() -> None:
    words = "quán triệt Luật\nTổ chức Chính phủ và Nghị quyết số\n57-NQ/TW của\nBộ Chính trị"
    assert keys(words) == ["luật tổ chức chính phủ", "57-NQ/TW"]
    heading = "THỰC HIỆN CHỈ THỊ SỐ 27/CT-TTG CỦA\nTHỦ TƯỚNG CHÍNH PHỦ VỀ DÂN\nSỐ TRONG THỜI KỲ MỚI\nCăn cứ"
    assert title(heading) == "VỀ DÂN\nSỐ TRONG THỜI KỲ MỚI"
    assert unwrapped("QUYẾT ĐỊNH\nỦY BAN NHÂN DÂN\na) Một\nb) Hai") == "QUYẾT ĐỊNH\nỦY BAN NHÂN DÂN\na) Một\nb) Hai"


def test_cores_never_overlap() -> None:
    words = "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đất đai số 43/2024/QH15 ngày 29/6/2024"
    cores = [words[slice(*c.core_span)] for c in find_citations(words)]
    assert cores == ["Luật sửa đổi, bổ sung một số điều", "Luật Nhà ở", "Luật Đất đai"]


def test_names_of_one_document_share_its_number() -> None:
    words = "Quy định số 377-QĐ/TW (gọi tắt là Quy định 377); Luật Nhà ở số 27/2023/QH15; theo Luật Nhà ở"
    mentions, documents = resolve(find_citations(words), NOTHING)
    assert [c.key for c in mentions] == ["377-QĐ/TW", "377-QĐ/TW", "27/2023/QH15", "27/2023/QH15"]
    assert [c.number for c in mentions] == ["377-QĐ/TW", None, "27/2023/QH15", None]
    assert len(documents) == 2


def test_a_text_shows_that_it_was_recognised() -> None:
    scanned = "Căn cứ Luật Tô chức Chính phú; Nghị quyêt sô 12/NQ-CP quy định chỉ tiết việc tô chức thí hành"
    assert recognised(scanned)
    assert not recognised("Căn cứ Luật Tổ chức Chính phủ; Nghị quyết số 12/NQ-CP quy định chi tiết việc tổ chức")
    assert not recognised("để nghị quyết đi vào cuộc sống, cần chỉ rõ những vấn đề nghi ngờ theo đối tượng")
    (number,) = (c for c in find_citations(scanned) if c.number)
    assert (number.key, number.kind, number.confidence) == ("12/NQ-CP", "Nghị quyêt", 0.85)


def test_scanned_numbers_are_put_right() -> None:
    assert [c.key for c in find_citations("Thông tư số 26/⁄2016/TT- BYT và Tờ trình số §3/TTr-UBND", noisy=True)] == [
        "26/2016/TT-BYT",
        "83/TTr-UBND",
    ]
    assert [c.key for c in find_citations("Luật Đất đai số 31/2024QH 15", noisy=True)] == ["31/2024/QH15"]


def test_a_ministry_misread_is_still_one_body() -> None:
    words = "Thông tư số 12/2007/TT-BLĐTBXH của Bộ trưởng Bộ Lao động - Thương bình và Xã hội hướng dẫn chế độ"
    (found,) = find_citations(words, noisy=True)
    assert found.issuer == "Bộ trưởng Bộ Lao động - Thương bình và Xã hội"


def test_a_list_of_laws_may_name_the_kind_once() -> None:
    assert keys("theo Luật Đất đai, Nhà ở và Đầu tư công; Luật Cư trú, Công an nhân dân xã") == [
        "luật đất đai",
        "luật nhà ở",
        "luật đầu tư công",
        "luật cư trú",
    ]


def test_small_letters_need_more_behind_a_bare_number() -> None:
    assert keys("thực hiện đề án 06, nghị quyết số 57 của Bộ Chính trị") == ["đề án 06", "nghị quyết số 57"]
    assert keys("Điều 5 quy định 10 hành vi; chỉ thị 04 đội xuất quân; kết luận 02 nội dung.") == []


def test_what_was_weighed_is_a_document() -> None:
    assert keys("Sau khi xem xét Tờ trình của Đảng ủy Chính phủ, Bộ Chính trị kết luận") == [
        "tờ trình của đảng ủy chính phủ"
    ]
    assert keys("Hồ sơ gồm: Tờ trình của Sở Nội vụ và danh sách") == []
