"""Copies of plan.db, each made beside it just before an upgrade; the newest are kept."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from plan.storage.folders import sync

KEPT = 3
PART = ".part"


def take(file: Path, revision: str, now: datetime) -> Path:
    """A complete copy of a SQLite file, readable by its owner alone. The caller holds the write lock.

    Its name says which schema it has and when it was made: plan.db.schema-0007.20261129T081500Z.
    """
    snapshot = file.with_name(f"{file.name}.schema-{revision}.{now:%Y%m%dT%H%M%SZ}")
    part = snapshot.with_name(snapshot.name + PART)
    _remove_unfinished(file)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(file, part)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.replace(snapshot)
    sync(file.parent)
    _remove_older(file, snapshot)
    return snapshot


def taken(file: Path) -> list[Path]:
    """The copies beside the file, oldest first."""
    return sorted(_beside(file, ""), key=lambda path: path.name[-len("20261129T081500Z") :])


def _copy(file: Path, part: Path) -> None:
    # By SQLite itself: the last commits may still be in the write-ahead log only.
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)


def _remove_unfinished(file: Path) -> None:
    """Leftovers of a process that was killed while it copied."""
    for path in _beside(file, rf"{re.escape(PART)}.*"):
        path.unlink()


def _remove_older(file: Path, made: Path) -> None:
    """All but the newest. The one just made counts as the newest, even if the clock went back."""
    others = [path for path in taken(file) if path != made]
    for path in others[: -(KEPT - 1)]:
        path.unlink()


def _beside(file: Path, suffix: str) -> Iterator[Path]:
    named = re.compile(rf"{re.escape(file.name)}\.schema-\w+\.\d{{8}}T\d{{6}}Z{suffix}")
    return (path for path in file.parent.iterdir() if named.fullmatch(path.name))
