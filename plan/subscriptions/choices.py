"""What the owner of a calendar asked for: which obligations it holds, and how it shows them. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from plan.obligations.duty import Duty

FURTHEST = 60  # days before the day due that an alarm may ring


class ChoiceError(ValueError):
    """The choice cannot be; the text says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Chosen when the subscription is made; what is left out does not matter."""

    role: Literal["lead", "partner"] | None = None
    plan: str | None = None  # the number of the decision, as it is cited
    kind: Literal["task", "report"] | None = None
    only_open: bool = False  # without what is done or cancelled
    alarm: int | None = None  # days before the day due, at nine in the morning
    todo: bool = False  # tasks to tick off (VTODO) in place of days in the calendar

    def __post_init__(self) -> None:
        if self.alarm is not None and not 0 <= self.alarm <= FURTHEST:
            raise ChoiceError(f"chuông báo đặt trước từ 0 đến {FURTHEST} ngày, không phải {self.alarm}")

    def admits(self, duty: Duty, viewer: str | None) -> bool:
        """Whether a calendar of `viewer` (None: everything) with this choice holds the obligation."""
        return (
            self.kind in (None, duty.kind)
            and self.plan in (None, duty.plan_code)
            and not (self.only_open and duty.status in ("done", "done-late", "cancelled"))
            and self.role in (None, part_of(duty, viewer))
        )

    def to_json(self) -> dict[str, object]:
        """Only what was chosen."""
        return {
            name: value for name, value in asdict(self).items() if value is not None and value is not False
        }


def part_of(duty: Duty, viewer: str | None) -> Literal["lead", "partner"] | None:
    """What the obligation is to a reader; nothing in particular to whoever sees everything."""
    if viewer is None:
        return None
    return "lead" if viewer in duty.leads else "partner"


def from_json(stored: Mapping[str, Any]) -> Choice:
    """The choice as it was stored; what a newer version may have added is passed over."""
    known = {field.name for field in fields(Choice)}
    return Choice(**{name: value for name, value in stored.items() if name in known})
