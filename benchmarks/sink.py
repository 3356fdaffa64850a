"""A mail server that takes everything and keeps nothing, in a process of its own: `python -m benchmarks.sink [MILLISECONDS]`.

It speaks just enough SMTP for one letter after another; aiosmtpd would be slower than what is measured.
Asked by NOOP it says how many letters it took, and how many of them were not the same.
"""

import asyncio
import re
import sys
from typing import cast

from benchmarks.children import end_with_parent

END = b"\r\n.\r\n"
# Seconds until a command, or a letter, is answered.
DELAY = int(sys.argv[1]) / 1000 if len(sys.argv) > 1 else 0.0
NAME = re.compile(rb"^Message-ID: *(\S+)", re.MULTILINE | re.IGNORECASE)
taken: list[bytes] = []  # the name of each letter
ANSWERS = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Sink(asyncio.Protocol):
    """One connection: commands by line, a letter by its final dot."""

    def __init__(self) -> None:
        self._waiting = b""
        self._in_letter = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while self._step():
            pass

    def _step(self) -> bool:
        """Answer one command or one letter; False if more bytes must come first."""
        head, found, rest = self._waiting.partition(END if self._in_letter else b"\r\n")
        if not found:
            return False
        self._waiting = rest
        verb = b"" if self._in_letter else head[:4].upper()
        is_taken, self._in_letter = self._in_letter, verb == b"DATA"
        answer = ANSWERS.get(verb, b"250 ok\r\n")
        if is_taken:
            taken.extend(NAME.findall(head)[:1])
        elif verb == b"NOOP":
            answer = b"250 %d %d\r\n" % (len(taken), len(set(taken)))
        if DELAY:
            asyncio.get_running_loop().call_later(DELAY, self._answer, answer, verb)
        else:
            self._answer(answer, verb)
        return True

    def _answer(self, answer: bytes, verb: bytes) -> None:
        self._transport.write(answer)
        if verb == b"QUIT":
            self._transport.close()


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    end_with_parent()
    asyncio.run(serve())
