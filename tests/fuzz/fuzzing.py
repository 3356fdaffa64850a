"""A check run on drawn inputs for as long as there is time; what fails is made small and shown, with the seed.

`DONDOC_FUZZ_SECONDS` is the time of each target (`make fuzz`); without it, in CI, a few seconds and always the same draws.
"""

import contextlib
import os
import random
import resource
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

from plan.errors import ExpectedError

SECONDS = float(os.environ.get("DONDOC_FUZZ_SECONDS") or 4)
FIRST = random.SystemRandom().randrange(2**32) if "DONDOC_FUZZ_SECONDS" in os.environ else 0
LONGEST = 10.0  # seconds of CPU that one input may take, on a loaded machine
MOST = 400 * 1024  # kilobytes by which the process may grow over all of them
ROUND = 50

# Left out of `make test`; its own clock, not the runner's, says when it is over.
marks = [pytest.mark.slow, pytest.mark.timeout(int(SECONDS) + 300)]


def fuzz(check: Callable[[Any], None], inputs: SearchStrategy[Any], share: float = 1.0) -> None:
    """`check` of inputs until the time is over. It may raise ExpectedError, and take its time, but not more."""
    until = time.monotonic() + SECONDS * share
    before, tried, turn, failing = _size(), 0, FIRST, False

    def one(value: Any) -> None:
        nonlocal tried, failing
        if time.monotonic() > until and not failing:  # what failed is made small, however late it is
            return
        tried += 1
        began = _cpu()
        try:
            with contextlib.suppress(ExpectedError):
                check(value)
            took = _cpu() - began
            assert took < LONGEST, f"{took:.1f} s of CPU for one input"
        except BaseException:
            failing = True
            raise

    one.__name__ = one.__qualname__ = getattr(check, "__name__", "one")
    while time.monotonic() < until:
        seed(turn)(settings(**ROUNDS)(given(inputs)(one)))()  # type: ignore[arg-type]
        turn += 1
    grown = _size() - before
    assert grown < MOST, f"grew by {grown >> 10} MB over {tried} inputs"
    print(f"\n{one.__name__}: {tried} inputs, seeds {FIRST}…{turn - 1}, grew by {grown >> 10} MB")


ROUNDS = {
    "max_examples": ROUND,
    "deadline": None,
    "database": None,
    "derandomize": False,
    "suppress_health_check": list(HealthCheck),
    "print_blob": False,
}


def _cpu() -> float:
    """Seconds of CPU of this process and of those that it waited for."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _size() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
