"""A program of somebody else that is told what changed: a real server on 127.0.0.2, which answers as it was set."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.2"


@dataclass
class Told:
    """One request."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """`answers` are given one after the other; after the last one everything is taken."""

    port: int = 0
    told: list[Told] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    always: tuple[int, dict[str, str]] = (204, {})
    slow: float = 0.0
    quick: int = 0  # so many requests are answered at once, however slow it is
    released: threading.Event = field(default_factory=threading.Event)
    names: list[str | None] = field(default_factory=list)  # as TLS was asked for

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/dondoc?token=x"

    @property
    def ids(self) -> list[str]:
        return [one.headers["webhook-id"] for one in self.told]


@contextmanager
def receiver(host: str = HOST, certificate: Path | None = None) -> Iterator[Receiver]:
    found = Receiver()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.told.append(Told(self.path, headers, body))
            found.released.wait(found.slow if len(found.told) > found.quick else 0)
            status, more = found.answers.pop(0) if found.answers else found.always
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Who asked has gone: that is what some tests are about."""

    server = Quiet((host, 0), Answering)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        context.sni_callback = lambda _socket, name, _context: found.names.append(name)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        found.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
