"""Bytes in many pieces that are needed once more, in their order: squeezed as they come, so that they take little room meanwhile."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

TOGETHER = 256  # pieces that are squeezed together: so many are in memory as they are


@dataclass(slots=True)
class LaidAside:
    """Read back as often as one likes, a few hundred pieces at a time."""

    _waiting: list[bytes] = field(default_factory=list)
    _squeezed: list[bytes] = field(default_factory=list)

    def add(self, piece: bytes) -> None:
        self._waiting.append(piece)
        if len(self._waiting) == TOGETHER:
            self._squeezed.append(zlib.compress(b"".join(self._waiting), 1))
            self._waiting.clear()

    def __iter__(self) -> Iterator[bytes]:
        for some in self._squeezed:
            yield zlib.decompress(some)
        if self._waiting:
            yield b"".join(self._waiting)
