"""`kheo likeness FOLDER`: the near copies in a folder, as text, as a page or as JSON."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kheo.i18n import LANGUAGES, language, speaking
from kheo.i18n import gettext as _
from kheo.likeness import phrases
from kheo.likeness.docx import UnreadableError
from kheo.likeness.messages import number, say
from kheo.likeness.search import MOST_CANDIDATES, THRESHOLD, near_copies
from kheo.likeness.texts import Folder, read_folder, read_text

if TYPE_CHECKING:
    import argparse

    from kheo.likeness.compare import Passage
    from kheo.likeness.search import NearCopies, Pair

LINES = 5
"""Passages shown for each pair in the text output, the longest ones."""


class _UsageError(Exception):
    """The command was given something it cannot work with; the message is for the user."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("folder", type=Path, help=_("the folder with the texts"))
    parser.add_argument(
        "--threshold",
        type=float,
        default=THRESHOLD,
        help=_("list pairs from this similarity on, 0 to 1 (default {threshold})").format(threshold=number(THRESHOLD)),
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help=_("print a JSON list"))
    shape.add_argument("--html", action="store_true", help=_("print an HTML page with the texts side by side"))
    parser.add_argument(
        "--source",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=_("a file that every text may quote; may be given many times"),
    )
    parser.add_argument(
        "--owners",
        type=Path,
        metavar="CSV",
        help=_("a CSV file “file,owner”: texts of one owner are not compared with each other"),
    )
    parser.add_argument(
        "--phrases",
        choices=("learn", "shipped", "none"),
        default="learn",
        help=_(
            "common phrases: learn (shipped, and learnt from the folder; the default), shipped, "
            "none (set nothing aside)"
        ),
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=language(), help=_("language of messages and pages"))


def run(arguments: argparse.Namespace) -> int:
    """0: done; 1: a text could not be read, or there is nothing to compare; 2: the command was misused."""
    with speaking(arguments.lang):
        return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    if not 0 < arguments.threshold <= 1:
        print(say("threshold-range"), file=sys.stderr)
        return 2
    try:
        sources = [_source(path) for path in arguments.source]
        owners = _owners(arguments.owners) if arguments.owners else None
        folder = read_folder(arguments.folder)
    except _UsageError as misuse:
        print(misuse, file=sys.stderr)
        return 2
    except OSError:
        print(say("no-folder", folder=_printable(str(arguments.folder))), file=sys.stderr)
        return 2
    for name, code in folder.unread:
        _note("unread", name=_printable(name), reason=say(code))
    found = _compared(folder, arguments, sources, owners)
    for place in found.untold:
        _note("untold", name=_printable(folder.names[place]))
    for place in found.crowded:
        _note("crowded", name=_printable(folder.names[place]), most=MOST_CANDIDATES)
    count = len(folder.names) - len(found.untold)
    _print(folder, found, arguments, count)
    if count < 2:
        _note("nothing", folder=_printable(str(arguments.folder)), count=count)
    return 1 if folder.unread or count < 2 else 0


def _compared(
    folder: Folder, arguments: argparse.Namespace, sources: list[str], owners: dict[str, str] | None
) -> NearCopies:
    chosen = {"learn": None, "shipped": phrases.shipped(), "none": phrases.NONE}[arguments.phrases]
    # A text whose owner is not named belongs to nobody else: its own name stands for its owner.
    whose = None if owners is None else [owners.get(name, f"\0{name}") for name in folder.names]
    return near_copies(folder.texts, threshold=arguments.threshold, phrases=chosen, sources=sources, owners=whose)


def _print(folder: Folder, found: NearCopies, arguments: argparse.Namespace, count: int) -> None:
    if arguments.json:
        print(json.dumps([_record(folder, pair) for pair in found.pairs], ensure_ascii=False, indent=1))
        return
    if arguments.html:
        from kheo.likeness.page import page

        print(page(folder, found.pairs, count=count, threshold=arguments.threshold), end="")
        return
    if count >= 2:
        key = "some" if found.pairs else "none"
        print(say(key, count=count, pairs=len(found.pairs), threshold=arguments.threshold))
    for pair in found.pairs:
        _print_pair(folder, pair)


def _record(folder: Folder, pair: Pair) -> dict[str, object]:
    return {
        "a": folder.names[pair.a],
        "b": folder.names[pair.b],
        "similarity": round(pair.likeness.similarity, 6),
        "passages": [{"a": list(passage.a), "b": list(passage.b)} for passage in pair.likeness.passages],
    }


def _print_pair(folder: Folder, pair: Pair) -> None:
    a, b = _printable(folder.names[pair.a]), _printable(folder.names[pair.b])
    print(f"\n{number(pair.likeness.similarity)}  {a}  ↔  {b}")
    text = folder.texts[pair.a]
    longest = sorted(pair.likeness.passages, key=_falling_length)
    for passage in longest[:LINES]:
        print(f"    “{_printable(' '.join(text[slice(*passage.a)].split()))}”")
    if len(longest) > LINES:
        print(f"    {say('more', count=len(longest) - LINES)}")


def _falling_length(passage: Passage) -> tuple[int, int]:
    return passage.a[0] - passage.a[1], passage.a[0]


def _source(path: Path) -> str:
    try:
        return read_text(path)
    except UnreadableError as refusal:
        reason = say(refusal.code)
    except OSError:
        reason = say("no-access")
    raise _UsageError(say("no-file", name=_printable(str(path)), reason=reason))


def _owners(path: Path) -> dict[str, str]:
    name = _printable(str(path))
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = [tuple(cell.strip() for cell in row) for row in csv.reader(stream) if row] or [()]
    except OSError:
        raise _UsageError(say("no-file", name=name, reason=say("no-access"))) from None
    except (csv.Error, UnicodeDecodeError):
        raise _UsageError(say("bad-owners", name=name)) from None
    if header != ("file", "owner") or any(len(row) != 2 for row in rows):
        raise _UsageError(say("bad-owners", name=name))
    return {row[0]: row[1] for row in rows}


def _note(key: str, **data: object) -> None:
    print(say(key, **data), file=sys.stderr)


def _printable(text: str) -> str:
    """The text without characters that would steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
