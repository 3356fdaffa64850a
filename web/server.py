"""uvicorn inside our own process: it starts, tells us so, and stops when we say, not by its own signals."""

import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI


class WebServer(uvicorn.Server):
    """Serves until `should_exit` is set. Leaves signals to the daemon: uvicorn would re-raise SIGTERM."""

    def __init__(self, app: FastAPI, host: str, port: int, started: Callable[[], None]) -> None:
        # The access log would write down the secret addresses of calendars.
        super().__init__(uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False))
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._started()

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
