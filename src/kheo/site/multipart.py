"""Forms with files (multipart/form-data, RFC 7578), parsed while they arrive, with a limit for every field."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from typing import Literal, Protocol

from kheo.values import dataclass, field

CHUNK = 1 << 16
LONGEST_HEADERS = 8 << 10
MOST_PARTS = 16


class Stream(Protocol):
    """What bytes come from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class Body:
    """The body of a request: as many bytes as its Content-Length announces, none without one."""

    def __init__(self, stream: Stream, announced: str | None) -> None:
        """`announced` is the header as it came."""
        self._stream = stream
        self.left = int(announced) if announced is not None and announced.isascii() and announced.isdigit() else 0

    def read(self, size: int, /) -> bytes:
        """At most so many of the bytes that are left."""
        data = self._stream.read(min(size, self.left)) if self.left else b""
        self.left = self.left - len(data) if data else 0
        return data


class BadForm(Exception):  # noqa: N818 -- it names what came in
    """A form that cannot be taken: malformed, or a field beyond its limit."""

    def __init__(self, code: Literal["malformed", "too-large"]) -> None:
        """`code` says which."""
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Field:
    """One field of a form."""

    filename: str | None
    data: bytearray = field(default_factory=bytearray)


def boundary_of(content_type: str) -> bytes:
    """The boundary that a Content-Type header names; raises `BadForm` where it is no form with files."""
    message = Message()
    message["Content-Type"] = content_type
    boundary = message.get_param("boundary")
    if message.get_content_type() != "multipart/form-data" or not isinstance(boundary, str) or not boundary:
        raise BadForm("malformed")
    return boundary.encode("latin-1", "replace")


def parse(stream: Stream, boundary: bytes, limits: Mapping[str, int]) -> dict[str, Field]:
    """The fields of a form; only names in `limits` are kept, each up to its limit in bytes.

    A name that comes twice keeps its first value. Raises `BadForm`.
    """
    return _Parser(stream, boundary, limits).fields()


class _Parser:
    """Takes the form apart; holds no more than a chunk besides the fields themselves."""

    def __init__(self, stream: Stream, boundary: bytes, limits: Mapping[str, int]) -> None:
        self._stream = stream
        self._delimiter = b"\r\n--" + boundary
        self._limits = limits
        # The first delimiter may stand at the very beginning, without the line end that belongs to all others.
        self._buffer = bytearray(b"\r\n")

    def fields(self) -> dict[str, Field]:
        found: dict[str, Field] = {}
        self._until_delimiter(None, 0)
        for _number in range(MOST_PARTS):
            if self._exactly(2) == b"--":
                return found
            name, filename = _disposition(self._headers())
            wanted = name in self._limits and name not in found
            one = Field(filename)
            self._until_delimiter(one.data if wanted else None, self._limits.get(name, 0))
            if wanted:
                found[name] = one
        raise BadForm("malformed")

    def _more(self) -> None:
        chunk = self._stream.read(CHUNK)
        if not chunk:
            raise BadForm("malformed")
        self._buffer += chunk

    def _exactly(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._more()
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _headers(self) -> bytes:
        """The headers of a part; the line end after the delimiter has been taken."""
        self._buffer[:0] = b"\r\n"
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > LONGEST_HEADERS:
                raise BadForm("malformed")
            self._more()
        return self._exactly(end + 4)

    def _until_delimiter(self, into: bytearray | None, limit: int) -> None:
        """Move what comes before the next delimiter into a field, or drop it; the delimiter goes too."""
        while (at := self._buffer.find(self._delimiter)) < 0:
            self._move(into, max(0, len(self._buffer) - len(self._delimiter) + 1), limit)
            self._more()
        self._move(into, at, limit)
        del self._buffer[: len(self._delimiter)]

    def _move(self, into: bytearray | None, count: int, limit: int) -> None:
        if into is not None:
            if len(into) + count > limit:
                raise BadForm("too-large")
            into += memoryview(self._buffer)[:count].tobytes()
        del self._buffer[:count]


def _disposition(headers: bytes) -> tuple[str, str | None]:
    """Name and file name from the headers of a part; browsers send them as UTF-8 within quotation marks."""
    for line in headers.decode("utf-8", "replace").split("\r\n"):
        key, _, value = line.partition(":")
        if key.strip().lower() == "content-disposition":
            parts = _parameters(value)
            return parts.get("name", ""), parts.get("filename")
    raise BadForm("malformed")


def _parameters(value: str) -> dict[str, str]:
    """The parameters of a header; a quotation mark inside a value comes as %22 (the HTML standard says so)."""
    found: dict[str, str] = {}
    rest = value.partition(";")[2]
    while "=" in rest:
        name, _, rest = rest.partition("=")
        if rest.startswith('"'):
            words, _, rest = rest[1:].partition('"')
            rest = rest.partition(";")[2]
        else:
            words, _, rest = rest.partition(";")
        found[name.strip().lower()] = words.strip().replace("%22", '"').replace("%0D%0A", " ")
    return found
