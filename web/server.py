"""uvicorn inside our own process: it starts, tells us so, and stops when we say, not by its own signals."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from fastapi import FastAPI

from web.connection_limits import ConnectionLimits
from web.gate import Gate

# asyncio accepts as many in one go, and the gate sees them three turns of the loop later; who is sent away frees its
# descriptor in the turn after that. So four times as many may be open above the ceiling: far fewer than is kept for others.
AT_ONCE = 4
LAST_WORDS = 15  # seconds that a stop waits for requests in hand


class WebServer(uvicorn.Server):
    """Serves until `should_exit` is set. Leaves signals to the daemon: uvicorn would re-raise SIGTERM."""

    def __init__(
        self,
        app: FastAPI,
        host: str,
        port: int,
        started: Callable[[], None],
        limits: ConnectionLimits | None = None,
        **others: Any,
    ) -> None:
        limits = limits or ConnectionLimits()
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,  # it would write down the secret addresses of calendars
            ws="none",
            backlog=AT_ONCE,
            timeout_keep_alive=int(limits.idle) + 1,  # the gate closes first
            timeout_graceful_shutdown=LAST_WORDS,
            **others,
        )
        super().__init__(config)
        config.load()
        self._gate = Gate(limits)
        config.http_protocol_class = self._gate.around(config.http_protocol_class)  # type: ignore[assignment]  # called alike
        config.loaded_app = self._gate.watch(config.loaded_app)
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        asyncio.get_running_loop().set_exception_handler(self._gate.note_error)
        for listening in sockets or ():
            listening.listen(socket.SOMAXCONN)  # the kernel's own queue may be long
        if self.started:
            self._started()

    async def on_tick(self, counter: int) -> bool:
        if counter % 10 == 0:  # once a second
            self._gate.sweep(asyncio.get_running_loop().time())
        return await super().on_tick(counter)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(host: str, port: int) -> socket.socket:
    """The listening socket. Raises OSError where uvicorn would end the whole process."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, asyncio turns Nagle off for what is accepted here; else a kept connection waits 40 ms a request.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    listening.set_inheritable(True)
    return listening
