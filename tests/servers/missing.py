"""What a test needs and this machine does not have: a loud skip, and a failure in CI, which skips nothing."""

import os
from typing import NoReturn

import pytest

LOUD = "NOT TESTED: "
ALSO_LOUD = "NOT CHECKED: "  # the readers of calendars


def missing(what: str) -> NoReturn:
    """Skip, with a line at the end that nobody overlooks; where `CI` is set, fail."""
    assert not os.environ.get("CI"), f"CI skips nothing, but there is no {what} (.ci/prepare installs it)"
    pytest.skip(f"{LOUD}no {what} on this machine (.ci/prepare installs it)")


def needs_root(why: str) -> None:
    """Skip, or in CI fail, where we are not root."""
    if os.geteuid():
        missing(f"root ({why})")


def needs(program: str, package: str) -> None:
    """Skip, or in CI fail, where the program of a Debian package is not installed."""
    from shutil import which

    if which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
        missing(f"{program} (Debian: {package})")


def loud(reports: list[pytest.TestReport]) -> list[str]:
    """The lines for the end of the run: what was not tested for want of what, and how often."""
    said = [report.longrepr[2] for report in reports if isinstance(report.longrepr, tuple)]
    reasons = [text[at:] for text in said for mark in (LOUD, ALSO_LOUD) if (at := text.find(mark)) >= 0]
    return [f"!!! {reasons.count(reason)} tests {reason}" for reason in sorted(set(reasons))]
