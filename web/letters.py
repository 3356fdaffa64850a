"""Letters that a form asks for: what they are written with, and who hears that an agency is written to elsewhere."""

from plan.audit.log import Act
from plan.people.contacts import AddressChange
from plan.storage.session import Session
from scheduler.letters.contacts import MOVED, write_contact_letter
from scheduler.letters.context import LetterContext
from web.site import Site


def letter_context(site: Site, session: Session, act: Act) -> LetterContext:
    """What a letter that a page asks for is written with."""
    return LetterContext(session, site.papers.rules(), site.papers.writer, act.now, act.today)


def tell_moved(site: Site, session: Session, act: Act, change: AddressChange, what: str) -> None:
    """Every address that there was before, the one that is gone too."""
    note = f"{what} {change.address}"
    write_contact_letter(letter_context(site, session, act), MOVED, change.agency, change.before, note)
