import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.flowing import make_flow
from kheo.reading.formats import Unreadable, load, pdf
from kheo.reading.formats.pdf import load_pdf
from kheo.reading.formats.pdf_page import splits_syllable
from kheo.reading.formats.tests.making_pdf import Put, assembled, stream
from kheo.reading.formats.tests.making_pdf import pdf as made

LINES = [
    "1. Các cơ quan, đơn vị thuộc xã Suối Lam tiếp tục quán triệt",
    "và triển khai thực hiện nghiêm các quy định về tiếp công dân",
    "trong các ngày làm việc, bảo đảm mọi phản ánh đều có người",
]


def page(*lines: str, top: float = 120, size: float = 14) -> list[Put]:
    return [Put(80, top + 20 * n, line, size) for n, line in enumerate(lines)]


def words_of(*pages: list[Put]) -> list[str]:
    return make_flow(load_pdf(made(*pages), "a.pdf")).words.split("\n")


def test_the_lines_of_a_page_become_paragraphs():
    assert words_of(page(*LINES, "nhận. ", "2. Báo cáo kết quả.")) == [
        f"{' '.join(LINES)} nhận.",
        "2. Báo cáo kết quả.",
    ]


def test_origins_name_page_and_character():
    loaded = load_pdf(made(page("Trang một có chữ"), page("Trang hai", "dòng hai")), "a.pdf")
    assert [place for _, place in loaded.origins] == ["p1 char 0", "p2 char 0", "p2 char 11"]
    assert loaded.pages == 2


def test_page_numbers_and_running_titles_are_furniture_and_the_sentence_goes_on():
    title = [Put(80, 40, "Sổ tay tiếp công dân")]
    first = [*title, Put(300, 40, "1"), *page(*LINES)]
    second = [*title, Put(300, 40, "2"), *page("nhận và trả lời đúng hạn.")]
    assert words_of(first, second) == [f"{' '.join(LINES)} nhận và trả lời đúng hạn."]


