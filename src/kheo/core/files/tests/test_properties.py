"""For any bytes the door refuses with a reason, or keeps something that is what it says it is."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from kheo.core.files.looking.kinds import KINDS, kind_of
from kheo.core.files.looking.look import look
from kheo.core.files.looking.refused import Refused
from kheo.core.files.refusals import WORDS
from kheo.core.files.tests.making import docx, exif, pdf, saved, xlsx

SMALL = Image.new("RGB", (40, 30), (90, 120, 60))
GOOD = [docx(), xlsx(), pdf(), saved(SMALL, exif=exif()), saved(SMALL, "PNG"), saved(SMALL, "WEBP")]
HEADS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", b"RIFF\x10\0\0\0WEBP", b"GIF89a"]

random_bytes = st.builds(bytes.__add__, st.sampled_from(HEADS), st.binary(max_size=400))
edits = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12), st.integers(0, 40)), min_size=0, max_size=4)


def edited(data: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    for where, put, cut in changes:
        at = int(where * len(data))
        data = data[:at] + put + data[at + cut :]
    return data


changed = st.builds(edited, st.sampled_from(GOOD), edits)
joined = st.builds(bytes.__add__, st.sampled_from(GOOD), st.sampled_from(GOOD))


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(random_bytes, changed, joined))
def test_what_is_kept_is_what_it_says_it_is(data: bytes) -> None:
    try:
        seen = look(data, frozenset(KINDS))
    except Refused as refusal:
        said = refusal
    else:
        assert kind_of(seen.content) == seen.kind
        return
    assert WORDS[said.code].format_map({"limit": 1, "found": "", "kinds": "", **said.data})
