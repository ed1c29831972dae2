from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.site.multipart import BadForm, Body, boundary_of, parse

LIMITS = {"text": 1000, "file": 200_000}


class Dribble:
    """A stream that gives a few bytes at a time, as a slow line does."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data = io.BytesIO(data)
        self._step = step

    def read(self, size: int, /) -> bytes:
        return self._data.read(min(size, self._step))


def form(*parts: tuple[str, bytes], boundary: str = "xyz") -> bytes:
    made = b"".join(
        b"--%b\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n" % (boundary.encode(), head.encode(), data)
        for head, data in parts
    )
    return made + f"--{boundary}--\r\n".encode()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(1, 50))
def test_any_bytes_of_a_file_arrive_as_they_were_sent(data: bytes, step: int):
    sent = form(('name="file"; filename="a.docx"', data), ('name="text"', b"chu"), boundary="q7Zk")
    found = parse(Dribble(sent, step), b"q7Zk", LIMITS)
    if b"\r\n--q7Zk" not in data:
        assert bytes(found["file"].data) == data
        assert found["file"].filename == "a.docx"
        assert bytes(found["text"].data) == b"chu"


def test_a_boundary_that_is_cut_between_two_reads_is_found():
    data = b"x" * 70_000 + b"\r\n--xy" + b"z" * 9
    sent = form(('name="file"; filename="f"', data), boundary="xyy")
    found = parse(Dribble(sent, 65_536), b"xyy", LIMITS)
    assert bytes(found["file"].data) == data


def test_unknown_fields_are_dropped_and_the_first_of_two_is_kept():
    sent = form(('name="other"', b"1"), ('name="text"', b"2"), ('name="text"', b"3"))
    assert {name: bytes(one.data) for name, one in parse(io.BytesIO(sent), b"xyz", LIMITS).items()} == {"text": b"2"}


def test_a_field_beyond_its_limit_is_refused():
    with pytest.raises(BadForm) as refused:
        parse(io.BytesIO(form(('name="text"', b"x" * 1001))), b"xyz", LIMITS)
    assert refused.value.code == "too-large"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"--xyz",
        b'--xyz\r\nContent-Disposition: form-data; name="text"\r\n\r\nno end',
        b"--xyz\r\nX: " + b"y" * 10_000,
        b"--xyz\r\nX: y\r\n\r\nno name\r\n--xyz--",
        form(*[('name="text"', b"1")] * 40),
    ],
)
def test_a_damaged_form_is_refused(sent: bytes):
    with pytest.raises(BadForm) as refused:
        parse(io.BytesIO(sent), b"xyz", LIMITS)
    assert refused.value.code == "malformed"


def test_vietnamese_file_names_and_quotation_marks_are_understood():
    sent = form(('name="file"; filename="Công văn %22mẫu%22; bản 2.docx"', b"1"))
    assert parse(io.BytesIO(sent), b"xyz", LIMITS)["file"].filename == 'Công văn "mẫu"; bản 2.docx'


@pytest.mark.parametrize("announced", [None, "", "-1", "12x", "١٢"])
def test_a_body_without_a_length_is_empty(announced: str | None):
    assert Body(io.BytesIO(b"abc"), announced).read(10) == b""


def test_a_body_gives_no_more_than_was_announced():
    body = Body(io.BytesIO(b"abcdef"), "4")
    assert (body.read(3), body.read(3), body.read(3)) == (b"abc", b"d", b"")


def test_only_a_form_with_files_has_a_boundary():
    assert boundary_of('multipart/form-data; boundary="a b"') == b"a b"
    with pytest.raises(BadForm):
        boundary_of("application/x-www-form-urlencoded")
