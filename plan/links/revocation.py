"""The key that links are signed with, and links that were taken back before their time."""

from secrets import token_hex

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from plan.audit.log import Act, write_down
from plan.links.claims import Claim
from plan.models import Fact, LinkRevocation
from plan.storage.database import Database
from plan.subscriptions.feeds import name_of

KEY = "signing-key"


def signing_key(database: Database) -> bytes:
    """The key kept in the database, made when it is first needed: all machines on it share it."""
    return stored_key(database) or bytes.fromhex(_made(database).value)


def stored_key(database: Database) -> bytes:
    """The key if the database has one by now; nothing is written."""
    with database.read() as session:
        found = session.get(Fact, KEY)
    return bytes.fromhex(found.value) if found else b""


def _made(database: Database) -> Fact:
    try:
        with database.begin() as session:
            row = session.get(Fact, KEY) or Fact(name=KEY, value=token_hex(32))
            session.add(row)
            session.flush()
            session.expunge(row)
            return row
    except IntegrityError:  # another process was first
        with database.read() as session:
            return session.get_one(Fact, KEY)


def revoke(session: Session, act: Act, agency: str, obligation: int | None = None) -> None:
    """No link that the agency was sent until now (about that obligation) opens anything any more."""
    name_of(session, agency)
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
