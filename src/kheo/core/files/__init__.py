"""The one door for bytes that someone sends (docs/decisions/0011-files.md).

    uses.py        what files a kind of record takes: kinds, sizes, who may attach
    uploads.py     where an upload waits: in memory, bounded
    door.py        bytes → what may be kept of them, or a reason; the looking itself is done by another process
    looking/       what that process does: plain Python on bytes, without a database
    quarantine.py  where a picture waits for a second step: encrypted, the key with its sender alone
    storing.py     where contents are kept, by their hash
    actions.py     attaching a file to a record, and taking it away

Nothing is imported here: the process that looks must start quickly.
"""
