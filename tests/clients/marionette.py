"""Marionette, by which Mozilla's programs let themselves be driven: JSON over a socket on loopback, scripts inside their windows."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any


class MarionetteError(Exception):
    """The program refused, or the script failed; what it said."""


@dataclass(slots=True)
class Marionette:
    """A session in a running program, in the context of its own windows."""

    wire: socket.socket
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def run(self, script: str, *given: Any) -> Any:
        """What the script returns: it may await; `arguments` are what is given."""
        asked = {"script": f"return (async () => {{ {script} }})()", "args": list(given), "sandbox": "system"}
        return self.send("WebDriver:ExecuteScript", asked)["value"]

    def until(self, script: str, *given: Any, seconds: float = 60) -> Any:
        """Asked again until it returns something true."""
        end = time.monotonic() + seconds
        while not (found := self.run(script, *given)):  # an empty list is nothing yet, either
            assert time.monotonic() < end, f"never came true: {script}"
            time.sleep(0.5)
        return found

    def send(self, name: str, parameters: dict[str, Any]) -> Any:
        body = json.dumps([0, next(self.numbers), name, parameters]).encode()
        self.wire.sendall(f"{len(body)}:".encode() + body)
        _, _, error, result = self.receive()
        if error:
            raise MarionetteError(f"{error.get('error')}: {error.get('message')}")
        return result

    def receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self.wire.recv(1)
        body = b""
        while len(body) < int(length[:-1]):
            body += self.wire.recv(int(length[:-1]) - len(body))
        return json.loads(body)


@contextmanager
def marionette(port: int, seconds: float = 120) -> Iterator[Marionette]:
    """Once the program listens."""
    end = time.monotonic() + seconds
    while True:
        try:
            wire = socket.create_connection(("127.0.0.1", port), 120)
            break
        except OSError:
            assert time.monotonic() < end, "the program does not listen"
            time.sleep(0.5)
    with wire:
        driven = Marionette(wire)
        driven.receive()
        driven.send("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})
        driven.send("Marionette:SetContext", {"value": "chrome"})
        yield driven
