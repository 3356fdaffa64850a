"""What every letter is written with: the open transaction, the rules, the writer, the directory, and the time."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property

from sqlmodel import Session

from notifications.calendars.events import EventContext, origin_of
from notifications.calendars.publish import CalendarRenderer, load_event_context
from notifications.letters import LetterWriter
from notifications.notice import Contact
from plan.addresses import MAIL, of_channel
from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.ledger import bounces
from plan.models import Feed
from plan.obligations.duty import Duty
from plan.subscriptions.reads import silent
from plan.subscriptions.versions import KnownVersions, known_versions
from scheduler.letters.portions import Portions
from scheduler.policy.reminders import Decision
from scheduler.policy.rules import Rules
from scheduler.policy.versions import PolicyVersions


@dataclass(frozen=True)
class LetterContext:
    """One for each tick. Its properties are read from the database when the first letter needs them."""

    session: Session
    rules: Rules
    writer: LetterWriter
    now: datetime
    today: date
    portions: Portions = field(default_factory=Portions)

    @cached_property
    def directory(self) -> AgencyDirectory:
        """All agencies, as they are now."""
        return load_directory(self.session)

    @cached_property
    def department(self) -> Contact:
        """The department that urges others; letters name it as the contact."""
        return self.contact(self.current(self.rules.watchers.escalate_to))

    @cached_property
    def policy_versions(self) -> PolicyVersions:
        """Today's ladders and those by which older obligations go on."""
        return PolicyVersions(self.session, self.rules.policy.ladders)

    @cached_property
    def contact(self) -> Callable[[str], Contact]:
        """By its code, an agency as a letter needs it; if it is not in the directory, its code is its name."""
        return cache(self._contact)

    @cached_property
    def contacts(self) -> Callable[[tuple[str, ...]], tuple[Contact, ...]]:
        """Those who act today for these agencies, as letters name them: of what an agency owes always the same."""
        return cache(lambda codes: tuple(self.contact(self.current(code)) for code in codes))

    def _contact(self, code: str) -> Contact:
        agency = self.directory.get(code)
        return (
            Contact(code, agency.name, self._living(agency.addresses)) if agency else Contact(code, code, ())
        )

    def _living(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        """Leaves out dead addresses of mail; but if all are dead, uses all, so that the failure shows."""
        mail = of_channel(addresses, MAIL)
        alive = tuple(one for one in mail if one.lower() not in self.dead_addresses) or mail
        return tuple(one for one in addresses if one in alive or one not in mail)

    @cached_property
    def dead_addresses(self) -> frozenset[str]:
        """Addresses that mail servers reported as not existing."""
        return bounces.dead_addresses(self.session)

    @cached_property
    def calendar_renderer(self) -> CalendarRenderer:
        """Renders the calendars attached to letters exactly as those that are subscribed to."""
        return self.writer.calendar_renderer(self.rules.watchers.escalate_to)

    @cached_property
    def event_context(self) -> EventContext:
        """What calendar events mention besides the obligations, as it is now."""
        return load_event_context(self.session, self.calendar_renderer)

    @cached_property
    def silent_feeds(self) -> Mapping[str | None, Sequence[Feed]]:
        """Calendars that nobody has read for long and nobody was told of, by agency."""
        return silent(self.session, self.now)

    @cached_property
    def duties(self) -> dict[int, Duty]:
        """The obligations that the letters of this tick are about, by number; `digest` fills it."""
        return {}

    @cached_property
    def decisions(self) -> dict[Hashable, Decision]:
        """What is told today, by all that decides it: thousands of duties are alike; `digest_draft` fills it."""
        return {}

    def versions_of(self, duties: Iterable[Duty]) -> KnownVersions:
        """What is known of the versions of their events: asked at once for all that letters are about by now."""
        numbers = [duty.id for duty in duties]
        if any(number not in self._versions for number in numbers):
            origins = {number: origin_of(duty) for number, duty in self.duties.items()}
            self._versions.update(dict.fromkeys(origins, known_versions(self.session, origins)))
        return next((self._versions[number] for number in numbers), KnownVersions())

    @cached_property
    def _versions(self) -> dict[int, KnownVersions]:
        return {}

    def forget_duties(self) -> None:
        """The letters about them are written: an office that hears of a whole nation next needs their room."""
        self.duties.clear()
        self._versions.clear()
        if "calendar_renderer" in self.__dict__:
            self.calendar_renderer.templates.forget()

    @cached_property
    def last_list(self) -> dict[bytes, bytes]:
        """The workbook written last, by a digest of what it says: offices that hear of the same get the same file."""
        return {}

    @cached_property
    def current(self) -> Callable[[str], str]:
        """By its code, the agency that acts today for one, which may have been merged into another."""
        return cache(lambda code: self.directory.current(code, self.today))
