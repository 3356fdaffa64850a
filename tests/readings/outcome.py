"""What can come of a reading, and the share of each over one collection."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """`silent` is the grave one: read otherwise than a person reads it, and nobody is asked."""

    EXACT = "exact"
    ASKED = "asked"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Score:
    """One collection: how many pieces of it were read how, and the words of those that were not exact."""

    name: str
    exact: int
    asked: int
    silent: int
    misses: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return self.exact + self.asked + self.silent

    def line(self) -> str:
        share = self.exact / self.total if self.total else 1
        return (
            f"{self.name:<44} {self.total:>5} {self.exact:>6} {self.asked:>6} {self.silent:>7}  {share:7.1%}"
        )


def score(name: str, outcomes: Iterable[tuple[str, Outcome]]) -> Score:
    """`outcomes` are pairs of the words and what came of them."""
    found = list(outcomes)
    many = Counter(outcome for _, outcome in found)
    misses = tuple(f"{outcome}: {' '.join(words.split())}" for words, outcome in found if outcome != "exact")
    return Score(name, many[Outcome.EXACT], many[Outcome.ASKED], many[Outcome.SILENT], misses)
