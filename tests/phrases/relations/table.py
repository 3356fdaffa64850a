"""The relations, each with what may change: read them as a list."""

from collections.abc import Iterator
from typing import NamedTuple

from tests.phrases.relations import calendar, cycles, limits, surroundings, typed
from tests.phrases.relations.known import Known, Said, said
from tests.phrases.relations.words import Change


class Relation(NamedTuple):
    """A change of the words that changes no day; so many of a thousand at least are read, not asked about."""

    name: str
    change: Change
    read: int


SAME_DAYS = (
    Relation("capitals, or none", typed.cases, 1000),
    Relation("blanks of all kinds", typed.blanks, 980),
    Relation("Unicode forms, marks of tone, dashes", typed.letters, 1000),
    Relation("a stop behind it", typed.stops, 990),
    Relation("brackets, quotation marks, stars around it", typed.around, 990),
    Relation("a bullet before it", typed.bullets, 990),
    Relation("lines broken anywhere", typed.broken, 970),
    Relation("other words for: before a day", limits.before, 850),
    Relation("other words for: by a day", limits.by, 700),
    Relation("other words for: until the end of a unit", limits.until, 700),
    Relation("other words for: within a unit", limits.within, 900),
    Relation("a full day, otherwise", calendar.full_dates, 950),
    Relation("a full day in words", calendar.named_dates, 800),
    Relation("a day without its year", calendar.yearless_dates, 900),
    Relation("noughts left out", calendar.zeros, 1000),
    Relation("noughts put before", calendar.padded, 600),
    Relation("a month with its year", calendar.months, 980),
    Relation("Roman and Arabic quarters", calendar.quarters, 950),
    Relation("a quarter with its year", calendar.quarter_years, 980),
    Relation("the year first", calendar.year_first, 800),
    Relation("a span of years", calendar.spans, 700),
    Relation("every year, in a sentence", cycles.yearly, 990),
    Relation("every year, alone", cycles.yearly_alone, 800),
    Relation("every year before a day", cycles.yearly_ahead, 700),
    Relation("every month, quarter, week, in a sentence", cycles.cycles, 980),
    Relation("every month, quarter, week, alone", cycles.cycles_alone, 700),
    Relation("every six months", cycles.halves, 700),
    Relation("another office", cycles.offices, 980),
    Relation("committees in full", cycles.committees, 980),
    Relation("councils in full", cycles.councils, 980),
    Relation("a label before it", surroundings.labelled, 950),
    Relation("an act before it", surroundings.with_acts, 900),
    Relation("words behind it that move no day", surroundings.with_tails, 900),
)
# Words behind it that may move the day: the days of the phrase as it was, a wait, or a question.
DOUBTS = Relation("words behind it that may move the day", surroundings.with_doubts, 0)


class Tried(NamedTuple):
    known: Known
    typed: str
    said: Said

    @property
    def same(self) -> bool:
        return self.said == self.known.said

    @property
    def otherwise(self) -> bool:
        """Whether other days are read, and nobody is asked."""
        return not (self.same or self.said.asked)


def tried(relation: Relation, phrases: tuple[Known, ...]) -> Iterator[Tried]:
    for one in phrases:
        for other in dict.fromkeys(relation.change(one.phrase)):
            if other != one.phrase:
                yield Tried(one, other, said(other, one.period))
