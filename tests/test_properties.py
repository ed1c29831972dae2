"""What must hold of every reading, whatever is read: the invariants that the fuzzer checks too, on generated texts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kheo.reading import read_text
from kheo.reading.export.as_json import to_dict
from kheo.reading.export.schema import schema
from kheo.reading.formats import Unreadable
from kheo.reading.samples import folder
from prove.invariants import breaches, findings

PIECES = st.sampled_from(
    """ỦY BAN NHÂN DÂN|TỈNH THANH GIANG|Số: 15/KH-UBND|Thanh Giang, ngày 05 tháng 3 năm 2026|KẾ HOẠCH|Kính gửi:
- Đảng uỷ các xã, phường;|Căn cứ Luật Thi đua, khen thưởng năm 2022;|I. MỤC ĐÍCH|II- NỘI DUNG|1. Sở Nội vụ|a)|1.1.|-|+
chủ trì, phối hợp với các sở, ngành triển khai phong trào;
báo cáo kết quả trước ngày 15/11 hằng năm.|Điều 5. Phạm vi
theo điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ
Quyết định số 217-QĐ/TW và số 218-QĐ/TW,
¹|¹ Chỉ thị số 05-CT/TU.|“|”|(|)
Nơi nhận:|- Như trên;|- Lưu: VT.|TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|(Đã ký)|Đinh Mộc Lan|PHỤ LỤC I
yêu cầu các cơ quan, đơn vị thực hiện tốt các nội dung sau:|\u00ad|\u200b|\t""".replace("\n", "|").split("|")
)
TEXTS = st.lists(
    st.tuples(st.one_of(PIECES, st.text(max_size=12)), st.sampled_from([" ", "\n", "\n\n", ""])), max_size=60
).map(lambda parts: "Văn bản của Uỷ ban nhân dân. " + "".join(piece + gap for piece, gap in parts))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_reading_keeps_the_invariants(text: str) -> None:
    try:
        reading = read_text(text)
    except Unreadable:
        return
    assert list(breaches(reading)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_reading_fits_the_schema_and_quotes_its_own_words(text: str) -> None:
    try:
        reading = read_text(text)
    except Unreadable:
        return
    answer = to_dict(reading)
    jsonschema.validate(json.loads(json.dumps(answer)), schema())
    for item in [*answer["citations"], *answer["obligations"], *answer["addressees"], *answer["unplaced"]]:
        if not item.get("segments"):
            assert item["text"] == reading.text[slice(*item["span"])]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    from kheo.reading import read

    try:
        reading = read(data, "bytes.bin")
    except Unreadable as refusal:
        named = refusal.name
    else:
        named = reading.source.name
        assert list(breaches(reading)) == []
    assert named == "bytes.bin"


@pytest.mark.parametrize("path", sorted(folder().glob("*.docx")) + sorted(folder().glob("*.txt")), ids=lambda p: p.name)
def test_the_samples_are_read_without_a_breach_and_every_finding_names_a_rule(path: Path) -> None:
    from kheo.reading import read_path
    from kheo.reading.catalogue import all_rules

    reading = read_path(path)
    known = {rule.id for rule in all_rules()}
    assert list(breaches(reading)) == []
    assert {finding.rule for finding in findings(reading)} - known == set()


def test_reading_twice_gives_the_same() -> None:
    text = next(folder().glob("ke-hoach*.txt")).read_text("utf-8")
    assert read_text(text) == read_text(text)
