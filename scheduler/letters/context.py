"""What every letter is written with: the open transaction, the rules, the writer, the directory, and the time."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlmodel import Session

from notifications.calendars.events import EventContext
from notifications.calendars.publish import CalendarRenderer, load_event_context
from notifications.letters import LetterWriter
from notifications.notice import Contact
from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.ledger import bounces
from plan.obligations.views import Duty
from scheduler.policy.rules import Rules
from scheduler.policy.versions import PolicyVersions


@dataclass(frozen=True)
class LetterContext:
    """Where letters are written: the open transaction, the rules, the writer, and the moment."""

    session: Session
    rules: Rules
    writer: LetterWriter
    now: datetime
    today: date

    @cached_property
    def directory(self) -> AgencyDirectory:
        """The directory of this moment, read when the first letter needs it."""
        return load_directory(self.session)

    @cached_property
    def department(self) -> Contact:
        """The department that urges: whom a letter says to ask."""
        return self.contact(self.current(self.rules.watchers.escalate_to))

    @cached_property
    def policy_versions(self) -> PolicyVersions:
        """The ladders of today and those that older obligations keep."""
        return PolicyVersions(self.session, self.rules.policy.ladders)

    def contact(self, code: str) -> Contact:
        """An agency as a letter needs it; one that is not in the directory has its code for a name."""
        agency = self.directory.get(code)
        return Contact(code, agency.name, self._living(agency.emails)) if agency else Contact(code, code, ())

    def _living(self, emails: tuple[str, ...]) -> tuple[str, ...]:
        """Those that are still there; all of them if none is known to be, so that nothing is lost in silence."""
        return tuple(e for e in emails if e.lower() not in self.dead_addresses) or emails

    @cached_property
    def dead_addresses(self) -> frozenset[str]:
        """The addresses that servers said are no more."""
        return bounces.dead_addresses(self.session)

    @cached_property
    def calendar_renderer(self) -> CalendarRenderer:
        """What the calendars that go with letters are made with: the same as those subscribed to."""
        return self.writer.calendar_renderer(self.rules.watchers.escalate_to)

    @cached_property
    def event_context(self) -> EventContext:
        """What the events of calendars speak of besides the obligations, as it is now."""
        return load_event_context(self.session, self.calendar_renderer)

    @cached_property
    def duties(self) -> dict[int, Duty]:
        """The obligations that today's letters were decided from, by number: read once, told to many."""
        return {}

    def current(self, code: str) -> str:
        """Who stands in today for an agency that may have been merged into another."""
        return self.directory.current(code, self.today)
