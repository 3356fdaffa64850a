"""What every benchmark works in: a folder that goes away, the shipped rules, the example adopted."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.children import ROOT
from cli.import_request import read_request
from notifications.letters import Letterhead, LetterWriter
from notifications.rendering import environment
from plan.clock import at
from plan.storage.database import Database
from scheduler.intake.plan import import_plan
from scheduler.policy.escalation import Watchers
from scheduler.policy.policy import load_policy
from scheduler.policy.rules import Rules
from scheduler.working_days.vietnam import calendar

EXAMPLE = ROOT / "examples" / "quang-ngai-2012"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SIGNED = date(2012, 3, 25)
WATCHERS = Watchers("so-noi-vu", "van-phong-ubnd-tinh")
HEAD = Letterhead("Đôn Đốc <dondoc@quangngai.example>", "https://dondoc.quangngai.example")


def morning(day: date) -> datetime:
    """08:00 in Vietnam: inside office hours, so that a tick does its work."""
    return at(day, time(8), ZONE)


@cache
def rules() -> Rules:
    return Rules(ZONE, load_policy(), WATCHERS, calendar(2011, 2021))


def new_writer() -> LetterWriter:
    return LetterWriter(environment(), HEAD)


@contextmanager
def folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="dondoc-bench-") as name:
        yield Path(name)


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{path}")
    try:
        yield database
    finally:
        database.close()


def adopt(path: Path) -> Path:
    """The example plan taken in on the day it was signed, in one file that can be copied."""
    with opened(path) as database:
        with database.begin() as session:
            import_plan(
                session, read_request(EXAMPLE / "plan.txt", None, None), rules(), morning(SIGNED), SIGNED
            )
        checkpoint(database)
    return path


def copied(source: Path, target: Path) -> Path:
    return Path(shutil.copy(source, target))


def checkpoint(database: Database) -> None:
    """Bring what the log holds into the file itself."""
    with database.engine.connect().execution_options(dondoc_reads=True) as connection:
        connection.rollback()
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
