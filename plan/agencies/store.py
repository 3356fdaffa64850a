"""The register of agencies in the database: taken in, and read back as a frozen value."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from sqlmodel import Session, select

from plan import models
from plan.agencies import directory
from plan.agencies.reachable import note_reached
from plan.storage.changes import note_change


def save_agencies(session: Session, found: Iterable[directory.Agency], today: date | None = None) -> int:
    """Add or update the register's agencies; how many rows differ from before. None is ever removed.

    With `today`, whoever gets a first address is noted as reachable from then on.
    """
    changed, reached = 0, []
    for agency in found:
        row = session.get(models.Agency, agency.code) or models.Agency(code=agency.code, name="")
        before = row.model_dump()
        for field in fields(agency):
            value = getattr(agency, field.name)
            setattr(row, field.name, list(value) if isinstance(value, tuple) else value)
        changed += row.model_dump() != before
        reached += [row.code] * bool(row.emails and not before["emails"])
        session.add(row)
    session.flush()
    if today:
        note_reached(session, reached, today)
    if changed:
        note_change(session)
    return changed


def the_register(session: Session) -> directory.Register:
    """The register as a frozen value, with the other names that people accepted."""
    rows = session.exec(select(models.Agency).order_by(models.Agency.code)).all()
    named: dict[str, list[str]] = {}
    for alias in session.exec(select(models.Alias).order_by(models.Alias.key)):
        named.setdefault(alias.agency, []).append(alias.name)
    return _built(tuple(_frozen(row, named.get(row.code, [])) for row in rows))


@lru_cache(maxsize=4)
def _built(found: tuple[directory.Agency, ...]) -> directory.Register:
    """A register is a value and costs some work: the same agencies give the same one."""
    return directory.Register(found)


def _frozen(row: models.Agency, named: list[str]) -> directory.Agency:
    values: dict[str, Any] = row.model_dump()
    values["aliases"] = [*values["aliases"], *named]
    values |= {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return directory.Agency(**values)
