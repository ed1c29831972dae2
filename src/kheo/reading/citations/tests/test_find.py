from kheo.reading.citations import find_citations
from kheo.reading.model import Citation, Considered


def only(words: str, *, noisy: bool = False) -> Citation:
    (citation,) = find_citations(words, noisy=noisy)
    return citation


def keys(words: str, *, noisy: bool = False) -> list[str]:
    return [citation.key for citation in find_citations(words, noisy=noisy)]


def cores(words: str) -> list[str]:
    return [words[slice(*citation.core_span)] for citation in find_citations(words)]


def quoted(words: str, span: tuple[int, int] | None) -> str | None:
    return None if span is None else words[slice(*span)]


def test_a_party_decision_says_all_of_itself() -> None:
    words = "theo Quyết định số 217-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị (khóa XI) về công tác dân vận; tiếp tục"
    found = only(words)
    assert (found.key, found.kind, found.number) == ("217-QĐ/TW", "Quyết định", "217-QĐ/TW")
    assert (found.date, found.issuer, found.issuer_term) == ("2013-12-12", "Bộ Chính trị", "khóa XI")
    assert quoted(words, found.core_span) == "Quyết định số 217-QĐ/TW, ngày 12/12/2013"
    assert quoted(words, found.title_span) == "về công tác dân vận"
    assert words[found.span[1] :] == "; tiếp tục"


def test_a_state_decree_needs_no_comma_and_no_word_for_number() -> None:
    found = only("Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.")
    assert (found.key, found.date, found.issuer) == ("30/2020/NĐ-CP", "2020-03-05", "Chính phủ")


def test_a_law_takes_its_name_into_the_core() -> None:
    words = "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;"
    found = only(words)
    assert (found.key, found.kind) == ("64/2025/QH15", "Luật")
    assert found.name == "ban hành văn bản quy phạm pháp luật"
    assert quoted(words, found.core_span) == "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15"


def test_a_law_whose_name_ends_with_a_kind_word_is_still_a_law() -> None:
    assert only("Căn cứ Luật Quy hoạch số 21/2017/QH14;").kind == "Luật"


def test_one_date_and_issuer_may_serve_two() -> None:
    one, other = find_citations("217-QĐ/TW và Quyết định số 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị")
    assert (one.date, one.issuer) == (other.date, other.issuer) == ("2013-12-12", "Bộ Chính trị")


def test_a_date_is_not_shared_with_a_number_of_another_year() -> None:
    one, other = find_citations("Nghị định số 08/2015/NĐ-CP, Nghị định số 59/2018/NĐ-CP ngày 20/4/2018 của Chính phủ")
    assert (one.date, other.date) == (None, "2018-04-20")


def test_members_of_a_list_share_its_kind_word() -> None:
    words = "các văn bản số: 10/VPCP-CN ngày 8/11/2025, 11/VPCP-CN ngày 12/9/2025 của Văn phòng Chính phủ"
    assert [(c.key, c.kind, c.issuer) for c in find_citations(words)] == [
        ("10/VPCP-CN", "văn bản", "Văn phòng Chính phủ"),
        ("11/VPCP-CN", "văn bản", "Văn phòng Chính phủ"),
    ]


def test_bare_serials_share_the_symbol_that_stands_once() -> None:
    words = "các Kết luận số 187, 188-KL/TW ngày 29/8/2025 của Bộ Chính trị"
    assert [(c.key, c.date) for c in find_citations(words)] == [
        ("187-KL/TW", "2025-08-29"),
        ("188-KL/TW", "2025-08-29"),
    ]
    assert cores(words) == ["Kết luận số 187", "188-KL/TW ngày 29/8/2025"]


def test_a_list_with_titles_goes_on_after_them() -> None:
    words = "các Nghị quyết của Quốc hội: số 55/2010/QH12 về miễn thuế; số 28/2016/QH14 về kéo dài thời hạn;"
    assert [(c.key, c.kind) for c in find_citations(words)] == [
        ("55/2010/QH12", "Nghị quyết"),
        ("28/2016/QH14", "Nghị quyết"),
    ]


