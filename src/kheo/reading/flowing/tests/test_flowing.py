import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.flow import Flow, Loaded, LoadedNote, LoadedTable
from kheo.reading.flowing import make_flow


def flow_of(text: str, *, wrapped: bool = False, **known) -> Flow:
    flow = make_flow(Loaded(known.pop("media", "text"), text, wrapped, **known))
    assert_leads_back(flow, text)
    return flow


def assert_leads_back(flow: Flow, text: str) -> None:
    assert all(a < b for a, b in pairwise(flow.starts))
    for i, char in enumerate(flow.words):
        place = flow.place(i)
        assert text[place] == char or (char in " \n" and text[place].isspace())


WRAPPED = """\
1. Các cơ quan, đơn vị thuộc tỉnh Thanh Giang tiếp tục quán triệt, triển khai
thực hiện nghiêm các quy định về tiếp công dân; phân công cán bộ trực tại trụ sở
Ủy ban nhân dân xã Suối Lam vào các ngày trong tuần, bảo đảm mọi phản ánh đều có
người nhận và trả lời đúng hạn.
2. Báo cáo kết quả trước ngày 15/11/2025.
"""


def test_a_text_of_one_paragraph_a_line_is_its_own_flow():
    text = "QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\nCăn cứ Luật Tổ chức;\nĐiều 1. Thành lập Tổ công tác."
    flow = flow_of(text)
    assert flow.words is text
    assert (flow.starts, flow.places) == ((0,), (0,))


def test_wrapped_lines_become_one_paragraph():
    lines = flow_of(WRAPPED).words.split("\n")
    assert lines == [
        WRAPPED.partition("\n2.")[0].replace("\n", " "),
        "2. Báo cáo kết quả trước ngày 15/11/2025.",
    ]


def test_a_joined_paragraph_is_one_piece_of_the_text():
    flow = flow_of(WRAPPED)
    start = flow.words.index("trụ sở Ủy ban")
    assert flow.to_text((start, start + 13)) == ((WRAPPED.index("trụ sở\n"), WRAPPED.index("trụ sở\n") + 13), ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("theo quy định tại", "Điều 4 của Quy chế"),
        ("thực hiện Công văn số", "16/UBND-VX của xã"),
        ("trong giai đoạn 2021", "- 2025 trên địa bàn"),
        ("về phát triển kinh tế", "- xã hội của tỉnh"),
        ("tại khoản 2", "Điều 5 Quy chế này"),
        ("với Mặt trận Tổ quốc Việt", "Nam xã Suối Lam"),
        ("việc làm của ba nhóm (i) giáo viên,", "(ii) nhân viên, (iii) học sinh"),
    ],
)
def test_a_sentence_goes_on_where_only_the_look_is_that_of_a_label(before, after):
    text = f"{WRAPPED}3. Giao Văn phòng theo dõi việc {before}\n{after} và báo cáo."
    assert flow_of(text).words.split("\n")[-1] == f"3. Giao Văn phòng theo dõi việc {before} {after} và báo cáo."


def test_a_heading_of_a_printed_page_is_not_joined_with_its_paragraph():
    page = WRAPPED.replace("\n2. ", "\n\n2. ")
    text = f"{page}\n\n3. Phạm vi thực hiện\nKế hoạch này quy định việc tiếp công dân tại xã Suối Lam.\n\n4. Hiệu lực"
    assert "3. Phạm vi thực hiện" in flow_of(text, wrapped=True).words.split("\n")


def test_lines_that_an_editor_broke_early_are_joined_where_empty_lines_part_paragraphs():
    begun = "- Căn cứ Kế hoạch số 5\nngày 2 tháng 3 năm 2026 của Ủy ban nhân dân xã Suối Lam về tiếp công\ndân năm nay;"
    text = "\n\n".join([begun] * 8 + ["4. Giao Văn phòng\nBan Chỉ đạo theo dõi việc thực hiện kế hoạch này trong năm."])
    last = flow_of(text).words.split("\n")[-1]
    assert last == "4. Giao Văn phòng Ban Chỉ đạo theo dõi việc thực hiện kế hoạch này trong năm."


def test_a_short_text_no_wider_than_a_page_is_wrapped_though_only_names_go_on():
    cut = "Căn cứ đề nghị của Chánh Văn phòng Ủy ban nhân dân và thành phố"
    text = f"{cut}\nĐồi Cao về việc tiếp công dân.\n" * 4
    assert flow_of(text).words.split("\n") == [f"{cut} Đồi Cao về việc tiếp công dân."] * 4


@pytest.mark.parametrize(
    "label",
    ["II. ", "3. ", "1.2. ", "a) ", "đ) ", "- ", "+ ", "Điều 7. ", "Căn cứ ", "Nơi nhận: ", "TM. ", "KT. "],
)
def test_a_label_opens_a_paragraph_even_after_a_full_line(label):
    full = "Các đơn vị thuộc xã Suối Lam phối hợp với Mặt trận Tổ quốc và các đoàn thể nhân dân"
    assert flow_of(f"{WRAPPED}{full}\n{label}UỶ BAN").words.split("\n")[-2:] == [full, f"{label}UỶ BAN"]


