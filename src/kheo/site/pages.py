"""The pages of the site: the frame, the form, the marked-up reading, what went wrong."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from io import StringIO
from urllib.parse import quote

from kheo.i18n import LANGUAGES, language
from kheo.i18n import gettext as _
from kheo.reading.export.as_json import dump
from kheo.reading.export.page import page_title, reading_html
from kheo.reading.model import Reading
from kheo.values import dataclass

ACCEPTED = ".docx,.pdf,.txt,.doc,.rtf,.odt,.html,.png,.jpg,.jpeg,.tif,.tiff"
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
SAMPLES = ("cong-van-tinh-uy", "ke-hoach-ubnd")


@dataclass(frozen=True, slots=True)
class Form:
    """What the form shows: the token of this run, the text that was pasted, and why it was not read.

    `action` is where it is sent, `sample` where the samples are, `limit` the largest file in MB.
    """

    token: str
    text: str = ""
    error: str | None = None
    action: str = "/read"
    sample: str = "/"
    field: str = "token"
    limit: int = 200


def sample_page(reading: Reading, form: Form, name: str) -> str:
    """The marked-up sample, with the form before it."""
    return _page(page_title(reading), sample_html(reading, form, name))


def sample_html(reading: Reading, form: Form, name: str) -> str:
    """The same without the frame of a page."""
    other = SAMPLES[1 - SAMPLES.index(name)]
    labels = {
        "cong-van-tinh-uy": _("See the sample of a Party dispatch"),
        "ke-hoach-ubnd": _("See the sample of a State plan"),
    }
    note = (
        f'<p class="sample">{escape(_("Below is a sample that was written for Khéo; it has no legal force."))} '
        f'<a href="{form.sample}?sample={other}">{escape(labels[other])}</a></p>\n'
    )
    return form_html(form) + note + reading_html(reading) + _download(reading)


def read_page(reading: Reading, form: Form) -> str:
    """The document that was just read, with the form after it."""
    return _page(page_title(reading), read_html(reading, form))


def read_html(reading: Reading, form: Form) -> str:
    """The same without the frame of a page."""
    return reading_html(reading) + _download(reading) + form_html(form)


def error_page(form: Form) -> str:
    """The form, with what went wrong."""
    return _page(escape(_("Not read – Khéo")), form_html(form))


def missing_page() -> str:
    """For an address that leads nowhere."""
    words = escape(_("There is no page at this address."))
    home = f'<a href="/">{escape(_("Go to the form"))}</a>'
    return _page(escape(_("No such page – Khéo")), f'<div class="what"><h1>{words}</h1><p>{home}</p></div>\n')


def as_json(reading: Reading) -> str:
    """The reading as JSON text."""
    out = StringIO()
    dump(reading, out)
    return out.getvalue()


def json_name(reading: Reading) -> str:
    """The name under which the JSON is saved."""
    return f"{reading.source.name}.json"


def form_html(form: Form) -> str:
    """The form that reads another document, by file or by pasted text; an error stands at its head."""
    error, described = "", ""
    if form.error is not None:
        described = ' aria-describedby="refused"'
        error = (
            f'<div class="refused" id="refused" role="alert" tabindex="-1" autofocus><h2>{escape(_("Not read"))}</h2>'
            f"<p>{escape(form.error)}</p></div>\n"
        )
    hint = _("Word, PDF, text or a picture, up to {limit} MB. Nothing is stored.").format(limit=form.limit)
    heading = '<h1 id="ask">{}</h1>' if form.error is not None else '<p class="ask-title" id="ask">{}</p>'
    return (
        f'<form class="ask" method="post" action="{form.action}" enctype="multipart/form-data" aria-labelledby="ask">\n'
        f"{error}"
        f"{heading.format(escape(_('Read a document')))}\n"
        f'<input type="hidden" name="{form.field}" value="{escape(form.token)}">'
        f'<input type="hidden" name="lang" value="{language()}">\n<div class="fields">\n'
        f'<div><label for="file">{escape(_("A file"))}</label>'
        f'<input type="file" id="file" name="file" accept="{ACCEPTED}"{described}>'
        f'<p class="hint">{escape(hint)}</p></div>\n'
        f'<div><label for="pasted">{escape(_("Or the text itself"))}</label>'
        f'<textarea id="pasted" name="text" rows="3"{described}>\n{escape(form.text)}</textarea></div>\n</div>\n'
        f'<p class="moves"><button type="submit">{escape(_("Read the document"))}</button>'
        f'<button type="submit" class="second" name="as" value="json">{escape(_("Save its JSON"))}</button></p>\n'
        "</form>\n"
    )


def _download(reading: Reading) -> str:
    """The JSON of this very page as a link that carries it, since the server keeps nothing."""
    data = b64encode(as_json(reading).encode()).decode()
    return (
        f'<p><a class="button second" download="{escape(json_name(reading))}" '
        f'href="data:application/json;base64,{data}">{escape(_("Save the JSON of this reading"))}</a></p>\n'
    )


def _page(title: str, inner: str) -> str:
    languages = "".join(
        f'<a href="/?lang={one}" lang="{one}" hreflang="{one}"{_current(one)}>{LANGUAGE_NAMES[one]}</a>'
        for one in LANGUAGES
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{title}</title>\n<link rel="icon" href="/static/icon.svg">\n'
        '<link rel="stylesheet" href="/static/page.css">\n</head>\n<body>\n'
        f'<a class="skip" href="#main">{escape(_("Go to the content"))}</a>\n'
        f'<div class="bar-line"><header class="bar"><a class="brand" href="/?lang={language()}">Khéo</a>'
        f'<nav aria-label="{escape(_("Language"))}">{languages}</nav></header></div>\n'
        f'<main id="main" tabindex="-1">\n{inner}</main>\n</body>\n</html>\n'
    )


def _current(one: str) -> str:
    return ' aria-current="true"' if one == language() else ""


def attachment(name: str) -> str:
    """A Content-Disposition header for a file of any name (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
