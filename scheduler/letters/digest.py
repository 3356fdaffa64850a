"""Who is due to hear → what each is told → one letter each, with its rows in the ledger.

All of it is one transaction: a letter without its notices, or notices without their letter, cannot be.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError

from notifications.mail import outbox
from notifications.notice import Contact, Line, Message
from plan.ledger import notices
from plan.ledger.notices import Due, Heard, Place, Served
from plan.models import LetterKind, Role
from plan.obligations import views
from plan.obligations.replies import count_waiting
from plan.obligations.views import Duty, Wanted
from plan.subscriptions.reads import tell_silence
from scheduler.forecast.parties import facts_of
from scheduler.letters.attachments import days_for, files_for
from scheduler.letters.context import Desk
from scheduler.letters.extensions import answers_for, still_to_tell
from scheduler.letters.lines import NOTHING, Background, background_of, line_of
from scheduler.policy.escalation import audience_now, collected_by, watch_steps
from scheduler.policy.reminders import BEGINNING, Decision, Step, decide, hush, lead_steps, partner_steps

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Pile:
    """What one agency is to hear today, and where its parties stand afterwards."""

    lines: dict[tuple[int, str], Line] = field(default_factory=dict)
    heard: dict[tuple[int, str], Heard] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)


def tell(desk: Desk, kind: LetterKind, roles: tuple[Role, ...]) -> list[int]:
    """Write today's letter of that kind to every agency with something new to hear; their numbers."""
    due = notices.due_parties(desk.session, desk.today, roles)
    if not due:
        return []
    served = notices.written_on(desk.session, desk.today, kind)
    piles = _piles(desk, due, served)
    letters = [
        _close(desk, kind, desk.contact(agency), pile, served.editions.get(agency, 0) + 1)
        for agency, pile in piles.items()
    ]
    return [letter for letter in letters if letter]


def _piles(desk: Desk, due: list[Due], served: Served) -> dict[str, Pile]:
    """What is due, sorted by the agency that hears it today; those served today wait until tomorrow."""
    ids = tuple({d.obligation for d in due})
    duties = {d.id: d for d in views.duties(desk.session, desk.today, Wanted(ids=ids))}
    desk.shown.update(duties)
    background = background_of(desk, duties.values()) if any(d.role == Role.WATCH for d in due) else NOTHING
    answers = answers_for(desk, {d.obligation for d in due if d.role == Role.LEAD})
    # A seat that was given back has forgotten what the ledger has not; and a day that was declared off after its
    # letters went has its steps come once more.
    known = notices.known(desk.session, ids)
    piles: dict[str, Pile] = {}
    for one in due:
        agency = desk.current(one.agency)
        if agency not in served.agencies:
            duty = duties[one.obligation]
            pile = piles.setdefault(agency, Pile())
            _lay(desk, pile, one, agency, duty, background, known)
            if one.role == Role.LEAD and (said := answers.get((duty.id, agency))):
                _answer(desk, pile, one, agency, duty, said, known)
    return dict(sorted(piles.items()))


def _lay(
    desk: Desk,
    pile: Pile,
    due: Due,
    agency: str,
    duty: Duty,
    background: Background,
    known: set[tuple[int, str, str]],
) -> None:
    """Decide about one party and lay the result on the pile of its agency."""
    if not _open(duty):
        pile.places.append(Place(due, due.told_on, None))
        return
    decision = unknown_to(agency, duty.id, decision_for(desk, due, duty), known)
    told_on = desk.today if decision.tell or decision.passed else due.told_on
    pile.places.append(Place(due, told_on, decision.next_on))
    for passed in decision.passed:
        heard = Heard(duty.id, agency, due.role, passed.name, passed.reason, told=False)
        pile.heard.setdefault((duty.id, passed.name), heard)
    if step := decision.tell:
        heard = Heard(duty.id, agency, due.role, step.name, step.reason, told=True)
        before = pile.heard.get((duty.id, step.name))
        if before and before.told and before.role == Role.LEAD:
            return  # two merged agencies had a part in it: told once, as the one that leads
        pile.heard[duty.id, step.name] = heard
        pile.lines[duty.id, step.name] = line_of(desk, duty, step.name, step.reason, due.role, background)


