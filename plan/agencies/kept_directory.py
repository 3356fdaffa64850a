"""The directory of agencies as readers see it, kept for as long as no words changed: whoever writes loads it anew."""

from functools import lru_cache

from sqlmodel import Session

from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.storage.changes import word_changes
from plan.storage.database import Database


def kept_directory(database: Database, session: Session) -> AgencyDirectory:
    """As of what the session sees, which must not have changed anything itself."""
    return _kept(database, word_changes(session))


@lru_cache(maxsize=2)
def _kept(database: Database, _change: int) -> AgencyDirectory:
    with database.read() as session:
        return load_directory(session)
