"""One look at a token and at the counter of changes: whether what was found by them still holds.

The row is compared, never read: whatever of it differs, the token is looked up in full.
"""

from plan.people.secret import digest_of
from plan.people.tokens import SECRET
from plan.storage.database import Database

TokenRow = tuple[object, ...]
_QUERY = (
    "SELECT id, scopes, agency, ends_on, used_on, ended_at, "
    "(SELECT value FROM fact WHERE name = 'changes') FROM token WHERE digest = ?"
)


def glance(database: Database, secret: str) -> TokenRow | None:
    """None for an unknown token, and where a look would have to wait: at a server, behind somebody who writes."""
    return database.glance(_QUERY, digest_of(secret)) if SECRET.fullmatch(secret) else None
