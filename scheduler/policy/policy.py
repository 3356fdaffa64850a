"""When agencies are reminded and urged: the policy file as frozen values."""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from plan.errors import ExpectedError, named_together
from scheduler.policy.frozen import FrozenModel

SHIPPED = Path(__file__).parents[1] / "data" / "policy.toml"

Days = Annotated[int, Field(ge=0, le=3650)]
Nth = Annotated[int, Field(ge=1, le=3650)]


class PolicyError(ExpectedError):
    """The policy file cannot be used; the text says which line of thought is wrong."""


class OfficeHours(FrozenModel):
    """The hours in which letters are written, in the plan's zone."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> "OfficeHours":
        if self.opens >= self.closes:
            raise ValueError("giờ đóng cửa phải sau giờ mở cửa")
        return self


class Remind(FrozenModel):
    """The steps before a deadline whose period is at most so many days long."""

    name: str
    up_to_days: Days
    lead: tuple[Days, ...]
    partner: tuple[Days, ...]
    opened: bool


class Target(FrozenModel):
    """The steps before a target that comes ahead of the limit."""

    lead: tuple[Days, ...]


class Ladder(FrozenModel):
    """The steps after the last day on time, in working days."""

    opened: bool
    late: tuple[Nth, ...]
    late_every: Nth
    escalate: tuple[Nth, ...] = ()
    escalate_every: Nth | None = None
    above_from: Nth | None = None

    @field_validator("late", "escalate")
    @classmethod
    def _rising(cls, steps: tuple[int, ...]) -> tuple[int, ...]:
        if list(steps) != sorted(set(steps)):
            raise ValueError("các bậc phải tăng dần, không lặp")
        return steps


class Summary(FrozenModel):
    """The weekly summary."""

    ahead_days: Days


class Acceptance(FrozenModel):
    """Whose word counts as received, and how many working days what was declared may wait for it."""

    trust: Literal["collector", "declared"] = "collector"
    accept_within: Nth = 5
    above_after: Nth = 10

    @model_validator(mode="after")
    def _in_order(self) -> "Acceptance":
        if self.above_after < self.accept_within:
            raise ValueError("above_after không được ngắn hơn accept_within")
        return self


class Sending(FrozenModel):
    """What the mail server is asked to bear, all senders together."""

    per_minute: Annotated[int, Field(ge=1, le=100_000)] = 300
    connections: Annotated[int, Field(ge=1, le=50)] = 16


class CatchingUp(FrozenModel):
    """How long letters rest after a long outage, so that a person may look at them first."""

    after_days: Annotated[int, Field(ge=1, le=3650)] = 3
    # Letters that rest longer would count as overdue for sending.
    rest_minutes: Annotated[int, Field(ge=0, le=110)] = 60


class Hold(FrozenModel):
    """Days on which no letter is written or sent although people work."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    reason: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> "Hold":
        if self.last < self.first:
            raise ValueError("ngày cuối (to) phải từ ngày đầu (from) trở đi")
        if (self.last - self.first).days >= 366:
            raise ValueError("một lần ngừng không quá một năm; tắt hẳn thì dừng dịch vụ")
        return self


class Ladders(FrozenModel):
    """The steps of reminding and urging: what an obligation keeps from the day on which it began."""

    remind: Annotated[tuple[Remind, ...], Field(min_length=1)]
    target: Target
    report: Ladder
    task: Ladder

    def ladder(self, kind: str) -> Ladder:
        """What happens after the last day on time, for a report or for a task."""
        return self.report if kind == "report" else self.task

    def remind_for(self, days: int) -> Remind:
        """The reminders of a deadline whose period is `days` long."""
        return next((r for r in self.remind if days <= r.up_to_days), self.remind[-1])


class Policy(Ladders):
    """The whole policy."""

    office: OfficeHours
    summary: Summary
    acceptance: Acceptance = Acceptance()
    sending: Sending = Sending()
    catching_up: CatchingUp = CatchingUp()
    hold: tuple[Hold, ...] = ()

    @property
    def ladders(self) -> Ladders:
        """The part that obligations keep."""
        return Ladders(remind=self.remind, target=self.target, report=self.report, task=self.task)

    def held_because(self, day: date) -> str | None:
        """Why nothing is written on `day`; None if it is."""
        return next((h.reason for h in self.hold if h.first <= day <= h.last), None)


def load_policy(path: Path | None = None) -> Policy:
    """The policy in `path`, or the shipped one. Raises PolicyError with every fault found."""
    path = path or SHIPPED
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise PolicyError(f"{path}: không đọc được tệp chính sách: {error}") from error
    try:
        return Policy.model_validate(written)
    except ValidationError as error:
        faults = named_together(map(_fault, error.errors()))
        raise PolicyError(f"{path}: {faults}") from error


SAYINGS = {
    "missing": "còn thiếu",
    "extra_forbidden": "không có mục nào tên này",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải từ {le} trở xuống",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "literal_error": "phải là một trong {expected}",
    "tuple_type": "phải là một danh sách, ví dụ [5, 1, 0]",
    "string_type": "phải là chữ trong ngoặc kép",
    "time_parsing": "phải là giờ, ví dụ 07:30:00",
    "time_type": "phải là giờ, ví dụ 07:30:00",
    "date_parsing": "phải là ngày, ví dụ 2027-02-05",
    "date_type": "phải là ngày, ví dụ 2027-02-05",
    "model_type": "phải là một mục, ví dụ [office]",
    "model_attributes_type": "phải là một mục, ví dụ [office]",
    "too_short": "cần ít nhất một mục",
    "string_too_short": "không được để trống",
    "value_error": "{error}",
}


def _fault(error: ErrorDetails) -> str:
    """One fault as the operator reads it: `remind[2].lead[0]: phải là số nguyên (đang là 'x')`."""
    place = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in error["loc"]).lstrip(".")
    saying = SAYINGS.get(error["type"])
    text = saying.format(**error.get("ctx", {})) if saying else error["msg"]
    given = error["input"]
    shown = f" (đang là {given!r})" if isinstance(given, (str, int, float, bool)) else ""
    return f"{place}: {text}{'' if error['type'] == 'extra_forbidden' else shown}"
