"""The tables of the floor, gathered where Django looks for them."""

from kheo.core.actions.receipts import Receipt
from kheo.core.counters.models import Counter
from kheo.core.files.models import Attachment, StoredFile
from kheo.core.forms.models import FormVersion
from kheo.core.jobs.models import Job
from kheo.core.journal.models import JournalDeed, JournalEntry, JournalSeal, JournalValue
from kheo.core.notices.models import Choice, Notice, Pace
from kheo.core.search.models import SearchDoc, SearchTerm

__all__ = [
    "Attachment",
    "Choice",
    "Counter",
    "FormVersion",
    "Job",
    "JournalDeed",
    "JournalEntry",
    "JournalSeal",
    "JournalValue",
    "Notice",
    "Pace",
    "Receipt",
    "SearchDoc",
    "SearchTerm",
    "StoredFile",
]
