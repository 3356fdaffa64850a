"""Runs the mutants of the grammar that mutmut has made, many times faster than one test session each.

Inside `mutants/` (see `make mutate`): `python -m tests.phrases.mutants` reads every phrase of `readings.txt` under
each mutant, then runs the quick tests for those that changed no reading, and prints who is still alive.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from tests.phrases.readings import WRITTEN, paragraphs

LIMIT = 20  # seconds; a mutant that loops is dead
QUICK = ("test_recurrence.py", "test_products.py", "test_table.py", "test_real_plan.py", "test_doubt.py")


def names(only: str) -> Iterator[str]:
    for meta in sorted(Path("scheduler").rglob("*.py.meta")):
        made = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        yield from (name for name in made if only in name)


def in_a_child(mutant: str, work: Callable[[], bool]) -> bool:
    """Whether the work succeeds under the mutant; a crash or a loop is a failure."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    signal.alarm(LIMIT)
    os.environ["MUTANT_UNDER_TEST"] = mutant
    try:
        passed = work()
    except BaseException:  # noqa: BLE001 - whatever a mutant breaks, it is dead
        passed = False
    os._exit(0 if passed else 1)


def reads_the_same() -> bool:
    written, at = WRITTEN.read_text(encoding="utf-8"), 0
    for paragraph in paragraphs():
        if written[at : at + len(paragraph)] != paragraph:
            return False
        at += len(paragraph)
    return True


def passes() -> bool:
    here = Path(__file__).parent
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        options = ["-x", "-q", "-p", "no:cacheprovider", "--import-mode=importlib"]
        return pytest.main([*options, *(str(here / name) for name in QUICK)]) == 0


def main(only: str = "") -> None:
    made = list(names(only))
    alike = [name for name in made if in_a_child(name, reads_the_same)]
    print(f"{len(made)} mutants, {len(alike)} change no reading", flush=True)
    alive = 0
    for name in alike:
        if in_a_child(name, passes):
            alive += 1
            print(name, flush=True)
    print(f"{len(made)} mutants, {alive} alive")


if __name__ == "__main__":
    main(*sys.argv[1:2])
