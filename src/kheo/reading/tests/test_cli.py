from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kheo.cli import main
from kheo.reading.batch import Outcome, Task
from kheo.reading.export.schema import schema
from kheo.reading.outputs import SUFFIXES, write_whole
from kheo.reading.samples import folder

SLOW_TO_LOAD = {"dataclasses", "inspect", "ast", "subprocess", "difflib", "charset_normalizer", "pypdfium2", "numpy"}
"""What one small Word file needs none of; each costs what a tenth of its reading costs, or more."""
SAMPLES = sorted(path for path in folder().iterdir() if path.suffix in {".txt", ".docx"})
DISPATCH = folder() / "cong-van-tinh-uy.txt"
SECRET = (
    "UBND TỈNH THANH GIANG\n\nTỐI MẬT\n\nSố: 12/KH-UBND\nKẾ HOẠCH\nLàm đường ở Suối Lam\nSở Xây dựng lập dự toán.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two samples, one of them below, a bad file, a secret one, and what is no document."""
    below = tmp_path / "in" / "năm 2026"
    below.mkdir(parents=True)
    shutil.copy(DISPATCH, tmp_path / "in" / "a.txt")
    shutil.copy(folder() / "ke-hoach-ubnd.docx", below / "b.docx")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "secret.txt").write_text(SECRET, "utf-8")
    (tmp_path / "in" / "notes.xyz").write_text("no document", "utf-8")
    (tmp_path / "in" / ".hidden.txt").write_text("hidden", "utf-8")
    return tmp_path / "in"


def written(target: Path) -> list[str]:
    return sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())


def test_one_file_gives_one_json_document(capsys):
    assert main(["read", "--json", str(DISPATCH)]) == 0
    out = capsys.readouterr().out
    assert json.loads(out)["number"]["value"] == "118-CV/TU"
    assert out.count("\n") > 10


