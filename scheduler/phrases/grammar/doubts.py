"""What a reading has to own up to, gathered while it is made."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Doubts:
    """What a reading has to own up to."""

    assumed: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
