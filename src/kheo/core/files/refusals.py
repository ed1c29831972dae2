"""Why a file was refused, in words: what was found, then what to do."""

from __future__ import annotations

from kheo.core.errors import Invalid
from kheo.i18n import gettext as _
from kheo.i18n import mark

WORDS = {
    "empty": mark("The file is empty. Choose it anew, or look whether it opens."),
    "too-large": mark("The file has more than {limit} MB. Split it, or save it with smaller pictures."),
    "too-much": mark("Today {limit} MB of files can be sent by one person, and this is beyond it. Send it tomorrow."),
    "kind": mark("Files of this type ({found}) are not taken. Save it as one of these: {kinds}."),
    "two-in-one": mark(
        "The file is two files in one: something stands before or behind its content. Open it and save it anew."
    ),
    "damaged": mark("The file is damaged, or made in an unusual way. Open it in its program and save it anew."),
    "cut-off": mark("The end of the file is missing. Copy or download it again."),
    "locked": mark("The file is protected, so it cannot be looked into. Save it without password and protection."),
    "bomb": mark("The file unpacks to an abnormal size or structure. Open it and save it anew."),
    "macros": mark("The file contains macros, which would run on the reader's machine. Save it without macros."),
    "embedded": mark("Another file or program is embedded in this file. Take it out, and send it by itself if needed."),
    "fetches": mark("On opening, this file fetches something from elsewhere. Break its links and save it anew."),
    "runs": mark("This PDF contains a script or an active form. Print it to a new PDF and send that."),
    "pixels": mark("The picture has more than {limit} million points. Save it smaller."),
    "moves": mark("The picture moves. Send one still picture of it, as JPEG or PNG."),
    "slow": mark("Looking at the file took too long. Split it into smaller parts."),
    "busy": mark("Too many files are being looked at. Send it again in a minute."),
    "no-ocr": mark(
        "The file holds pictures of text, and this installation cannot read them, so it cannot tell whether they are "
        "secret. Send it as .docx or as a PDF with text; whoever runs Khéo can install tesseract-ocr-vie."
    ),
    "no-faces": mark(
        "This installation cannot find faces, so it takes no pictures. Whoever runs Khéo can install its extra “faces”."
    ),
    "secret": mark(
        "The document bears a mark of secrecy and was refused; nothing of it was kept, not even its name. Secret "
        "documents must not be handled on connected machines: deal with the file as the rules on state secrets say."
    ),
}


def refusal(code: str, **data: object) -> Invalid:
    """A refusal that stands beside the field `file` of a form."""
    sentence = WORDS[code]
    return Invalid(code, sentence, **data, fields={"file": _(sentence).format_map(data)})
