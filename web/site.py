"""What the pages need to know, built once where the program starts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from ipaddress import IPv4Network, IPv6Network
from zoneinfo import ZoneInfo

from jinja2 import Environment

from notifications.calendars.publish import CalendarRenderer
from notifications.letters import LetterWriter
from plan import dates
from plan.clock import Clock, day_of, system_clock
from plan.storage.database import Database
from plan.storage.processes import worker_id
from scheduler.intake.upload_work import UploadWork
from scheduler.papers.report_issue import PaperSettings
from scheduler.policy.rules import Rules
from scheduler.preview import ComingLetter
from web.access.oidc_provider import OidcProvider
from web.kept import KeptValues
from web.kept_preview import ComingLetters, PreviewWork
from web.machine import Machine
from web.traffic import Traffic
from web.upload_reader import UploadReader


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that serve a request.

    `ticked` says when the scheduler last ran; `rules` gives the policy and the working calendar as they are now,
    `policy_fault` what is wrong with the policy file while it is not the one in force. `wall` is real time, by which
    people are signed in, while `clock` may live through 2012. `office` is who runs the
    program, as the pages name it; `papers` are made as its settings say. `writer`
    writes letters that are only looked at. `cases` keeps what pages of single obligations and tasks show, apart from
    `kept`: whoever goes through a hundred of them makes nobody wait for the board. `words` keeps what only follows from what
    plans and offices say, while work is recorded all day.
    """

    database: Database
    clock: Clock
    zone: ZoneInfo
    templates: Environment
    calendar_renderer: CalendarRenderer
    signing_key: bytes = field(repr=False)
    base_url: str
    ticked: Callable[[], datetime | None]
    tick_every: timedelta
    rules: Callable[[], Rules]
    calendar_warning: Callable[[], str]
    papers: PaperSettings
    machine: Machine
    policy_fault: Callable[[], str | None] = lambda: None
    wall: Clock = system_clock
    office: str = ""
    oidc: OidcProvider | None = None
    writer: LetterWriter | None = None
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    webhooks_allowed: tuple[IPv4Network | IPv6Network, ...] = ()
    reader: UploadReader = field(default_factory=UploadReader)
    coming: ComingLetters = field(default_factory=ComingLetters, repr=False, compare=False)
    traffic: Traffic = field(default_factory=Traffic, repr=False, compare=False)
    kept: KeptValues = field(default_factory=KeptValues, repr=False, compare=False)
    cases: KeptValues = field(default_factory=KeptValues, repr=False, compare=False)
    words: KeptValues = field(default_factory=KeptValues, repr=False, compare=False)

    def today(self) -> date:
        return day_of(self.clock(), self.zone)

    def read_uploads(self) -> None:
        """See to it that what came in by the pages is read."""
        worker = worker_id(str(id(self.reader)))
        self.reader.wake(UploadWork(self.database, self.rules, self.clock, self.today, self.wall, worker))

    def coming_until(self, last: date) -> tuple[ComingLetter, ...] | None:
        """The letters from today to that day as the plan is now; None while they are being written."""
        assert self.writer is not None
        span = (self.today(), last)
        return self.coming.of(PreviewWork(self.database, self.rules(), self.writer, self.clock(), span))

    def moment(self, instant: datetime) -> str:
        """As people here read a clock: 08:05, 02/7/2012."""
        return dates.moment(instant.astimezone(self.zone))
