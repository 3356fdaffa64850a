"""Our site, or a bare peer, in a process of its own.

`python -m benchmarks.serving laden NAMES` serves two octets with the modules of that file imported.
`python -m benchmarks.serving ours PLAN.DB` serves the site as the daemon does, without the daemon.
`python -m benchmarks.serving bare FILE` serves the bytes of a file from memory, with a 304 of its own; `plain FILE`
does so as a page does, by a `def` in the pool of threads.
"""

import socket
import sys
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.children import end_with_parent

ETAG = '"bare"'


def bare(body: bytes) -> Starlette:
    async def answer(request: Request) -> Response:
        if request.headers.get("if-none-match") == ETAG:
            return Response(status_code=304, headers={"ETag": ETAG})
        return Response(body, headers={"ETag": ETAG}, media_type="text/calendar; charset=utf-8")

    return Starlette(routes=[Route("/{name:path}", answer)])


def plain(body: bytes) -> Starlette:
    def answer(_: Request) -> Response:
        return Response(body, media_type="text/html; charset=utf-8", headers={"Content-Encoding": "gzip"})

    return Starlette(routes=[Route("/{name:path}", answer)])


def laden(modules: list[str]) -> Starlette:
    """A bare application that has what others wrote for us in its memory, and nothing of ours."""
    for name in modules:
        with suppress(ImportError, AttributeError):  # parts that only their own package may import
            import_module(name)
    return bare(b"ok")


def site_of(path: Path) -> Any:
    # Imported here: the bare peer must not carry our modules in its memory.
    from benchmarks.filling import TODAY
    from benchmarks.office import HEAD, WATCHERS, ZONE, morning
    from notifications.calendars.publish import calendar_renderer
    from notifications.letters import LetterWriter
    from notifications.rendering import environment
    from plan.storage.database import Database
    from scheduler.papers.report_issue import PaperSettings
    from scheduler.policy.rules import RulesKeeper
    from web.machine import Machine
    from web.site import Site

    database = Database(f"sqlite:///{path}")
    rules = RulesKeeper(database, ZONE, WATCHERS, None, lambda: morning(TODAY))
    return Site(
        database=database,
        clock=lambda: morning(TODAY),
        zone=ZONE,
        templates=environment(),
        calendar_renderer=calendar_renderer(environment(), "so-noi-vu", HEAD.base_url),
        signing_key=bytes(32),
        base_url=HEAD.base_url,
        ticked=lambda: morning(TODAY),
        tick_every=timedelta(minutes=1),
        rules=rules,
        calendar_warning=lambda: "",
        papers=PaperSettings(rules, LetterWriter(environment(), HEAD)),
        machine=Machine("", list, str),
    )


def ours(path: Path) -> Any:
    from web.app import create_app

    return create_app(site_of(path))


def serve(app: Any) -> None:
    """A bare application by uvicorn, on the loop that the service has."""
    import uvicorn

    config = uvicorn.Config(app, log_config=None, access_log=False)
    listening = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None).bind_socket()

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets=sockets)
            say_port(listening)

    uvloop.run(Server(config).serve(sockets=[listening]))


def serve_ours(app: Any) -> None:
    """Our site as the service serves it: behind the gate."""
    from web.server import WebServer, bind

    listening = bind("127.0.0.1", 0)
    server = WebServer(app, "127.0.0.1", 0, lambda: say_port(listening))
    uvloop.run(server.serve(sockets=[listening]))


def say_port(listening: socket.socket) -> None:
    print(f"127.0.0.1:{listening.getsockname()[1]}", flush=True)


if __name__ == "__main__":
    end_with_parent()
    kind, file = sys.argv[1], Path(sys.argv[2])
    if kind == "ours":
        serve_ours(ours(file))
    elif kind == "laden":
        serve(laden(file.read_text(encoding="utf-8").split()))
    else:
        serve((plain if kind == "plain" else bare)(file.read_bytes()))