def test_a_symbol_broken_at_its_hyphen_is_rejoined():
    assert flow_of("Thực hiện Quyết định số 1116-\nQĐ/TU của Tỉnh uỷ.").words == (
        "Thực hiện Quyết định số 1116-QĐ/TU của Tỉnh uỷ."
    )
    assert (
        flow_of("Thực hiện Quyết định số 51\n/QĐ-UBND của tỉnh.").words
        == "Thực hiện Quyết định số 51/QĐ-UBND của tỉnh."
    )


def test_a_syllable_parted_by_a_hyphen_loses_the_hyphen():
    assert flow_of("các hộ làm nông nghi-\nệp của xã").words == "các hộ làm nông nghiệp của xã"
    assert flow_of("phát triển kinh tế-\nxã hội").words == "phát triển kinh tế-xã hội"


def test_lines_of_letterhead_and_foot_stay_lines():
    head = "UBND XÃ SUỐI LAM\nVĂN PHÒNG\n\nKẾ HOẠCH\nvề việc trực hè"
    text = f"{head}\n\n{WRAPPED}\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐinh Ngọc Minh"
    words = flow_of(text).words.split("\n")
    assert words[:4] == ["UBND XÃ SUỐI LAM", "VĂN PHÒNG", "KẾ HOẠCH", "về việc trực hè"]
    assert words[-3:] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đinh Ngọc Minh"]


def test_page_furniture_is_left_out_and_the_sentence_goes_on_across_it():
    stamp = "Ký bởi: CỔNG THÔNG TIN\nThời gian ký: 03/02/2025 16:42:36"
    text = WRAPPED.replace("nhân dân xã", f"nhân dân\n{stamp}\n\n2\nCÔNG BÁO/Số 15 + 16/Ngày 2-1-2025\n\nxã")
    assert flow_of(text).words == flow_of(WRAPPED).words


def test_page_numbers_a_page_apart_are_left_out_and_numbers_of_a_table_are_not():
    page = "\n".join(f"Điểm {n} của quy định này được thực hiện theo hướng dẫn của xã." for n in range(15))
    assert flow_of(f"{page}\n2\n{page}\n3\n{page}").words == f"{page}\n{page}\n{page}"
    table = "TT\nĐơn vị\n1\nXã Suối Lam\n2\nXã Đồi Cao\n3\nXã Bãi Sậy"
    assert flow_of(table).words == table


def test_furniture_known_to_the_format_is_left_out():
    text = "Trang trước của văn bản\nTài liệu nội bộ\nTrang sau của văn bản"
    start = text.index("Tài")
    assert flow_of(text, furniture=((start, start + 15),)).words == "Trang trước của văn bản\nTrang sau của văn bản"


def test_a_footnote_is_lifted_out_of_the_sentence_it_breaks():
    text = (
        "1. Thực hiện các văn bản chỉ đạo của tỉnh¹; phổ biến cách làm hay\n\n"
        "¹ Quyết định số 23-QĐ/TU của Tỉnh uỷ.\n\n"
        "trong toàn hệ thống chính trị."
    )
    flow = flow_of(text)
    assert flow.words == (
        "1. Thực hiện các văn bản chỉ đạo của tỉnh¹; phổ biến cách làm hay trong toàn hệ thống chính trị.\n"
        "¹ Quyết định số 23-QĐ/TU của Tỉnh uỷ."
    )
    (note,) = flow.notes
    assert flow.words[slice(*note.anchor)] == "¹"
    assert flow.words[slice(*note.marker_span)] == "¹"
    assert flow.words[slice(*note.span)] == "Quyết định số 23-QĐ/TU của Tỉnh uỷ."
    assert flow.notes_start == flow.words.index("\n¹") + 1
    sentence = (flow.words.index("cách làm"), flow.words.index("trong toàn") + 5)
    assert len(flow.to_text(sentence)[1]) == 2


def test_a_flattened_marker_is_found_and_a_unit_or_a_symbol_is_not():
    text = (
        "Hệ thống chính trị1 rộng 20 m2 theo Luật số 5/QH15\n1 Gồm Đảng, Nhà nước và Mặt trận.\n2 Không phải chú thích."
    )
    flow = flow_of(text)
    assert [(n.marker, flow.words[slice(*n.span)]) for n in flow.notes] == [("1", "Gồm Đảng, Nhà nước và Mặt trận.")]


def test_endnotes_in_brackets_go_on_to_the_next():
    text = "Thực hiện nhiều văn bản[1] của tỉnh[2].\nNơi nhận:\n- Lưu: VT.\n[1] Quyết\nđịnh số 5.\n[2]\nKế hoạch số 6."
    flow = flow_of(text)
    assert [flow.words[slice(*n.span)] for n in flow.notes] == ["Quyết định số 5.", "Kế hoạch số 6."]


