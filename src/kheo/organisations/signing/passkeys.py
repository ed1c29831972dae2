"""Passkeys (khoá truy cập): what the browser is asked, and whether its answer is right. The page's one script
(passkey.js) carries both; the protocol is fido2's.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations.models import Account, Factor
from kheo.organisations.signing import factors

_STATE = "passkey"


def asked_to_make(request: HttpRequest, account: Account) -> str:
    """What the browser needs to make a passkey, as JSON; the challenge waits in the session."""
    user = PublicKeyCredentialUserEntity(
        id=account.person.code.bytes, name=account.username, display_name=account.username
    )
    options, state = _server(request).register_begin(
        user, list(_credentials(account).values()), user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[_STATE] = state
    return json.dumps(dict(options.public_key))


def made(request: HttpRequest, answer: str) -> str:
    """The passkey that the browser made, as it is kept. Raises Invalid."""
    try:
        data = _server(request).register_complete(request.session.pop(_STATE, None), json.loads(answer))
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise _unfit() from fault
    if data.credential_data is None:
        raise _unfit()
    return b64encode(bytes(data.credential_data)).decode()


def asked_to_show(request: HttpRequest, account: Account) -> str:
    """What the browser needs to show a passkey, as JSON; empty where the account has none."""
    held = list(_credentials(account).values())
    if not held:
        return ""
    options, state = _server(request).authenticate_begin(held, user_verification=UserVerificationRequirement.PREFERRED)
    request.session[_STATE] = state
    return json.dumps(dict(options.public_key))


def shown(request: HttpRequest, account: Account, answer: str, at: datetime) -> bool:
    """Whether the browser showed a passkey of the account. A challenge is good for one answer."""
    held = _credentials(account)
    try:
        state: Mapping[str, Any] = request.session.pop(_STATE)
        found = _server(request).authenticate_complete(state, list(held.values()), json.loads(answer))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    row = next(row for row, data in held.items() if data.credential_id == found.credential_id)
    return factors.used(row, at)


def _server(request: HttpRequest) -> Fido2Server:
    """For the name under which this page is served, which Django has checked (ALLOWED_HOSTS)."""
    name = request.get_host().partition(":")[0]
    return Fido2Server(PublicKeyCredentialRpEntity(id=name, name="Khéo"))


def _credentials(account: Account) -> dict[Factor, AttestedCredentialData]:
    rows = [row for row in factors.of(account) if row.kind == Factor.PASSKEY]
    found = {}
    for row in rows:
        try:
            found[row] = AttestedCredentialData(b64decode(factors.opened(row)))
        except (ValueError, IndexError):  # its key is gone
            continue
    return found


def _unfit() -> Invalid:
    return Invalid("passkey", mark("The device did not make a passkey that can be used here. Try again."))
