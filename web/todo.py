"""What waits for a person, gathered in one moment: one list for the first page and for its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from notifications.mail import outbox
from plan.agencies.directory import AgencyDirectory
from plan.agencies.kept_directory import kept_directory
from plan.hooks.endpoints import EndpointLine, closed_unseen
from plan.ledger.holds import HoldReason, SendingHold, holds
from plan.storage import nightly
from plan.storage.session import Session
from plan.tasks.question_groups import QuestionGroup
from plan.views.acceptance import Awaiting, awaiting
from plan.views.answers import AnswerLine, AskedDuty, asked_duties, waiting_answers
from plan.views.causes import UndecidedCause, undecided_causes
from plan.views.envelopes import IncomingLine, waiting_documents
from plan.views.replies import ExtensionRequest, extension_requests
from plan.views.returns import ReturnRecord, StrayRecord, returned_letters, stray_messages
from plan.views.uploads import UploadLine, WaitingProposal, open_uploads, waiting_proposals
from scheduler.policy.rules import Rules
from scheduler.working_days.calendar import WorkCalendar
from web.rail import Rail
from web.site import Site

LONG = 5  # working days: what was declared longer ago is marked as waiting too long
_NUMBERED = re.compile(r"số (\d{1,9}), ")


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """What an agency declared: for how many working days it has waited, and by how many it is late if accepted as of that day."""

    one: Awaiting
    waits: int
    late: int

    @property
    def is_long(self) -> bool:
        return self.waits > LONG


@dataclass(frozen=True, slots=True)
class Todo:
    """Everything that waits. What is empty waits for nobody."""

    declared: tuple[DeclaredItem, ...]
    causes: tuple[UndecidedCause, ...]
    requests: tuple[ExtensionRequest, ...]
    questions: tuple[QuestionGroup, ...]
    uploads: tuple[UploadLine, ...]  # documents under review
    proposals: tuple[WaitingProposal, ...]  # and those, read at the shell, that nobody answered
    incoming: tuple[IncomingLine, ...]  # from the axis, not decided on
    refused: int
    turned_away: str | None
    holds: tuple[SendingHold, ...]
    doubted: SendingHold | None
    returned: tuple[ReturnRecord, ...]
    strays: tuple[StrayRecord, ...]
    answers: tuple[AnswerLine, ...]  # by mail, not taken as the word of an agency
    silent: tuple[str, ...]
    calendar_warning: str
    differences: tuple[str, ...]
    closed_hooks: tuple[EndpointLine, ...] = ()  # endpoints that the program closed
    # By the number of a letter that somebody answered: what it asked for, one of which the answer may be about.
    asked: Mapping[int, list[AskedDuty]] = field(default_factory=dict)

    @property
    def letters(self) -> int:
        first = bool(self.refused) + bool(self.turned_away) + len(self.holds)
        return first + len(self.returned) + len(self.strays) + len(self.answers) + len(self.silent)

    @property
    def plans(self) -> int:
        return len(self.uploads) + len(self.proposals)

    @property
    def machine(self) -> int:
        return (
            bool(self.doubted) + bool(self.calendar_warning) + len(self.differences) + len(self.closed_hooks)
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each kind, in the order of the page."""
        return {
            "declared": len(self.declared),
            "causes": len(self.causes),
            "requests": len(self.requests),
            "incoming": len(self.incoming),
            "plans": self.plans,
            "questions": len(self.questions),
            "letters": self.letters,
            "machine": self.machine,
        }

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def longest(self) -> int:
        """Working days for which the first of what was declared has waited."""
        return max((item.waits for item in self.declared), default=0)


def obligation_of(difference: str) -> int | None:
    """The one that a line of the nightly check is about; some are about many."""
    found = _NUMBERED.match(difference)
    return int(found[1]) if found else None


def todo(session: Session, site: Site, rail: Rail) -> Todo:
    """Of today; what was declared first the longest waiting.

    What the rail knows is not asked again, nor anything that it counts none of: its numbers were read in the same
    session. What it keeps (questions, agencies without an address) was read in one of its own, at the last change or later.
    """
    today, rules, numbers = site.today(), site.rules(), rail.now
    held = holds(session) if numbers.holds else ()
    found = nightly.found_in(numbers.nightly)
    key = ("todo", today, rules.calendar, rules.collection)
    known = kept_directory(site.database, numbers.word_change)
    acts = site.kept.of(numbers.change, key, lambda: _acts(session, today, rules, known))
    answers = tuple(waiting_answers(session)) if numbers.answers else ()
    return Todo(
        declared=acts.declared,
        causes=acts.causes,
        requests=tuple(extension_requests(session)) if numbers.requests else (),
        questions=rail.kept.questions,
        uploads=tuple(one for one in open_uploads(session) if not one.is_under_way)
        if numbers.uploads
        else (),
        proposals=tuple(waiting_proposals(session)) if numbers.proposals else (),
        incoming=tuple(waiting_documents(session)) if numbers.incoming else (),
        refused=numbers.refused,
        turned_away=outbox.turned_away(session) if numbers.stuck else None,
        holds=tuple(one for one in held if one.reason != HoldReason.CLOCK),
        doubted=next((one for one in held if one.reason == HoldReason.CLOCK), None),
        returned=tuple(returned_letters(session, every=False)) if numbers.returned else (),
        strays=tuple(stray_messages(session)) if numbers.strays else (),
        answers=answers,
        asked=asked_duties(session, [one.letter for one in answers]) if answers else {},
        silent=rail.kept.silent,
        calendar_warning=site.calendar_warning(),
        differences=tuple(found.differences) if found else (),
        closed_hooks=tuple(closed_unseen(session)) if numbers.hooks else (),
    )


@dataclass(frozen=True, slots=True)
class WaitingActs:
    """What of it can change by acts upon obligations alone: kept until the next one."""

    declared: tuple[DeclaredItem, ...]
    causes: tuple[UndecidedCause, ...]


def _acts(session: Session, today: date, rules: Rules, known: AgencyDirectory) -> WaitingActs:
    declared = (
        _declared(one, today, rules.calendar) for one in awaiting(session, rules.collection, today, known)
    )
    return WaitingActs(tuple(declared), tuple(undecided_causes(session)))


def _declared(one: Awaiting, today: date, calendar: WorkCalendar) -> DeclaredItem:
    arrived = one.declared.declared_on
    return DeclaredItem(one, calendar.between(arrived, today), calendar.between(one.duty.ends, arrived))
