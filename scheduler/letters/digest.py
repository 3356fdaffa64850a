"""The parties that are due → what each agency is told → one letter each, with its rows in the ledger.

All in one transaction: there is never a letter without its notices, nor notices without their letter.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError

from plan.addresses import can_be_told
from plan.ledger import notices
from plan.ledger.notices import DueParty, LadderPosition, Owed, Told, WrittenLetters
from plan.models import Role
from plan.obligations import views
from plan.obligations.views import ObligationFilter
from scheduler.letters.acceptance import (
    AcceptanceItem,
    acceptance_items,
    declaration_steps,
    fresh_among,
    silent,
)
from scheduler.letters.background import NO_BACKGROUND, background_of
from scheduler.letters.changes import changes_to_tell
from scheduler.letters.context import LetterContext
from scheduler.letters.corrections import correction_steps
from scheduler.letters.digest_draft import DigestDraft, decision_for
from scheduler.letters.extensions import ExtensionDecisions, extension_decisions
from scheduler.letters.kind import LetterKind, queue_letter
from scheduler.policy.reminders import Decision

log = logging.getLogger(__name__)
PIECE = 4_000  # parties whose duties are read at once for an office that hears of others: of a nation it hears of 66,000


def write_digests(context: LetterContext, kind: LetterKind, roles: tuple[Role, ...]) -> list[int]:
    """Write today's letter of that kind to every agency for which there is something new; their numbers.

    What waits to be accepted is told beside what is escalated, or in a letter of its own.
    """
    due = notices.due_agencies(context.session, context.today, roles)
    items = acceptance_items(context) if Role.WATCH in roles else {}
    fresh = fresh_among(context, items)
    changes = changes_to_tell(context) if Role.LEAD in roles else {}
    if not due and not fresh and not changes:
        return []
    served = notices.written_on(context.session, context.today, kind.name)
    mine = _portion(
        context, kind, {context.current(code) for code in due} | fresh.keys() | changes.keys(), served
    )
    told = [code for code in due if context.current(code) in mine]
    parties = notices.due_parties(context.session, context.today, roles, told)
    drafts = _drafts(context, parties, watching=Role.WATCH in roles)
    _add_acceptance(context, drafts, mine, items, fresh)
    for agency in sorted(changes.keys() & mine):
        drafts.setdefault(agency, DigestDraft(context, agency, NO_BACKGROUND, set())).add_changes(
            changes[agency]
        )
    owed = notices.owed_among(
        context.session, {number for draft in drafts.values() for number, _ in draft.steps}
    )
    together = _Together(context, kind, served, owed)
    letters = _write_reachable(together, drafts)
    context.forget_duties()
    return letters


@dataclass(frozen=True, slots=True)
class _Together:
    """What the letters have in common that are written together."""

    context: LetterContext
    kind: LetterKind
    served: WrittenLetters
    owed: Owed


def _portion(
    context: LetterContext, kind: LetterKind, agencies: Collection[str], served: WrittenLetters
) -> set[str]:
    """Whom this transaction writes to. An agency that has today's letter already waits until tomorrow."""
    return set(context.portions.next(kind.name, set(agencies) - served.agencies))


def _add_acceptance(
    context: LetterContext,
    drafts: dict[str, DigestDraft],
    mine: Collection[str],
    items: Mapping[str, Sequence[AcceptanceItem]],
    fresh: Mapping[str, Sequence[AcceptanceItem]],
) -> None:
    """All that waits stands in each letter of whoever accepts it; only what is new calls for a letter."""
    for office in sorted(fresh.keys() & mine):
        drafts.setdefault(office, DigestDraft(context, office, NO_BACKGROUND, set())).add_acceptance(
            fresh[office]
        )
    for office, draft in drafts.items():
        if draft.lines and office not in fresh:
            draft.add_acceptance([silent(one) for one in items.get(office, ())])


def _drafts(context: LetterContext, due: Sequence[DueParty], *, watching: bool) -> dict[str, DigestDraft]:
    """What is due, by the agency to be told."""
    drafts: dict[str, DigestDraft] = {}
    size = PIECE if watching else max(1, len(due))
    for start in range(0, len(due), size):
        _gather(context, drafts, due[start : start + size], watching=watching)
    return dict(sorted(drafts.items()))


