"""A person answers what an import asked: the answer is kept, and the calendar follows at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import NamePart
from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.errors import NotPossibleError, named_together
from plan.models import Cell, Deadline, Obligation, Party, Plan, Role, Task
from plan.storage.changes import note_change
from plan.tasks import agency_names
from plan.tasks import settled as answers
from plan.tasks.periods import period_of
from plan.tasks.questions import Question, questions_of
from scheduler.forecast.context import ForecastContext
from scheduler.forecast.tasks import forecast_task
from scheduler.intake.events import find_task
from scheduler.intake.refresh import refresh
from scheduler.phrases import door as phrases
from scheduler.phrases.reading import Period
from scheduler.policy.rules import Rules


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of an answer: the task, its days, how many of them nobody is charged with, what is left to ask."""

    task: Task
    deadlines: tuple[Deadline, ...]
    passed: int
    questions: tuple[Question, ...]


def settle(session: Session, rules: Rules, act: Act, which: str, words: Mapping[Cell, str]) -> Settled:
    """Keep what a person says about the cells of a task. Words that are not understood are refused."""
    task = find_task(session, which)
    plan = session.get_one(Plan, task.plan_id)
    directory = load_directory(session)
    for cell, said in words.items():
        _check(cell, said, Period(*period_of(task, plan)), plan, directory, act)
        answers.save_answer(session, act, task, cell, said)
    return _carry_out(session, rules, act, task, fresh=bool({Cell.TIMING, Cell.ROW} & words.keys()))


def forget(session: Session, rules: Rules, act: Act, which: str, cell: Cell) -> Settled:
    """Take an answer back: the words of the plan speak again."""
    task = find_task(session, which)
    answers.forget_answer(session, act, task, cell)
    return _carry_out(session, rules, act, task, fresh=cell in {Cell.TIMING, Cell.ROW})


def name_agency(session: Session, rules: Rules, act: Act, name: str, agency: str) -> str:
    """From now on `name` means that agency (a code, or a name in the directory); gives its code."""
    directory = load_directory(session)
    found = directory.resolve(agency)
    code = agency if directory.get(agency) else next((c for p in found for c in p.agencies), agency)
    if len({c for p in found for c in p.agencies}) > 1:
        raise NotPossibleError(f"{agency!r} chỉ nhiều cơ quan; hãy nêu mã của một cơ quan")
    agency_names.name_agency(session, act, directory, name, code)
    refresh(session, rules, act.now, act.today)
    return code


def new_agency(session: Session, rules: Rules, act: Act, name: str, addresses: tuple[str, ...]) -> str:
    """A new line in the directory; what plans ask of that name is owed from now on."""
    code = agency_names.new_agency(session, act, load_directory(session), name, addresses)
    refresh(session, rules, act.now, act.today)
    return code


def leave_outside(session: Session, rules: Rules, act: Act, name: str) -> None:
    """A body that nobody here follows."""
    agency_names.leave_outside(session, act, load_directory(session), name)
    refresh(session, rules, act.now, act.today)


def unname_agency(session: Session, rules: Rules, act: Act, name: str) -> str:
    """Take such a name back; gives the code of the agency that it meant."""
    code = agency_names.unname_agency(session, act, name)
    refresh(session, rules, act.now, act.today)
    return code


def _check(cell: Cell, said: str, period: Period, plan: Plan, directory: AgencyDirectory, act: Act) -> None:
    """An answer must itself be understood to the last word."""
    if cell is Cell.TIMING:
        reading = phrases.read(said, period)
        if reading.state == "unclear":
            raise NotPossibleError(
                f'chưa hiểu câu trả lời: {"; ".join(reading.unclear)}; thử trước bằng: dondoc explain "…" --period '
                f"{period.first.year}-{period.last.year}"
            )
    elif cell in (Cell.LEAD, Cell.PARTNERS):
        parts = directory.resolve(said, on=min(act.today, plan.last))
        if bad := [part for part in parts if not part.agencies]:
            raise NotPossibleError(named_together(map(_why_not, bad)))
        if not parts:
            raise NotPossibleError("chưa nêu cơ quan nào")


def _why_not(part: NamePart) -> str:
    name = " ".join(part.text.split())
    if part.kind == "group":
        return f"nhóm {name!r} chưa có cơ quan nào trong sổ"
    near = f"; có phải: {', '.join(part.suggestions)}?" if part.suggestions else ""
    return f"sổ cơ quan không có {name!r}{near}"


def _carry_out(session: Session, rules: Rules, act: Act, task: Task, *, fresh: bool) -> Settled:
    """Nobody is charged with what fell due before they were named."""
    plan = session.get_one(Plan, task.plan_id)
    on = min(act.today, plan.last)
    office = ForecastContext(session, rules, load_directory(session), act.now, on, joining=True)
    found = forecast_task(office, plan, task, fresh=fresh)
    note_change(session)
    session.flush()
    query = select(Deadline).where(Deadline.task_id == task.id, col(Deadline.withdrawn_on).is_(None))
    rows = tuple(session.exec(query.order_by(col(Deadline.due), col(Deadline.id))))
    asked = questions_of(task, office.answers.get(task.id, {}), found.named, office.directory, on)
    return Settled(task, rows, _passed(session, rows, rules, act), tuple(asked))


def _passed(session: Session, rows: tuple[Deadline, ...], rules: Rules, act: Act) -> int:
    """How many days were over before anybody who leads was named for them."""
    over = [r for r in rows if not r.target and rules.calendar.on_or_after(r.due) < act.today]
    led = select(Obligation.deadline_id).join(Party).where(Party.role == Role.LEAD)
    held = led.where(col(Obligation.deadline_id).in_([r.id for r in over]))
    return len(over) - len(set(session.exec(held)))
