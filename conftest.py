"""What may be skipped, and how it is counted.

With KHEO_REQUIRE_COMPONENTS=1 (`.ci/run`) a test that is skipped fails: there every program that a test needs has been
installed. Only what needs `../shared`, which does not belong to the repository, may be skipped; its reason begins with
`shared:`, and a line of its own says how many such tests there were.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # no test fails because a machine is busy
settings.load_profile("untimed")

SHARED = "shared:"
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
Reports = Generator[None, pytest.TestReport, pytest.TestReport]
CollectReports = Generator[None, pytest.CollectReport, pytest.CollectReport]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Reports:
    """A test that was skipped for want of a component fails where all must be there."""
    return _required((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> CollectReports:
    """The same for a module that skips itself as a whole."""
    return _required((yield))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Count apart what `../shared` is missing for."""
    skipped = sum(_reason(report).startswith(SHARED) for report in terminalreporter.stats.get("skipped", []))
    if skipped:
        terminalreporter.write_line(f"{skipped} tests were skipped because ../shared is not beside the repository")


def _required(report: Report) -> Report:
    required = os.environ.get("KHEO_REQUIRE_COMPONENTS") == "1"
    if required and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = _reason(report)
        if not reason.startswith(SHARED):
            report.outcome, report.longrepr = "failed", f"skipped where everything is required: {reason}"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped."""
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
