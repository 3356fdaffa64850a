"""What one agency is told today, gathered party by party before its letter is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from notifications.notice import LetterLine
from plan.ledger.notices import DueParty, LadderPosition, Told, ToldStep
from plan.models import Role
from plan.obligations.duty import Duty
from plan.obligations.status import is_open
from plan.steps import StepKind, StepName
from scheduler.forecast.parties import facts_of
from scheduler.letters.acceptance import AcceptanceItem, line_for
from scheduler.letters.background import LineBackground
from scheduler.letters.changes import ChangeToTell
from scheduler.letters.context import LetterContext
from scheduler.letters.extensions import still_to_tell
from scheduler.letters.lines import is_paused, line_of
from scheduler.policy.escalation import audience_now, collected_by, watch_steps
from scheduler.policy.reminders import BEGINNING, Decision, Step, decide, lead_steps, partner_steps, suppress

OVER = Decision(None, (), None)


@dataclass(slots=True)
class DigestDraft:
    """The lines and ledger rows of one agency, and the positions of its parties on their ladders afterwards."""

    context: LetterContext
    agency: str
    background: LineBackground
    known: Told
    begins: list[int] = field(default_factory=list)  # obligations of which nothing was told before
    lines: dict[tuple[int, StepName], LetterLine] = field(default_factory=dict)
    steps: dict[tuple[int, StepName], ToldStep] = field(default_factory=dict)
    positions: list[LadderPosition] = field(default_factory=list)

    def go_on(self, background: LineBackground, known: Told) -> None:
        """The parties that are added next are about other obligations: what is known of those."""
        self.background, self.known = background, known

    def add_party(self, due: DueParty, duty: Duty, decided: Decision) -> None:
        """What was decided about one party, as far as the ledger does not have it yet."""
        decision = without_known(self.agency, duty.id, decided, self.known)
        told_on = self.context.today if decision.tell or decision.passed else due.told_on
        self.positions.append(LadderPosition(due, told_on, decision.next_on))
        for passed in decision.passed:
            self.steps.setdefault((duty.id, passed.name), self._step(due, duty, passed, told=False))
        if step := decision.tell:
            key = duty.id, step.name
            before = self.steps.get(key)
            if before and before.told and before.role == Role.LEAD:
                return  # two agencies with a part in it were merged: tell it once, as the lead
            self.steps[key] = self._step(due, duty, step, told=True)
            self.lines[key] = line_of(
                self.context, duty, step.name, step.reason, due.role, self.background, self.agency
            )

    def add_answers(self, due: DueParty, duty: Duty, decisions: tuple[Step, ...]) -> None:
        """Add what became of the agency's requests and words to the line of that obligation, or add a line for it."""
        if not is_open(duty):
            return
        tell, ahead = still_to_tell(decisions, duty.id, self.known, self.context.today)
        last = self.positions[-1]
        days = [day for day in (last.next_on, ahead) if day]
        told_on = self.context.today if tell else last.told_on
        self.positions[-1] = LadderPosition(due, told_on, min(days, default=None))
        if not tell:
            return
        for step in tell:
            self.steps[duty.id, step.name] = self._step(due, duty, step, told=True)
        key = next((k for k in self.lines if k[0] == duty.id), (duty.id, tell[-1].name))
        line = self.lines.get(key) or line_of(
            self.context, duty, key[1], tell[-1].reason, due.role, self.background, self.agency
        )
        asked = tuple(step.reason for step in tell if step.name.kind is StepKind.ANSWER)
        told_apart = {StepKind.ANSWER, StepKind.SENT_BACK if duty.sent_back else StepKind.ANSWER}
        remarks = tuple(step.reason for step in tell if step.name.kind not in told_apart)
        self.lines[key] = replace(line, answers=asked, remarks=remarks)

    def add_changes(self, changes: Sequence[ChangeToTell]) -> None:
        """What decisions changed for this agency, a line each beside whatever else is due."""
        for one in changes:
            due = DueParty(one.duty.id, self.agency, Role.LEAD, None)
            self.steps[one.duty.id, one.step.name] = self._step(due, one.duty, one.step, told=True)
            line = line_of(
                self.context,
                one.duty,
                one.step.name,
                one.step.reason,
                Role.LEAD,
                self.background,
                self.agency,
            )
            self.lines[one.duty.id, one.step.name] = replace(
                line, change=one.step.reason, changed_by=one.by, is_over=one.is_over, waiting=False
            )

    def add_corrections(self, due: DueParty, duty: Duty, mistakes: tuple[Step, ...]) -> None:
        """Say what was told wrong before, in the line of that obligation, or in one of its own: it may be over."""
        tell = [step for step in mistakes if (duty.id, step.name, self.agency) not in self.known]
        if not tell or any((duty.id, step.name) in self.steps for step in tell):
            return  # told before, or in the line of another part that the agency has in it
        for step in tell:
            self.steps[duty.id, step.name] = self._step(due, duty, step, told=True)
        key = next((k for k in self.lines if k[0] == duty.id), (duty.id, tell[-1].name))
        line = self.lines.get(key) or replace(
            line_of(self.context, duty, key[1], tell[-1].reason, due.role, self.background, self.agency),
            corrects=True,
        )
        self.lines[key] = replace(line, remarks=(*line.remarks, *(step.reason for step in tell)))

    def add_acceptance(self, items: Sequence[AcceptanceItem]) -> None:
        """What waits for this office's word, or for that of an office below it."""
        for one in items:
            due = DueParty(one.duty.id, self.agency, Role.WATCH, None)
            self.lines[one.duty.id, one.step.name] = line_for(self.context, one)
            for passed in one.decision.passed:
                self.steps.setdefault(
                    (one.duty.id, passed.name), self._step(due, one.duty, passed, told=False)
                )
            if tell := one.decision.tell:
                self.steps[one.duty.id, tell.name] = self._step(due, one.duty, tell, told=True)

    def _step(self, due: DueParty, duty: Duty, step: Step, *, told: bool) -> ToldStep:
        if duty.rulebook is None and self.begins[-1:] != [duty.id]:
            self.begins.append(duty.id)
        return ToldStep(due.obligation, self.agency, due.role, step.name, step.reason, told=told)


