"""SIGHUP: remembered while the service starts, then acted upon; never the end of the process."""

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType


class Hangup:
    """What SIGHUP asks for. A service that is still reading its settings, or is already ending, is not ended by it."""

    def __init__(self) -> None:
        self._act: Callable[[], object] | None = None
        self._asked = False

    def listen(self) -> None:
        """From here on the signal ends nothing, for as long as the process lives."""
        # A plain handler, not the loop's: a loop that closes gives the signal its deadly meaning back.
        with contextlib.suppress(ValueError):  # not the main thread: whoever started us has the signals
            signal.signal(signal.SIGHUP, self._on)

    @contextlib.contextmanager
    def answered_by(self, act: Callable[[], object]) -> Iterator[None]:
        """Whoever acts upon it while the block runs: at once, if it came before."""
        self._act = act
        try:
            if self._asked:
                act()
            yield
        finally:
            self._act = None

    def _on(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        if self._act:
            self._act()


HANGUP = Hangup()  # one signal, one process
