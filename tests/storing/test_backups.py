"""Backups named by the instant: the newest are kept, whatever a wrong clock named others."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plan.storage.backups import made_in, make_in
from plan.storage.database import Database

NOW = datetime(2012, 6, 1, 2, tzinfo=UTC)
FAST = datetime(2031, 1, 1, tzinfo=UTC)


def test_a_clock_that_was_fast_takes_no_good_backup_away(plan_db: Path, tmp_path: Path) -> None:
    days = [FAST + timedelta(days=n) for n in range(3)] + [NOW + timedelta(days=n) for n in range(4)]
    folder = tmp_path / "backups"
    folder.mkdir()
    with closing(Database(f"sqlite:///{plan_db}")) as database:
        for day in days:
            make_in(database, folder, day, keep=3)
    kept = [path.name for path in made_in(folder)]
    assert kept == [f"plan-{day:%Y%m%dT%H%M%SZ}.db" for day in (*days[4:], *days[:3])]
