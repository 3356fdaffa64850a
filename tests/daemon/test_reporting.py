"""What a running service writes to its log when a job fails."""

import logging
from types import SimpleNamespace

import pytest

from plan.storage.errors import StorageError
from scheduler.timers import log_failure


def _logged(caplog: pytest.LogCaptureFixture, error: Exception) -> str:
    with caplog.at_level(logging.ERROR):
        log_failure(SimpleNamespace(exception=error))
    return caplog.text


def test_a_database_that_is_busy_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    """The sentence says what to do; a traceback under it would only frighten."""
    text = _logged(caplog, StorageError("sqlite:///plan.db: một chương trình khác đang giữ tệp; thử lại sau"))
    assert text.count("\n") == 1
    assert "đang giữ tệp" in text


def test_a_fault_of_the_program_shows_where_it_was(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ZeroDivisionError("x")  # noqa: TRY301 - a traceback is what this is about
    except ZeroDivisionError as error:
        text = _logged(caplog, error)
    assert "a job failed" in text
    assert "Traceback" in text
