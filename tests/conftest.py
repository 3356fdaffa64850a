"""What every test may use: the example plan adopted in a real database, and a hand-set clock."""

import shutil
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cli.importing import read_bundle
from notifications.letters import Letterhead, Writer
from notifications.rendering import environment
from plan.clock import at
from plan.database import Database
from scheduler.escalation import Watchers
from scheduler.holidays_vn import calendar
from scheduler.policy import load_policy
from scheduler.rules import Rules
from scheduler.taking import take_in

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "quang-ngai-2012"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SIGNED = date(2012, 3, 25)


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped policy and calendar for the example's years."""
    watchers = Watchers("so-noi-vu", "van-phong-ubnd-tinh")
    return Rules(ZONE, load_policy(), watchers, calendar(2011, 2021))


@pytest.fixture(scope="session")
def writer() -> Writer:
    head = Letterhead("Đôn Đốc <dondoc@quangngai.example>", "https://dondoc.quangngai.example")
    return Writer(environment(), head)


@pytest.fixture(scope="session")
def adopted(tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """A plan.db with the example plan, as on the day it was signed; to be copied, not changed."""
    path = tmp_path_factory.mktemp("adopted") / "plan.db"
    database = Database(f"sqlite:///{path}")
    now = at(SIGNED, time(8), ZONE)
    with database.begin() as session:
        take_in(session, read_bundle(EXAMPLE / "plan.txt", None, None), rules, now, SIGNED)
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture
def plan_db(adopted: Path, tmp_path: Path) -> Path:
    """A plan.db of one's own with the example plan."""
    return Path(shutil.copy(adopted, tmp_path / "plan.db"))


@pytest.fixture
def database(plan_db: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{plan_db}")
    yield opened
    opened.close()