def _gather(
    context: LetterContext, drafts: dict[str, DigestDraft], due: Sequence[DueParty], *, watching: bool
) -> None:
    """Add what these parties are told to the drafts of their agencies."""
    ids = tuple({d.obligation for d in due})
    duties = {d.id: d for d in views.duties(context.session, context.today, ObligationFilter(ids=ids))}
    if not watching:
        context.duties.update(duties)  # for their calendars
    background = background_of(context, duties.values(), watching=watching)
    led = {d.obligation for d in due if d.role == Role.LEAD}
    corrections = correction_steps(context, ids)
    extensions = _merged(extension_decisions(context, led), declaration_steps(context, led))
    decided = [decision_for(context, one, duties[one.obligation]) for one in due]
    known = _known(context, due, decided, _merged(extensions, corrections))
    for agency in {context.current(one.agency) for one in due}:
        drafts.setdefault(agency, DigestDraft(context, agency, background, known)).go_on(background, known)
    for one, decision in zip(due, decided, strict=True):
        agency, duty = context.current(one.agency), duties[one.obligation]
        draft = drafts[agency]
        draft.add_party(one, duty, decision)
        if one.role == Role.LEAD and (answers := extensions.get((duty.id, agency))):
            draft.add_answers(one, duty, answers)
        if mistakes := corrections.get((duty.id, agency)):
            draft.add_corrections(one, duty, mistakes)


def _merged(*found: ExtensionDecisions) -> ExtensionDecisions:
    keys = {key for one in found for key in one}
    return {key: tuple(step for one in found for step in one.get(key, ())) for key in keys}


def _known(
    context: LetterContext, due: Sequence[DueParty], decided: list[Decision], extensions: ExtensionDecisions
) -> Told:
    """Which of today's steps the ledger has already.

    The ledger, not `Party.told_on`, is the truth: a party that was assigned anew, or a day that was declared off
    after its letters went, would be told twice.
    """
    steps = ((one.obligation, s.name) for one, d in zip(due, decided, strict=True) for s in d.steps)
    answers = ((duty, step.name) for (duty, _), mine in extensions.items() for step in mine)
    return notices.told_among(context.session, chain(steps, answers))


def _write_reachable(together: _Together, drafts: Mapping[str, DigestDraft]) -> list[int]:
    """Whoever cannot be written to is tried again on the next working day.

    Nothing counts as told to them, the others get their letters, and pages and `doctor` show the reason.
    """
    ready = {
        agency: draft
        for agency, draft in drafts.items()
        if not draft.lines or can_be_told(together.context.contact(agency))
    }
    for agency in drafts.keys() - ready.keys():
        _put_off(together.context, drafts[agency])
    return _write(together, ready)


def _write(together: _Together, drafts: Mapping[str, DigestDraft]) -> list[int]:
    """Write the letters, their ledger rows and the new positions, or none of them.

    All in one savepoint; if one of them comes to nothing, each in its own, so that it keeps back no other.
    """
    context = together.context
    try:
        with context.session.begin_nested():
            return _record(together, drafts)
    except (ValueError, TemplateError, IntegrityError):
        if len(drafts) > 1:
            return [number for one in drafts.items() for number in _write(together, dict([one]))]
        for agency, draft in drafts.items():
            log.exception("no letter to %s on %s", agency, context.today)
            _put_off(context, draft)
    return []


def _put_off(context: LetterContext, draft: DigestDraft) -> None:
    tomorrow = context.rules.calendar.after(context.today, 1)
    notices.advance_parties(
        context.session, [LadderPosition(p.due, p.due.told_on, tomorrow) for p in draft.positions]
    )


def _record(together: _Together, drafts: Mapping[str, DigestDraft]) -> list[int]:
    """What all of them change is changed by one statement of each kind."""
    context = together.context
    steps = [step for draft in drafts.values() for step in draft.steps.values()]
    notices.advance_parties(context.session, [one for draft in drafts.values() for one in draft.positions])
    letters = {agency: _queue(together, agency, draft) for agency, draft in drafts.items() if draft.lines}
    begins = {number for draft in drafts.values() for number in draft.begins}
    context.policy_versions.begin(begins, context.now)
    notices.record_steps(context.session, steps, context.today, letters, together.owed)
    return list(letters.values())


def _queue(together: _Together, agency: str, draft: DigestDraft) -> int:
    edition = together.served.editions.get(agency, 0) + 1
    to = together.context.contact(agency)
    return queue_letter(together.context, together.kind, to, draft.lines.values(), edition)
