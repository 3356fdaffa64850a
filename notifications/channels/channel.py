"""What sending needs to know of a channel: how its letters leave, and who answers for them later."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from notifications.mail.faults import Fault
from notifications.mail.smtp import Transport
from notifications.mail.tries import ClaimedLetter, Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gateway says became of a message that it took. `handle` is its own name for the answer."""

    message_id: str
    outcome: Outcome
    handle: str


class Gateway(Protocol):
    """Takes messages from us and answers later. Every method may raise OSError."""

    def answers(self) -> Iterator[Answer]:
        """What it has answered and nobody settled yet; what cannot be understood is set aside."""

    def settle(self, answer: Answer) -> None:
        """The answer is written down: it is not given again."""

    def set_aside(self, answer: Answer) -> None:
        """It answers for nothing that we know: kept for a person."""

    def untaken(self) -> tuple[str, ...]:
        """The messages that it has not taken yet."""

    def take_back(self, message_id: str) -> None:
        """A message that it has not taken yet is not to be sent any more."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to agencies. `server` is whose limits and rests all senders keep; None if letters are captured."""

    name: str
    server: str | None
    transport: Callable[[], Transport]
    gateway: Gateway | None = None
    connections: int | None = 1  # None: as many as the policy allows
    faults: Callable[[datetime], Iterable[str]] = (
        lambda _now: ()
    )  # what a person should look at, without sending


def unset(name: str) -> Channel:
    """A channel that agencies have addresses of and nobody set up: its messages wait, and say so."""
    return Channel(name, name, lambda: UnsetTransport(name))


class UnsetTransport:
    """Nothing leaves, and nothing counts as told."""

    def __init__(self, name: str) -> None:
        self._said = f"chưa đặt [channels] {name}: tin nhắn chờ lại"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def deliver(self, _letter: ClaimedLetter) -> Outcome:
        return Outcome("later", self._said, Fault.LOCAL)
