"""A SQLite connection that nobody closed fails a test, on every Python.

3.13 warns of one by itself, but does not say where it was opened; 3.11 and 3.12 are silent.
"""

import gc
import sqlite3
import sys
import warnings
from functools import partial
from pathlib import Path
from typing import Any

ROOT = str(Path(__file__).parent.parent)
_open: set[int] = set()


class Watched(sqlite3.Connection):
    """Says that it is collected unclosed, as files and sockets do; pytest makes an error of that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_by = _ours()
        _open.add(id(self))

    def close(self) -> None:
        super().close()
        _open.discard(id(self))

    def __del__(self) -> None:
        if id(self) in _open:
            _open.discard(id(self))
            text = f"unclosed SQLite connection, opened by {self.opened_by}"
            warnings.warn(text, ResourceWarning, stacklevel=1, source=self)


def watch() -> None:
    """From now on, whoever connects (SQLAlchemy too) is watched."""
    sqlite3.connect = sqlite3.dbapi2.connect = partial(sqlite3.connect, factory=Watched)


def find() -> None:
    """Find those that nobody holds any more.

    A connection and its cache of statements hold each other, so only the collector finds it. That is slow, so it
    runs only if any are open at all.
    """
    if _open:
        gc.collect()


def _ours() -> str:
    """The nearest lines of this repository, the innermost first."""
    frame, lines = sys._getframe(1), []
    while frame and len(lines) < 4:
        name = frame.f_code.co_filename
        if name.startswith(ROOT) and "site-packages" not in name and name != __file__:
            lines.append(f"{name.removeprefix(ROOT)[1:]}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(lines)
