"""What a register that comes in again changes: who is new or different, which addresses it takes away, who is no longer in it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from sqlmodel import Session, col, select

from plan import models
from plan.agencies.entries import AgencyEntry


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """By codes, with what people read beside them. Rows that a register leaves out stay as they were."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed_addresses: tuple[tuple[str, str, tuple[str, ...]], ...] = ()  # code, name, addresses
    missing: tuple[tuple[str, str], ...] = ()  # code, name

    def __bool__(self) -> bool:
        """Whether anything is to be written down: who is left out is news only beside a change."""
        return bool(self.added or self.changed)

    def to_json(self) -> dict[str, object]:
        return {
            "added": list(self.added),
            "changed": list(self.changed),
            "removed_addresses": [
                {"agency": code, "name": name, "addresses": list(addresses)}
                for code, name, addresses in self.removed_addresses
            ],
            "missing": [{"agency": code, "name": name} for code, name in self.missing],
        }


def register_changes(session: Session, found: Iterable[AgencyEntry]) -> RegisterChanges:
    """What saving these agencies would change; nothing for an import without a register."""
    given = {agency.code: agency for agency in found}
    if not given:
        return RegisterChanges()
    rows = {row.code: row for row in session.exec(select(models.Agency).order_by(col(models.Agency.code)))}
    kept = [code for code in sorted(given) if code in rows]
    gone = {code: tuple(a for a in rows[code].addresses if a not in given[code].addresses) for code in kept}
    return RegisterChanges(
        added=tuple(code for code in sorted(given) if code not in rows),
        changed=tuple(code for code in kept if _differs(rows[code], given[code])),
        removed_addresses=tuple((code, given[code].name, lost) for code, lost in gone.items() if lost),
        missing=tuple((code, row.name) for code, row in rows.items() if code not in given),
    )


def _differs(row: models.Agency, agency: AgencyEntry) -> bool:
    given = {field.name: getattr(agency, field.name) for field in fields(agency)}
    return any(
        getattr(row, name) != (list(value) if isinstance(value, tuple) else value)
        for name, value in given.items()
    )
