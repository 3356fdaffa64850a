"""Long lists of numbers in pieces that one statement can take."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


CHUNK = 500  # SQLite allows some thousands of parameters; a few hundred cost the same


def chunks(ids: Sequence[T]) -> Iterable[Sequence[T]]:
    return (ids[n : n + CHUNK] for n in range(0, len(ids), CHUNK))


def batches(rows: Iterable[T]) -> Iterator[list[T]]:
    """Rows that are made one by one, so many at a time: of a nation's all of them would take a hundred megabytes."""
    coming = iter(rows)
    while some := list(islice(coming, CHUNK)):
        yield some
