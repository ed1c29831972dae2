"""Notices (thông báo): people are told what concerns them, in the app and by e-mail, as each of them chose.

    kinds.py      areas declare what they tell of, and word it for whoever may see the record
    telling.py    a deed, or a job, tells people: rows in the same transaction
    times.py      when mail may go: at once or in the digest of a day, past quiet hours and days off
    letters.py    whatever is due for a person becomes one letter, a job that keeps its Message-ID; its words
    sending.py    letters out: leases, back-off, a rate that all senders share

A notice names a person by their key and a record by its key. Words, rights and the address are looked up when it is
shown or sent, so that whoever lost access is told nothing, and nothing of a person lies in the queue.
"""

from kheo.core.notices.kinds import APP, DIGEST, KINDS, NOW, OFF, Kind, Line, kind
from kheo.core.notices.telling import Note, tell

__all__ = ["APP", "DIGEST", "KINDS", "NOW", "OFF", "Kind", "Line", "Note", "kind", "tell"]
