"""Every word for people has its Vietnamese translation. Prints each fault; exits 1 on any.

usage: check_translations.py [--update]

Faults: a message without translation, a fuzzy or obsolete one, placeholders that differ, and words for people that
stand outside gettext where that can be told (help of options, printed literals, words inside HTML, Vietnamese literals
outside the tables of the reader). `--update` writes the catalogue anew: what is there is kept, what is missing comes in
empty, what is not used goes.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/kheo"
CATALOGUE = SOURCE / "locale/vi/LC_MESSAGES/kheo.po"
HEADER = """\
# Vietnamese words of Khéo. Message ids are the English words.
msgid ""
msgstr ""
"Project-Id-Version: kheo\\n"
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
FUNCTIONS = {"_", "gettext", "mark"}
TEMPLATE_MESSAGES = re.compile(r'\{%\s*(tn?)((?:\s+"[^"]*")+)')
WORDED_OPTIONS = {"help", "description", "epilog"}
WORDS = re.compile(r"[^\W\d_]{3,}")
IN_HTML = re.compile(r">\s*([^<>{}]*[^\W\d_]{3}[^<>{}]*)<")
BRANDS = {"Khéo"}
HTML_FOLDERS = {"site", "export"}
"""The modules that write HTML; elsewhere an angle bracket is a pattern's."""
VIETNAMESE = re.compile(r"[^\W\d_a-zA-Z]")
"""After NFC every letter beyond ASCII is one of Vietnamese, as far as our literals go."""
TABLES = {
    "text": "the Vietnamese language itself is its subject",
    "organisations/loading": "names of units are data, and sources are told in the language of the data",
    "organisations/naming.py": "the alphabet",
    "organisations/sample.py": "sample records are written as an office would write them",
    "reading/header": "tables and examples of the reader: words that documents use",
    "reading/structure": "as above",
    "reading/citations": "as above",
    "reading/obligations": "as above",
    "reading/flowing": "as above",
    "reading/scanned.py": "as above",
    "reading/spoiled.py": "as above",
    "reading/formats": "words of letterheads by which a page is recognised",
    "reading/catalogue.py": "examples of rules",
    "reading/export/akoma.py": "the exported document is Vietnamese, whoever asks for it",
    "core/expressions/parsing.py": "the words of conditions, understood in both languages at any time",
    "pages/samples.py": "invented content of the page that shows every part",
    "ranking/inputs.py": "a letter that headings of columns are folded by",
    "ranking/ties.py": "the alphabet, by which ties are ordered",
}
"""Where Vietnamese literals are data and not interface, each with the reason."""
WORDED_MODULES = {"messages.py", "cli.py"}
"""Interface even within the tables' folders."""
NAMED_IN_ITSELF = {"Tiếng Việt"}
"""A language is offered under its own name, whichever is spoken now."""

Key = str | tuple[str, str]


def code_files() -> list[Path]:
    """The code that ships, tests left out."""
    return sorted(path for path in SOURCE.rglob("*.py") if "tests" not in path.parts)


def messages_of(tree: ast.AST) -> Iterator[Key]:
    """The message ids of a module, in the order of its lines; a pair for one and many."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        given = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if name in FUNCTIONS and len(given) == 1:
            yield given[0]
        elif name == "ngettext" and len(given) == 2:
            yield given[0], given[1]


def template_files() -> list[Path]:
    """The templates that ship."""
    return sorted(path for path in SOURCE.rglob("templates/**/*.html") if "tests" not in path.parts)


def messages_of_template(text: str) -> Iterator[Key]:
    """The message ids of a template: of its tags `t` and `tn` (kheo.pages.tags)."""
    for tag, words in TEMPLATE_MESSAGES.findall(text):
        ids = re.findall(r'"([^"]*)"', words)
        yield ids[0] if tag == "t" else (ids[0], ids[1])


def faults_of_template(path: Path) -> Iterator[str]:
    """Words for people between the tags of a template."""
    bare = re.sub(r"<!--.*?-->|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    shown = re.findall(r">([^<>]*)<", bare) + re.findall(r'\b(?:aria-label|placeholder|title|alt)="([^"]*)"', bare)
    for words in shown:
        if WORDS.search(words) and words.strip(" –\n") not in BRANDS:
            yield f"{path.relative_to(ROOT)} {words.strip()!r} stands outside the tag t"


def ids_of_argparse() -> dict[Key, str]:
    """What argparse says by itself; our catalogue may word it and need not know every version."""
    tree = ast.parse(Path(argparse.__file__).read_text("utf-8"))
    return dict.fromkeys(messages_of(tree), "argparse")


def ids_of_code() -> dict[Key, str]:
    """Every message id of ours, with the file that first holds it."""
    found: dict[Key, str] = {}
    for path in code_files():
        for key in messages_of(ast.parse(path.read_text("utf-8"))):
            found.setdefault(key, str(path.relative_to(ROOT)))
    for path in template_files():
        for key in messages_of_template(path.read_text("utf-8")):
            found.setdefault(key, str(path.relative_to(ROOT)))
    return found


def catalogue() -> Catalog:
    """The catalogue as it is."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi", domain="kheo")


