"""What a forecast works with, and what the words of the plan ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlmodel import Session

from plan.agencies.directory import AgencyDirectory
from plan.clock import day_of
from plan.models import Cell, Deadline, Kind, Obligation, Resolution, Task
from plan.obligations import events
from plan.tasks.settled import TaskWords, all_answers, words_of
from scheduler.forecast.holders import Holder
from scheduler.policy.rules import Rules
from scheduler.policy.versions import PolicyVersions

Progress = Callable[[int, int], None]  # told how many rows are done, of how many


def in_silence(_done: int, _total: int) -> None:
    """Nobody looks on."""


@dataclass
class ForecastContext:
    """What a forecast works with: the session, the rules, the directory, and the moment."""

    session: Session
    rules: Rules
    directory: AgencyDirectory
    now: datetime
    on: date  # the day on which groups are expanded
    joining: bool = False  # everybody was seated before: whoever is new joins from now on
    worded: frozenset[int] = (
        frozenset()
    )  # tasks to which a document gave new words: those hold from its day on
    changed: bool = False  # whether anything that a reader could see was changed
    made: set[int] = field(default_factory=set)  # obligations that are new, until programs were told of them
    progress: Progress = in_silence
    first_days: dict[object, date | None] = field(default_factory=dict)  # of steps, as `parties` finds them

    @cached_property
    def policy_versions(self) -> PolicyVersions:
        """The ladders of today and those that older obligations keep."""
        return PolicyVersions(self.session, self.rules.policy.ladders)

    @cached_property
    def answers(self) -> Mapping[int, Mapping[Cell, Resolution]]:
        """What people settled about the cells of tasks."""
        return all_answers(self.session)

    def words(self, task: Task) -> TaskWords:
        """What the cells of a task say after a person's answers."""
        return words_of(task, self.answers.get(task.id, {}))

    @property
    def today(self) -> date:
        """The day it is, even when groups are expanded as on the plan's last day."""
        return day_of(self.now, self.rules.zone)

    def joins(self, task: int | None) -> bool:
        """Whether what is past is no longer charged to anybody new: a person's answer names from now on."""
        if task is None:
            return self.joining
        answered = self.answers.get(task, {}).keys() & {Cell.LEAD, Cell.TIMING}
        return self.joining and (task not in self.worded or bool(answered))


@dataclass(frozen=True, slots=True)
class ObligationSpec:
    """An obligation that the words of the plan ask for."""

    deadline: Deadline
    holder: Holder
    helpers: tuple[str, ...]
    kind: Kind
    label: str
    since: date  # the plan did not exist before
    target: date | None = None


def tell_made(context: ForecastContext) -> None:
    """Programs hear of what is new and has opened, come due or become late already; to be called when all of it stands."""
    events.tell_made(context.session, sorted(context.made), context.now, context.today)
    context.made.clear()


def touch(context: ForecastContext, row: Obligation) -> None:
    """A reader could see the change: calendars fetch it again."""
    row.changed_at, row.revision = context.now, row.revision + 1
    context.session.add(row)
    context.changed = True
