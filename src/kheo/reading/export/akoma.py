"""A reading as Akoma Ntoso 3.0 (OASIS LegalDocML): metadata, preface, recitals, provisions in their tree, references.

What the document does not say stands in no element; the two dates that the standard demands are then 0001-01-01, under
the name `unknown`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from kheo.reading.export.marks import pieces
from kheo.reading.model import Citation, Document, Finding, Footnote, Provision, Reading, Span
from kheo.text.folding import plain

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UNKNOWN_DATE = "0001-01-01"

_ELEMENTS = {
    "phan": "part",
    "chuong": "chapter",
    "muc": "section",
    "tieumuc": "subsection",
    "dieu": "article",
    "khoan": "paragraph",
    "diem": "point",
    "roman": "section",
    "arabic": "paragraph",
    "decimal": "subparagraph",
    "letter": "point",
    "dash": "indent",
    "plus": "indent",
    "star": "indent",
    "para": "alinea",
}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def akoma_ntoso(reading: Reading) -> str:
    """The document as XML text, without a byte that depends on anything but the reading."""
    return "".join(_Writer(reading).whole())


def work_uri(kind: str | None, date: str | None, number: str | None) -> str:
    """The name of a document by the naming convention of the standard: /akn/vn/KIND/DATE/NUMBER."""
    return "/akn/vn/" + "/".join(_slug(part) for part in (kind or "doc", date or "-", number or "-"))


def _slug(words: str) -> str:
    return quote(re.sub(r"[^\w.-]+", "-", plain(words)).strip("-") or "-")


def _text(words: str) -> str:
    return escape(_ILLEGAL.sub(" ", words), quote=True)


def _eid(kind: str, name: str) -> str:
    """An id; the standard allows everything but white space, and paths of printed labels hold `+` and `-` apart."""
    return f"{kind}_" + re.sub(r"\s+", "_", name)


class _Writer:
    """Writes the parts of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._children: dict[str | None, list[Provision]] = {}
        for provision in sorted(reading.provisions, key=lambda one: (one.span[0], -one.span[1])):
            self._children.setdefault(provision.parent, []).append(provision)
        self._documents = {document.id: document for document in reading.documents}
        self._inline = self._inline_marks()

    def whole(self) -> Iterator[str]:
        """The file."""
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f'<akomaNtoso xmlns="{NAMESPACE}">\n<doc name="{_slug(self._value("kind") or "doc")}">\n'
        yield from self._meta()
        yield from self._preface()
        yield from self._preamble()
        yield "<mainBody>\n"
        roots = self._children.get(None, [])
        if roots:
            for provision in roots:
                yield from self._provision(provision)
        else:
            yield from self._blocks([self._reading.header.body], keep=True)
        yield "</mainBody>\n"
        yield from self._conclusions()
        yield "</doc>\n</akomaNtoso>\n"

    def _value(self, key: str) -> str | None:
        field = getattr(self._reading.header, key)
        return field.value if field is not None else None

    def _meta(self) -> Iterator[str]:
        date = self._value("date")
        uri = work_uri(self._value("kind"), date, self._value("number"))
        named = f'date="{date or UNKNOWN_DATE}" name="{"issued" if date else "unknown"}"'
        digest = self._reading.source.sha256
        yield '<meta>\n<identification source="#kheo">\n'
        for level, suffix in (("FRBRWork", ""), ("FRBRExpression", "/vie@"), ("FRBRManifestation", "/vie@.xml")):
            yield f'<{level}>\n<FRBRthis value="{uri}{suffix}"/>\n<FRBRuri value="{uri}{suffix}"/>\n'
            if level == "FRBRWork":
                yield f'<FRBRalias value="sha256:{digest}" name="source"/>\n'
            author = "#kheo" if level == "FRBRManifestation" else "#issuer"
            yield f'<FRBRdate {named}/>\n<FRBRauthor href="{author}"/>\n'
            if level == "FRBRWork":
                yield '<FRBRcountry value="vn"/>\n'
            if level == "FRBRExpression":
                yield '<FRBRlanguage language="vie"/>\n'
            yield f"</{level}>\n"
        issuer = _text(self._value("issuer") or "không nêu")
        yield '</identification>\n<references source="#kheo">\n'
        yield f'<TLCOrganization eId="issuer" href="/ontology/organization/vn/issuer" showAs="{issuer}"/>\n'
        yield '<TLCOrganization eId="kheo" href="/ontology/organization/kheo" showAs="Khéo"/>\n'
        yield "</references>\n</meta>\n"

    def _preface(self) -> Iterator[str]:
        header = self._reading.header
        tags = {"parent_issuer": "docAuthority", "issuer": "docAuthority", "number": "docNumber", "kind": "docType"}
        tags |= {"abstract": "docTitle"}
        made = [
            f"<p><{tag}>{_text(self._value(key) or '')}</{tag}></p>\n" for key, tag in tags.items() if self._value(key)
        ]
        date = header.date
        if date is not None:
            made.append(f'<p><docDate date="{date.value}">{_text(self._words(date))}</docDate></p>\n')
        made += [f'<p class="addressee">{_text(self._words(one))}</p>\n' for one in header.addressees]
        if made:
            yield "<preface>\n" + "".join(made) + "</preface>\n"

    def _preamble(self) -> Iterator[str]:
        bases = self._reading.header.bases
        if not bases:
            return
        yield '<preamble>\n<recitals eId="recitals">\n'
        for basis in bases:
            yield f'<recital eId="{_text(_eid("rec", basis.id))}">\n'
            yield from self._blocks(pieces(basis))
            yield "</recital>\n"
        yield "</recitals>\n</preamble>\n"

    def _provision(self, provision: Provision) -> Iterator[str]:
        """A node: number, heading, then its own words, or words and children in their order."""
        element = _ELEMENTS.get(provision.level, "hcontainer")
        name = f' name="{_slug(provision.level)}"' if element == "hcontainer" else ""
        yield f'<{element} eId="{_text(_eid("prov", provision.id))}"{name}>\n'
        if provision.label is not None:
            yield f"<num>{_text(provision.label)}</num>\n"
        if provision.heading_span is not None:
            yield f"<heading>{''.join(self._inline_words(provision.heading_span))}</heading>\n"
        children = self._children.get(provision.id, [])
        taken = [span for span in (provision.label_span, provision.heading_span) if span is not None]
        taken += [piece for child in children for piece in pieces(child)]
        own = _without(pieces(provision), taken)
        if not children:
            yield "<content>\n"
            yield from self._blocks(own, keep=True)
            yield "</content>\n"
        else:
            yield from self._with_children(own, children)
        yield f"</{element}>\n"

    def _with_children(self, own: list[Span], children: list[Provision]) -> Iterator[str]:
        """The words before the first child are its intro, those after the last its wrap-up, others stand between."""
        bounds = [child.span[0] for child in children]
        yield from self._wrapped("intro", [span for span in own if span[0] < bounds[0]])
        for child, after in zip(children, [*bounds[1:], len(self._reading.text)], strict=True):
            yield from self._provision(child)
            between = [span for span in own if child.span[0] <= span[0] < after]
            if child is children[-1]:
                yield from self._wrapped("wrapUp", between)
            else:
                yield from self._wrapped("alinea", between)

    def _wrapped(self, element: str, spans: list[Span]) -> Iterator[str]:
        blocks = list(self._blocks(spans))
        if not blocks:
            return
        inner = "".join(blocks)
        yield (
            f"<{element}><content>{inner}</content></{element}>\n"
            if element == "alinea"
            else (f"<{element}>{inner}</{element}>\n")
        )

    def _blocks(self, spans: Sequence[Span], *, keep: bool = False) -> Iterator[str]:
        """The lines of some spans as paragraphs; a span that goes on where another broke off joins its paragraph."""
        lines = [""]
        for number, (start, end) in enumerate(spans):
            at = start
            for index, line in enumerate(self._reading.text[start:end].split("\n")):
                if index:
                    lines.append("")
                elif number and lines[-1]:
                    lines[-1] += " "
                lines[-1] += "".join(self._inline_words((at, at + len(line))))
                at += len(line) + 1
        made = [f"<p>{line.strip()}</p>\n" for line in lines if line.strip()]
        yield from made or (["<p/>\n"] if keep else [])

    def _inline_marks(self) -> list[tuple[Span, str, str]]:
        """References and footnotes in the order of the text, none over another: span, what opens, what closes."""
        found: list[tuple[Span, str, str]] = []
        for note in self._reading.footnotes:
            if note.anchor_span is not None:
                opened = f'<authorialNote eId="{_text(_eid("note", note.id))}" marker="{_text(note.marker)}"><p>'
                found.append((note.anchor_span, opened + _text(self._note_words(note)) + "</p></authorialNote>", ""))
        anchors = [span for span, _opened, _closed in found]
        reached = 0
        for citation in sorted(self._reading.citations, key=lambda one: one.span):
            if citation.nested_in is None and citation.span[0] >= reached:
                opened = f'<ref href="{_text(self._href(citation))}">'
                found += [(piece, opened, "</ref>") for piece in _without(pieces(citation), anchors)]
                reached = citation.span[1]
        return sorted(found)

    def _inline_words(self, span: Span) -> Iterator[str]:
        """The words of a span with references and footnotes; a footnote inside a reference ends and reopens it."""
        at, end = span
        for (start, stop), opened, closed in self._marks_between(span):
            yield _text(self._reading.text[at:start])
            if closed:
                yield opened + _text(self._reading.text[start : min(stop, end)]) + closed
            else:
                yield opened
            at = min(stop, end)
        yield _text(self._reading.text[at:end])

    def _marks_between(self, span: Span) -> Iterator[tuple[Span, str, str]]:
        """The marks that touch a span, clipped to it."""
        first = bisect_left(self._inline, span[0], key=lambda one: one[0][1])
        for (start, stop), opened, closed in self._inline[first:]:
            if start >= span[1]:
                return
            if stop > span[0]:
                yield (max(start, span[0]), stop), opened, closed

    def _href(self, citation: Citation) -> str:
        document = self._documents.get(citation.document or "")
        known: Document | Citation = document or citation
        if citation.self:
            return work_uri(self._value("kind"), self._value("date"), self._value("number"))
        return work_uri(known.kind, known.date, known.number or known.key)

    def _conclusions(self) -> Iterator[str]:
        signature = self._reading.header.signature
        loose = [note for note in self._reading.footnotes if note.anchor_span is None]
        if signature is None and not loose:
            return
        yield "<conclusions>\n"
        for note in loose:
            yield f'<p class="footnote">{_text(self._words(note))}</p>\n'
        if signature is not None:
            roles = [part for part in (signature.authority, signature.office) if part]
            made = "".join(f'<role refersTo="#issuer">{_text(role)}</role> ' for role in roles)
            name = f'<person refersTo="#issuer">{_text(signature.name)}</person>' if signature.name else ""
            yield f"<p><signature>{made}{name}</signature></p>\n"
        yield "</conclusions>\n"

    def _note_words(self, note: Footnote) -> str:
        """The words of a footnote without its mark, which the element carries."""
        return self._words(note).removeprefix(note.marker).strip()

    def _words(self, finding: Finding) -> str:
        return " ".join(" ".join(map(self._reading.quote, pieces(finding))).split())


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What is left of some spans when others are taken away."""
    left: list[Span] = []
    cuts = sorted(taken)
    for start, end in spans:
        at = start
        for a, b in cuts:
            if b <= at or a >= end:
                continue
            if a > at:
                left.append((at, a))
            at = max(at, b)
        if at < end:
            left.append((at, end))
    return left
