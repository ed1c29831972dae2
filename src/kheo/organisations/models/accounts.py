"""Accounts: with what a person signs in. No records: the journal must not hold what a password is checked against.

Whether a person may sign in at all is said by `Person.signs_in`, which a deed changes; `accounts.py` follows it.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kheo.organisations.models.people import Person


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name, in any case of letters."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of a sign-in name. Raises Account.DoesNotExist."""
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """The sign-in name and password of a person."""

    last_login = None  # the moment of a sign-in stays in the session, which goes after 90 days
    username = models.CharField(max_length=150, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"

    class Meta:
        """Named for what it is."""

        db_table = "account"
