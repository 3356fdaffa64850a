"""The gate between the network and the parser of HTTP: connections are counted, timed and closed here.

It wraps the protocol that uvicorn was given, whichever that is, and the application, and looks at octets alone.
"""

import asyncio
import logging
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.connection_limits import ClosingTally, ConnectionLimits, ConnectionStanding, longest_waiting, whose

log = logging.getLogger(__name__)
DESCRIPTORS = Path("/proc/self/fd")
NO_DESCRIPTORS = "socket.accept() out of system resource"  # as asyncio says it, again and again
PeerName = tuple[str, int]


def descriptors_open() -> int:
    """How many this process has open, whatever for. The newest one's number would not say so: a lower one may be free."""
    try:
        # Linux says it as the folder's size since 6.2, and 0 before.
        return DESCRIPTORS.stat().st_size or len(list(DESCRIPTORS.iterdir()))
    except FileNotFoundError:  # not Linux
        return len(list(Path("/dev/fd").iterdir()))
    except OSError:  # none is left to look with
        return most_descriptors()


def most_descriptors() -> int:
    """How many this process may have open."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return soft if soft > 0 else 1 << 20


class Gate:
    """Who is inside."""

    def __init__(self, limits: ConnectionLimits) -> None:
        self._limits = limits
        self._inside: dict[PeerName, GuardedConnection] = {}
        self._tally = ClosingTally()
        self._ceiling = limits.ceiling(most_descriptors())

    def let_in(self, newcomer: "GuardedConnection") -> bool:
        """Room is made by closing whom we have waited for longest; nobody is closed whom we owe an answer."""
        everybody = list(self._inside.values())
        neighbours = [one for one in everybody if one.whose == newcomer.whose] if newcomer.whose else []
        if len(neighbours) >= self._limits.an_address:
            why, candidates = f"more than {self._limits.an_address} from an address", neighbours
        elif len(everybody) >= self._limits.most:
            why, candidates = f"more than {self._limits.most} in all", everybody
        elif descriptors_open() > self._ceiling:
            why, candidates = "few descriptors left", everybody
        else:
            why, candidates = "", []
        if why and not self._make_room(candidates, why):
            self._tally.add(f"{why}, none waiting")
            return False
        self._inside[newcomer.peer] = newcomer
        return True

    def _make_room(self, candidates: "list[GuardedConnection]", why: str) -> bool:
        longest = longest_waiting(one.standing for one in candidates)
        if longest is None:
            return False
        next(one for one in candidates if one.standing is longest).close()
        self._tally.add(why)
        return True

    def forget(self, gone: "GuardedConnection") -> None:
        if self._inside.get(gone.peer) is gone:
            del self._inside[gone.peer]

    def sweep(self, now: float) -> None:
        """Once a second: close what kept us waiting too long, and say once a minute what was closed."""
        for one in list(self._inside.values()):
            if why := one.fault(self._limits, now):
                one.close()
                self._tally.add(why)
        if line := self._tally.line(now):
            log.warning(line)

    def note_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """The loop's handler of errors: without descriptors asyncio would write a traceback for every try."""
        if context.get("message") == NO_DESCRIPTORS:
            self._tally.add(NO_DESCRIPTORS)
        else:
            loop.default_exception_handler(context)

    def around(self, parser: Callable[..., asyncio.Protocol]) -> Callable[..., "GuardedConnection"]:
        """What makes the parser's connections, each behind the gate."""
        return lambda **given: GuardedConnection(parser(**given), self)

    def watch(self, app: ASGIApp) -> ASGIApp:
        """The application, which shows what is in hand: the outermost layer, where the peer is still the peer."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            connection = self._inside.get(tuple(scope.get("client") or ()))
            if connection is None:
                await app(scope, receive, send)
            else:
                await connection.serve(app, scope, receive, send)

        return watched


class GuardedConnection(asyncio.Protocol):
    """One connection: passes on to the parser what comes, and remembers when it came."""

    def __init__(self, parser: asyncio.Protocol, gate: Gate) -> None:
        self._parser, self._gate, self._loop = parser, gate, asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._is_inside = False
        self.peer: PeerName = ("", id(self))
        self.whose: str | None = None
        self.standing = ConnectionStanding(self._loop.time(), self._loop.time())

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        if isinstance(name := transport.get_extra_info("peername"), tuple):
            self.peer, self.whose = (str(name[0]), int(name[1])), whose(str(name[0]))
        self._is_inside = self._gate.let_in(self)
        if self._is_inside:
            self._parser.connection_made(cast(asyncio.Transport, _ParserTransport(self._transport, self)))
        else:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._is_inside:
            self.standing.came(self._loop.time())
            self._parser.data_received(data)

    def eof_received(self) -> bool | None:
        return self._parser.eof_received() if self._is_inside else None

    def connection_lost(self, exc: Exception | None) -> None:
        self._gate.forget(self)
        if self._is_inside:
            self._parser.connection_lost(exc)

    def pause_writing(self) -> None:
        self._parser.pause_writing()

    def resume_writing(self) -> None:
        self._parser.resume_writing()

    def switch(self, parser: asyncio.Protocol) -> None:
        """A parser hands over to another; the gate stays before both."""
        self._parser = parser

    def fault(self, limits: ConnectionLimits, now: float) -> str | None:
        assert self._transport is not None, "who is inside was connected"
        self.standing.went(self._transport.get_write_buffer_size(), now)
        return self.standing.fault(limits, now)

    def close(self) -> None:
        """At once: who takes nothing would not take the rest either."""
        assert self._transport is not None, "who is inside was connected"
        self._gate.forget(self)
        self._transport.abort()

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """The application is asked; until all of the body has come, we wait for the peer."""
        is_whole = not _has_body(scope)
        self.standing.asked(self._loop.time(), has_body=not is_whole)

        async def noted() -> Message:
            nonlocal is_whole
            message = await receive()
            if not is_whole and not message.get("more_body", False):
                is_whole = True
                self.standing.unread -= 1
            return message

        async def answering(message: Message) -> None:
            nonlocal is_whole
            if not is_whole and message["type"] == "http.response.start":
                is_whole = True  # what is answered unread is read no more
                self.standing.unread -= 1
            await send(message)

        try:
            await app(scope, noted, answering)
        finally:
            self.standing.unread -= not is_whole
            self.standing.answered(self._loop.time())


def _has_body(scope: Scope) -> bool:
    """Whether octets follow the headers (RFC 9112, 6): most requests are whole with their headers."""
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value.strip() != b"0")
        for name, value in scope.get("headers", ())
    )


class _ParserTransport:
    """The transport as the parser sees it: another protocol goes behind the gate, not in its place."""

    def __init__(self, transport: asyncio.Transport, connection: GuardedConnection) -> None:
        self._transport, self._connection = transport, connection

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._connection.switch(cast(asyncio.Protocol, protocol))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
