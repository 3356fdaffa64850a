"""The numbers beside the places of the rail, the same as on the pages themselves: one query a page, the rest kept."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from notifications.mail import outbox
from notifications.mail.faults import FOR_A_PERSON
from plan.agencies.kept_directory import kept_directory
from plan.obligations import counts
from plan.storage.database import Database
from plan.storage.session import Session
from plan.tasks.question_cache import asked
from plan.tasks.question_groups import QuestionGroup, grouped
from plan.views.due_list import DueCounts, due_counts
from plan.views.rail import RailNumbers, rail_numbers
from web.site import Site


@dataclass(frozen=True, slots=True)
class Rail:
    """What waits for a person; reports and tasks that are late; letters that were refused. `now` and `kept`: what it was made of."""

    todo: int
    reports: int
    tasks: int
    refused: int
    now: RailNumbers
    kept: "KeptForRail"

    @property
    def change(self) -> int:
        """The counter of changes as the same session sees it: a page that has the rail need not ask again."""
        return self.now.change


@dataclass(frozen=True, slots=True)
class KeptForRail:
    """What only a change of the plan, or a new day, can alter; `silent` are agencies that have work and no address."""

    questions: tuple[QuestionGroup, ...]
    silent: tuple[str, ...]
    late: DueCounts


def rail(site: Site) -> Rail:
    with site.database.read() as session:
        return rail_of(session, site)


def rail_of(session: Session, site: Site) -> Rail:
    """As of now."""
    now = rail_numbers(session, FOR_A_PERSON)
    kept = _kept(site.database, now.change, now.word_change, now.declared, site.today())
    turned_away = bool(now.stuck and outbox.turned_away(session))
    waiting = (
        now.waiting + len(kept.questions) + len(kept.silent) + turned_away + bool(site.calendar_warning())
    )
    return Rail(waiting, kept.late.reports, kept.late.tasks, now.refused, now, kept)


@lru_cache(maxsize=4)
def _kept(database: Database, _change: int, words: int, _declared: int, today: date) -> KeptForRail:
    """Counted anew when something changed, or was declared."""
    with database.read() as session:
        questions = grouped(asked(database, session, words, today))
        silent = counts.unreachable(session, kept_directory(database, words).all)
        return KeptForRail(tuple(questions), tuple(silent), due_counts(session, counts.late(today)))
