"""Bytes in many pieces that are needed once more, in their order: compressed as they come, so that they take little memory meanwhile."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

BLOCK = 256  # pieces that are compressed together: so many are in memory as they are


@dataclass(slots=True)
class CompressedBuffer:
    """Read back as often as one likes, a few hundred pieces at a time."""

    _waiting: list[bytes] = field(default_factory=list)
    _blocks: list[bytes] = field(default_factory=list)

    def add(self, piece: bytes) -> None:
        self._waiting.append(piece)
        if len(self._waiting) == BLOCK:
            self._blocks.append(zlib.compress(b"".join(self._waiting), 1))
            self._waiting.clear()

    def __iter__(self) -> Iterator[bytes]:
        for some in self._blocks:
            yield zlib.decompress(some)
        if self._waiting:
            yield b"".join(self._waiting)
