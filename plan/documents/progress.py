"""How far the reading of a document is, told to whoever waits for it; to nobody unless somebody asked. Pure."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TOLD: ContextVar[Callable[[str], None] | None] = ContextVar("told", default=None)


@contextmanager
def told_to(listener: Callable[[str], None]) -> Iterator[None]:
    """While this lasts, `listener` hears how far it is."""
    token = _TOLD.set(listener)
    try:
        yield
    finally:
        _TOLD.reset(token)


def tell(said: str) -> None:
    """`said` is a sentence for people, without its full stop."""
    listener = _TOLD.get()
    if listener is not None:
        listener(said)