def translated(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each number."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def faults_of_catalogue(used: dict[Key, str], allowed: dict[Key, str]) -> Iterator[str]:
    """What is wrong with the catalogue."""
    known = {tuple(m.id) if isinstance(m.id, (list, tuple)) else m.id: m for m in catalogue() if m.id}
    for key, place in used.items():
        message = known.get(key)
        if message is None or not all(translated(message)):
            yield f"{place}: no Vietnamese words for {key!r}"
            continue
        if message.fuzzy:
            yield f"{place}: the translation of {key!r} is fuzzy"
        wanted = placeholders(key if isinstance(key, str) else key[1])
        if any(placeholders(words) != wanted for words in translated(message)):
            yield f"{place}: the placeholders of {key!r} differ"
    for key in known:
        if key not in used and key not in allowed:
            yield f"{CATALOGUE.relative_to(ROOT)}: {key!r} is not used"
    yield from (f"{CATALOGUE.relative_to(ROOT)}: {key!r} is obsolete" for key in catalogue().obsolete)


def placeholders(words: str) -> list[str]:
    """The names in braces and the printf marks of a message."""
    try:
        names = [name for _text, name, _spec, _conversion in Formatter().parse(words) if name is not None]
    except ValueError:
        names = []
    return sorted(names + re.findall(r"%\(?\w*\)?[sdr]", words))


def faults_of_code(path: Path) -> Iterator[str]:
    """Words for people outside gettext: help of options, printed literals, words between HTML tags."""
    tree = ast.parse(path.read_text("utf-8"))
    is_command, writes_html = path.name.endswith("cli.py"), path.parent.name in HTML_FOLDERS
    for node in ast.walk(tree):
        place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and is_command:
            bare = [one.value for one in node.keywords if one.arg in WORDED_OPTIONS]
            if isinstance(node.func, ast.Name) and node.func.id == "print":
                bare += node.args
            yield from (f"{place} {words!r} stands outside gettext" for words in map(literal, bare) if words)
        elif writes_html and isinstance(node, ast.Constant) and isinstance(node.value, str):
            for words in IN_HTML.findall(node.value):
                if words.strip() not in BRANDS:
                    yield f"{place} {words.strip()!r} stands in HTML outside gettext"


def vietnamese_literals(path: Path) -> Iterator[str]:
    """Vietnamese words in code, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            words = unicodedata.normalize("NFC", node.value)
            for brand in BRANDS:
                words = words.replace(brand, "")
            if words not in NAMED_IN_ITSELF and VIETNAMESE.search(words):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.value[:60]!r} is Vietnamese outside the catalogue"


def faults_of_literals() -> Iterator[str]:
    """Vietnamese in modules that are no tables, and tables that are none."""
    used = set()
    for path in code_files():
        place = path.relative_to(SOURCE).as_posix()
        table = next((one for one in TABLES if place == one or place.startswith(f"{one}/")), None)
        found = list(vietnamese_literals(path))
        if table is None or path.name in WORDED_MODULES:
            yield from found
        elif found:
            used.add(table)
    yield from (f"{one} holds no Vietnamese literal: it need not stand in TABLES" for one in TABLES if one not in used)


def literal(node: ast.expr) -> str | None:
    """The words of a literal, if it is one and holds any."""
    words = node.value if isinstance(node, ast.Constant) else None
    return words if isinstance(words, str) and WORDS.search(words) else None


def update(used: dict[Key, str], allowed: dict[Key, str]) -> None:
    """Write the catalogue anew in the order of the code."""
    old = (
        {tuple(m.id) if isinstance(m.id, (list, tuple)) else m.id: m for m in catalogue()} if CATALOGUE.exists() else {}
    )
    new = Catalog(locale="vi", domain="kheo")
    for key, place in {**used, **{key: name for key, name in allowed.items() if key in old}}.items():
        words = translated(old[key]) if key in old else ("",)
        new.add(key, words[0] if isinstance(key, str) else words, auto_comments=[place])
    with CATALOGUE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, new, omit_header=True, width=0)


def main() -> int:
    """Check, or update."""
    used, allowed = ids_of_code(), ids_of_argparse()
    if "--update" in sys.argv:
        update(used, {key: name for key, name in allowed.items() if key not in used})
    of_code = (fault for path in code_files() for fault in faults_of_code(path))
    of_templates = (fault for path in template_files() for fault in faults_of_template(path))
    faults = [*faults_of_catalogue(used, allowed), *of_code, *of_templates, *faults_of_literals()]
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{len(used)} messages are translated")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
