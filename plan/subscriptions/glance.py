"""One look at a subscription and at the counters of changes that it holds by: whether what was made of it still holds.

The row is compared, never read: whatever of it differs, the calendar is asked for in full.
"""

from plan.storage.database import Database
from plan.subscriptions.feeds import hashed

GlanceRow = tuple[object, ...]
_QUERY = (
    "SELECT id, agency, name, choice, revoked_at, expires_at, etag, modified_at, seen_at, "
    "(SELECT value FROM fact WHERE name = CASE WHEN agency IS NULL THEN 'changes' ELSE 'changes-of-words' END), "
    "(SELECT value FROM fact WHERE name = 'changes-of-agency:' || agency) FROM feed WHERE secret_hash = ?"
)


def glance(database: Database, secret: str) -> GlanceRow | None:
    """None for an unknown secret, and where a look would have to wait: at a server, behind somebody who writes."""
    return database.glance(_QUERY, hashed(secret))
