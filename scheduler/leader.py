"""Which process decides: of several daemons on one database the one with the lease ticks; all send."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from plan.storage import lease
from plan.storage.database import Database
from plan.storage.lease import HeldLease

log = logging.getLogger(__name__)
ALONE = timedelta(seconds=90)  # the lease on a file of one machine: no need to write every few seconds


@dataclass(slots=True)
class Leader:
    """Leader election by one lease row with a fencing number."""

    database: Database
    worker_id: str
    held: HeldLease | None = None

    @property
    def is_shared(self) -> bool:
        """Whether other machines may use this database too."""
        return self.database.engine.dialect.name != "sqlite"

    def take(self, now: datetime) -> HeldLease | None:
        """The lease, taken or prolonged; None while another living process has it."""
        with self.database.begin() as session:
            held = lease.take(session, self.worker_id, lease.shared_time(session, now), self._lasts)
        if held and held != self.held:
            log.info("this process leads from now on (fence %d)", held.fence)
        self.held = held
        return held

    def keep(self, session: Session, held: HeldLease, now: datetime) -> None:
        """In the transaction of the work: raises FencedError if the lease went to another process meanwhile."""
        lease.keep(session, held, lease.shared_time(session, now), self._lasts)

    def give_up(self, now: datetime) -> None:
        """Leave the lease to whoever comes next."""
        if self.held:
            with self.database.begin() as session:
                lease.give_up(session, self.held, lease.shared_time(session, now))

    @property
    def _lasts(self) -> timedelta:
        return lease.LASTS if self.is_shared else ALONE
