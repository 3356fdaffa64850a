"""Tables of words in one test: every row is tried, and each that does not hold is named with its reason.

A test for each of ten thousand rows costs more to collect and to report, on every worker, than to run.
"""

from collections.abc import Callable, Collection
from functools import update_wrapper
from typing import Any

SHOWN = 50


def every_row(
    rows: Collection[Any], name: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Makes one test of what is to hold of each row (a tuple is its arguments); `name` is how a row is called where it fails."""

    def table(holds: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            assert rows, "the table is empty"
            tried = ((name(row), _reason(holds, row)) for row in rows)
            wrong = [f"{called}: {reason}" for called, reason in tried if reason]
            more = ["…"] if len(wrong) > SHOWN else []
            assert not wrong, "\n".join([f"{len(wrong)} of {len(rows)} rows", *wrong[:SHOWN], *more])

        update_wrapper(test, holds)
        del test.__wrapped__  # type: ignore[attr-defined] # else pytest asks for a fixture called as the row is
        return test

    return table


def _reason(holds: Callable[..., None], row: Any) -> str:  # a row is whatever its table holds
    try:
        holds(*row) if isinstance(row, tuple) else holds(row)
    except Exception as error:  # noqa: BLE001 # whatever a row does, the others are tried too
        return f"{type(error).__name__}: {error}"
    return ""
