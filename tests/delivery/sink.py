"""A real mail server on loopback that keeps what it is given, and can be told to misbehave."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = Callable[[str], str]


@dataclass
class Sink:
    """What came in, in order; `answer_rcpt` and `answer_data` decide what the server says."""

    letters: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    answer_rcpt: Answer = lambda _: "250 OK"
    answer_data: Callable[[int], str] = lambda _: "250 OK"
    delay: float = 0.0
    port: int = 0

    @property
    def message_ids(self) -> list[str]:
        return [str(message_from_bytes(raw)["Message-ID"]) for raw in self.letters]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = self.answer_rcpt(address)
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        await asyncio.sleep(self.delay)
        said = self.answer_data(len(self.letters))
        if said == "cut":
            assert server.transport is not None
            server.transport.abort()
            return "421 cut"
        if said.startswith("2"):
            assert isinstance(envelope.content, bytes)
            self.letters.append(envelope.content)
            self.recipients.append(list(envelope.rcpt_tos))
        return said


class OnFreePort(Controller):
    """aiosmtpd asks itself whether it is up, at the port it was given: here, the one it found."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def listening(sink: Sink) -> Iterator[Sink]:
    """The sink as a server on a free port of the loopback address."""
    controller = OnFreePort(sink, hostname="127.0.0.1", port=0, timeout=30)
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        controller.stop()


def until(reached: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Wait until something has come true; whether it did in time.

    Asked after a fortieth of the time waited so far: who asks all the time takes a core from what is waited for.
    """
    begun = time.monotonic()
    while not reached():
        waited = time.monotonic() - begun
        if waited > seconds:
            return False
        time.sleep(min(max(0.005, waited / 40), 0.1))
    return True
