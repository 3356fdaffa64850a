"""A test that cannot run for want of a program is loud about it, and fails in CI."""

import pytest

from tests.servers.missing import loud, needs


def test_elsewhere_it_is_skipped_and_said_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception) as skipped:
        needs("no-such-program", "no-such-package")
    here = [_report(f"Skipped: {skipped.value}")] * 2
    (line,) = loud([*here, _report("Skipped: another reason")])
    assert line.startswith(
        "!!! 2 tests NOT TESTED: no no-such-program (Debian: no-such-package) on this machine ("
    )


def _report(said: str) -> pytest.TestReport:
    return pytest.TestReport("a", ("a", 1, "a"), {}, "skipped", ("test_x.py", 7, said), "setup")


def test_in_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "1")
    with pytest.raises(AssertionError, match="CI skips nothing"):
        needs("no-such-program", "no-such-package")


def test_what_is_there_is_no_reason() -> None:
    needs("sh", "dash")
