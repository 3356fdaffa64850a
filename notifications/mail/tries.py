"""One try to send a letter: what a sender has in hand, and what became of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from notifications.mail.faults import OF_THE_SERVER, Fault
from plan.addresses import MAIL


@dataclass(frozen=True, slots=True)
class ClaimedLetter:
    """A letter that one sender is sending; `recipients` are those that it has not reached yet."""

    id: int
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    message_id: str
    day: str
    worker_id: str = ""
    agency: str = ""
    channel: str = MAIL
    handed: bool = False  # a gateway took it before: its answer is awaited
    until: datetime | None = None  # our claim, where it is of a letter that nobody has had or refused yet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try. `refused`: each recipient refused for good, with the server's words."""

    result: Literal["sent", "caught", "refused", "later", "unknown"]
    error: str | None = None
    fault: Fault | None = None
    accepted: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def down(self) -> bool:
        """Whether the server itself failed: then nothing more is sent to it for a while."""
        # Where it took the letter for somebody it is up, whatever it thinks of the others.
        return self.fault in OF_THE_SERVER and not (self.fault == Fault.REJECTED and self.accepted)

    def without_words(self) -> "Outcome":
        """The same fate, with nothing in it that a stranger said."""
        return replace(self, error=None, refused=tuple((to, "") for to, _ in self.refused))
