"""What sign-in keeps: sessions, when they began, and counts of wrong tries. No records: none of it belongs in the
journal, and all of it goes, at the latest after 90 days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from kheo.core.secrets import SecretField
from kheo.organisations.models.accounts import Account

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase


class SignIn(models.Model):
    """A sign-in (lần đăng nhập): when it began, when it was last used, and the coarse family of the browser. No address
    and no device.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_ins")
    begun = models.DateTimeField()
    used = models.DateTimeField(db_index=True)
    browser = models.CharField(max_length=40)

    class Meta:
        """Named for what it is."""

        db_table = "sign_in"


class Session(AbstractBaseSession):
    """A session of Django that knows its sign-in, so that it can be ended from elsewhere."""

    sign_in = models.OneToOneField(SignIn, models.CASCADE, null=True, related_name="session")

    class Meta(AbstractBaseSession.Meta):
        """Named for what it is."""

        db_table = "session"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store that fills it in."""
        from kheo.organisations.signing.store import SessionStore

        return SessionStore


class Tries(models.Model):
    """How often a door was tried with a wrong key of late, and until when it stays shut. The door is named by a keyed
    hash; the key is another each day and is destroyed after it.
    """

    door = models.CharField(max_length=64, unique=True)
    wrong = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(db_index=True)
    shut_until = models.DateTimeField()

    class Meta:
        """Named for what it is."""

        db_table = "sign_in_tries"


class Factor(models.Model):
    """Something to sign in with beside the password. `secret` is encrypted under the person's own key; `counter` is the
    period of the last one-time code, which is not good twice.
    """

    TOTP, PASSKEY, CODES = "totp", "passkey", "codes"

    account = models.ForeignKey(Account, models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=10)
    label = models.CharField(max_length=60, blank=True)
    secret = SecretField()
    counter = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """One set of recovery codes for each account."""

        db_table = "sign_in_factor"
        constraints = (
            models.UniqueConstraint(fields=["account"], condition=models.Q(kind="codes"), name="factor_codes_once"),
        )


class Invitation(models.Model):
    """A one-time link (liên kết một lần) with which the person sets their own password; kept as a hash."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="invitation")
    token = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()

    class Meta:
        """Named for what it is."""

        db_table = "sign_in_invitation"
