"""Where an upload waits: in the memory of its request, never on a disk or in a log, since it may prove secret."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Oversized(InMemoryUploadedFile):
    """A file beyond the limit: its name and size, and nothing of it. The other fields of its form arrive whole."""

    def __init__(self, name: str, size: int) -> None:
        """Without content."""
        from io import BytesIO

        super().__init__(BytesIO(), None, name, None, size, None)


class Memory(FileUploadHandler):
    """Keeps the files of one request in memory up to UPLOAD_LIMIT in all; what goes beyond is counted and dropped."""

    def __init__(self, request: Any = None) -> None:
        """Made for each request."""
        super().__init__(request)
        self.left: int = settings.UPLOAD_LIMIT

    def new_file(self, *args: Any, **options: Any) -> None:
        """Another file of the form begins."""
        super().new_file(*args, **options)
        self.kept = bytearray()
        self.whole = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece, or drop it with all that came before."""
        self.left -= len(raw_data)
        if self.left < 0 and self.whole:
            self.whole = False
            self.kept.clear()
        if self.whole:
            self.kept += raw_data

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, or that it was too large."""
        from io import BytesIO

        name = str(self.file_name or "")
        if not self.whole:
            return Oversized(name, file_size)
        content = BytesIO(self.kept)
        self.kept = bytearray()
        return InMemoryUploadedFile(content, self.field_name, name, self.content_type, file_size, self.charset)