def test_a_letterhead_is_read_column_by_column():
    head = [
        *(Put(80, 80, "ỦY BAN NHÂN DÂN"), Put(300, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11)),
        *(Put(90, 100, "XÃ SUỐI LAM"), Put(320, 100, "Độc lập - Tự do - Hạnh phúc", 12)),
        *(Put(90, 130, "Số: 5/KH-UBND"), Put(310, 130, "Suối Lam, ngày 1 tháng 2 năm 2026", 12)),
        *(Put(240, 160, "KẾ HOẠCH CÔNG TÁC"), *page(*LINES, top=200)),
    ]
    assert words_of(head)[:7] == [
        *("ỦY BAN NHÂN DÂN", "XÃ SUỐI LAM", "Số: 5/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *("Độc lập - Tự do - Hạnh phúc", "Suối Lam, ngày 1 tháng 2 năm 2026", "KẾ HOẠCH CÔNG TÁC"),
    ]


def test_a_foot_is_read_column_by_column():
    foot = [
        *page(*LINES, "nhận.", top=80),
        *(Put(80, 180, "Nơi nhận:", 12), Put(330, 180, "KT. CHỦ TỊCH")),
        *(Put(80, 196, "- Như trên;", 11), Put(320, 198, "PHÓ CHỦ TỊCH"), Put(80, 212, "- Lưu: VT.", 11)),
        Put(320, 280, "Đinh Ngọc Minh"),
    ]
    assert words_of(foot)[1:] == [
        *("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đinh Ngọc Minh"),
    ]


def test_a_raised_digit_is_the_marker_of_a_note_and_the_note_is_lifted():
    put = [
        *(Put(80, 120, "hệ thống chính trị"), Put(80 + 18 * 7, 115, "1", 8), Put(80 + 19 * 7, 120, " và các đoàn thể")),
        *page("triển khai thực hiện nghiêm các quy định về tiếp công dân", "trong các ngày làm việc", top=140),
        Put(80, 700, "1 Gồm Đảng, Nhà nước và Mặt trận.", 10),
    ]
    flow = make_flow(load_pdf(made(put, page("của xã Suối Lam.")), "a.pdf"))
    assert flow.words.split("\n")[-1] == "¹ Gồm Đảng, Nhà nước và Mặt trận."
    assert "trong các ngày làm việc của xã Suối Lam." in flow.words
    (note,) = flow.notes
    assert flow.words[: note.anchor[0]].endswith("chính trị")


def test_a_small_block_at_the_page_end_is_a_note_though_no_marker_was_seen():
    put = [*page(*LINES, *LINES), Put(80, 700, "1 Kế hoạch số 5/KH-UBND", 10), Put(80, 712, "của xã Suối Lam", 10)]
    flow = make_flow(load_pdf(made(put, page("nhận.")), "a.pdf"))
    assert [(n.marker, n.anchor, flow.words[slice(*n.span)]) for n in flow.notes] == [
        ("1", None, "Kế hoạch số 5/KH-UBND của xã Suối Lam"),
    ]


def test_split_syllables_are_joined():
    assert words_of(page("CÁC ĐIỀ U KHOẢN THI HÀNH")) == ["CÁC ĐIỀU KHOẢN THI HÀNH"]
    touching = [Put(80, 120, "ĐIỀ U KHO"), Put(80 + 9 * 7, 120, " ", 0.5), Put(80 + 9 * 7 + 0.4, 120, "ẢN THI HÀNH")]
    assert words_of(touching) == ["ĐIỀU KHOẢN THI HÀNH"]


@pytest.mark.parametrize(
    ("text", "split"), [("ĐIỀ U", True), ("THI HÀNH", False), ("nghi ệp", False), ("TP HCM", False)]
)
def test_only_what_is_no_syllable_alone_is_taken_for_split(text, split):
    assert splits_syllable(text) is split


def test_a_hyphen_at_the_line_end_is_kept_in_a_symbol_and_dropped_in_a_word():
    assert words_of(page("Thực hiện Quyết định số 1116-", "QĐ/TU về nông nghi-", "ệp")) == [
        "Thực hiện Quyết định số 1116-QĐ/TU về nông nghiệp"
    ]


def test_legacy_text_in_a_pdf_becomes_unicode():
    loaded = load_pdf(made(page("Uû ban nh©n d©n x· yªu cÇu c¸c ®¬n vÞ")), "a.pdf")
    assert (loaded.text, loaded.warnings) == ("Uỷ ban nhân dân xã yêu cầu các đơn vị", ("legacy-encoding:tcvn3",))


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        load(data, "a.pdf")
    return refused.value.code


def test_a_truncated_pdf_is_told_so():
    whole = made(page(*LINES), page(*LINES))
    assert code_of(whole[: len(whole) * 2 // 3]) == "truncated"
    assert code_of(b"%PDF-1.7\n") == "truncated"


def test_a_damaged_pdf_is_told_so():
    assert code_of(b"%PDF-1.7\nkhong co gi\n%%EOF") == "corrupt"


def test_an_encrypted_pdf_is_told_so():
    secret = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    secret += f"/O <{'11' * 32}> /U <{'22' * 32}> >> /ID [<{'33' * 16}> <{'33' * 16}>]"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    assert code_of(assembled(objects, secret)) == "encrypted"


PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>\n"
    b"stream\n\xff\xff\xff\xff\nendstream"
)
SCAN = assembled(
    [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        stream("q 595 0 0 842 0 0 cm /I Do Q"),
        PICTURE,
        b"<< /XObject << /I 5 0 R >> >>",
    ]
)


def test_a_scan_without_recognition_names_what_is_missing(monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    assert code_of(SCAN) == "no-ocr"


def test_a_scan_in_which_nothing_is_recognised_is_told_so(monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: True)
    monkeypatch.setattr(pdf.ocr, "recognise", lambda *_: [pdf.ocr.Recognised([], 3508)])
    assert code_of(SCAN) == "no-text-layer"


def test_an_empty_pdf_has_nothing_to_read(monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: True)
    assert code_of(made([])) == "no-text-layer"


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_pdf_is_read_or_refused_and_nothing_else(data):
    whole = bytearray(made(page(*LINES)))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(9, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        loaded = load(bytes(whole), "a.pdf")
    except Unreadable:
        return
    assert loaded.text
