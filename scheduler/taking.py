"""Taking a plan in: document, register and report regimes → adopted, understood, and put on the calendar.

One transaction of the caller's: all of it is taken in, or nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlmodel import Session

from plan import adoption
from plan.adoption import Adoption, AdoptionError
from plan.agencies import Agency, NamePart, Register
from plan.documents import Document, Problem
from plan.models import Task
from scheduler import steps
from scheduler.forecast import Forecast
from scheduler.obligations import Office
from scheduler.reading import Reading
from scheduler.refreshing import refresh
from scheduler.regimes import RegimeRules
from scheduler.rules import Rules


@dataclass(frozen=True, slots=True)
class Bundle:
    """What lies on the table when a plan comes in."""

    document: Document
    agencies: Sequence[Agency]
    regimes: Sequence[RegimeRules]
    period: tuple[date, date] | None = None  # given by hand, wins over the document's own
    reread: bool = False  # a person accepts the days that today's grammar gives


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it; `problems` are what a person has to look at."""

    adoption: Adoption
    register: Register
    problems: tuple[Problem, ...]
    on: date


def take_in(session: Session, bundle: Bundle, rules: Rules, now: datetime, today: date) -> Taken:
    """Adopt the plan and forecast its deadlines."""
    document = bundle.document
    period = bundle.period or document.period
    if period is None:
        raise AdoptionError("văn bản không nêu giai đoạn của kế hoạch; hãy thêm --period 2012-2015")
    if not document.code or not document.entries:
        raise AdoptionError(_nothing(document))
    adoption.save_agencies(session, bundle.agencies)
    register = adoption.the_register(session)
    taken = adoption.adopt(session, document, period, now, today)
    # Groups are expanded as they were in the plan's own years, even when it is taken in later.
    on = min(today, period[1])
    office = Office(session, rules, register, now, on)
    fresh = {task.id for task in (*taken.added, *taken.changed, *taken.withdrawn)}
    anew = bundle.reread or taken.reframed
    tasks = [(task, anew or task.id in fresh) for task in (*taken.tasks, *taken.withdrawn)]
    read = steps.forecast(office, taken.plan, tasks, bundle.regimes)
    refresh(session, rules, now, today, but=taken.plan.id)
    problems = [*document.problems, *_problems(read, document, register, on)]
    return Taken(taken, register, tuple(problems), on)


def _nothing(document: Document) -> str:
    why = "; ".join(f"{p.where}: {p.message}" for p in document.problems)
    if not document.entries:
        return f"không tìm thấy nhiệm vụ nào trong văn bản{': ' + why if why else ''}"
    return "không tìm thấy số quyết định trong văn bản; cần dòng như: Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012"


def _problems(read: Sequence[Forecast], document: Document, register: Register, on: date) -> list[Problem]:
    """What was not understood, each with its place in the document."""
    places = {(e.section, e.number, e.title): e.where for e in document.entries}
    found = []
    for one in read:
        task, reading = one.task, one.reading
        if task.withdrawn_on:
            continue
        where = places.get((task.section, task.number, task.title), f"{task.section}.{task.number}")
        found += _time_problems(task, reading, where)
        if one.differs:
            message = (
                "bản này hiểu khác các thời hạn đã lập; thời hạn cũ được giữ, muốn đổi thì thêm --reread"
            )
            found.append(Problem(f"{where}, Thời gian", task.timing, message))
        found += _name_problems(task.lead, "lead", register, on, f"{where}, Cơ quan chủ trì")
        found += _name_problems(task.partners, "partners", register, on, f"{where}, Cơ quan phối hợp")
    return found


def _time_problems(task: Task, reading: Reading, where: str) -> list[Problem]:
    unclear = [
        Problem(f"{where}, Thời gian", task.timing, f"chưa hiểu: {words}") for words in reading.unclear
    ]
    return unclear + [Problem(f"{where}, Thời gian", task.timing, text) for text in reading.review]


def _name_problems(
    words: str, column: Literal["lead", "partners"], register: Register, on: date, where: str
) -> list[Problem]:
    parts = register.resolve(words, on=on)
    found = [Problem(where, p.text.strip(), _unknown(p)) for p in parts if p.kind == "unknown"]
    if column == "lead" and not any(p.agencies for p in parts) and not found:
        message = "chưa rõ cơ quan nào chủ trì: không ai được nhắc cho đến khi có người chỉ định"
        found.append(Problem(where, words.strip(), message))
    return found


def _unknown(part: NamePart) -> str:
    near = f"; có phải: {', '.join(part.suggestions)}?" if part.suggestions else ""
    return f"không có trong sổ cơ quan{near} Thêm tên gọi này vào cột aliases của sổ để dùng về sau."
