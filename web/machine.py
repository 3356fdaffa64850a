"""What the pages may ask of the machine that the program runs on; the composition root says how."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and what it found; nothing is found where all is well."""

    name: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """All checks as they were made at one instant."""

    at: datetime
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        return sum(len(one.problems) for one in self.findings)


@dataclass(slots=True)
class Machine:
    """`examine` tries all connections and takes seconds.

    `send_trial` sends a letter to an address: the name of the server that took it, or NotPossibleError.
    """

    version: str
    examine: Callable[[], Sequence[Finding]]
    send_trial: Callable[[str], str]
    last: Examination | None = field(default=None, init=False)

    def look(self, now: datetime) -> None:
        """Make all checks, and keep what they found until the next time."""
        self.last = Examination(now, tuple(self.examine()))