def _answer(
    desk: Desk,
    pile: Pile,
    due: Due,
    agency: str,
    duty: Duty,
    said: tuple[Step, ...],
    known: set[tuple[int, str, str]],
) -> None:
    """What was decided about the agency's requests goes into the line of that obligation, or makes one."""
    if not _open(duty):
        return
    tell, ahead = still_to_tell(said, duty.id, known, desk.today)
    last = pile.places[-1]
    days = [day for day in (last.next_on, ahead) if day]
    pile.places[-1] = Place(due, desk.today if tell else last.told_on, min(days, default=None))
    if not tell:
        return
    for step in tell:
        pile.heard[duty.id, step.name] = Heard(duty.id, agency, due.role, step.name, step.reason, told=True)
    key = next((k for k in pile.lines if k[0] == duty.id), (duty.id, tell[-1].name))
    line = pile.lines.get(key) or line_of(desk, duty, key[1], tell[-1].reason, due.role)
    pile.lines[key] = replace(line, answers=tuple(step.reason for step in tell))


def unknown_to(agency: str, duty: int, decision: Decision, known: set[tuple[int, str, str]]) -> Decision:
    """The decision without what the ledger says this agency was told, or passed over, already."""
    passed = tuple(step for step in decision.passed if (duty, step.name, agency) not in known)
    tell = decision.tell if decision.tell and (duty, decision.tell.name, agency) not in known else None
    return Decision(tell, passed, decision.next_on)


def _open(duty: Duty) -> bool:
    return duty.done_on is None and duty.cancelled_on is None


def decision_for(desk: Desk, due: Due, duty: Duty) -> Decision:
    """What this party hears of this obligation today. Decides by the pure ladders alone."""
    rules, today, ladders = desk.rules, desk.today, desk.books.of(duty.rulebook)
    facts = facts_of(duty, duty.since or duty.opens, announced=duty.requested)
    told_on = due.told_on or BEGINNING
    if due.role == Role.LEAD:
        return decide(lead_steps(facts, ladders, rules.calendar, told_on), today)
    if due.role == Role.PARTNER:
        decision = decide(partner_steps(facts, ladders, rules.calendar, told_on), today)
        late = "việc đã quá hạn: cơ quan phối hợp không bị nhắc là chậm"
        return hush(decision, late) if today > duty.ends else decision
    ladder = ladders.ladder(duty.kind)
    watchers = collected_by(duty.through, rules.watchers)
    first = audience_now(duty.leads, ladder, watchers, desk.current).get(desk.current(due.agency))
    if first is None:
        return Decision(None, (), None)
    return decide(watch_steps(facts, ladder, first, rules.calendar, told_on), today)


def _close(desk: Desk, kind: LetterKind, to: Contact, pile: Pile, edition: int) -> int | None:
    """Write the letter, its ledger rows and the new places, or none of them.

    An agency that cannot be written to keeps everything for the next working day: nothing counts as
    told, the others get their letters, and pages and `doctor` show the reason.
    """
    if not pile.lines or to.emails:
        try:
            with desk.session.begin_nested():
                return _told(desk, kind, to, pile, edition)
        except (ValueError, TemplateError, IntegrityError):
            log.exception("no letter to %s on %s", to.code, desk.today)
    tomorrow = desk.rules.calendar.after(desk.today, 1)
    notices.move(desk.session, [Place(p.due, p.due.told_on, tomorrow) for p in pile.places])
    return None


def _told(desk: Desk, kind: LetterKind, to: Contact, pile: Pile, edition: int) -> int | None:
    notices.move(desk.session, pile.places)
    letter = send_to_outbox(desk, kind, to, pile.lines.values(), edition) if pile.lines else None
    new = {h.obligation for h in pile.heard.values() if desk.shown[h.obligation].rulebook is None}
    desk.books.begin(new, desk.now)
    notices.write(desk.session, [h for h in pile.heard.values() if h.told], desk.today, letter)
    notices.write(desk.session, [h for h in pile.heard.values() if not h.told], desk.today, None)
    return letter


def send_to_outbox(
    desk: Desk,
    kind: LetterKind,
    to: Contact,
    lines: Iterable[Line],
    edition: int = 1,
    notes: tuple[str, ...] = (),
) -> int:
    """One finished letter in the queue; its number."""
    unread = tell_silence(desk.session, to.code, desk.now) if kind == LetterKind.DIGEST else ()
    decides = kind != LetterKind.DIGEST and to.code == desk.office.code
    requests = count_waiting(desk.session) if decides else 0
    message = Message(kind.value, to, desk.today, tuple(lines), desk.office, unread, edition, notes, requests)
    files = [*files_for(desk, message), *days_for(desk, message)]
    written = desk.writer.write(message, desk.now, files)
    return outbox.put(desk.session, message, written, desk.now)
