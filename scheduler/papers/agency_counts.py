"""Duties counted for the agencies that answer for them today, each once. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plan.obligations.duty import Duty
from scheduler.papers.counts import Counts, count
from scheduler.papers.ratings import Ratings


@dataclass(frozen=True, slots=True)
class CountsRow:
    """One line of a table of counts. `inherited` are those in it that fell due at agencies merged into this one."""

    key: str
    name: str
    tally: Counts
    verdict: str = ""
    inherited: tuple["CountsRow", ...] = ()
    own: Counts | None = None  # without what is inherited

    @property
    def rated(self) -> Counts:
        """What the verdict rests on."""
        return self.own or self.tally


@dataclass(frozen=True, slots=True)
class SectionName:
    """A section of a plan in tables; with the number of its plan where there is more than one."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class DisplayNames:
    """The names of agencies and sections, in the order of tables."""

    agencies: Mapping[str, str]
    sections: Mapping[tuple[int, str], SectionName]  # by plan and section: "I" of two plans are two
    current: Callable[[str], str]  # the agency that acts today for one that was merged
    ended: Callable[[str], date | None]  # the day from which another acts for an agency

    def held_by(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The names of the agencies that answer today for these."""
        return called(list(dict.fromkeys(self.current(code) for code in codes)), self)

    def full(self, code: str) -> str:
        """The name of an agency, with that of the one that acts for it today."""
        now = self.current(code)
        name = self.agencies.get(code, code)
        return name if now == code else f"{name} (nay là {self.agencies.get(now, now)})"


def by_agency(mine: Sequence[Duty], names: DisplayNames, verdicts: Ratings) -> Iterator[CountsRow]:
    """Each agency that acts today once. It is not rated for what fell due while an agency merged into it was there."""
    held: dict[str, list[tuple[Duty, str]]] = {}
    for duty in mine:
        for holder in holders(duty, names):
            held.setdefault(holder, []).append((duty, _missed_by(duty, holder, names)))
    for code, name in names.agencies.items():
        if rows := held.get(code):
            own = count(duty for duty, former in rows if not former)
            merged = {former for _, former in rows}
            formers = [former for former in names.agencies if former in merged] if any(merged) else []
            yield CountsRow(
                code,
                name,
                count(duty for duty, _ in rows),
                verdicts.of(own.share, own.due),
                tuple(
                    CountsRow(f, names.agencies[f], count(d for d, by in rows if by == f)) for f in formers
                ),
                own,
            )


def _missed_by(duty: Duty, holder: str, names: DisplayNames) -> str:
    """The merged agency at which a duty of `holder` fell due; empty if it was its own."""
    if holder in duty.leads:
        return ""
    former = next(code for code in duty.leads if names.current(code) == holder)
    ended = names.ended(former)
    return former if ended and duty.ends < ended else ""


def holders(duty: Duty, names: DisplayNames) -> list[str]:
    """The agencies that answer for it today."""
    return list(dict.fromkeys(names.current(code) for code in duty.leads))


def called(codes: Sequence[str], names: DisplayNames) -> tuple[str, ...]:
    return tuple(names.agencies.get(code, code) for code in codes)
