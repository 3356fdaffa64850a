"""The search for garbage: held back while what stays is made, and seldom after that."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects between two searches, where Python itself has 700. A morning reads thousands of rows and makes lines of them, all
# of which are in use: of four silent years a seventh was spent on looking through them.
SELDOM = 5_000


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Modules, tables and routes are made to stay: to look through them is a tenth of a start, and of every later search."""
    gc.disable()
    try:
        yield
    finally:
        set_aside()
        gc.enable()


def set_aside() -> None:
    """What is there by now is never looked through again; the rest seldom."""
    gc.freeze()
    gc.set_threshold(SELDOM)
