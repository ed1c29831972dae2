"""What the browser tests ask of a page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs/screenshots"
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1440, "height": 900}


def faults(page: Any, axe_source: str) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its own best practices."""
    page.evaluate(axe_source)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def overflow(page: Any) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def take_picture(page: Any, name: str, *, wanted: bool) -> None:
    """Keep the page as a picture, where pictures are wanted."""
    if wanted and os.environ.get("KHEO_SCREENSHOTS") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def signed_in(page: Any, platform: tuple[str, str], name: str) -> str:
    """Sign someone of the sample in; the address of the platform."""
    address, password = platform
    page.goto(f"{address}/sign-in/")
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    return address
