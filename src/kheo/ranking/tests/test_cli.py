from __future__ import annotations

import json
from pathlib import Path

import pytest

from kheo.cli import main
from kheo.ranking.inputs import read_scores
from kheo.ranking.scores import ScoreError
from kheo.ranking.tests.helpers import apart, dealt


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "scores.csv"
    rows = [f"{one.dossier},{one.assessor},{one.score}" for one in dealt()]
    path.write_text("\n".join(["dossier,assessor,score", *rows]), encoding="utf-8")
    return path


def test_json_keeps_the_promised_keys(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", str(table), "--json", "--top", "5"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["method", "refused", "connectivity", "ranking", "assessors", "facts"]
    assert list(shown["ranking"][0]) == [
        "dossier",
        "place",
        "estimate",
        "low",
        "high",
        "expected_rank",
        "p_top",
        "mean",
        "mean_place",
    ]
    assert list(shown["assessors"][0]) == ["assessor", "shift", "scale", "scores"]
    assert [row["place"] for row in shown["ranking"]] == list(range(1, 31))
    assert (shown["method"], shown["refused"]) == ("calibrated", None)


def test_a_refusal_is_an_answer_and_not_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scores.json"
    path.write_text(json.dumps([{"hồ sơ": s.dossier, "người chấm": s.assessor, "điểm": s.score} for s in apart()]))
    assert main(["rank", str(path), "--json", "--lang", "en"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["method"], shown["ranking"][0]["low"]) == ("mean", None)
    assert shown["refused"].startswith("The council falls into 2 groups that share no dossier")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "hồ sơ;người chấm;điểm\nA;B;bảy\n",
            "Dòng 2, cột điểm: “bảy” không phải là số. Hãy viết dạng 87,5 hoặc 87.5.\n",
        ),
        (
            "hồ sơ;người chấm;điểm\nA;B;\n",
            "Dòng 2: hồ sơ “A” chưa có điểm. Hãy nhập điểm, hoặc xóa dòng nếu hồ sơ không được chấm.\n",
        ),
        (
            "hồ sơ;điểm\nA;7\n",
            "Thiếu cột “người chấm”. Các cột đọc được: hồ sơ, điểm. Cần có: hồ sơ, người chấm, điểm.\n",
        ),
        ("", "Tệp không có điểm nào. Hãy nhập ít nhất một dòng hồ sơ, người chấm, điểm.\n"),
    ],
)
def test_bad_input_names_the_row_and_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(content, encoding="utf-8")
    assert main(["rank", str(path)]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", sentence)


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", str(tmp_path / "none.csv"), "--lang", "en"]) == 1
    assert capsys.readouterr().err == f"There is no file {tmp_path / 'none.csv'}.\n"


def test_an_unknown_dossier_to_explain_is_wrong_use(table: Path) -> None:
    assert main(["rank", str(table), "--explain", "nobody"]) == 2


def test_a_place_is_explained_in_words(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", str(table), "--explain", "D3", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("“D3” stands at ")


def test_the_plot_is_valid_and_names_every_dossier(table: Path, tmp_path: Path) -> None:
    from xml.etree import ElementTree as ET

    target = tmp_path / "plot.svg"
    assert main(["rank", str(table), "--plot", str(target)]) == 0
    root = ET.fromstring(target.read_text(encoding="utf-8"))
    titles = [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == 31
    assert root.attrib["role"] == "img"


SAME = [("Mô hình 1", "An", 87.5, "Kinh tế", 100.0), ("Mô hình 1", "Bình", 1234.5 / 15, "Kinh tế", 100.0)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_read_alike(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "t.csv"
    point = "," if delimiter != "," else "."
    heading = delimiter.join(["Lĩnh vực", "HỒ SƠ", "Người chấm", "Điểm", "Điểm tối đa", "Ghi chú"])
    lines = [
        delimiter.join([field, dossier, assessor, str(score).replace(".", point), f"{maximum:.0f}", ""])
        for dossier, assessor, score, field, maximum in SAME
    ]
    path.write_text("\r\n".join([heading, *lines, ""]), encoding=encoding)
    found = [(s.dossier, s.assessor, s.score, s.field, s.maximum) for s in read_scores(path)]
    assert found == SAME


def test_a_workbook_reads_like_a_table(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["dossier", "assessor", "score", "field", "maximum"])
    for row in SAME:
        sheet.append(list(row))
    book.save(tmp_path / "t.xlsx")
    found = [(s.dossier, s.assessor, s.score, s.field, s.maximum) for s in read_scores(tmp_path / "t.xlsx")]
    assert found == SAME


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.xlsx", b"not a workbook", "not-a-workbook"),
        ("t.json", b"{", "not-json"),
        ("t.json", b'{"scores": 3}', "not-json"),
        ("t.json", b'[{"dossier": "D", "score": 3}]', "key-missing"),
        ("t.csv", "hồ sơ".encode("cp1258", "replace") + b"\xff\xfe\xfa", "encoding"),
        ("t.csv", b"dossier,assessor,score,at\nD,A,3,yesterday", "not-a-time"),
        ("t.csv", b"dossier;assessor;score\nD;A;1,234,5", "not-a-number"),
        ("t.csv", b"dossier;assessor;score\nD;A;--5", "not-a-number"),
        ("t.csv", b"dossier;assessor;score\nD;A;1e9", "not-a-number"),
        ("t.csv", b"dossier;assessor;score\nD;A;99999999999", "not-a-number"),
        ("t.json", b'[{"dossier": "D", "assessor": "A", "score": NaN}]', "not-a-number"),
        ("t.json", b'[{"dossier": "D", "assessor": "A", "score": true}]', "not-a-number"),
        ("t.csv", b"dossier;assessor;score\nD;A;" + b"9" * 140_000, "not-a-table"),
        ("t.csv", b"dossier;assessor;score;diem\nD;A;1;2", "heading-twice"),
    ],
)
def test_unreadable_files_are_refused_by_name(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ScoreError) as raised:
        read_scores(tmp_path / name)
    assert raised.value.code == code


def test_a_dossier_written_amiss_is_answered_with_the_nearest_name(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rank", str(table), "--explain", "D33"]) == 2
    assert capsys.readouterr().err == "Không có hồ sơ “D33”. Tên gần giống: “D3”, “D23”, “D13”.\n"
