"""What a reading consists of: frozen values, each with its span in the text that the reading carries.

A span is `(start, end)`, half open, in code points. While a document is being read spans count in `Flow.words`; in a
finished `Reading` they count in `Reading.text`. Where a page end or a footnote breaks the words, `segments` holds the
pieces and `span` their envelope. What the document does not say is None, never a guess.
"""

from __future__ import annotations

from typing import Literal

from kheo.values import dataclass, field

Span = tuple[int, int]

Media = Literal["text", "docx", "pdf", "ocr", "doc"]
ActorsFrom = Literal["subject", "heading", "opening"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The part that everything found shares."""

    id: str
    span: Span
    rule: str
    """The id of the rule that found it; `kheo read --why` and docs/rules.md explain it."""
    confidence: float
    """From 0 to 1; findings at 0.9 and above are meant to be right in at least 98 of 100."""
    segments: tuple[Span, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Field(Finding):
    """One header field: the printed words and the value that they stand for (a date as ISO 8601)."""

    value: str


@dataclass(frozen=True, slots=True)
class Named(Finding):
    """A line or a name as printed: an addressee, a recipient (Nơi nhận), a body that acts."""


@dataclass(frozen=True, slots=True)
class Basis(Finding):
    """A legal basis (căn cứ): one recital of what the document rests on."""

    cites: tuple[str, ...] = ()
    """Ids of the citations inside it."""


@dataclass(frozen=True, slots=True)
class Signature(Finding):
    """The signature block (khối ký): authority mark, office and name; each None where not printed."""

    authority: str | None
    """As printed: `T/M BAN THƯỜNG VỤ`, `KT. CHỦ TỊCH`."""
    office: str | None
    name: str | None
    name_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Provision(Finding):
    """A node of the provision tree (phần, chương, mục, điều, khoản, điểm, đoạn).

    Ids are paths of printed labels: `open`, `1`, `1.p2` (second paragraph of 1), `II.3.a`, `dieu5.2.a`, `close`;
    a label printed twice gets `~2`; an annex opens its own numbering under `phuluc1`.
    """

    parent: str | None
    label: str | None
    label_span: Span | None
    heading_span: Span | None
    """The title of the node where it has one, without its text."""
    level: str
    """phan, chuong, muc, tieumuc, dieu, khoan, diem, roman, arabic, decimal, letter, dash, plus, star, para, annex."""


@dataclass(frozen=True, slots=True)
class Footnote(Finding):
    """A footnote and the place that it hangs on."""

    marker: str
    marker_span: Span | None
    anchor_span: Span | None
    anchor_provision: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """The cited part of a document: `điểm a, b khoản 2 Điều 5` has two paths."""

    span: Span
    paths: tuple[tuple[tuple[str, str], ...], ...]
    """Each path from the largest to the smallest: `(("điều", "5"), ("khoản", "2"), ("điểm", "a"))`."""


@dataclass(frozen=True, slots=True)
class Citation(Finding):
    """One mention of a document. Fields hold what this mention says; `documents` what all mentions say together."""

    core_span: Span
    """Kind word to number, and date where it is next to it; without a number, the name."""
    key: str
    """The normalised number, such as `217-QĐ/TW`; where there is none, the normalised name in lower case."""
    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    title_span: Span | None
    part: Part | None
    self: bool
    """The document speaks of itself (`Công văn này`)."""
    nested_in: str | None = None
    """The id of the citation within whose title this one stands."""
    document: str | None = None
    provision: str | None = None
    in_footnote: bool = False
    issuer_term: str | None = None
    name: str | None = None
    """The name in lower case where one is printed (a law, a congress' resolution), with or without a number."""


@dataclass(frozen=True, slots=True)
class Document:
    """One distinct document, with all that its mentions say together."""

    id: str
    key: str
    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    issuer_term: str | None
    title_span: Span | None
    self: bool
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A printed deadline: exactly one of `date` (ISO 8601), `recurring` and `relative` is set."""

    span: Span
    rule: str
    date: str | None = None
    recurring: str | None = None
    """The cycle as a code: `year`, `half-year`, `quarter`, `month`, `week`, with its day if printed: `year:11-15`."""
    relative: str | None = None
    """The printed words of a term from an event, or of a date whose year is not printed."""


@dataclass(frozen=True, slots=True)
class Period:
    """A printed cycle (`hằng năm`, `định kỳ 6 tháng`)."""

    span: Span
    rule: str
    cycle: str | None
    """`year`, `half-year`, `quarter`, `month`, `week`, `day`, `N months`; None where the words name no cycle."""


@dataclass(frozen=True, slots=True)
class Obligation(Finding):
    """One order (nhiệm vụ được giao): who must do what, by when."""

    provision: str | None
    actors: tuple[Named, ...]
    actors_from: ActorsFrom | None
    through: tuple[Named, ...]
    cooperating: tuple[Named, ...]
    action_span: Span
    object_span: Span | None
    due: Due | None
    period: Period | None
    cites: tuple[str, ...]
    """Keys of the documents to be carried out, those of a footnote that hangs on the words included."""
    report: bool


@dataclass(frozen=True, slots=True)
class ReportDuty(Finding):
    """A duty to report (chế độ báo cáo): what, to whom, when."""

    obligation: str
    who: tuple[Named, ...]
    to_span: Span | None
    what_span: Span | None
    when_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Unplaced(Finding):
    """Words that the reader could not place, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Considered:
    """What a rule looked at and did not take; kept only while a finding is being explained."""

    rule: str
    span: Span
    why_not: str


@dataclass(frozen=True, slots=True)
class Header:
    """Everything before and after the body. Spans of `body` and `annexes` bound what structure and orders may use."""

    kind: Field | None
    number: Field | None
    date: Field | None
    place: Field | None
    issuer: Field | None
    parent_issuer: Field | None
    abstract: Field | None
    urgency: Field | None
    addressees: tuple[Named, ...]
    bases: tuple[Basis, ...]
    distribution: tuple[Named, ...]
    signature: Signature | None
    typist: Field | None
    body: Span
    """From the first word after the header to the last before signature or Nơi nhận."""
    annexes: tuple[Span, ...] = ()
    """Attached texts and annexes, after the signature block of the main document."""
    furniture: tuple[Span, ...] = ()
    """Stretches of the letterhead and foot that were placed, so that `unplaced` does not list them."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reading comes from."""

    name: str
    media: Media
    sha256: str
    encoding: str | None
    pages: int | None
    origins: tuple[tuple[int, str], ...]
    """A monotone map: from this offset of the text on, the source place (`char 120`, `p3 char 15`, `body/p[12] 4`)."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read. All spans count in `text`."""

    source: Source
    text: str
    header: Header
    provisions: tuple[Provision, ...]
    obligations: tuple[Obligation, ...]
    report_duties: tuple[ReportDuty, ...]
    citations: tuple[Citation, ...]
    documents: tuple[Document, ...]
    footnotes: tuple[Footnote, ...]
    unplaced: tuple[Unplaced, ...]

    def quote(self, span: Span) -> str:
        """The words that a span stands for."""
        return self.text[span[0] : span[1]]