def test_several_files_give_json_lines_in_the_order_of_the_arguments(capsys):
    assert main(["read", "--json", *map(str, SAMPLES)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == [path.name for path in SAMPLES]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_is_read_fits_the_schema_and_quotes_its_text(capsys, path):
    main(["read", "--json", str(path)])
    whole = json.loads(capsys.readouterr().out)
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(whole)] == []
    found = [*whole["obligations"], *whole["citations"], *whole["provisions"], *whole["addressees"]]
    assert [
        one["id"] for one in found if "segments" not in one and whole["text"][slice(*one["span"])] != one["text"]
    ] == []


def test_word_and_text_of_a_sample_say_the_same_but_for_rows_of_tables(capsys):
    main(["read", "--json", *map(str, SAMPLES)])
    wholes = {name["source"]["name"]: name for name in map(json.loads, capsys.readouterr().out.splitlines())}
    for stem in ("cong-van-tinh-uy", "ke-hoach-ubnd"):
        text, word = wholes[f"{stem}.txt"], wholes[f"{stem}.docx"]
        orders = [[one["text"] for one in whole["obligations"]] for whole in (text, word)]
        assert orders[0] == orders[1][: len(orders[0])]
        assert [one["key"] for one in text["citations"]] == [one["key"] for one in word["citations"]]


def test_a_folder_is_read_whole_and_a_bad_file_stops_nothing(files, tmp_path, capsys):
    assert main(["read", "--json", "--html", "-o", str(tmp_path / "out"), str(files)]) == 1
    assert written(tmp_path / "out") == ["a.txt.html", "a.txt.json", "năm 2026/b.docx.html", "năm 2026/b.docx.json"]
    error = capsys.readouterr().err
    assert f"{files / 'empty.txt'}: tệp trống" in error
    assert f"{files / 'secret.txt'}: văn bản có dấu chỉ độ mật" in error
    assert "Traceback" not in error


def test_nothing_is_kept_of_a_secret_document_that_was_read_before(tmp_path, capsys):
    paper = tmp_path / "paper.txt"
    shutil.copy(DISPATCH, paper)
    main(["read", "--json", "-o", str(tmp_path / "out"), str(paper)])
    paper.write_text(SECRET, "utf-8")
    assert main(["read", "--json", "-o", str(tmp_path / "out"), str(paper)]) == 3
    assert written(tmp_path / "out") == []
    assert "Suối Lam" not in capsys.readouterr().err


def test_a_second_run_reads_only_what_has_changed(files, tmp_path, capsys):
    target = tmp_path / "out"
    main(["read", "--json", "-o", str(target), str(files)])
    (target / "a.txt.json").touch()
    before = {name: (target / name).stat().st_mtime_ns for name in written(target)}
    with (files / "a.txt").open("a", encoding="utf-8") as file:
        file.write("\nThêm một dòng ở Suối Lam.\n")
    main(["read", "--json", "-o", str(target), str(files)])
    changed = [name for name in written(target) if (target / name).stat().st_mtime_ns != before[name]]
    assert changed == ["a.txt.json"]
    assert "1 tệp đã đọc trước đó" in capsys.readouterr().err


def test_force_reads_anew(tmp_path, capsys):
    target = tmp_path / "out"
    main(["read", "--json", "-o", str(target), str(DISPATCH)])
    output = target / f"{DISPATCH.name}.json"
    output.write_text(f'{{"sha256": "{hashlib.sha256(DISPATCH.read_bytes()).hexdigest()}"}}')
    assert main(["read", "--json", "-o", str(target), str(DISPATCH)]) == 0
    assert output.stat().st_size < 100
    assert main(["read", "--json", "--force", "-o", str(target), str(DISPATCH)]) == 0
    assert output.stat().st_size > 1000


@pytest.mark.parametrize("form", sorted(SUFFIXES))
def test_every_form_names_the_digest_of_its_source_near_its_beginning(form, tmp_path):
    main(["read", f"--{form}", "-o", str(tmp_path), str(DISPATCH)])
    digest = hashlib.sha256(DISPATCH.read_bytes()).hexdigest()
    assert digest in (tmp_path / (DISPATCH.name + SUFFIXES[form])).read_text("utf-8")[:2000]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["read", "missing.txt"], 3),
        (["read", str(DISPATCH), "missing.txt"], 1),
        (["read", "--json", "--html", str(DISPATCH)], 2),
        (["read", "-o", "x", str(DISPATCH)], 2),
        (["read", "--json", "-o", str(DISPATCH), str(DISPATCH)], 2),
        (["read", "--jobs", "-1", str(DISPATCH)], 2),
        (["read", "--why", "o1", str(DISPATCH), str(DISPATCH)], 2),
        (["read", "--json", "-o", "x", str(DISPATCH), str(DISPATCH)], 2),
        (["read", "--why", "nothing", str(DISPATCH)], 3),
        (["cite", "missing.txt"], 3),
        (["cite", "."], 3),
        (["read", "."], 3),
    ],
)
def test_exit_codes(arguments, code, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    assert capsys.readouterr().err.startswith("kheo: ")
    assert written(tmp_path) == []


def test_the_plan_fits_80_columns_and_says_what_the_text_does_not(capsys):
    assert main(["read", str(DISPATCH)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "        thời hạn: không nêu thời hạn" in lines


def test_english_is_spoken_on_request(capsys, monkeypatch):
    main(["read", "--lang", "en", str(DISPATCH)])
    assert "no deadline stated" in capsys.readouterr().out
    monkeypatch.setenv("KHEO_LANG", "en")
    main(["read", str(DISPATCH)])
    assert "no deadline stated" in capsys.readouterr().out


def test_why_names_the_rule_its_meaning_and_the_words(capsys):
    assert main(["read", "--json", str(DISPATCH)]) == 0
    citation = json.loads(capsys.readouterr().out)["citations"][1]
    assert main(["read", "--lang", "en", "--why", citation["id"], str(DISPATCH)]) == 0
    out = capsys.readouterr().out
    assert f"rule: {citation['rule']}" in out
    assert "meaning: " in out
    assert citation["text"][:40] in out


def test_cite_prints_a_line_for_each_mention(capsys):
    assert main(["cite", str(DISPATCH)]) == 0
    first = capsys.readouterr().out.splitlines()[0].split("\t")
    assert first[1:4] == ["25-NQ/TW", "2013-06-03", "Ban Chấp hành Trung ương Đảng"]
    assert first[0] == f"{DISPATCH.name}:19"


def test_cite_gives_json_lines_for_several_files(capsys):
    assert main(["cite", "--json", *map(str, SAMPLES[:2])]) == 0
    assert [sorted(json.loads(line)) for line in capsys.readouterr().out.splitlines()] == [
        ["citations", "documents", "source"]
    ] * 2


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kheo.cli", *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **options)


def test_cite_reads_standard_input():
    done = run("cite", input="Các xã ở Suối Lam họp dân.\nXem thêm Nghị định 30/2020/NĐ-CP về văn thư.\n".encode())
    assert done.returncode == 0
    assert done.stdout.decode().split("\t")[:2] == ["-:2", "30/2020/NĐ-CP"]


def test_many_files_in_parallel_give_what_one_by_one_gives(files, capsys):
    shutil.copy(DISPATCH, files / "c.txt")
    assert main(["read", "--json", "--jobs", "1", str(files)]) == 1
    alone = capsys.readouterr()
    done = run("read", "--json", "--jobs", "2", str(files))
    assert done.returncode == 1
    assert done.stdout.decode() == alone.out
    assert done.stderr.decode() == alone.err


def test_a_closed_pipe_ends_quietly():
    reading = subprocess.Popen(
        [sys.executable, "-m", "kheo.cli", "read", "--json", *map(str, SAMPLES * 30), "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert reading.stdout.read(10) != b""
    reading.stdout.close()
    assert reading.stderr.read() == b""
    assert reading.wait(timeout=60) == 0
    reading.stderr.close()


def test_ctrl_c_leaves_complete_files_only(tmp_path):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for number in range(150):
        shutil.copy(DISPATCH, source / f"{number:03}.txt")
    reading = subprocess.Popen(
        [sys.executable, "-m", "kheo.cli", "read", "--json", "--html", "-o", str(target), str(source), "--jobs", "2"],
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A shell that runs the tests in the background has them ignore Ctrl-C, and they would pass that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - one harmless call
    )
    until = time.monotonic() + 50
    while time.monotonic() < until and not (target.is_dir() and len(written(target)) > 4):
        time.sleep(0.02)
    os.killpg(reading.pid, signal.SIGINT)
    error = reading.communicate(timeout=60)[1].decode()
    assert reading.returncode == 130
    assert "đã dừng" in error
    assert "Traceback" not in error
    assert 4 < len(written(target)) < 300
    assert [name for name in written(target) if name.endswith(".part")] == []
    for name in written(target):
        ending = "</html>\n" if name.endswith(".html") else "}\n"
        assert (target / name).read_text("utf-8").endswith(ending)


def test_a_file_that_fails_while_it_is_written_is_not_there(tmp_path):
    def fill(file):
        file.write("half")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 -- the very one that was raised
        write_whole(tmp_path / "x.json", fill)
    assert written(tmp_path) == []


def test_reading_json_loads_nothing_that_only_others_need():
    done = run("read", "--json", str(DISPATCH), env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    heavy = {"rich", "multiprocessing", "jsonschema", "numpy", "scipy", "openpyxl", "pypdfium2", "http", "email"}
    assert "kheo.reading.reader" in loaded
    assert heavy & loaded == set()


def test_a_task_can_travel_to_another_process():
    import pickle

    outcome = Outcome(Task(Path("a.txt"), ("json",), language="en"), "read", text="x")
    assert pickle.loads(pickle.dumps(outcome)) == outcome


WARNED = (
    "UBND TỈNH THANH GIANG\nSố: 12/KH-UBND\nKẾ HOẠCH\nLàm đường ở Suối Lam\n"
    "1. Sở Xây dựng lập dự toán trước ngày 30/6/2026.\n2. Sở Tài chính bố trí kinh phí.\n"
)


@pytest.mark.parametrize(
    "arguments", [["read"], ["read", "--json"], ["read", "--html"], ["cite"], ["read", "--why", "o1"]]
)
def test_what_is_to_be_minded_is_said_beside_the_output_whatever_its_form(arguments, tmp_path, capsys):
    paper = tmp_path / "paper.docx"
    paper.write_text(WARNED, "utf-8")
    assert main([*arguments, str(paper)]) == 0
    warned = f"kheo: {paper}: đuôi tệp không khớp với nội dung, đã đọc như văn bản thuần\n"
    assert capsys.readouterr().err == warned


def test_json_keeps_the_codes_of_warnings_and_a_page_shows_their_words_above_the_text(tmp_path, capsys):
    paper = tmp_path / "paper.docx"
    paper.write_text(WARNED, "utf-8")
    main(["read", "--json", "--html", "--lang", "en", "-o", str(tmp_path), str(paper)])
    assert json.loads((tmp_path / "paper.docx.json").read_text("utf-8"))["source"]["warnings"] == [
        "wrong-extension:text"
    ]
    head, _, rest = (tmp_path / "paper.docx.html").read_text("utf-8").partition('<ul class="mind"')
    assert rest.partition("</ul>")[0] == (
        ' aria-label="To be minded">\n<li>The extension does not fit the content; it was read as plain text</li>\n'
    )
    assert 'class="panes"' not in head
    assert capsys.readouterr().err.endswith("it was read as plain text\n")


def test_warnings_of_many_files_come_from_other_processes_too(tmp_path):
    for name in ("a.docx", "b.pdf"):
        (tmp_path / name).write_text(WARNED, "utf-8")
    done = run("read", "--json", "--jobs", "2", "--lang", "en", str(tmp_path))
    assert done.stderr.decode() == "".join(
        f"kheo: {tmp_path / name}: the extension does not fit the content; it was read as plain text\n"
        for name in ("a.docx", "b.pdf")
    )


def test_the_name_of_a_file_cannot_steer_the_terminal(tmp_path, capsys):
    (tmp_path / "\x1b[2J\n.txt").write_bytes(b"")
    assert main(["read", str(tmp_path)]) == 3
    assert capsys.readouterr().err.startswith(f"kheo: {tmp_path}/\ufffd[2J\ufffd.txt: tệp trống")


def test_a_small_word_file_is_read_without_loading_what_it_does_not_need() -> None:
    script = "import sys; from kheo.cli import main; main(sys.argv[1:]); print(*sorted(sys.modules))"
    command = [sys.executable, "-c", script, "read", "--json", str(folder() / "cong-van-tinh-uy.docx")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "kheo.reading.model" in loaded
    assert loaded & SLOW_TO_LOAD == set()
