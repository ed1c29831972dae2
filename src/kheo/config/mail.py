"""Where mail goes out, from KHEO_MAIL_URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

LOCAL = {"localhost", "127.0.0.1", "::1"}
PORTS = {"smtp": 587, "smtps": 465}


def mail(url: str) -> dict[str, Any]:
    """Django's settings for `smtp://user:password@host:port` (STARTTLS, unless the host is this machine or the address
    ends in `?tls=none`) or `smtps://…` (TLS from the start). Raises ValueError for any other address.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"KHEO_MAIL_URL begins with {parts.scheme!r}; known are smtp://host and smtps://host")
    bare = parts.hostname in LOCAL or parse_qs(parts.query).get("tls") == ["none"]
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (25 if parts.hostname in LOCAL else PORTS[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not bare,
        "EMAIL_TIMEOUT": 20,
    }
