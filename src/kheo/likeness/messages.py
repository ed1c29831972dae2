"""What `kheo likeness` says, in the current language."""

from __future__ import annotations

from kheo.i18n import gettext as _
from kheo.i18n import language, mark

SENTENCES = {
    "title": mark("Near copies"),
    "no-folder": mark("There is no folder “{folder}”. Give the path of a folder with .txt, .md or .docx files."),
    "no-file": mark("The file “{name}” cannot be read: {reason}"),
    "unread": mark("Skipped “{name}”: {reason}"),
    "other-kind": mark("it is no .txt, .md or .docx file."),
    "too-large": mark("it is too large; divide it."),
    "damaged": mark("the Word file is damaged or locked; open it in Word and save it again."),
    "hostile": mark("the Word file declares dangerous XML and was not opened."),
    "not-unicode": mark("it is not Unicode text; save it as UTF-8."),
    "binary": mark("it is binary data, not text."),
    "no-access": mark("it cannot be opened; check the right to read it."),
    "untold": mark(
        "It cannot be told whether “{name}” is a copy: it is empty, too short, or made of common phrases only."
    ),
    "crowded": mark("“{name}” has very many likely matches; only the {most} likeliest were compared."),
    "nothing": mark("At least two texts that are long enough are needed; “{folder}” has {count}."),
    "none": mark("{count} texts compared: no pair is alike from {threshold} on."),
    "some": mark("{count} texts compared: {pairs} pairs are alike from {threshold} on."),
    "more": mark("… and {count} more passages"),
    "alike": mark("Similarity"),
    "meaning": mark(
        "The share of the shorter text's own words in shared passages, common phrases aside. Alike is not yet copied."
    ),
    "threshold-range": mark("The threshold must be above 0 and at most 1."),
    "bad-owners": mark("The file “{name}” must be CSV with two columns: file, owner."),
}
"""Key → the sentence in English; the catalogue holds the Vietnamese one."""


def say(key: str, **data: object) -> str:
    """The sentence for a key, filled in. A number with decimals is written as the language writes it."""
    filled = {name: number(value) if isinstance(value, float) else value for name, value in data.items()}
    return _(SENTENCES[key]).format(**filled)


def number(value: float) -> str:
    """A number with two decimals, as the language writes it."""
    shown = f"{value:.2f}"
    return shown.replace(".", ",") if language() == "vi" else shown
