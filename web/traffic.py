"""Requests that were answered, counted by the class of their route and of their status: never by an address.

Classes are few, whatever visitors ask for, and say nothing of agencies, numbers or secrets.
"""

from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plan.clock import passed
from plan.timings import Timings

CLASSES = {
    "a": "answer",
    "s": "subscribe",
    "o": "our",
    "our": "our",
    "api": "api",
    "feeds": "feed",
    "static": "static",
    "healthz": "monitor",
    "metrics": "monitor",
    "sign-in": "sign-in",
    "sign-out": "sign-in",
    "welcome": "sign-in",
    "admin": "admin",
}
OTHERS = "page"
STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")


def route_class(path: str) -> str:
    """By the first part of the path alone."""
    return CLASSES.get(path.split("/", 2)[1] if path.startswith("/") else "", OTHERS)


@dataclass(frozen=True, slots=True)
class Traffic:
    """What one process answered since it began."""

    times: Timings = field(default_factory=lambda: Timings((0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)))

    def note(self, path: str, status: int, seconds: float) -> None:
        self.times.note(seconds, route_class(path), STATUSES[min(max(status // 100, 1), 5) - 1])


class CountedTraffic:
    """An ASGI layer around the whole site; an answer that was never begun counts as 500."""

    def __init__(self, app: ASGIApp, traffic: Traffic) -> None:
        self._app, self._traffic = app, traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 500, passed()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._traffic.note(scope["path"], status, passed() - began)