def without_known(agency: str, duty: int, decision: Decision, known: Told) -> Decision:
    """The decision without the steps that the ledger already has for this agency."""
    if not known:
        return decision
    passed = tuple(step for step in decision.passed if (duty, step.name, agency) not in known)
    tell = decision.tell if decision.tell and (duty, decision.tell.name, agency) not in known else None
    return Decision(tell, passed, decision.next_on)


def decision_for(context: LetterContext, due: DueParty, duty: Duty) -> Decision:
    """What this party is told about this obligation today, by the pure ladders; nothing more once it is over."""
    if not is_open(duty) or is_paused(context, duty, due.agency, due.role):
        return OVER
    rung = _first_rung(context, due, duty) if due.role == Role.WATCH else 0
    if rung is None:
        return OVER
    days = duty.opens, duty.due, duty.ends, duty.since, duty.target, duty.extended_from is not None
    key = duty.kind, duty.requested, duty.rulebook, days, due.role, due.told_on, rung
    if (known := context.decisions.get(key)) is None:
        known = context.decisions[key] = _decided(context, due, duty, rung)
    return known


def _first_rung(context: LetterContext, due: DueParty, duty: Duty) -> int | None:
    """The rung from which this office is told of it; None if it is not told of it at all."""
    ladder = context.policy_versions.of(duty.rulebook).ladder(duty.kind)
    watchers = collected_by(duty.through, context.rules.watchers)
    return audience_now(duty.leads, ladder, watchers, context.current).get(context.current(due.agency))


def _decided(context: LetterContext, due: DueParty, duty: Duty, rung: int) -> Decision:
    rules, today, ladders = context.rules, context.today, context.policy_versions.of(duty.rulebook)
    facts = facts_of(duty, duty.since or duty.opens, announced=duty.requested)
    told_on = due.told_on or BEGINNING
    if due.role == Role.LEAD:
        return decide(lead_steps(facts, ladders, rules.calendar, told_on), today)
    if due.role == Role.PARTNER:
        decision = decide(partner_steps(facts, ladders, rules.calendar, told_on), today)
        late = "việc đã quá hạn: cơ quan phối hợp không bị nhắc là chậm"
        return suppress(decision, late) if today > duty.ends else decision
    return decide(watch_steps(facts, ladders.ladder(duty.kind), rung, rules.calendar, told_on), today)
