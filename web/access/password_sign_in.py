"""An address and a password, tried: the limits on guessing come first, and nothing tells whether the account is there."""

import logging
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from plan.people import attempts, users
from plan.people.attempts import MOST_OF_ACCOUNT
from plan.people.users import Account
from web.access import passwords
from web.access.addresses import address_of, counted_address
from web.access.entry import entered
from web.site import Site

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Too many were wrong: when the next may be tried."""

    until: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """Not the password of that account, or no such account."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The secret of the session that was opened."""

    secret: str


def tried(site: Site, request: Request, mail: str, password: str) -> Blocked | Wrong | Entered:
    """What becomes of it. To be called in a thread of `two_at_a_time`."""
    account = checked(site, request, mail, password)
    if isinstance(account, Blocked | Wrong):
        return account
    fresh = passwords.hashed(password) if passwords.is_outdated(account.password or "") else None
    with site.database.begin() as session:
        if fresh:
            users.rehash(session, account.id, fresh)
        return Entered(entered(site, session, request, account.id, account.mail, "password"))


def checked(site: Site, request: Request, mail: str, password: str) -> Blocked | Wrong | Account:
    """Whose password it is, if it is anybody's; a wrong one is counted, the right one forgives."""
    now, origin = site.wall(), counted_address(address_of(request, site.trusted_proxies))
    with site.database.read() as session:
        until = attempts.blocked_until(session, mail, origin, now)
        account = users.account(session, mail)
    if until is not None:
        return Blocked(until, int((until - now).total_seconds()) + 1)
    if not passwords.matches(account.password if account else None, password) or account is None:
        _note_failure(site, mail, origin)
        return Wrong()
    with site.database.begin() as session:
        attempts.forgive(session, mail, origin)
    return account


def _note_failure(site: Site, mail: str, origin: str) -> None:
    with site.database.begin() as session:
        count = attempts.note_failure(session, mail, origin, site.wall())
    if count == MOST_OF_ACCOUNT:
        log.warning("sign-in by password stopped for an account: %d were wrong from %s", count, origin)
