"""Tokens as they were looked up last: good for as long as their rows, and the counter of changes, stand still."""

from dataclasses import dataclass, field
from datetime import date

from plan.people import tokens
from plan.people.secret import digest_of
from plan.people.token_glance import TokenRow
from plan.people.tokens import TokenLine
from plan.storage.changes import changes
from plan.storage.database import Database
from web.kept import keep

MOST = 1000


@dataclass(frozen=True, slots=True)
class KnownToken:
    """A token, and the counter of changes as it was when the token was looked up. `row` was seen before both."""

    row: TokenRow | None
    line: TokenLine
    change: int


@dataclass(slots=True)
class KnownTokens:
    """Asked by one look at a row, from the loop; `in_full` needs a session, and so a thread."""

    _kept: dict[str, KnownToken] = field(default_factory=dict)

    def at_once(self, row: TokenRow | None, secret: str, today: date) -> KnownToken | None:
        """None for what has to be looked up in full, be it good or not."""
        kept = self._kept.get(digest_of(secret)) if row is not None else None
        return kept if kept and kept.row == row and kept.line.is_good(today) else None

    def in_full(
        self, database: Database, row: TokenRow | None, secret: str, today: date
    ) -> KnownToken | None:
        """The token, if it is good on that day."""
        with database.read() as session:
            line = tokens.find(session, secret, today)
            if line is None:
                return None
            found = KnownToken(row, line, changes(session))
        keep(self._kept, digest_of(secret), found, MOST)
        return found
