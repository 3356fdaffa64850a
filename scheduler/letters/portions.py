"""A morning in portions: so many agencies in one transaction, so that nobody waits long for the database. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Portions:
    """What one tick has written so far, kind by kind, over as many transactions as it needs."""

    size: int | None = None  # agencies of one kind of letter in a transaction; None: all of them
    remain: bool = False  # whether the next transaction has more to write
    _taken: dict[str, set[str]] = field(default_factory=dict)

    def next(self, kind: str, agencies: Iterable[str]) -> list[str]:
        """The agencies to write to in this transaction, in order of code; never one twice in a tick.

        An agency that cannot be written to is taken as well: it is tried again tomorrow, not for ever.
        """
        taken = self._taken.setdefault(kind, set())
        left = sorted(set(agencies) - taken)
        mine = left[: self.size]
        self.remain = len(mine) < len(left)
        taken.update(mine)
        return mine
