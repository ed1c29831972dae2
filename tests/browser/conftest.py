"""A browser and a site for the browser tests; without the components they are skipped, or fail where CI says so."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for pages.py, which all files here share

from pages import DESK

PATIENCE = 240.0
"""Seconds within which the sample is there, on a busy machine."""
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _need(there: bool, what: str) -> None:
    if there:
        return
    if os.environ.get("KHEO_REQUIRE_COMPONENTS") == "1":
        pytest.fail(f"{what} is required here")
    pytest.skip(what + " is not here")


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker, from the packages that `make setup` installs."""
    _need(AXE.is_file(), "axe-core (npm ci)")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    _need(CHROMIUM.is_file(), "Chromium (apt install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _need(there=False, what="the Python package playwright")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Any]:
    """Makes pages; fails the test when one of them logged an error (a blocked style, a missing file)."""
    contexts: list[Any] = []
    errors: list[str] = []

    def make(**options: Any) -> Any:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [error for error in errors if "status of 4" not in error] == []


@pytest.fixture(scope="session")
def site_address() -> Iterator[str]:
    """A site of its own on a free port."""
    from kheo.site.server import Site

    site = Site("127.0.0.1", 0, "vi")
    thread = Thread(target=site.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{site.server_address[1]}"
    site.shutdown()
    site.server_close()


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a platform filled with the sample, and the password of its people."""
    home = tmp_path_factory.mktemp("home")
    port_file, log_file = home / "port", home / "log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KHEO_", "DJANGO_"))}
    command = [sys.executable, "-m", "kheo.cli", "run", "--sample", "--port", "0", "--port-file", str(port_file)]
    with log_file.open("w") as log:
        process = subprocess.Popen(command, env=environment | {"KHEO_HOME": str(home)}, stdout=log, stderr=log)
    try:
        end = time.monotonic() + PATIENCE
        while not (port_file.exists() and port_file.read_text()):
            assert process.poll() is None, log_file.read_text()
            assert time.monotonic() < end, "the platform did not start"
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port_file.read_text()}", (home / "sample-password").read_text()
    finally:
        process.terminate()
        process.wait()
