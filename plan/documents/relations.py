"""How a document is related to others, as frozen values: whom it changes, which rows it repeals, which words it swaps."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Way = Literal["amends", "replaces"]


@dataclass(frozen=True, slots=True)
class NamedDecision:
    """One decision that the document speaks of changing; `also` are other numbers under which it names the same."""

    way: Way
    number: str
    issued_on: date | None = None
    issuer: str = ""
    also: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        return (self.number, *self.also)


@dataclass(frozen=True, slots=True)
class RowName:
    """A row as a sentence names it: by place, or (both empty) by title; `words` is the sentence."""

    section: str
    number: str
    title: str
    words: str

    def __str__(self) -> str:
        return ".".join(filter(None, (self.section, self.number))) or f"“{self.title}”"


@dataclass(frozen=True, slots=True)
class Direction:
    """A change that is not addressed to a row as a whole: its sentence, and the words before and after if it quotes them."""

    words: str
    before: str = ""
    after: str = ""
    rows: tuple[RowName, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentences:
    """What the sentences of an amending document ask for."""

    repeals: tuple[RowName, ...] = ()
    directions: tuple[Direction, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.repeals or self.directions)
