"""Texts that the benchmarks of the reader run on.

Vietnamese text is the real dispatch where the shared folder is here, else our own sample; each copy gets its own
numbers, so that no cache of a number helps. The American text is invented here, in the kind that eyecite reads.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from split import DOCUMENTS, tuning_files

DISPATCH = DOCUMENTS.parent / "directives" / "tay-ninh-dan-van-kheo.txt"


def dispatch() -> str:
    """One directive at its natural density of mentions, about two a kilobyte."""
    if DISPATCH.is_file():
        return DISPATCH.read_text("utf-8")
    from kheo.reading.samples import folder

    return next(folder().glob("cong-van*.txt")).read_text("utf-8")


def grown(text: str, size: int, seed: int = 1) -> str:
    """Copies of a text until it has `size` bytes of UTF-8, the numbers of documents changed in each."""
    rng = random.Random(seed)
    copies, length = [], 0
    while length < size:
        copy = re.sub(r"số (\d+)(?=[-/])", lambda _: f"số {rng.randint(1, 9999)}", text)
        copies.append(copy)
        length += len(copy.encode()) + 2
    return cut("\n\n".join(copies), size)


def cut(text: str, size: int) -> str:
    """The longest start of a text with at most `size` bytes of UTF-8."""
    return text.encode()[:size].decode("utf-8", "ignore")


def sparse(size: int) -> str:
    """Running Vietnamese with few mentions of documents: our dispatch without the words that hold numbers."""
    plain = re.sub(r"[^.;\n]*\d[^.;\n]*[.;]?", "", dispatch())
    plain = re.sub(r"(?i)\b(nghị quyết|công văn|luật|quyết định|chỉ thị)\b", "việc", plain)
    return cut((plain + "\n") * (size // max(1, len(plain.encode())) + 1), size)


def documents() -> list[str]:
    """Real born-digital documents of all kinds from the tuning half; the dispatch where they are not here."""
    kinds = ("state_", "party_", "front_")
    return [path.read_text("utf-8") for path in tuning_files() if path.name.startswith(kinds)] or [dispatch()]


def long_directive(size: int) -> str:
    """One directive as long as asked for: the body of the dispatch again and again between its head and its foot.

    Sections go on counting, so that the whole stays one document with one signature; numbers of documents change.
    """
    text = dispatch()
    start, end = re.search(r"^1\. ", text, re.MULTILINE), re.search(r"^Nơi nhận", text, re.MULTILINE)
    if start is None or end is None:
        return grown(text, size)
    head, foot = text[: start.start()], text[end.start() :]
    sections = re.split(r"^(?=\d+\. )", text[start.start() : end.start()], flags=re.MULTILINE)[1:]
    rng = random.Random(3)
    parts, length, number = [head], len((head + foot).encode()), 0
    while length < size:
        number += 1
        section = re.sub(r"^\d+", str(number), sections[number % len(sections)])
        section = re.sub(r"số (\d+)(?=[-/])", lambda _: f"số {rng.randint(1, 9999)}", section)
        parts.append(section)
        length += len(section.encode())
    return "".join([*parts, foot])


NAMES = [
    "Alder",
    "Birch",
    "Cobb",
    "Dunmore",
    "Ellis",
    "Fenwick",
    "Garrow",
    "Hale",
    "Ingram",
    "Jessup",
    "Kirby",
    "Lowell",
    "Mercer",
    "Norwood",
    "Oakes",
    "Pell",
]
REPORTS = ("U.S.", "F.3d", "F.2d", "S. Ct.", "N.E.2d", "P.2d", "So. 2d", "A.2d")
FILLING = [
    """The court below declined to give the instruction, and nobody asked it to explain. {} We look at such a ruling with
some deference. {} A ruling that did no harm is left alone. {} The record is silent on the rest. {}

""",
    """A plain reading settles the matter unless it leads somewhere no legislature could have meant. {} The second clause
limits nothing. {} Neither side disputes the dates. {} The objection came too late to be heard. {}

""",
]


def american(size: int, seed: int = 7) -> str:
    """Invented opinions with four citations a paragraph, of the kind that eyecite is made for."""
    rng = random.Random(seed)

    def mention() -> str:
        a, b = rng.sample(NAMES, 2)
        return f"See {a} v. {b}, {rng.randint(1, 600)} {rng.choice(REPORTS)} {rng.randint(1, 1400)} ({rng.randint(1930, 2019)})."

    parts: list[str] = []
    length = 0
    while length < size:
        part = rng.choice(FILLING).format(*(mention() for _ in range(4)))
        parts.append(part)
        length += len(part)
    return "".join(parts)


def shape(unit: str | Callable[[int], str], size: int) -> str:
    """One hostile shape, grown to `size` characters."""
    return unit(size) if callable(unit) else (unit * (size // len(unit) + 1))[:size]


HOSTILE: dict[str, str | Callable[[int], str]] = {
    "digits": "7",
    "digits and slashes": "12/",
    "capitals": "QĐ",
    "capitals and hyphens": "QĐ-",
    "số số số": "số ",
    "số 1/ số 1/": "số 1/",
    "ngày ngày": "ngày ",
    "dates": "ngày 12/12/2013 ",
    "khoản khoản": "khoản 1 ",
    "điểm a, b, c": "điểm a, ",
    "Điều lines": "Điều 1. ",
    "Luật Luật": "Luật ",
    "Nghị quyết số": "Nghị quyết số ",
    "open quotes": "“",
    "open brackets": "(",
    "semicolons": "yêu cầu; ",
    "commas": "phối hợp với, ",
    "blank lines": "\n",
    "numbered lines": "1. a\n",
    "list dashes": "- \n",
    "one long sentence": "các cơ quan thực hiện nhiệm vụ ",
    "letterheads": "ỦY BAN NHÂN DÂN\nSố: 1/QĐ-UBND\n",
    "signatures": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNơi nhận:\n- Như trên;\n",
    "footnote marks": "chữ¹ ",
}
