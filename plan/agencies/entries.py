"""An agency as the directory lists it, and a part of a cell as the directory reads it. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from plan.agencies.naming.roles import Role

Kind = Literal["agency", "group", "unspecified", "unknown", "outside"]
GROUP = "group"
# A body that plans name and nobody here follows: Bộ Quốc phòng in the plan of a province.
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """One office, or with the kind `group` the name of a set of offices."""

    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: str
    groups: tuple[str, ...]
    addresses: tuple[str, ...]  # of mail, and at most one of another channel
    parent: str | None
    active_from: date | None
    active_to: date | None
    successor: str | None

    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, self.short_name, *self.aliases) if name)

    def ended(self, on: date) -> bool:
        """From `active_to` on the successor answers."""
        return self.active_to is not None and self.active_to <= on

    def begun(self, on: date) -> bool:
        return self.active_from is None or self.active_from <= on

    def is_there(self, on: date) -> bool:
        return self.begun(on) and not self.ended(on)


@dataclass(frozen=True, slots=True)
class NamePart:
    text: str
    kind: Kind
    name: str
    agencies: tuple[str, ...]
    suggestions: tuple[str, ...]
    role: Role = ""  # what the cell itself says this one does: `Sở A chủ trì, phối hợp với Sở B`
    readings: tuple[
        tuple[str, ...], ...
    ] = ()  # other readings of the words that are as good, each as its names

    def to_json(self) -> dict[str, object]:
        """`role` and `readings` only where there are any."""
        found = {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }
        found["readings"] = [list(reading) for reading in self.readings]
        return {key: value for key, value in found.items() if value or key not in {"role", "readings"}}
