"""Mentions of documents: finding them, reading what they say, and telling which mean the same document."""

from __future__ import annotations

from kheo.reading.citations.bodies import ISSUER
from kheo.reading.citations.charters import CHARTER, STANDING
from kheo.reading.citations.congress import CONGRESS
from kheo.reading.citations.dated import DATED
from kheo.reading.citations.defined import DEFINED
from kheo.reading.citations.direct import BY_BODY
from kheo.reading.citations.find import BLANK, SELF, find_citations
from kheo.reading.citations.followed import FOLLOWED
from kheo.reading.citations.heads import SHARED_HEAD
from kheo.reading.citations.law_names import LAW_NAME
from kheo.reading.citations.names import ATTACHED, BY_ISSUER
from kheo.reading.citations.parts import PART
from kheo.reading.citations.programmes import PROGRAMME
from kheo.reading.citations.repeated import REPEATED
from kheo.reading.citations.resolve import resolve
from kheo.reading.citations.scan import Anchor, scan
from kheo.reading.citations.sessions import SESSION
from kheo.reading.citations.short import SHORT_NUMBER
from kheo.reading.citations.symbols import PARTY_SYMBOL, STATE_SYMBOL
from kheo.reading.citations.titles import TITLE
from kheo.reading.citations.treaties import TREATY

RULES = (
    PARTY_SYMBOL,
    STATE_SYMBOL,
    SHARED_HEAD,
    LAW_NAME,
    CONGRESS,
    CHARTER,
    STANDING,
    SESSION,
    TREATY,
    PROGRAMME,
    SHORT_NUMBER,
    BY_ISSUER,
    BY_BODY,
    ATTACHED,
    DATED,
    FOLLOWED,
    REPEATED,
    DEFINED,
    SELF,
    BLANK,
    ISSUER,
    TITLE,
    PART,
)

__all__ = ["RULES", "Anchor", "find_citations", "resolve", "scan"]
