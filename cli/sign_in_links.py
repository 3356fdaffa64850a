"""Links by which somebody signs in: printed here, at the machine itself, and nowhere else."""

import logging
import os
import sys
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address

from sqlalchemy.exc import SQLAlchemyError

from cli.context import Context
from plan.clock import system_clock
from plan.people import sign_ins
from plan.storage.errors import StorageError

log = logging.getLogger(__name__)
IN_A_JOURNAL = timedelta(hours=1)  # a journal is kept, and others may read it


@dataclass(frozen=True, slots=True)
class LinkPlaces:
    """Where the pages are: at this machine (or the end of a tunnel to it), and by the name that people know."""

    base_url: str
    host: str
    port: int

    @property
    def here(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def links(self, secret: str) -> list[str]:
        """The same link at each place, the one that is encrypted first."""
        local = LinkPlaces("", _reachable(self.host), self.port).here
        return [f"{place}/sign-in/{secret}" for place in dict.fromkeys((self.base_url, local)) if place]


def _reachable(host: str) -> str:
    """What listens everywhere is reached at loopback."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"


def first_link(context: Context) -> str | None:
    """The link that a starting service prints; None if it cannot be kept, which stops no service."""
    life = IN_A_JOURNAL if _is_journal() else sign_ins.LINK_LIFE
    try:
        with context.database.begin() as session:
            return sign_ins.make_link(session, "service", system_clock(), life)
    except (StorageError, SQLAlchemyError) as error:
        log.warning("no link to sign in by: %s", type(error).__name__)
        return None


def _is_journal() -> bool:
    """Whether stdout goes to systemd's journal, which says so by device and inode (systemd.exec(5), JOURNAL_STREAM)."""
    try:
        out = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{out.st_dev}:{out.st_ino}"
