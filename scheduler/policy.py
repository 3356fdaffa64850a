"""When agencies are reminded and urged: the policy file as frozen values."""

import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

SHIPPED = Path(__file__).parent / "data" / "policy.toml"

Days = Annotated[int, Field(ge=0, le=3650)]
Nth = Annotated[int, Field(ge=1, le=3650)]


class PolicyError(Exception):
    """The policy file cannot be used; the text says which line of thought is wrong."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Office(_Frozen):
    """The hours in which letters are written, in the plan's zone."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> "Office":
        if self.opens >= self.closes:
            raise ValueError("giờ đóng cửa phải sau giờ mở cửa")
        return self


class Remind(_Frozen):
    """The steps before a deadline whose period is at most so many days long."""

    name: str
    up_to_days: Days
    lead: tuple[Days, ...]
    partner: tuple[Days, ...]
    opened: bool


class Target(_Frozen):
    """The steps before a target that comes ahead of the limit."""

    lead: tuple[Days, ...]


class Ladder(_Frozen):
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


class Summary(_Frozen):
    """The weekly summary."""

    ahead_days: Days


class Policy(_Frozen):
    """The whole policy."""

    office: Office
    remind: Annotated[tuple[Remind, ...], Field(min_length=1)]
    target: Target
    report: Ladder
    task: Ladder
    summary: Summary

    def ladder(self, kind: str) -> Ladder:
        """What happens after the last day on time, for a report or for a task."""
        return self.report if kind == "report" else self.task

    def remind_for(self, days: int) -> Remind:
        """The reminders of a deadline whose period is `days` long."""
        return next((r for r in self.remind if days <= r.up_to_days), self.remind[-1])


def load_policy(path: Path | None = None) -> Policy:
    """The policy in `path`, or the shipped one. Raises PolicyError with every fault found."""
    path = path or SHIPPED
    try:
        return Policy.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{path}: không đọc được tệp chính sách: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise PolicyError(f"{path}: {faults}") from error
