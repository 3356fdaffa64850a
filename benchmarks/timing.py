"""Measuring: works take turns, so that a busy moment of the machine falls on all of them alike."""

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

Work = Callable[[], object]
ENOUGH = 20.0  # seconds: what is slow is measured less often, so that a whole run stays bounded


def seconds(work: Work, clock: Callable[[], float] = perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


def medians(rounds: int, *works: Work, between: Work | None = None, cpu: bool = False) -> list[float]:
    """The median seconds of each work, or those of the processor. `between` runs after each of them, off the clock.

    Rounds end early when `ENOUGH` seconds have passed.
    """
    taken: list[list[float]] = [[] for _ in works]
    clock = process_time if cpu else perf_counter
    for work in works:
        work()  # once off the clock: caches fill, modules load
        if between:
            between()
    end = perf_counter() + ENOUGH
    for done in range(rounds):
        if done and perf_counter() > end:
            break
        for times, work in zip(taken, works, strict=True):
            times.append(seconds(work, clock))
            if between:
                between()
    return [median(times) for times in taken]
