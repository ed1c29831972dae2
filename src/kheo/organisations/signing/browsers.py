"""The coarse family of a browser: enough for a person to tell their own, too little to tell two of a kind apart."""

from __future__ import annotations

from kheo.i18n import mark

FAMILIES = (
    ("coc_coc_browser", "CocCoc"),
    ("Zalo", "Zalo"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR", "Opera"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
"""In this order: later ones are named by the earlier ones too."""
OTHER = "other"
PLACES = {"phone": mark("{browser} on a phone or tablet"), "computer": mark("{browser} on a computer")}


def family_of(agent: str) -> str:
    """What is kept of a User-Agent header: `phone:Chrome`."""
    name = next((name for sign, name in FAMILIES if sign in agent), OTHER)
    return f"{'phone' if 'Mobile' in agent or 'Android' in agent or 'iPad' in agent else 'computer'}:{name}"