def test_laws_in_a_list_are_each_found() -> None:
    assert keys("Luật Đất đai, Luật Nhà ở và Luật Đầu tư có hiệu lực") == ["luật đất đai", "luật nhà ở", "luật đầu tư"]


def test_a_law_that_amends_holds_the_laws_that_it_amends() -> None:
    outer, first, second = find_citations(
        "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đất đai ngày 19/6/2023;"
    )
    assert outer.key == "luật sửa đổi, bổ sung một số điều của luật nhà ở và luật đất đai"
    assert (outer.date, first.date, second.date) == ("2023-06-19", None, None)
    assert (first.nested_in, second.nested_in) == (outer.id, outer.id)


def test_a_known_law_needs_no_capital_in_its_kind_word() -> None:
    assert keys("theo luật Đất đai và bộ luật Hình sự, pháp luật Đất đai") == ["luật đất đai", "bộ luật hình sự"]


def test_an_unknown_law_ends_where_the_sentence_goes_on() -> None:
    assert keys("Luật Đèo dốc quy định về gác chắn") == ["luật đèo dốc"]
    assert keys("Luật Phòng, chống sương mù và các văn bản") == ["luật phòng, chống sương mù"]


def test_years_belong_to_names() -> None:
    assert keys("Bộ luật Dân sự năm 2015; Hiến pháp năm 2013") == ["bộ luật dân sự năm 2015", "hiến pháp năm 2013"]


def test_congresses_are_cited_without_numbers() -> None:
    assert keys("Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Thanh Giang lần thứ XI, nhiệm kỳ 2025 - 2030") == [
        "nghị quyết đại hội đại biểu đảng bộ tỉnh thanh giang lần thứ xi"
    ]
    assert keys("Nghị quyết Hội nghị Trung ương 4 khóa XII") == ["nghị quyết hội nghị trung ương 4 khóa xii"]


def test_what_is_cited_in_a_title_is_nested_in_it() -> None:
    words = (
        "Công văn số 921-CV/TU, ngày 28/9/2015 của Ban Thường vụ Tỉnh ủy về việc thực hiện Kết luận số 114-KL/TW "
        "của Ban Bí thư; chú trọng"
    )
    outer, inner = find_citations(words)
    assert inner.nested_in == outer.id
    assert inner.span[1] == outer.span[1]


def test_the_next_member_of_a_list_is_not_nested() -> None:
    words = (
        "Chỉ thị số 16/CT-TTg, ngày 16/5/2016 của Thủ tướng Chính phủ về đổi mới công tác dân vận và "
        "Chỉ thị số 23/CT-TTg, ngày 02/9/2021 của Thủ tướng Chính phủ về cải cách hành chính."
    )
    assert [(c.key, c.nested_in) for c in find_citations(words)] == [("16/CT-TTg", None), ("23/CT-TTg", None)]


def test_a_title_ends_before_the_main_clause() -> None:
    words = (
        "Thực hiện Quyết định số 12/QĐ-TTg ngày 02/9/2025 của Thủ tướng Chính phủ về phát triển rừng, "
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch"
    )
    assert quoted(words, only(words).title_span) == "về phát triển rừng"


def test_a_verb_after_a_cited_part_is_no_title() -> None:
    assert only("Điều 86 Luật Hải quan số 54/2014/QH13 quy định trị giá như sau").title_span is None


def test_issuers_end_where_their_names_end() -> None:
    issuers = {
        "của Chính phủ trừ đi tuổi": "Chính phủ",
        "của Ban Tuyên giáo và Dân vận Trung ương ban hành Quy chế": "Ban Tuyên giáo và Dân vận Trung ương",
        "của Bộ trưởng Bộ Giáo dục và Đào tạo quy định": "Bộ trưởng Bộ Giáo dục và Đào tạo",
        "của Ủy ban nhân dân tỉnh Thanh Giang về": "Ủy ban nhân dân tỉnh Thanh Giang",
        "của Ban Tổ chức Trung ương và Ban Dân vận Trung ương về": "Ban Tổ chức Trung ương và Ban Dân vận Trung ương",
        "của Bộ Chính trị, Ban Bí thư và các": "Bộ Chính trị, Ban Bí thư",
    }
    assert {of: only(f"Văn bản số 12/BTC-NS ngày 02/9/2025 {of} x").issuer for of in issuers} == issuers


