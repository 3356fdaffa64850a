"""What an agency owes → the sections of its page, a card a duty. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plan.obligations.duty import Duty
from scheduler.working_days.calendar import WorkCalendar
from web.status import Standing, standing


@dataclass(frozen=True, slots=True)
class OurCard:
    """One duty of an agency: how it stands, what the agency asked for, and who has the word."""

    duty: Duty
    standing: Standing
    collector: str
    asked: bool  # more time was asked for, and nobody has decided
    until: date | None  # the day that was asked for; None: to be released
    late_if_accepted: int  # working days late, if what was declared counts from the day on which it was

    @property
    def is_back(self) -> bool:
        """Sent back, and not declared again."""
        return self.duty.sent_back is not None and not self.duty.declared and self.duty.is_open


@dataclass(frozen=True, slots=True)
class OurSection:
    """A heading and its cards."""

    heading: str
    cards: tuple[OurCard, ...]


def our_cards(
    duties: Sequence[Duty],
    asked: Mapping[int, date | None],
    collector: Callable[[Duty], str],
    today: date,
    calendar: WorkCalendar,
) -> list[OurCard]:
    """In the order of the duties."""
    return [
        OurCard(
            duty,
            standing(duty, today, calendar),
            collector(duty),
            duty.id in asked,
            asked.get(duty.id),
            calendar.between(duty.ends, duty.declared.declared_on) if duty.declared else 0,
        )
        for duty in duties
    ]


def sections(cards: Sequence[OurCard]) -> Iterator[OurSection]:
    """Late ones first, then what waits for the collector, then what is coming; an empty section is gone."""
    waiting = [card for card in cards if card.standing.shape == "told"]
    late = [card for card in cards if card.standing.is_late]
    coming = [card for card in cards if card not in waiting and card not in late]
    for heading, found in (("Quá hạn", late), ("Đã báo, chờ xác nhận", waiting), ("Sắp tới", coming)):
        if found:
            yield OurSection(heading, tuple(found))
