"""The server: a sample on the first page, a form that reads another document, nothing stored and nothing logged."""

from __future__ import annotations

import secrets
import socket
import sys
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore
from urllib.parse import parse_qs, urlsplit

from kheo.i18n import Language, as_language, speaking
from kheo.i18n import gettext as _
from kheo.i18n import language as current_language
from kheo.reading.export.page import style
from kheo.reading.formats import MAX_BYTES, Unreadable
from kheo.reading.formats.messages import refusal
from kheo.reading.model import Reading
from kheo.reading.reader import read, read_path
from kheo.reading.samples import folder
from kheo.site import pages
from kheo.site.guard import SECURITY_HEADERS, is_own_form, is_own_host, is_token
from kheo.site.multipart import BadForm, Body, Field, boundary_of, parse

FORM_LIMITS = {"file": MAX_BYTES, "text": MAX_BYTES, "token": 256, "lang": 16, "as": 16}
LONGEST_FORM = MAX_BYTES + (1 << 20)
"""What Content-Length may announce: one document and what surrounds it."""
MOST_DRAINED = 4 * MAX_BYTES
"""A browser shows no answer while it is still sending; so much of a refused form is read and dropped."""
READ_AT_ONCE = 2
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b5a60"/>'
    '<path d="M5 3v10M11 3 6 8l5 5" stroke="#fff" stroke-width="2" fill="none"/></svg>'
)


