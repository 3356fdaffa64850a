"""The share on time with and without delays whose objective cause was confirmed, and what awaits confirmation. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from plan.obligations.views import Duty


@dataclass(frozen=True, slots=True)
class OnTimeShares:
    """Numerators and denominators; *due* is done, or past its last day on time."""

    on_time: int
    due: int
    excused: int  # late or done late, with an objective cause that was confirmed
    awaiting: int  # declared by an agency, and neither accepted nor sent back

    @property
    def share(self) -> float | None:
        """Of all that was due; None if nothing was."""
        return self.on_time / self.due if self.due else None

    @property
    def share_without_excused(self) -> float | None:
        """The same where delays with a confirmed objective cause are left out of what was due."""
        left = self.due - self.excused
        return self.on_time / left if left else None


def shares(duties: Iterable[Duty]) -> OnTimeShares:
    """Over duties as they stand on the day that they were asked for."""
    on_time = due = excused = awaiting = 0
    for duty in duties:
        awaiting += duty.declared is not None
        if duty.status in {"done", "done-late", "late"}:
            due += 1
            on_time += duty.status == "done"
            excused += duty.status != "done" and bool(duty.cause and duty.cause.objective)
    return OnTimeShares(on_time, due, excused, awaiting)
