"""Room that a SQLite file holds and does not use, given back to the disk when it is worth it. PostgreSQL sees to itself."""

import sqlite3
from contextlib import closing

from sqlalchemy import text
from sqlmodel import Session

from plan.storage.database import Database
from plan.storage.errors import StorageError

WORTH = 32_000_000  # bytes: less is soon used by new letters
SHARE = 4  # of the file: a quarter of it must be unused
AT_ONCE = 300_000_000  # bytes in use: more takes longer than other writers wait


def unused_bytes(session: Session) -> int:
    """What the file holds and does not use; new letters are written there first."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return 0
    asked = "SELECT freelist_count * page_size FROM pragma_freelist_count(), pragma_page_size()"
    return int(connection.execute(text(asked)).scalar_one())


def is_worth_it(unused: int, whole: int) -> bool:
    """Whether giving it back is worth writing the whole file anew. Pure."""
    return unused >= WORTH and unused * SHARE >= whole


def give_back(database: Database) -> None:
    """Writes the file anew without what it does not use: others can read meanwhile, and wait to write."""
    with closing(database.engine.raw_connection()) as connection:
        raw = connection.driver_connection
        assert isinstance(raw, sqlite3.Connection), "nothing of the kind elsewhere"
        try:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise StorageError(
                f"chưa trả được chỗ trống cho đĩa ({error}); dữ liệu vẫn nguyên, đĩa cần trống bằng cỡ cơ sở dữ liệu"
            ) from error
