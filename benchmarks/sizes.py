"""How much of everything a run measures; the command line may say otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """The defaults of a whole run."""

    years: int = 100
    few: int = 10_000
    many: int = 1_000_000
    due: int = 500
    letters: int = 500
    queue: int = 5_000
    events: int = 1_000
    rounds: int = 3
    starts: int = 10
    day: int = 1_000
    days: int = 365
    pages: int = 15
    nation: int = 4_116
    tasks: int = 5_000
