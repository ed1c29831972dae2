"""Forms about people, mandates and access."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from kheo.core.access import FOREVER
from kheo.core.access.visibility import day_of
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.forms import ONE_UNIT, UnitForm
from kheo.organisations.models import Person, Role, Tree, Unit
from kheo.organisations.picking import choices_of
from kheo.organisations.policies import CAPABILITIES
from kheo.organisations.queries.people import mandates, name_of, named
from kheo.pages.forms import DateField, DeedForm

KEPT = mark("name and contact details are erased at the end of that month")
LAST_DAY = mark("last day; empty where it is not known yet")


class PersonForm(DeedForm):
    """Someone's name and how to reach them."""

    submit = mark("Save the person")
    name = forms.CharField(label=mark("Full name"), max_length=200)
    email = forms.EmailField(label=mark("E-mail"), required=False)
    phone = forms.CharField(label=mark("Telephone"), required=False, max_length=40)


class RegisterForm(PersonForm):
    """Someone new."""

    submit = mark("Register the person")
    expires = DateField(label=mark("Kept until"), help_text=KEPT)


class KeepForm(DeedForm):
    """How long someone's details are kept."""

    submit = mark("Keep the details longer")
    expires = DateField(label=mark("Kept until"), help_text=KEPT)


class AccountForm(DeedForm):
    """With what someone signs in."""

    submit = mark("Open the account")
    username = forms.CharField(label=mark("Sign-in name"), max_length=150)


class LinkForm(DeedForm):
    """A link for someone who has an account."""

    submit = mark("Make the link")


class OwnPasswordForm(DeedForm):
    """A password for oneself, by a link."""

    submit = mark("Set the password")
    password = forms.CharField(
        label=mark("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=mark("at least 12 characters"),
        max_length=200,
    )


class PasswordForm(DeedForm):
    """Another password for oneself."""

    submit = mark("Set the password")
    present = forms.CharField(
        label=mark("Present password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=mark("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=mark("at least 12 characters"),
        max_length=200,
    )


class PersonPicking(UnitForm):
    """A form that names a person."""

    def clean_person(self) -> Person:
        """The person whose name was written, among those who may be seen. Raises forms.ValidationError."""
        request, text = self.asked, self.cleaned_data["person"]
        seen = Person.objects.visible_to(request.actor, request.at)
        number = text.strip().removeprefix("#")
        found = list(seen.filter(pk=number)[:1]) if number.isdigit() else list(named(seen, text, person="")[:11])
        if len(found) == 1:
            person: Person = found[0]
            return person
        if not found:
            raise forms.ValidationError(_("Nobody of this name may be seen by you. Register the person first."))
        told = ", ".join(f"{name_of(one)} (#{one.pk})" for one in found[:10])
        raise forms.ValidationError(_("Which one is meant? Write the number: {names}").format(names=told))


class AppointForm(PersonPicking):
    """A role at a unit."""

    submit = mark("Appoint")
    person = forms.CharField(label=mark("Person"), help_text=mark("name, or number such as #12"), max_length=200)
    role = forms.ChoiceField(label=mark("Role"))
    start = DateField(label=mark("First day"))
    end = DateField(label=mark("Last day"), required=False, help_text=LAST_DAY)
    basis = forms.CharField(label=mark("Decision"), required=False, max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        """With the roles of this installation."""
        super().__init__(*args, **options)
        field: Any = self.fields["role"]
        field.choices = choices_of(Role)

    def clean_role(self) -> Role:
        """The role chosen."""
        role: Role = Role.objects.get(code=self.cleaned_data["role"])
        return role

    def clean_end(self) -> date:
        """The day after the last one."""
        return after(self.cleaned_data["end"])


class EndForm(UnitForm):
    """When something ends."""

    submit = mark("End it")
    on = DateField(label=mark("Ends before"), help_text=mark("the first day on which it does not hold any more"))


class LocalityForm(UnitForm):
    """A locality for whoever holds a mandate."""

    submit = mark("Assign the locality")
    unit = forms.CharField(label=mark("Locality"), help_text=ONE_UNIT)
    start = DateField(label=mark("First day"))
    end = DateField(label=mark("Last day"), required=False, help_text=LAST_DAY)

    def clean_unit(self) -> Unit:
        """The unit meant."""
        return self.one_unit("unit")

    def clean_end(self) -> date:
        """The day after the last one."""
        return after(self.cleaned_data["end"])


class LeaveForm(PersonPicking):
    """Days away, and who stands in."""

    submit = mark("Enter the leave")
    start = DateField(label=mark("First day"))
    end = DateField(label=mark("Last day"))
    person = forms.CharField(label=mark("Deputy"), required=False, help_text=mark("name, or number such as #12"))

    def clean_person(self) -> Person | None:  # type: ignore[override]
        """The deputy, if one is named."""
        return super().clean_person() if self.cleaned_data["person"] else None

    def clean_end(self) -> date:
        """The day after the last one."""
        return after(self.cleaned_data["end"])


class DeputyForm(PersonPicking):
    """Who holds a role in another's place, and for how long."""

    submit = mark("Name the deputy")
    person = forms.CharField(label=mark("Deputy"), help_text=mark("name, or number such as #12"))
    start = DateField(label=mark("First day"))
    end = DateField(label=mark("Last day"))

    def clean_end(self) -> date:
        """The day after the last one."""
        return after(self.cleaned_data["end"])


class HandoverForm(PersonPicking):
    """To whom the open work passes."""

    submit = mark("Offer the work")
    person = forms.CharField(label=mark("To"), help_text=mark("name, or number such as #12"))
    note = forms.CharField(
        label=mark("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4_000
    )

    def clean(self) -> dict[str, Any]:
        """The mandate that takes over: the person's one, if there is just one that may be seen."""
        cleaned = super().clean()
        person = cleaned.get("person")
        if person is not None:
            seen = mandates(self.asked.actor, self.asked.at, on=day_of(self.asked.at)).filter(person=person)
            found = list(seen[:2])
            if len(found) == 1:
                cleaned["taker"] = found[0]
            else:
                self.add_error("person", _("This person holds no mandate now, or several; choose somebody with one."))
        return cleaned


class GiveForm(PersonPicking):
    """Access for a person to all that stands below a unit."""

    submit = mark("Give access")
    person = forms.CharField(label=mark("To"), help_text=mark("name, or number such as #12"))
    capability = forms.ChoiceField(label=mark("What it allows"))
    tree = forms.ChoiceField(label=mark("Tree"))
    start = DateField(label=mark("First day"))
    end = DateField(label=mark("Last day"), required=False, help_text=LAST_DAY)
    reason = forms.CharField(label=mark("Reason"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        """With what can be given."""
        super().__init__(*args, **options)
        field: Any = self.fields["capability"]
        field.choices = [(code, _(label)) for code, label in CAPABILITIES.items()]

    def clean_tree(self) -> Tree:
        """The tree chosen."""
        tree: Tree = Tree.objects.get(code=self.cleaned_data["tree"])
        return tree

    def clean_end(self) -> date:
        """The day after the last one."""
        return after(self.cleaned_data["end"])


def after(last: date | None) -> date:
    """The day after a last day, which is how ends are kept; FOREVER for none."""
    return FOREVER if last is None or last == FOREVER else last + timedelta(days=1)
