"""What a reading assumed, could not use, or finds odd, gathered while it is made."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Diagnostics:
    """Lines for the people who check a reading."""

    assumed: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)

    def add(self, other: Diagnostics) -> None:
        """What was gathered elsewhere, behind what is here."""
        self.assumed += other.assumed
        self.unclear += other.unclear
        self.review += other.review
