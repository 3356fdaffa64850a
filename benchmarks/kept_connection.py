"""One HTTP connection that is kept open, by a raw socket: a client library costs more than what is measured."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass

END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What came back: the status and the body as it went over the wire."""

    status: int
    body: bytes
    head: bytes = b""

    def head_of(self, name: str) -> str:
        """A header by its name in small letters."""
        lines = (line.decode("latin-1").partition(":") for line in self.head.split(b"\r\n"))
        return next((value.strip() for found, _, value in lines if found.lower() == name), "")


class KeptConnection:
    """Sends what a browser sends, as bytes made once."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._port = port
        self._socket = self._connected()
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._host = f"Host: 127.0.0.1:{port}\r\n"

    def close(self) -> None:
        self._socket.close()

    def renew(self) -> None:
        """The server closes what was idle for long."""
        self._socket.close()
        self._socket = self._connected()

    def get(self, path: str) -> HttpAnswer:
        return self._asked(f"GET {path} HTTP/1.1\r\n{self._host}{self._headers}\r\n".encode())

    def post(self, path: str, form: bytes, kind: str) -> HttpAnswer:
        head = f"POST {path} HTTP/1.1\r\n{self._host}{self._headers}Content-Type: {kind}\r\n"
        return self._asked(f"{head}Content-Length: {len(form)}\r\n\r\n".encode() + form)

    def _connected(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self._port), timeout=120)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def _asked(self, request: bytes) -> HttpAnswer:
        self._socket.sendall(request)
        got = b""
        while END not in got:
            got += self._more()
        head, _, body = got.partition(END)
        length = 0 if head[9:12] == b"304" else _length(head)  # which has no body, whatever length it tells
        while len(body) < length:
            body += self._more()
        return HttpAnswer(int(head[9:12]), body, head)

    def _more(self) -> bytes:
        found = self._socket.recv(1 << 18)
        if not found:
            raise RuntimeError("the server closed the connection")
        return found


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise RuntimeError("an answer without a length")
