"""The directory of agencies as readers see it, kept for as long as no words changed: whoever writes loads it anew."""

from functools import lru_cache

from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.storage.database import Database


@lru_cache(maxsize=2)
def kept_directory(database: Database, _word_change: int) -> AgencyDirectory:
    """As of that change of words, as the reader's session sees the counter, or later."""
    with database.read() as session:
        return load_directory(session)
