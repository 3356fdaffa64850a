"""Policies as they once were in force: an obligation keeps the ladder that it began with.

It begins when the first step about it is told or passed over; until then the policy of today holds.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, bindparam, col, select, update

from plan.facts import DAY, FactOf
from plan.models import Obligation, PolicyVersion
from plan.prepared import Prepared
from plan.storage.chunks import batches
from plan.storage.database import put_if_missing
from scheduler.policy.policy import Ladders

IN_FORCE_SINCE = FactOf(
    "ladders-since", DAY
)  # the day on which the ladders of today took the place of others


_BEGIN = Prepared(
    update(Obligation)
    .where(col(Obligation.id) == bindparam("number"), col(Obligation.rulebook_id).is_(None))
    .values(rulebook_id=bindparam("rulebook"))
)


@dataclass
class PolicyVersions:
    """The ladders of today and, read when asked for, those of before."""

    session: Session
    today: Ladders
    _kept: dict[int, Ladders] = field(default_factory=dict)
    _known: int | None = None  # the number of today's, once it was found rather than just written

    def of(self, rulebook: int | None) -> Ladders:
        """The ladders of an obligation with that `rulebook_id`."""
        if rulebook is None:
            return self.today
        if rulebook not in self._kept:
            row = self.session.get_one(PolicyVersion, rulebook)
            self._kept[rulebook] = Ladders.model_validate(row.definition)
        return self._kept[rulebook]

    def begin(self, obligations: Collection[int], now: datetime) -> None:
        """These obligations keep the ladders of today from now on, unless they began before."""
        if not obligations:
            return
        number = self._number(now)
        for rows in batches({"number": one, "rulebook": number} for one in sorted(obligations)):
            _BEGIN.run_each(self.session.connection(), rows)

    def _number(self, now: datetime) -> int:
        if self._known is not None:
            return self._known
        definition = self.today.model_dump(mode="json")
        digest = hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()
        which = select(PolicyVersion.id).where(PolicyVersion.digest == digest)
        number = self.session.exec(which).first()
        if number is None:
            values = {"digest": digest, "definition": definition, "since": now}
            put_if_missing(self.session, PolicyVersion, values)
            number = self.session.exec(which).one()
        else:
            # What was just written would be gone if this letter came to nothing.
            self._known = number
        assert number is not None, "a primary key"
        self._kept[number] = self.today
        return number
