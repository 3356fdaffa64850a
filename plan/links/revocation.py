"""The key that links are signed with, and links that were taken back before their time."""

from secrets import token_hex

from sqlalchemy import delete
from sqlmodel import Session, col, or_, select

from plan.audit.log import Act, write_down
from plan.facts import TEXT, FactOf
from plan.links.claims import Claim
from plan.models import AddressClaim, LinkRevocation
from plan.storage.database import Database
from plan.subscriptions.feeds import name_of

_KEY = FactOf("signing-key", TEXT)


def signing_key(database: Database) -> bytes:
    """The key kept in the database, made when it is first needed: all machines on it share it."""
    if key := stored_key(database):
        return key
    with database.begin() as session:
        return bytes.fromhex(_KEY.lock(session, token_hex(32)))


def stored_key(database: Database) -> bytes:
    """The key if the database has one by now; nothing is written."""
    with database.read() as session:
        return bytes.fromhex(_KEY.of(session) or "")


def revoke(session: Session, act: Act, agency: str, obligation: int | None = None) -> None:
    """No link that the agency was sent until now (about that obligation) opens anything any more.

    With all of them goes what nobody confirmed: whoever asked for an address may have come in by a link that leaked.
    """
    name_of(session, agency)
    if obligation is None:
        waiting = delete(AddressClaim).where(
            col(AddressClaim.agency) == agency, col(AddressClaim.confirmed_at).is_(None)
        )
        session.connection().execute(waiting)
    session.add(LinkRevocation(agency=agency, obligation_id=obligation, until=act.now))
    subject = f"obligation {obligation}" if obligation else f"agency {agency}"
    write_down(session, act, "links revoke", subject, {"agency": agency})


def is_revoked(session: Session, claim: Claim) -> bool:
    """Whether the link was taken back."""
    about = or_(col(LinkRevocation.obligation_id).is_(None), LinkRevocation.obligation_id == claim.obligation)
    query = select(LinkRevocation.id).where(LinkRevocation.agency == claim.agency, about)
    return (
        session.exec(query.where(col(LinkRevocation.until) >= claim.issued_at).limit(1)).first() is not None
    )
