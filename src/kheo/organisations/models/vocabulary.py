"""What an installation calls things: kinds, levels and blocks of units, trees, roles. All of it is data."""

from __future__ import annotations

from django.db import models

from kheo.core.access import Visibility
from kheo.core.record import Record
from kheo.i18n import language

ALL = models.Q(pk__gt=0)
"""A condition that every row meets: what is published to everyone."""


class Label(Record):
    """A term with a stable code and its words in both languages; other tables point to the code."""

    code = models.SlugField(max_length=40, unique=True)
    label_vi = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField(default=0)

    visibility = Visibility("units.read", unit=None, published=ALL)

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        """The term in the current language."""
        return str(self.label_en if language() == "en" else self.label_vi)


class Level(Label):
    """A level of government (cấp): centre, province, district (until 30/6/2025), commune; `rank` orders them."""

    class Meta:
        """Named for what it is."""

        db_table = "level"


class Block(Label):
    """A block (khối): Party committees, Party advisory bodies, state bodies, Front, associations, forces, schools."""

    class Meta:
        """Named for what it is."""

        db_table = "block"


class Tree(Label):
    """A way in which units stand under each other: territory, party, state, front, guidance."""

    class Meta:
        """Named for what it is."""

        db_table = "tree"


class Kind(Label):
    """A kind of unit (loại đơn vị), such as tỉnh uỷ or xã; it belongs to a block."""

    block = models.ForeignKey(Block, models.PROTECT, to_field="code", null=True, blank=True)

    class Meta:
        """Named for what it is."""

        db_table = "kind"


class Role(Label):
    """What a person is at a unit (chức vụ, vai trò); what it lets them do are its powers. With `second_step`, whoever
    holds it signs in with more than a password.
    """

    second_step = models.BooleanField(default=False)

    class Meta:
        """Named for what it is."""

        db_table = "role"


class Power(Record):
    """A capability that a role gives below its unit in a tree or, with `over_charges`, below the localities assigned to
    its holder (phụ trách địa bàn).
    """

    role = models.ForeignKey(Role, models.PROTECT, to_field="code", related_name="powers")
    tree = models.ForeignKey(Tree, models.PROTECT, to_field="code")
    capability = models.CharField(max_length=60)
    over_charges = models.BooleanField(default=False)

    visibility = Visibility("units.read", unit=None, published=ALL)

    class Meta:
        """A role gives a capability once."""

        db_table = "power"
        constraints = (
            models.UniqueConstraint(fields=["role", "tree", "capability", "over_charges"], name="power_once"),
        )


class AddressGroup(Label):
    """A group of address (nhóm nơi nhận) as letters name it, such as “các huyện uỷ, thị uỷ, thành uỷ” or “các đồng chí
    Uỷ viên Ban Chấp hành”: units of some kinds or, where roles are named, those who hold them there.

    `phrases` are the wordings that mean it; `kinds` and `roles` are codes; members stand below the issuer in `tree`.
    """

    phrases = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    roles = models.JSONField(default=list, blank=True)
    tree = models.ForeignKey(Tree, models.PROTECT, to_field="code")

    class Meta:
        """Named for what it is."""

        db_table = "address_group"
