"""How many duties were on time, late, overdue or open. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plan.obligations.duty import Duty
from plan.obligations.status import Status


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties are in each state."""

    on_time: int = 0
    late: int = 0  # done, but after the last day on time
    overdue: int = 0  # not done, and past the last day on time
    open: int = 0  # not done, still time
    awaiting: int = 0  # of the last two: an agency declared it done, and nobody has accepted that yet
    excused: int = 0  # late or overdue, by an objective cause that was confirmed with a document

    @property
    def total(self) -> int:
        return self.due + self.open

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.overdue

    @property
    def done(self) -> int:
        return self.on_time + self.late

    @property
    def share(self) -> float | None:
        """The share on time of what is due; None if nothing is."""
        return self.on_time / self.due if self.due else None

    @property
    def share_without_excused(self) -> float | None:
        """The same where delays with a confirmed objective cause are left out of what was due."""
        left = self.due - self.excused
        return self.on_time / left if left else None

    @property
    def share_of_done(self) -> float | None:
        """The share on time of what is done; None if nothing is."""
        return self.on_time / self.done if self.done else None


LATE = ("done-late", "late")


def count(duties: Iterable[Duty]) -> Counts:
    return tally(
        (duty.status, duty.declared is not None, bool(duty.cause and duty.cause.objective)) for duty in duties
    )


def tally(found: Iterable[tuple[Status, bool, bool]]) -> Counts:
    """From the status of each duty, whether it waits to be accepted, and whether its delay has an objective cause."""
    counts: Counter[Status] = Counter()
    awaiting = excused = 0
    for status, waits, objective in found:
        counts[status] += 1
        awaiting += waits
        excused += status in LATE and objective
    open_ = counts["open"] + counts["upcoming"]
    return Counts(counts["done"], counts["done-late"], counts["late"], open_, awaiting, excused)
