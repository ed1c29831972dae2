"""Forms that take a file: what it may be stands beside the field, and so does why it was refused."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django import forms

from kheo.core.errors import Invalid
from kheo.core.files.door import Seen, receive
from kheo.core.files.looking.kinds import KINDS
from kheo.core.files.refusals import WORDS
from kheo.core.files.uploads import Oversized
from kheo.core.files.uses import MEGABYTE, Use
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.forms import DateField, DeedForm


class UploadField(forms.FileField):
    """A file of some kinds and of a size; what the upload handler dropped is told with its limit."""

    def __init__(self, *, kinds: Collection[str] = (), limit: int = 20 * MEGABYTE, **options: Any) -> None:
        """`kinds` are those of the door."""
        super().__init__(**options)
        self.bound(kinds, limit)

    def bound(self, kinds: Collection[str], limit: int) -> None:
        """Take other kinds and another size from now on."""
        self.limit = limit
        self.extensions = [extension for kind, (_type, extension) in KINDS.items() if kind in kinds]
        if self.extensions:
            self.widget.attrs["accept"] = ",".join(self.extensions)

    def told(self) -> str:
        """The limits in words."""
        types = ", ".join(self.extensions)
        return _("one file of at most {limit} MB: {kinds}").format(limit=self.limit // MEGABYTE, kinds=types)

    def to_python(self, data: Any) -> Any:
        """As Django's; refuses what is too large."""
        if data is not None and (isinstance(data, Oversized) or data.size > self.limit):
            raise forms.ValidationError(_(WORDS["too-large"]).format(limit=self.limit // MEGABYTE))
        return super().to_python(data)


class AttachForm(DeedForm):
    """A file for a record, and what it is. Once valid, `seen` is what the door let through."""

    submit = mark("Attach the file")

    title = forms.CharField(
        label=mark("What it is"), max_length=300, help_text=mark("number, day and title, as they stand in the document")
    )
    dated = DateField(label=mark("Day of the document or picture"), required=False)
    file = UploadField(label=mark("File"))

    seen: Seen

    @classmethod
    def on(cls, request: Any, use: Use) -> Self:
        """The form for a request and a use."""
        form = cls.of(request)
        form.asked, form.use = request, use
        field: Any = form.fields["file"]
        field.bound(use.kinds, use.limit)
        field.help_text = field.told()
        return form

    asked: Any
    use: Use

    def clean(self) -> dict[str, Any]:
        """Let the file through the door once all else is in order."""
        cleaned = super().clean()
        if not self.errors:
            file = cleaned["file"]
            try:
                self.seen = receive(file.read(), file.name, self.use, by=self.asked.actor, at=self.asked.at)
            except Invalid as refusal:
                self.add_error("file", str(refusal))
                if refusal.code == "secret":  # what was typed may name it
                    self._send_anew("title", "")
                    self._send_anew("dated", "")
        return cleaned


class ReviewForm(DeedForm):
    """What only the sender can say of a picture: who may be seen, and whether its day and place are kept."""

    submit = mark("Keep the picture")

    faces = forms.MultipleChoiceField(
        label=mark("Faces that are made unrecognisable"),
        help_text=mark("untick whoever agreed to be seen"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    dated = DateField(label=mark("Day of the document or picture"), required=False)
    place = forms.CharField(
        label=mark("Place"), max_length=100, required=False, help_text=mark("leave it empty to keep no place")
    )

    @classmethod
    def on(cls, request: Any, faces: int, **initial: Any) -> Self:
        """The form for a picture with so many faces, all of them ticked."""
        numbers = [str(number) for number in range(1, faces + 1)]
        form = cls.of(request, faces=numbers, **initial)
        field: Any = form.fields["faces"]
        field.choices = [(number, _("face {number}").format(number=number)) for number in numbers]
        if not faces:
            del form.fields["faces"]
        return form

    def hidden_faces(self) -> list[int]:
        """The places of those who may not be seen."""
        return [int(number) - 1 for number in self.cleaned_data.get("faces", ())]
