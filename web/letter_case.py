"""What the page of one letter shows, gathered in one moment."""

from math import ceil

from notifications.mail.pauses import pauses
from notifications.short_message import suffix
from plan.labels import step, where_kept
from plan.ledger.old_letters import kept_letter
from plan.obligations.views import names
from plan.storage.session import Session
from plan.views import letter_page as views
from plan.views import letters
from plan.vocabulary import LetterState
from web import opened_letter
from web.letter_wait import why_waiting
from web.site import Site
from web.status import Standing, standing_of

LONGEST_SOURCE = 60_000  # characters of the bytes that are shown; the file has them all
LINE, PIXELS, AROUND = 62, 16, 180  # of a letter: characters of a line, its height, and what stands around


def letter_case(site: Site, session: Session, number: int) -> dict[str, object] | None:
    """The letter of that number with what became of it; None if there is none."""
    found, raw = letters.letter(session, number), letters.letter_bytes(session, number)
    if found is None or raw is None:
        return None
    kept = kept_letter(session, number)
    content = opened_letter.PUT_AWAY if kept else opened_letter.read(raw, found.channel)
    fate = views.letter_fate(session, number)
    told = views.told_duties(session, number)
    return {
        "letter": found,
        "content": content,
        "kept": kept and where_kept(kept.file, kept.entry, kept.digest),
        "height": height_of(content.text),
        "source": raw[:LONGEST_SOURCE].decode(errors="replace").replace("\r\n", "\n"),
        "is_whole": len(raw) <= LONGEST_SOURCE,
        "suffix": suffix(found.channel),
        "fate": fate,
        "answers": [(to, *fate.said_of(to, found.state)) for to in found.recipients],
        "told": [(one, step(one.step), _standing(site, one)) for one in told],
        "back": views.came_back(session, number),
        "pressed": views.links_pressed(session, number, found.agency, found.written_at),
        "waits": why_waiting(site, session, found),
        "held": found.agency in pauses(session).agencies,
        "can_retry": found.state in (LetterState.REFUSED, LetterState.WAITING, LetterState.UNKNOWN),
        "who": names(session).get(found.agency),
    }


def height_of(text: str) -> int:
    """About how tall the letter is in its frame: a letter cannot tell without a script, and none runs in it."""
    lines = sum(max(1, ceil(len(line) / LINE)) for line in text.splitlines())
    return min(max(AROUND + lines * PIXELS, 400), 20_000)


def _standing(site: Site, one: views.ToldDuty) -> Standing:
    if one.declared_on and not one.done_on:
        return Standing("told", "Đã báo", "Đã báo, chờ xác nhận")
    days = (one.opens, one.ends, one.done_on, one.cancelled_on)
    return standing_of(*days, site.today(), site.rules().calendar)
