"""Who may ask what of the site: its own name in Host, its own pages as the origin of a form, the token of this run."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


def is_own_host(host: str | None, own_name: str) -> bool:
    """Whether a Host header names this site.

    Numbers, localhost and the name that the site was started with are its own. A foreign name that was made to lead
    here (DNS rebinding) is not.
    """
    name = _name(f"//{host or ''}")
    if name is None:
        return False
    if name in {"localhost", own_name.lower()}:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_own_form(headers: Mapping[str, str]) -> bool:
    """Whether a form was sent from a page of this site, as far as the browser says where it came from."""
    site = headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == headers.get("Host")


def is_token(given: str, token: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(given.encode(), token.encode())


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
