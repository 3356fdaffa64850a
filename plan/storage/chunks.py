"""Long lists of numbers in pieces that one statement can take."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


CHUNK = 500  # SQLite allows some thousands of parameters; a few hundred cost the same


def chunks(ids: Sequence[T]) -> Iterable[Sequence[T]]:
    return (ids[n : n + CHUNK] for n in range(0, len(ids), CHUNK))