def test_the_document_speaks_of_itself() -> None:
    found = only("thực hiện nghiêm khoản 2 Điều 5 Quyết định này.")
    assert (found.self, found.key, found.kind) == (True, "quyết định này", "Quyết định")
    assert found.part is not None
    assert found.part.paths == ((("điều", "5"), ("khoản", "2")),)


def test_short_numbers_and_defined_names_are_mentions() -> None:
    assert keys("Nghị quyết số 57-NQ/TW (sau đây gọi là Nghị quyết 57)") == ["57-NQ/TW", "nghị quyết 57"]


def test_numbers_left_blank_have_no_number() -> None:
    found = only(
        "ban hành kèm theo Quyết định số      /QĐ-UBND ngày     tháng     năm 2026 của Ủy ban nhân dân xã An Lạc"
    )
    assert (found.key, found.number, found.date, found.issuer) == ("/QĐ-UBND", None, None, "Ủy ban nhân dân xã An Lạc")


def test_joint_and_old_symbols_are_read_whole() -> None:
    numbers = [
        "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
        "101/2025/UBTVQH15",
        "40-HD/BTGDVTW",
        "01-CTr/BDVTW",
        "74/CP",
        "66.13/2026/NQ-CP",
        "12/UBND-VX",
        "25-2303/PBHC-KD",
        "06-HD/BTCTW-BTGTW",
        "05/Cty",
    ]
    assert [only(f"Văn bản số {number} nêu rõ").key for number in numbers] == numbers


def test_capitals_and_look_alikes_give_the_proper_symbol() -> None:
    assert keys("THỰC HIỆN CHỈ THỊ SỐ 27/CT-TTG NGÀY 15/7/2024") == ["27/CT-TTg"]
    assert keys("Nghị định số 30/2020/NÐ-CP") == ["30/2020/NĐ-CP"]
    assert keys("Quyết định số 1116- QĐ/TU") == ["1116-QĐ/TU"]
    assert keys("Quyết định số 12/QĐ-TTgcho phép") == ["12/QĐ-TTg"]


def test_scanned_words_are_repaired_against_the_closed_lists() -> None:
    assert keys("Quyết định số 133⁄QĐÐ-T1g ngày 17/01/2020", noisy=True) == ["133/QĐ-TTg"]
    assert keys("Nghị quyết só 71/2026/UBTVOHI5", noisy=True) == ["71/2026/UBTVQH15"]
    assert keys("các văn bản số ]407/UBND-NNMT", noisy=True) == ["1407/UBND-NNMT"]
    assert only("Quyêt đinh số 12/QĐ-UBND", noisy=True).kind == "Quyêt đinh"


def test_forms_and_things_are_no_documents() -> None:
    assert keys("theo Mẫu số 06/GTGT, hồ sơ số 12/HS-TG, biển số 51/BS-A1, gói thầu số 07/XL-QĐ") == []


def test_addresses_on_the_web_are_no_documents() -> None:
    assert keys("xem https://thanhgiang.vn/12/QĐ-UBND/2025/NĐ-CP") == []


def test_drafts_are_not_cited() -> None:
    assert keys("góp ý dự án Luật Viên chức và dự thảo Luật Công đoàn") == []


def test_a_trace_tells_what_was_left() -> None:
    trace: list[Considered] = []
    find_citations("theo Mẫu số 06/GTGT-TT", trace=trace)
    assert [(c.rule, c.why_not) for c in trace] == [
        ("citation.state-symbol", "the number of a form or thing, not of a document")
    ]


def test_ids_count_from_one_in_reading_order() -> None:
    assert [c.id for c in find_citations("Luật Nhà ở, Nghị định số 30/2020/NĐ-CP và Kế hoạch này")] == [
        "c1",
        "c2",
        "c3",
    ]
