from typing import get_args

import pytest

from kheo.i18n import LANGUAGES, speaking
from kheo.reading.formats import Unreadable, load
from kheo.reading.formats.language import is_vietnamese
from kheo.reading.formats.messages import refusal, warning
from kheo.reading.formats.refuse import Code
from kheo.reading.formats.secrecy import is_marked_secret

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM\n{mark}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBÁO CÁO\n"
)


@pytest.mark.parametrize(
    "mark",
    ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "[MẬT]", "* MẬT *", "Mật", "Tối mật", "Độ mật: Mật", "ĐỘ MẬT: TUYỆT MẬT",
     "Mức độ mật: Tối mật", "Số: 05/BC-UBND      MẬT", "Số: 05/BC-UBND MẬT", "MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
     "ĐẢNG UỶ XÃ MẬT ĐẢNG CỘNG SẢN VIỆT NAM", "| TỐI MẬT | HỎA TỐC |", "TỐI MẬT Suối Lam, ngày 05 tháng 3 năm 2026",
     "MÂT", "TỐI MẠT"],
)  # fmt: skip
def test_a_mark_of_secrecy_in_the_head_is_seen(mark):
    assert is_marked_secret(HEAD.format(mark=mark))


@pytest.mark.parametrize(
    "words",
    ["VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC", "QUY ĐỊNH DANH MỤC BÍ\nMẬT", "MẬT ĐỘ XÂY DỰNG", "BẢO MẬT", "MẬT MÃ",
     "Độ mật: A, B, C", "Độ mật: Thường", "BAN CƠ YẾU CHÍNH PHỦ VỀ BẢO MẬT\nSố: 05/QĐ-BCY",
     "Căn cứ Luật Bảo vệ bí mật nhà nước;", "Về dữ liệu mật, tối mật", "Số: 05/KH-BCĐ BẢO MẬT",
     "HỢP TÁC XÃ NUÔI ONG\nMẬT"],
)  # fmt: skip
def test_words_about_secrecy_are_no_mark(words):
    assert not is_marked_secret(HEAD.format(mark=words))


def test_a_mark_below_the_head_is_a_word_of_the_text():
    body = "Điều 1. " + "Các đơn vị thực hiện phân loại tài liệu theo quy định của pháp luật về bảo vệ bí mật. " * 4
    assert not is_marked_secret(f"{HEAD.format(mark='')}{body}\nMẬT\nTỐI MẬT")


def test_a_secret_document_is_refused_and_nothing_of_it_is_kept():
    with pytest.raises(Unreadable) as refused:
        load(f"{HEAD.format(mark='MẬT')}Nội dung riêng.".encode(), "a.txt")
    assert refused.value.code == "secret"
    assert refused.value.args == ("secret", "a.txt")
    assert refused.value.data == {}
    assert refused.value.__cause__ is None


VIETNAMESE = "Các cơ quan thuộc tỉnh tiếp tục thực hiện tốt công tác tiếp công dân và giải quyết phản ánh của dân. "
PLAIN = "Uy ban nhan dan tinh yeu cau cac don vi thuc hien nghiem cac quy dinh cua phap luat ve tiep cong dan. "
ENGLISH = (
    "Pursuant to the Law on Organization of the Government, at the proposal of Mr. Nguyễn Văn An, Director of the "
    "Office of Thanh Giang, the People's Committee decides that this Decree comes into force on the first of March. "
)
FRENCH = "Vu la loi relative à l'organisation des pouvoirs, les autorités compétentes sont chargées de son exécution. "


@pytest.mark.parametrize(
    "text",
    [VIETNAMESE * 2, VIETNAMESE.upper() * 2, PLAIN * 2, "KẾ HOẠCH", "Hà Nội", "", "12/3/2025",
     VIETNAMESE * 2 + ENGLISH,
     "Các cơ quan, don vi tiep tục thực hien tot cong tac tiep công dan và giai quyết phan anh cua dan. " * 2],
)  # fmt: skip
def test_vietnamese_is_accepted_short_in_capitals_or_with_lost_marks(text):
    assert is_vietnamese(text)


@pytest.mark.parametrize(
    "text", [ENGLISH, FRENCH * 2, "根据中华人民共和国法律，特制定本办法。" * 9, "В соответствии с законом решили " * 9]
)
def test_another_language_is_not(text):
    assert not is_vietnamese(text)
    with pytest.raises(Unreadable) as refused:
        load(text.encode(), "decree.txt")
    assert refused.value.code == "not-vietnamese"


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("code", get_args(Code))
def test_every_refusal_has_words_that_name_the_file_and_a_remedy(code, spoken):
    with speaking(spoken):
        words = refusal(Unreadable(code, "tệp {0}.docx", kind=".doc", limit=200, seconds=60))
    assert words.startswith("tệp {0}.docx: ")
    assert words.count(".") >= 2


def test_a_refusal_is_worded_in_the_language_that_is_spoken():
    refused = Unreadable("empty", "a.txt")
    with speaking("en"):
        assert refusal(refused) == "a.txt: the file is empty, there is nothing to read. Check the source file."
    assert refusal(refused) == "a.txt: tệp trống, không có chữ nào để đọc. Hãy kiểm tra lại tệp nguồn."


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        (
            "wrong-extension:text",
            "đuôi tệp không khớp với nội dung, đã đọc như văn bản thuần",
            "the extension does not fit the content; it was read as plain text",
        ),
        (
            "legacy-encoding:tcvn3",
            "chữ theo bảng mã cũ (TCVN3) đã được chuyển sang Unicode",
            "text in a legacy encoding (TCVN3) was converted to Unicode",
        ),
        ("undecodable:3", "3 ký tự không giải mã được", "3 characters could not be decoded"),
        ("pages-left-out:2, 5", "bỏ qua các trang không có chữ: 2, 5", "pages without text were left out: 2, 5"),
        (
            "recognised:1, 3",
            "các trang được nhận dạng từ ảnh có thể sai chữ: 1, 3",
            "pages that were recognised from a picture may have wrong letters: 1, 3",
        ),
        (
            "recognised-whole",
            "văn bản được nhận dạng từ ảnh, có thể sai chữ",
            "the text was recognised from pictures and may have wrong letters",
        ),
    ],
)
def test_every_warning_has_words_in_both_languages(code, vietnamese, english):
    assert warning(code) == vietnamese
    with speaking("en"):
        assert warning(code) == english
