"""What a letter says, as frozen values: how `scheduler` hands it to the templates. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from notifications.view import LetterView, WriterDesk
from plan.addresses import MAIL, of_channel, shown
from plan.steps import StepKind, StepName

RoleName = Literal["lead", "partner", "watch"]

FEW, SEVERAL = 5, 10


@dataclass(frozen=True, slots=True)
class Contact:
    """An agency as a letter needs it: its name and its addresses, of whatever channel."""

    code: str
    name: str
    addresses: tuple[str, ...]

    @property
    def emails(self) -> tuple[str, ...]:
        """Its mail addresses, for the mail itself."""
        return of_channel(self.addresses, MAIL)

    @property
    def shown(self) -> tuple[str, ...]:
        """The addresses that others read."""
        return shown(self)


@dataclass(frozen=True, slots=True)
class DeclaredWord:
    """An agency's word that a duty is done, while nobody has accepted it."""

    who: str
    on: date
    document: str
    said_on: date
    has_file: bool = False
    waited: int = 0  # working days since then
    late_by: int = 0  # working days, if it is held as received on the day it was said


@dataclass(frozen=True, slots=True)
class SentBackWord:
    """A word that was not accepted: which day, why, and what had been said."""

    on: date
    because: str
    said_on: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One obligation in a letter, with the step that it is about and the reason for it."""

    obligation: int
    step: StepName | None  # None in the draft of an urging letter: that is no step of a ladder
    role: RoleName
    reason: str
    plan: str  # the decision that imposes the duty: "Quyết định số 39/QĐ-UBND ngày 25/3/2012"
    ref: str  # the task's place in the plan, "II.6"; empty for a report
    title: str
    label: str
    product: str
    opens: date
    due: date
    ends: date
    due_note: str  # why the last day on time is later than the day due: "thứ Bảy"; empty if it is not
    late_by: int  # working days after `ends`; 0 while on time
    days_left: int  # days until `due`; negative after it
    leads: tuple[Contact, ...]
    last_told: date | None  # when the leads were last written to about it
    data: tuple[date, date] | None = None  # of a report: the days that its data cover
    sent_to: str = ""  # of a report: whom it is for
    answers: tuple[str, ...] = ()  # what was decided about the reader's requests for more time
    change: str = ""  # what a decision changed for the reader, in a sentence
    is_over: bool = False  # it need not be done any more, or not by the reader
    of_plan: str = ""  # the same where a letter is about several
    ground: str = ""  # the decision cited in full, for a letter that names it first
    awaits: tuple[
        str, ...
    ] = ()  # of a report that is compiled from others: which agencies have not sent theirs
    declared: str = (
        ""  # what an agency says of it that nobody has accepted yet: who, which day, when it said so
    )
    waiting: bool = False  # for the reader nothing is open but that word: it is urged no more
    assumed: tuple[str, ...] = ()  # days that its working days rest on and nobody has confirmed
    remarks: tuple[str, ...] = ()  # what became of the reader's own word: it waits long, it was sent back
    asks: bool = False  # the reader is the one to accept it
    waits_long: bool = False
    corrects: bool = False  # it is there for its remarks alone: what was told of it before was a mistake
    over: str = ""  # in words, that nothing of it is open any more
    is_task: bool = False
    deadline: int = 0  # what it shares with the same duty of others
    in_all: int = 1  # how many owe the same
    times_told: int = 0  # on how many days the leads were written to about it
    sent_back: SentBackWord | None = None
    asked: str = ""  # in words, what was asked for and waits for a decision
    extended_from: date | None = None
    unreachable: date | None = None  # since then letters to the lead come back
    words: tuple[DeclaredWord, ...] = ()  # what `declared` says, in its parts
    accepted_by: str = ""  # who is to accept it
    changed_by: str = ""  # the document that changed it

    @property
    def late(self) -> bool:
        return self.late_by > 0

    @property
    def led_by(self) -> str:
        """The lead agencies: by name if there are few, else how many."""
        names = list(dict.fromkeys(contact.name for contact in self.leads))
        if len(names) <= FEW:
            return ", ".join(names) or "chưa rõ"
        return f"{len(names)} cơ quan ({', '.join(names[:2])}…)"

    @property
    def waits_for(self) -> str:
        """The agencies that a compiled report still waits for; by name if there are few, else how many."""
        if len(self.awaits) <= SEVERAL:
            return ", ".join(self.awaits)
        return f"{len(self.awaits)} cơ quan ({', '.join(self.awaits[:SEVERAL])}…)"

    @property
    def opened(self) -> bool:
        return self.step is not None and self.step.kind is StepKind.OPENED


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """A week in numbers; the last four as of its end."""

    done: int = 0
    sent_back: int = 0
    late: int = 0
    waiting: int = 0
    share: float | None = None  # on time, of what came due since the year began


@dataclass(frozen=True, slots=True)
class WeekReport:
    """What the department that urges reads about a week beside the tasks of its letter."""

    first: date
    last: date
    now: WeekFigures
    before: WeekFigures
    ahead_days: int
    reports: tuple[LetterLine, ...] = ()  # that are late
    next_round: LetterLine | None = None
    declared: tuple[tuple[str, date], ...] = ()  # what waits for the reader: who, since when
    asking: tuple[str, ...] = ()  # who asks for more time
    unreachable: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class LetterForm:
    """How letters of one kind look. Their bodies are templates/letters/NAME.txt and NAME.html."""

    name: str  # as stored, in JSON and in Message-IDs
    list_title: str  # what mail programs sort by (RFC 2919): once used, it never changes
    subject: Callable[["LetterContent"], str]
    view: Callable[["LetterContent", WriterDesk], LetterView]  # what its templates lay out


@dataclass(frozen=True)  # without slots, so that its sections are found once
class LetterContent:
    """Everything that one letter says, to one agency on one day."""

    form: LetterForm
    to: Contact
    day: date
    lines: tuple[LetterLine, ...]
    office: Contact  # whom to ask: the department that urges others
    unread: tuple[str, ...] = ()  # calendars of the agency that nobody has read for thirty days
    edition: int = 1  # 2 when the first letter of the day was withdrawn before it went
    notes: tuple[str, ...] = ()  # free sentences: what an alarm found, how last month went
    requests: int = 0  # how many requests for more time wait for the reader's decision
    week: WeekReport | None = None  # of a weekly summary: how the week went

    @property
    def kind(self) -> str:
        return self.form.name

    @cached_property
    def sections(self) -> tuple["LetterSection", ...]:
        """Its lines under their headings; asked for by the subject, the words and the templates."""
        return _sections(self.lines)


@dataclass(frozen=True, slots=True)
class LetterSection:
    """A heading of a letter and the lines below it."""

    name: str
    heading: str
    lines: tuple[LetterLine, ...]


def sections(message: LetterContent) -> tuple[LetterSection, ...]:
    """The lines in the order in which a reader needs them; no empty section."""
    return message.sections


def _sections(whole: tuple[LetterLine, ...]) -> tuple[LetterSection, ...]:
    groups: list[tuple[str, str, list[LetterLine]]] = [
        ("waiting-long", "Chờ xác nhận đã lâu", [li for li in whole if _waits(li, long=True)]),
        ("late", "Quá hạn", [li for li in whole if _urged(li) and li.late]),
        ("soon", "Sắp đến hạn", [li for li in whole if _soon(li)]),
        ("new", "Mới giao, mới đổi", [li for li in whole if li.change or _new(li)]),
        ("corrected", "Sửa lại điều đã báo", [li for li in whole if li.corrects]),
        ("waiting", "Đã báo, chờ xác nhận", [li for li in whole if _waits(li, long=False)]),
        ("partner", "Phối hợp", folded(whole)),
    ]
    return tuple(
        LetterSection(name, heading, tuple(sorted(lines, key=_by_day)))
        for name, heading, lines in groups
        if lines
    )


def with_plans(lines: Iterable[LetterLine]) -> tuple[LetterLine, ...]:
    """Where a letter is about several decisions, each line says of which it is."""
    found = tuple(lines)
    several = len({line.plan for line in found}) > 1
    return tuple(replace(line, of_plan=line.plan) for line in found) if several else found


def folded(lines: tuple[LetterLine, ...]) -> list[LetterLine]:
    """What an agency helps with: one line for each task and day, even if several agencies lead it separately."""
    found: dict[tuple[str, str, str, date], LetterLine] = {}
    for line in lines:
        if line.role == "partner" and not line.corrects:
            key = (line.plan, line.ref, line.label, line.due)
            before = found.get(key)
            found[key] = replace(before, leads=(*before.leads, *line.leads)) if before else line
    return list(found.values())


def _urged(line: LetterLine) -> bool:
    return line.role != "partner" and not (line.waiting or line.change or line.corrects)


def _waits(line: LetterLine, *, long: bool) -> bool:
    """What waits long heads the letter of whoever is to accept it, not that of the agency that waits."""
    return (
        line.role != "partner"
        and line.waiting
        and not line.corrects
        and (line.waits_long and line.role == "watch") == long
    )


def _soon(line: LetterLine) -> bool:
    return _urged(line) and not line.late and not line.opened


def _new(line: LetterLine) -> bool:
    return _urged(line) and not line.late and line.opened


def _by_day(line: LetterLine) -> tuple[date, str, int]:
    return line.due, line.ref, line.obligation
