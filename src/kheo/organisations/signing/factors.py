"""The second step of signing in (xác thực hai bước): one-time codes of a phone, passkeys, and recovery codes on paper.

What is secret of them stands encrypted under the person's own key and goes with it.
"""

from __future__ import annotations

import json
import secrets
from base64 import b32decode, b32encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction

from kheo.core.access.visibility import day_of
from kheo.core.secrets import Erased, Secret
from kheo.organisations.models import Account, Factor, Mandate

PERIOD = 30
DIGITS = 6
LATE = 1
"""How many periods a clock may go wrong either way."""
CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # what is not mistaken on paper


def needed(account: Account, at: datetime) -> bool:
    """Whether the person holds a role today that must not be had by a password alone (`Role.second_step`)."""
    on = day_of(at)
    held = Mandate.objects.filter(person=account.person_id, start__lte=on, end__gt=on)
    return held.filter(role__second_step=True).exists()


def there(account: Account) -> bool:
    """Whether the second step is set up."""
    return Factor.objects.filter(account=account).exclude(kind=Factor.CODES).exists()


def of(account: Account) -> list[Factor]:
    """What is set up, oldest first."""
    return list(Factor.objects.filter(account=account).order_by("pk"))


def fresh_secret() -> str:
    """A secret for one-time codes, as programs take it."""
    return b32encode(secrets.token_bytes(20)).decode()


def address_of(secret: str, account: Account, host: str) -> str:
    """What the picture says that a phone reads."""
    return f"otpauth://totp/{quote(f'Khéo:{account.username}')}?secret={secret}&issuer={quote(f'Khéo {host}')}"


def step_of(secret: str, code: str, at: datetime, *, after: int = 0) -> int | None:
    """The period whose code this is, if it is one of now and later than `after`: no code is good twice."""
    now = int(at.timestamp()) // PERIOD
    totp = TOTP(b32decode(secret), DIGITS, SHA1(), PERIOD, enforce_key_length=False)  # noqa: S303 -- what programs know
    sent = "".join(code.split()).encode()
    right = None
    for step in range(now - LATE, now + LATE + 1):
        if compare_digest(totp.generate(step * PERIOD), sent) and step > after:
            right = step
    return right


def add(account: Account, kind: str, secret: str, at: datetime, *, label: str = "", counter: int = 0) -> Factor:
    """Keep something to sign in with, encrypted under the key of its person."""
    sealed = Secret.seal(secret, key=account.person.data_key)
    return Factor.objects.create(
        account=account, kind=kind, secret=sealed, label=label[:60], counter=counter, made_at=at
    )


def remove(account: Account, pk: int) -> bool:
    """Take one away; the recovery codes go with the last."""
    gone = Factor.objects.filter(account=account, pk=pk).delete()[0]
    if not there(account):
        Factor.objects.filter(account=account).delete()
    return bool(gone)


def clear(account: Account) -> None:
    """Take all away."""
    Factor.objects.filter(account=account).delete()


def fresh_codes() -> list[str]:
    """New recovery codes, to be shown once."""
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(CODES)]
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def keep_codes(account: Account, codes: Sequence[str], at: datetime) -> None:
    """Keep recovery codes, as hashes, in the place of those before."""
    Factor.objects.filter(account=account, kind=Factor.CODES).delete()
    add(account, Factor.CODES, json.dumps([_hash_of(code) for code in codes]), at)


def codes_left(factors: Sequence[Factor]) -> int:
    """How many recovery codes are unused."""
    return next((len(json.loads(opened(one))) for one in factors if one.kind == Factor.CODES), 0)


def passes(account: Account, code: str, at: datetime) -> bool:
    """Whether a one-time code or a recovery code is right; it is used up then."""
    with transaction.atomic():
        rows = Factor.objects.select_for_update().filter(account=account).exclude(kind=Factor.PASSKEY)
        right = [_uses(row, code, at) for row in rows.order_by("pk")]  # each is looked at, whichever was right
        return any(right)


def _uses(row: Factor, code: str, at: datetime) -> bool:
    if row.kind == Factor.TOTP:
        step = step_of(opened(row), code, at, after=row.counter)
        if step is None:
            return False
        return used(row, at, counter=step)
    left: list[str] = json.loads(opened(row))
    mine = _hash_of(code)
    kept = [one for one in left if not compare_digest(one, mine)]
    if len(kept) == len(left):
        return False
    row.secret = Secret.seal(json.dumps(kept), key=row.account.person.data_key)
    return used(row, at, secret=row.secret)


def used(row: Factor, at: datetime, **changes: Any) -> bool:
    """Note that it was used just now."""
    return bool(Factor.objects.filter(pk=row.pk).update(used_at=at, **changes))


def opened(row: Factor) -> str:
    """What is secret of it; something that fits nothing once its key is gone."""
    try:
        text: str = row.secret.open()
    except Erased:
        return "[]" if row.kind == Factor.CODES else fresh_secret()
    return text


def _hash_of(code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return sha256(plain.encode()).hexdigest()
