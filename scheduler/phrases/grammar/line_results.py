"""What one line gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.phrases.reading import Part


@dataclass(slots=True)
class LineReading:
    """What one line gave."""

    parts: list[Part] = field(default_factory=list)
    idle: str | None = None  # words of action without any time
    trigger: str | None = None  # an event named beside a date
    ad_hoc: bool = False  # only says that somebody may ask: "đột xuất khi có yêu cầu"