def test_a_note_of_the_format_is_lifted_by_its_span():
    text = "Thực hiện chỉ đạo² của tỉnh.\n² Công văn số 9."
    note = LoadedNote("²", (17, 18), (text.index("Công văn"), len(text)))
    flow = flow_of(text, media="docx", notes=(note,))
    assert flow.words[slice(*flow.notes[0].span)] == "Công văn số 9."
    assert flow.words[slice(*flow.notes[0].anchor)] == "²"


def test_cells_of_a_table_are_not_joined_and_their_spans_are_brought_along():
    text = "Mở đầu  có hai dấu cách.\nđơn vị\nđồng\ntỉnh\nxã"
    cells = [(text.index(w), text.index(w) + len(w)) for w in ("đơn vị", "đồng", "tỉnh", "xã")]
    table = LoadedTable(((cells[0], cells[1]), (cells[2], cells[3])))
    flow = flow_of(text, media="docx", tables=(table,))
    assert [[flow.words[slice(*c)] for c in row] for row in flow.tables[0]] == [["đơn vị", "đồng"], ["tỉnh", "xã"]]
    assert flow.words.split("\n")[1:] == ["đơn vị", "đồng", "tỉnh", "xã"]


SIDE_BY_SIDE = """\
ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  XÃ SUỐI LAM                    Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND               Suối Lam, ngày 05 tháng 3 năm 2026
                    KẾ HOẠCH
"""


def test_a_letterhead_kept_side_by_side_is_read_column_by_column():
    assert flow_of(SIDE_BY_SIDE).words.split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "XÃ SUỐI LAM",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Suối Lam, ngày 05 tháng 3 năm 2026",
        "KẾ HOẠCH",
    ]


def test_a_letterhead_run_together_by_ocr_is_cut_at_the_phrases_of_the_right_column():
    text = (
        "HUYỆN UỶ THANH GIANG ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Số 12-CV/HU Thanh Giang, ngày 05 tháng 3 năm 2020\n"
        "Kính gửi: Các chi bộ"
    )
    assert flow_of(text, media="ocr", wrapped=True).words.split("\n") == [
        "HUYỆN UỶ THANH GIANG",
        "Số 12-CV/HU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Thanh Giang, ngày 05 tháng 3 năm 2020",
        "Kính gửi: Các chi bộ",
    ]


def test_a_foot_run_together_is_cut_at_the_signature():
    text = "Nơi nhận: KT. CHỦ TỊCH\n- Như Điều 3; PHÓ CHỦ TỊCH\n- Lưu: VT.\nĐinh Ngọc Minh"
    assert flow_of(text, media="ocr", wrapped=True).words.split("\n") == [
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Đinh Ngọc Minh",
    ]


def test_the_name_of_the_state_in_a_sentence_is_no_letterhead():
    text = "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013;"
    assert flow_of(text).words == text


CHARACTERS = "\n\n\n     123abĐ.,;:-/()¹²[]|“”…"
PHRASES = (
    *("\n\n", "Nơi nhận:", "\n- ", "CÔNG BÁO/Số 1", "Ký bởi: A", "tỉnh1", "\n1 Gồm", "trị¹", "\n¹ ", "[1]", "\n[1] "),
    *("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do", "\nĐiều 1. ", "số 5-\nQĐ/TU"),
    *("nghi-\nệp", "thực hiện nhiệm vụ được giao ", "\n2\n", "Số: 1/QĐ-UB X, ngày 1"),
)
PIECES = st.sampled_from([*CHARACTERS, *PHRASES])


@given(st.lists(PIECES, max_size=60).map("".join), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_leads_back_and_loses_only_furniture(text, wrapped):
    flow = flow_of(text, wrapped=wrapped)
    taken = {flow.place(i) for i in range(len(flow.words))}
    lost = [i for i, char in enumerate(text) if i not in taken and not char.isspace() and char not in "|_—–-.="]
    assert all(is_furniture(line_around(text, i)) for i in lost)
    for start in range(0, len(flow.words), 7):
        envelope, segments = flow.to_text((start, min(start + 9, len(flow.words))))
        assert 0 <= envelope[0] <= envelope[1] <= len(text)
        assert all(envelope[0] <= a < b <= envelope[1] for a, b in segments)


def line_around(text: str, i: int) -> str:
    return text[text.rfind("\n", 0, i) + 1 : (text + "\n").index("\n", i)].strip()


def is_furniture(line: str) -> bool:
    return "CÔNG BÁO/" in line or "Ký bởi:" in line or re.fullmatch(r"\W*\d+(/\d+)?\W*", line) is not None


def test_notes_and_furniture_never_make_a_note_reach_outside():
    flow = flow_of("a¹\n¹")
    assert all(0 <= n.span[0] <= n.span[1] <= len(flow.words) for n in flow.notes)
