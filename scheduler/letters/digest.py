"""The parties that are due → what each agency is told → one letter each, with its rows in the ledger.

All in one transaction: there is never a letter without its notices, nor notices without their letter.
"""

import logging
from dataclasses import dataclass, field, replace

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError

from notifications.notice import Contact, LetterContent, LetterLine, sections
from notifications.rendering import oneline
from plan import dates
from plan.ledger import notices
from plan.ledger.notices import DueParty, LadderPosition, ToldStep, WrittenLetters
from plan.models import Role
from plan.obligations import views
from plan.obligations.views import Duty, ObligationFilter
from scheduler.forecast.parties import facts_of
from scheduler.letters.context import LetterContext
from scheduler.letters.extensions import extension_decisions, still_to_tell
from scheduler.letters.kind import LetterKind, queue_letter
from scheduler.letters.lines import NO_BACKGROUND, LineBackground, background_of, line_of
from scheduler.policy.escalation import audience_now, collected_by, watch_steps
from scheduler.policy.reminders import BEGINNING, Decision, Step, decide, lead_steps, partner_steps, suppress

log = logging.getLogger(__name__)


@dataclass(slots=True)
class DigestDraft:
    """What one agency is told today, and the positions of its parties on their ladders afterwards."""

    lines: dict[tuple[int, str], LetterLine] = field(default_factory=dict)
    heard: dict[tuple[int, str], ToldStep] = field(default_factory=dict)
    positions: list[LadderPosition] = field(default_factory=list)


def digest_subject(content: LetterContent) -> str:
    words = {"late": "quá hạn", "soon": "sắp đến hạn", "opened": "mới bắt đầu", "partner": "phối hợp"}
    counts = ", ".join(f"{len(s.lines)} việc {words[s.name]}" for s in sections(content))
    return f"[Đôn đốc] {oneline(content.to.name)}: {counts} ({dates.day(content.day)})"


def escalation_subject(content: LetterContent) -> str:
    late = {lead.code for line in content.lines for lead in line.leads}
    return f"[Đôn đốc] {len(late)} cơ quan chậm báo cáo ({dates.day(content.day)})"


def write_digests(context: LetterContext, kind: LetterKind, roles: tuple[Role, ...]) -> list[int]:
    """Write today's letter of that kind to every agency for which there is something new; their numbers."""
    due = notices.due_parties(context.session, context.today, roles)
    if not due:
        return []
    served = notices.written_on(context.session, context.today, kind.name)
    drafts = _drafts(context, due, served)
    letters = [
        _write_digest(context, kind, context.contact(agency), draft, served.editions.get(agency, 0) + 1)
        for agency, draft in drafts.items()
    ]
    return [letter for letter in letters if letter]


def _drafts(context: LetterContext, due: list[DueParty], served: WrittenLetters) -> dict[str, DigestDraft]:
    """What is due, by the agency to be told today; an agency that has today's letter already waits until tomorrow."""
    ids = tuple({d.obligation for d in due})
    duties = {d.id: d for d in views.duties(context.session, context.today, ObligationFilter(ids=ids))}
    context.duties.update(duties)
    background = (
        background_of(context, duties.values()) if any(d.role == Role.WATCH for d in due) else NO_BACKGROUND
    )
    answers = extension_decisions(context, {d.obligation for d in due if d.role == Role.LEAD})
    # The ledger, not `Party.told_on`, is the truth: a party that was assigned anew, or a day that was declared off
    # after its letters went, would be told twice.
    known = notices.told_steps(context.session, ids)
    drafts: dict[str, DigestDraft] = {}
    for one in due:
        agency = context.current(one.agency)
        if agency not in served.agencies:
            duty = duties[one.obligation]
            draft = drafts.setdefault(agency, DigestDraft())
            _add_party(context, draft, one, agency, duty, background, known)
            if one.role == Role.LEAD and (said := answers.get((duty.id, agency))):
                _add_decision(context, draft, one, agency, duty, said, known)
    return dict(sorted(drafts.items()))


def _add_party(
    context: LetterContext,
    draft: DigestDraft,
    due: DueParty,
    agency: str,
    duty: Duty,
    background: LineBackground,
    known: set[tuple[int, str, str]],
) -> None:
    """Decide about one party, and add the result to the draft for its agency."""
    if not _open(duty):
        draft.positions.append(LadderPosition(due, due.told_on, None))
        return
    decision = without_known(agency, duty.id, decision_for(context, due, duty), known)
    told_on = context.today if decision.tell or decision.passed else due.told_on
    draft.positions.append(LadderPosition(due, told_on, decision.next_on))
    for passed in decision.passed:
        heard = ToldStep(duty.id, agency, due.role, passed.name, passed.reason, told=False)
        draft.heard.setdefault((duty.id, passed.name), heard)
    if step := decision.tell:
        heard = ToldStep(duty.id, agency, due.role, step.name, step.reason, told=True)
        before = draft.heard.get((duty.id, step.name))
        if before and before.told and before.role == Role.LEAD:
            return  # two agencies with a part in it were merged: tell it once, as the lead
        draft.heard[duty.id, step.name] = heard
        draft.lines[duty.id, step.name] = line_of(context, duty, step.name, step.reason, due.role, background)