class Site(ThreadingHTTPServer):
    """The server with what its handlers share: the token of this run, the language, the turn to read."""

    daemon_threads = True

    def __init__(self, host: str, port: int, language: Language) -> None:
        """Bind; raises OSError where the port is taken."""
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.own_name = host
        self.language: Language = language
        self.token = secrets.token_urlsafe(32)
        self.turn = BoundedSemaphore(READ_AT_ONCE)
        super().__init__((host, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """One line without the words of any document; a browser that went away is no fault."""
        fault = sys.exception()
        if not isinstance(fault, (ConnectionError, TimeoutError)):
            sys.stderr.write(f"kheo: {type(fault).__name__}\n")


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Site
    protocol_version = "HTTP/1.1"
    timeout = 60

    def version_string(self) -> str:
        """What the Server header says: no version, no platform."""
        return "kheo"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is the base class's
        """Nothing: a log of requests would keep the names of documents."""

    def do_HEAD(self) -> None:
        """The headers of a page."""
        self.do_GET()

    def do_GET(self) -> None:
        """The first page, its style sheet, its icon."""
        if not self._is_for_us():
            return
        address = urlsplit(self.path)
        query = parse_qs(address.query)
        with speaking(as_language(query.get("lang", [""])[0]) or self.server.language):
            if address.path == "/":
                name = query.get("sample", [""])[0]
                name = name if name in pages.SAMPLES else pages.SAMPLES[0]
                self._show_sample(name)
            elif address.path == "/static/page.css":
                self._answer(style(), kind="text/css")
            elif address.path == "/static/icon.svg":
                self._answer(ICON, kind="image/svg+xml")
            else:
                self._answer(pages.missing_page(), HTTPStatus.NOT_FOUND)

    def _show_sample(self, name: str) -> None:
        """The sample; the form alone where a fault of ours stands in the way."""
        form = pages.Form(self.server.token)
        try:
            page = pages.sample_page(_sample(name), form, name)
        except Exception as fault:  # noqa: BLE001 -- the form must be there whatever happens to the sample
            self._refuse(_fault(name, fault), "", HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            self._answer(page)

    def do_POST(self) -> None:
        """Read the document of the form."""
        if not self._is_for_us():
            return
        self._body = Body(self.rfile, self.headers.get("Content-Length"))
        if urlsplit(self.path).path != "/read":
            self._drain()
            with speaking(self.server.language):
                self._answer(pages.missing_page(), HTTPStatus.NOT_FOUND)
            return
        try:
            form = self._form()
        except BadForm as bad:
            with speaking(self.server.language):
                self._refuse_form(bad)
            return
        with speaking(as_language(_words(form, "lang")) or self.server.language):
            self._read(form)

    def _form(self) -> dict[str, Field]:
        """The fields that were sent; raises `BadForm` when they cannot be taken."""
        if self._body.left > LONGEST_FORM:
            raise BadForm("too-large")
        return parse(self._body, boundary_of(self.headers.get("Content-Type", "")), FORM_LIMITS)

    def _read(self, form: dict[str, Field]) -> None:
        text = _words(form, "text").replace("\r\n", "\n")
        if not is_own_form(dict(self.headers.items())) or not is_token(_words(form, "token"), self.server.token):
            message = _("This form is from another page or from before a restart. Send it again from here.")
            self._refuse(message, text, HTTPStatus.FORBIDDEN)
            return
        upload = form.get("file")
        if upload is not None and upload.data:
            data, name = bytes(upload.data), _file_name(upload.filename)
        elif text.strip():
            data, name = text.encode(), _("pasted text")
        else:
            self._refuse(_("There is nothing to read. Choose a file or paste the text."), text)
            return
        as_json = _words(form, "as") == "json"
        # The bytes have been copied out of the form; a large document should not stand in memory twice.
        del upload
        form.clear()
        try:
            with self.server.turn:
                reading = read(data, name)
        except Unreadable as refused:
            self._refuse(refusal(refused), "" if refused.code == "secret" else text)
        except Exception as fault:  # noqa: BLE001 -- a fault of ours must leave the site running and the text there
            self._refuse(_fault(name, fault), text, HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            self._show(reading, text, as_json=as_json)

    def _show(self, reading: Reading, text: str, *, as_json: bool) -> None:
        if as_json:
            named = {"Content-Disposition": pages.attachment(pages.json_name(reading))}
            self._answer(pages.as_json(reading), kind="application/json", more=named)
        else:
            self._answer(pages.read_page(reading, pages.Form(self.server.token, text)))

    def _refuse_form(self, bad: BadForm) -> None:
        self._drain()
        if bad.code == "too-large":
            message = _("The document is larger than 200 MB and was not read. Split it, or scan it at less resolution.")
            self._refuse(message, "", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._refuse(_("The form arrived damaged. Send it again."), "", HTTPStatus.BAD_REQUEST)

    def _refuse(self, message: str, text: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        self._answer(pages.error_page(pages.Form(self.server.token, text, message)), status)

    def _is_for_us(self) -> bool:
        """Answer a request that names another host with a refusal."""
        if is_own_host(self.headers.get("Host"), self.server.own_name):
            return True
        self._answer("421\n", HTTPStatus.MISDIRECTED_REQUEST, kind="text/plain")
        return False

    def _drain(self) -> None:
        """Take in what the browser is still sending."""
        dropped = 0
        while dropped < MOST_DRAINED and (chunk := self._body.read(1 << 16)):
            dropped += len(chunk)

    def _answer(
        self,
        body: str,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        kind: str = "text/html",
        more: dict[str, str] | None = None,
    ) -> None:
        """One whole answer; the connection ends with it."""
        data = body.encode("utf-8", "replace")
        self.close_connection = True
        self.send_response(status)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(data)),
            "Content-Language": current_language(),
            "Connection": "close",
        }
        for name, value in (headers | SECURITY_HEADERS | (more or {})).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@cache
def _sample(name: str) -> Reading:
    """A sample, read once."""
    return read_path(folder() / f"{name}.docx")


def _fault(name: str, fault: Exception) -> str:
    """The message for a fault of ours."""
    words = _("{name}: Khéo failed on this document ({fault}). Please report it.")
    return words.format(name=name, fault=type(fault).__name__)


def _words(form: dict[str, Field], name: str) -> str:
    return form[name].data.decode("utf-8", "replace") if name in form else ""


def _file_name(given: str | None) -> str:
    """The last part of the name that the browser gives, without control characters; it is shown, never opened."""
    last = (given or "").replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:200] or _("document")
