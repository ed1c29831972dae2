"""Bad input, given to the real command: each file is named with its remedy, nothing is left over, the rest is read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kheo.reading.formats.tests import making, making_pdf
from kheo.reading.formats.tests.making_pdf import Put

PLAN = (
    "UBND TỈNH THANH GIANG\n{mark}\nSố: 12/KH-UBND\nKẾ HOẠCH\nLàm đường ở Suối Lam\n"
    "1. Sở Xây dựng lập dự toán trước ngày 30/6/2026.\n"
)
GOOD = PLAN.format(mark="")
ENGLISH = "Pursuant to the law, the Committee decides that this decree comes into force on the first of March. " * 5
STORY = "Hôm nay trời đẹp, bà con trong xóm ra đồng từ sớm. Lúa đã chín vàng, ai cũng vui.\n" * 3
NOISE = bytes(range(256)) * 40
ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BOMB = f'<?xml version="1.0"?>{ENTITIES}<w:document {making.NAMESPACES}><w:body>&b;</w:body></w:document>'
LOCKED = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >> "
    f"/ID [<{'33' * 16}> <{'33' * 16}>]"
)
NO_PAGES = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]


def word(text: str) -> bytes:
    return making.docx("".join(making.p(line) for line in text.splitlines()))


def pdf(text: str) -> bytes:
    lines = [Put(72, 80 + 24 * number, line) for number, line in enumerate(text.splitlines()) if line]
    return making_pdf.pdf(lines)


BAD: dict[str, tuple[bytes, str, str]] = {
    "empty.txt": (b"", "tệp trống", "Hãy kiểm tra lại tệp nguồn."),
    "blank.docx": (word("\n"), "tệp trống", "Hãy kiểm tra lại tệp nguồn."),
    "noise.txt": (NOISE, "đây không phải là văn bản", "Hãy gửi tệp .docx"),
    "noise.docx": (NOISE, "đây không phải là văn bản", "Hãy gửi tệp .docx"),
    "table.docx": (making.zipped({"xl/workbook.xml": ""}), "loại tệp này (Excel)", "Hãy lưu lại thành .docx"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "bảo vệ bằng mật khẩu",
        "bỏ mật khẩu",
    ),
    "locked.pdf": (making_pdf.assembled(NO_PAGES, LOCKED), "bảo vệ bằng mật khẩu", "bỏ mật khẩu"),
    "cut.pdf": (pdf(GOOD)[:600], "bị cắt cụt", "Hãy tải hoặc chép lại tệp."),
    "cut.docx": (word(GOOD)[:300], "bị cắt cụt", "Hãy tải hoặc chép lại tệp."),
    "damaged.docx": (
        making.zipped({"word/document.xml": "<w:document"}),
        "tệp bị hỏng",
        "Hãy mở bằng phần mềm đã tạo ra tệp",
    ),
    "bomb.docx": (making.zipped({"word/document.xml": b" " * 50_000_000}), "bung ra lớn bất thường", "rồi lưu lại."),
    "entities.docx": (making.zipped({"word/document.xml": BOMB}), "bung ra lớn bất thường", "rồi lưu lại."),
    "english.txt": (ENGLISH.encode(), "không phải tiếng Việt", "hãy gửi bản gốc tiếng Việt."),
    "secret.txt": (PLAN.format(mark="MẬT").encode(), "dấu chỉ độ mật", "hãy xoá tệp khỏi máy này"),
    "secret.docx": (word(PLAN.format(mark="TỐI MẬT")), "dấu chỉ độ mật", "hãy xoá tệp khỏi máy này"),
    "secret.pdf": (pdf(PLAN.format(mark="TUYỆT MẬT")), "dấu chỉ độ mật", "hãy xoá tệp khỏi máy này"),
}
"""Name → the bytes, why they are refused, what to do about it."""
HUGE = "huge.pdf"


def kheo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("kheo"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)


def below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that is bad, between two good documents."""
    folder = tmp_path_factory.mktemp("papers")
    for name, (data, _why, _remedy) in BAD.items():
        (folder / name).write_bytes(data)
    with (folder / HUGE).open("wb") as file:
        file.truncate(250_000_000)
    (folder / "a-good.txt").write_text(GOOD, "utf-8")
    (folder / "z-good.docx").write_bytes(word(GOOD))
    return folder


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def whole(papers: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """One run over everything, into a folder."""
    return kheo("read", "--json", "--html", "-o", target, papers)


def test_one_bad_file_stops_no_other_and_leaves_nothing(whole, target):
    assert whole.returncode == 1
    assert below(target) == ["a-good.txt.html", "a-good.txt.json", "z-good.docx.html", "z-good.docx.json"]
    assert whole.stdout == ""
    assert len(whole.stderr.splitlines()) == len(BAD) + 1


@pytest.mark.parametrize("name", [*BAD, HUGE])
def test_a_refusal_names_the_file_the_reason_and_the_remedy(whole, papers, name):
    said = [line for line in whole.stderr.splitlines() if line.startswith(f"kheo: {papers / name}: ")]
    _data, why, remedy = BAD.get(name, (b"", "lớn hơn 200 MB", "Hãy tách tệp"))
    assert [(why in line, remedy in line) for line in said] == [(True, True)]


@pytest.mark.parametrize("name", ["noise.docx", "secret.docx", HUGE])
def test_a_bad_file_alone_is_nothing_read(papers, tmp_path, name):
    done = kheo("read", "--json", "-o", tmp_path / "out", papers / name)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
    assert below(tmp_path) == []


def test_no_word_of_a_secret_document_is_said(papers):
    secret = [papers / name for name in BAD if name.startswith("secret")]
    for done in (kheo("read", *secret), kheo("cite", "--json", *secret), kheo("read", "--why", "o1", secret[0])):
        assert (done.returncode, done.stdout) == (3, "")
        assert "Suối Lam" not in done.stderr


def test_bad_files_on_standard_output_leave_whole_lines(papers):
    done = kheo("read", "--json", papers / "a-good.txt", papers / "cut.pdf", papers / "z-good.docx")
    assert done.returncode == 1
    names = [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()]
    assert names == ["a-good.txt", "z-good.docx"]


def test_what_is_odd_but_readable_is_read(tmp_path):
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "misnamed.pdf").write_bytes(word(GOOD))
    done = kheo("read", "--json", "--lang", "en", tmp_path / "story.txt", tmp_path / "misnamed.pdf")
    story, misnamed = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert (story["kind"], story["obligations"], story["citations"]) == (None, [], [])
    assert misnamed["number"]["value"] == "12/KH-UBND"
    assert done.stderr == (
        f"kheo: {tmp_path / 'misnamed.pdf'}: the extension does not fit the content; it was read as Word (.docx)\n"
    )


def test_wrong_use_is_told_apart_from_bad_files(papers, tmp_path):
    assert kheo("read").returncode == 2
    assert kheo("read", "--json", "--html", papers / "a-good.txt").returncode == 2
    assert kheo("read", tmp_path / "missing.txt").returncode == 3
    assert kheo("read", papers / "a-good.txt").returncode == 0
