"""A name server of the tests' own: TXT records over UDP on loopback; what it does not know does not exist."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dns import flags, message, rcode, rdatatype, rrset


@dataclass(slots=True)
class Names:
    port: int
    records: dict[str, list[str]]  # by name, without the last dot
    asked: list[str] = field(default_factory=list)
    silent: bool = False  # asked, it does not answer

    @property
    def place(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    def answer(self, question: bytes) -> bytes | None:
        query = message.from_wire(question)
        name = query.question[0].name
        known = self.records.get(name.to_text(omit_final_dot=True).lower())
        self.asked.append(name.to_text(omit_final_dot=True))
        if self.silent:
            return None
        reply = message.make_response(query)
        reply.flags |= flags.AA | flags.RA
        if known is None:
            reply.set_rcode(rcode.NXDOMAIN)
        else:
            texts = [" ".join(f'"{one[at : at + 250]}"' for at in range(0, len(one), 250)) for one in known]
            reply.answer.append(rrset.from_text_list(name, 60, "IN", rdatatype.TXT, texts))
        return reply.to_wire()


@contextmanager
def running(records: dict[str, list[str]]) -> Iterator[Names]:
    """Until the block ends. The records may be changed meanwhile."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        made = Names(door.getsockname()[1], records)
        thread = threading.Thread(target=_serve, args=(door, made))
        thread.start()
        try:
            yield made
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", made.place)
            thread.join(10)


def _serve(door: socket.socket, names: Names) -> None:
    while question := door.recvfrom(4096):
        if not question[0]:
            return
        if (answer := names.answer(question[0])) is not None:
            door.sendto(answer, question[1])
