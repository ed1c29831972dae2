"""What the user is told of a document: why it was refused and what to do about it, or what to mind in its reading."""

from __future__ import annotations

from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.reading.formats.refuse import Code, Unreadable

_REFUSALS: dict[Code, str] = {
    "empty": mark("{name}: the file is empty, there is nothing to read. Check the source file."),
    "binary": mark(
        "{name}: this is not a document. Give a .docx, .pdf, .txt or .doc file, or a picture of the document."
    ),
    "too-large": mark(
        "{name}: the file is larger than {limit} MB and was not read. Split it, or scan at a lower resolution."
    ),
    "not-a-file": mark("{name}: this is not an ordinary file. Give the path of the document itself."),
    "encrypted": mark("{name}: the file is protected by a password. Open it, remove the password and save it again."),
    "truncated": mark("{name}: the file is cut off, its end is missing. Download or copy it again."),
    "corrupt": mark(
        "{name}: the file is damaged and cannot be read. Open it in the program that made it and save it again."
    ),
    "bomb": mark("{name}: the file unpacks to an abnormal size and was refused for safety. Open it and save it again."),
    "unsupported": mark("{name}: files of this type ({kind}) are not read. Save the document as .docx, .pdf or .txt."),
    "no-text-layer": mark(
        "{name}: the document is a picture in which no text was recognised. Scan it again clearly (300 dpi or more)."
    ),
    "no-ocr": mark(
        "{name}: the document is a picture and needs text recognition. "
        "Install tesseract-ocr and tesseract-ocr-vie, and Khéo with its extra “ocr”."
    ),
    "no-converter": mark(
        "{name}: LibreOffice (package libreoffice-writer) is needed for {kind} files. Install it, or save as .docx."
    ),
    "timeout": mark(
        "{name}: not finished after {seconds} seconds, so reading was stopped. Split the file into smaller parts."
    ),
    "not-vietnamese": mark(
        "{name}: the document is not in Vietnamese. Khéo reads Vietnamese only; give the Vietnamese original."
    ),
    "secret": mark(
        "{name}: the document bears a mark of secrecy and was refused; nothing of it was kept. "
        "Secret documents must not be handled on connected machines; remove the file as the rules on state "
        "secrets prescribe."
    ),
}

_WARNINGS = {
    "wrong-extension": mark("the extension does not fit the content; it was read as {detail}"),
    "legacy-encoding": mark("text in a legacy encoding ({detail}) was converted to Unicode"),
    "undecodable": mark("{detail} characters could not be decoded"),
    "pages-left-out": mark("pages without text were left out: {detail}"),
    "recognised": mark("pages that were recognised from a picture may have wrong letters: {detail}"),
    "recognised-whole": mark("the text was recognised from pictures and may have wrong letters"),
}

_DETAILS = {
    "text": mark("plain text"),
    "image": mark("a picture"),
    "html": "HTML",
    "pdf": "PDF",
    "docx": "Word (.docx)",
    "doc": "Word (.doc)",
    "rtf": "RTF",
    "odt": "OpenDocument (.odt)",
    "tcvn3": "TCVN3",
    "vni": "VNI",
}
"""The codes that a warning may carry, as people call them; pages and counts stand as they are."""


def refusal(refused: Unreadable) -> str:
    """The sentence for the user in the current language; it names the file and says what to do."""
    fields = {"kind": "", "limit": "", "seconds": "", **refused.data, "name": refused.name}
    return _(_REFUSALS[refused.code]).format(**fields)


def warning(code: str) -> str:
    """The words of an entry of `Loaded.warnings` (`code` or `code:detail`) in the current language."""
    head, _colon, detail = code.partition(":")
    return _(_WARNINGS[head]).format(detail=_(_DETAILS[detail]) if detail in _DETAILS else detail)