def _add_decision(
    context: LetterContext,
    draft: DigestDraft,
    due: DueParty,
    agency: str,
    duty: Duty,
    said: tuple[Step, ...],
    known: set[tuple[int, str, str]],
) -> None:
    """Add the decisions on the agency's requests to the line of that obligation, or add a line for them."""
    if not _open(duty):
        return
    tell, ahead = still_to_tell(said, duty.id, known, context.today)
    last = draft.positions[-1]
    days = [day for day in (last.next_on, ahead) if day]
    draft.positions[-1] = LadderPosition(
        due, context.today if tell else last.told_on, min(days, default=None)
    )
    if not tell:
        return
    for step in tell:
        draft.heard[duty.id, step.name] = ToldStep(
            duty.id, agency, due.role, step.name, step.reason, told=True
        )
    key = next((k for k in draft.lines if k[0] == duty.id), (duty.id, tell[-1].name))
    line = draft.lines.get(key) or line_of(context, duty, key[1], tell[-1].reason, due.role)
    draft.lines[key] = replace(line, answers=tuple(step.reason for step in tell))


def without_known(agency: str, duty: int, decision: Decision, known: set[tuple[int, str, str]]) -> Decision:
    """The decision without the steps that the ledger already has for this agency."""
    passed = tuple(step for step in decision.passed if (duty, step.name, agency) not in known)
    tell = decision.tell if decision.tell and (duty, decision.tell.name, agency) not in known else None
    return Decision(tell, passed, decision.next_on)


def _open(duty: Duty) -> bool:
    return duty.done_on is None and duty.cancelled_on is None


def decision_for(context: LetterContext, due: DueParty, duty: Duty) -> Decision:
    """What this party is told about this obligation today, by the pure ladders."""
    rules, today, ladders = context.rules, context.today, context.policy_versions.of(duty.rulebook)
    facts = facts_of(duty, duty.since or duty.opens, announced=duty.requested)
    told_on = due.told_on or BEGINNING
    if due.role == Role.LEAD:
        return decide(lead_steps(facts, ladders, rules.calendar, told_on), today)
    if due.role == Role.PARTNER:
        decision = decide(partner_steps(facts, ladders, rules.calendar, told_on), today)
        late = "việc đã quá hạn: cơ quan phối hợp không bị nhắc là chậm"
        return suppress(decision, late) if today > duty.ends else decision
    ladder = ladders.ladder(duty.kind)
    watchers = collected_by(duty.through, rules.watchers)
    first = audience_now(duty.leads, ladder, watchers, context.current).get(context.current(due.agency))
    if first is None:
        return Decision(None, (), None)
    return decide(watch_steps(facts, ladder, first, rules.calendar, told_on), today)


def _write_digest(
    context: LetterContext, kind: LetterKind, to: Contact, draft: DigestDraft, edition: int
) -> int | None:
    """Write the letter, its ledger rows and the new positions, or none of them.

    If an agency cannot be written to, everything is tried again on the next working day: nothing counts as
    told, the others get their letters, and pages and `doctor` show the reason.
    """
    if not draft.lines or to.emails:
        try:
            with context.session.begin_nested():
                return _record(context, kind, to, draft, edition)
        except (ValueError, TemplateError, IntegrityError):
            log.exception("no letter to %s on %s", to.code, context.today)
    tomorrow = context.rules.calendar.after(context.today, 1)
    notices.advance_parties(
        context.session, [LadderPosition(p.due, p.due.told_on, tomorrow) for p in draft.positions]
    )
    return None


def _record(
    context: LetterContext, kind: LetterKind, to: Contact, draft: DigestDraft, edition: int
) -> int | None:
    notices.advance_parties(context.session, draft.positions)
    letter = queue_letter(context, kind, to, draft.lines.values(), edition) if draft.lines else None
    new = {h.obligation for h in draft.heard.values() if context.duties[h.obligation].rulebook is None}
    context.policy_versions.begin(new, context.now)
    notices.record_steps(context.session, [h for h in draft.heard.values() if h.told], context.today, letter)
    notices.record_steps(
        context.session, [h for h in draft.heard.values() if not h.told], context.today, None
    )
    return letter
