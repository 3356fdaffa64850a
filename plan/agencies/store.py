"""The directory of agencies in the database: saved, and loaded as a frozen value."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from sqlmodel import Session, col, select

from plan import models
from plan.addresses import can_be_told
from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import AgencyEntry
from plan.agencies.reachable import note_reachable
from plan.prepared import Prepared, typed
from plan.storage.changes import note_change
from plan.storage.chunks import chunks
from plan.text import bare


def save_agencies(session: Session, found: Iterable[AgencyEntry], today: date | None = None) -> int:
    """Add or update the directory's agencies; how many rows differ from before. None is ever removed.

    With `today`, whoever gets a first address is noted as reachable from then on.
    """
    agencies = tuple(found)
    known, changed, reached = _rows(session, agencies), 0, []
    for agency in agencies:
        row = known.setdefault(agency.code, models.Agency(code=agency.code, name=""))
        told_before = can_be_told(row)
        changed += _note(row, agency)
        reached += [row.code] * (can_be_told(row) and not told_before)
    session.add_all(known.values())
    session.flush()
    if today:
        note_reachable(session, reached, today)
    if changed:
        note_change(session)
    return changed


def _rows(session: Session, found: Sequence[AgencyEntry]) -> dict[str, models.Agency]:
    """The rows that there are, asked for together: one by one, a register of a province takes a second."""
    rows: dict[str, models.Agency] = {}
    for codes in chunks([agency.code for agency in found]):
        asked = select(models.Agency).where(col(models.Agency.code).in_(codes))
        rows |= {row.code: row for row in session.exec(asked)}
    return rows


def _note(row: models.Agency, agency: AgencyEntry) -> bool:
    """Whether the row says something else now than before."""
    values = {field.name: getattr(agency, field.name) for field in fields(agency)}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)


def free_code(session: Session, name: str) -> str:
    """A code that no line has yet: `Vụ Giáo dục Đại học` → `vu-giao-duc-dai-hoc`; empty for a name without letters."""
    code = re.sub(r"[^a-z0-9]+", "-", bare(name))[:60].strip("-")
    while code and session.get(models.Agency, code) is not None:
        code += "-2"
    return code


def load_directory(session: Session) -> AgencyDirectory:
    """The directory as a frozen value, with the other names that people accepted."""
    named = _NAMED.ask(session)
    connection = session.connection()
    found = _AGENCIES.raw(connection, {})
    before = next((one for one in tuple(_KEPT) if one.found == found and one.named == named), None)
    if before is None:
        columns = _AGENCIES.columns(connection)
        entries = _entries((typed(columns, row) for row in found), named)
        before = _Loaded(found, named, _directory(entries))
        _KEPT[:] = [before]
    return before.directory


# As columns: a morning of thousands of agencies reads them in each of its transactions.
_COLUMNS: list[Any] = [getattr(models.Agency, field.name) for field in fields(AgencyEntry)]
_AGENCIES = Prepared(select(*_COLUMNS).order_by(models.Agency.code))
_NAMED = Prepared(select(models.Alias.agency, models.Alias.name).order_by(models.Alias.key))
_ALIASES = [field.name for field in fields(AgencyEntry)].index("aliases")


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A directory, and the rows that it was made of as the driver gave them: to make 4,116 entries anew takes a tenth of a second."""

    found: Sequence[Any]
    named: Sequence[Any]
    directory: AgencyDirectory


_KEPT: list[_Loaded] = []  # the last


@lru_cache(maxsize=4)
def _directory(found: tuple[AgencyEntry, ...]) -> AgencyDirectory:
    """Building a directory takes time, so the same agencies share one."""
    return AgencyDirectory(found)


def _entries(found: Iterable[Sequence[Any]], named: Iterable[Sequence[str]]) -> tuple[AgencyEntry, ...]:
    names: dict[str, list[str]] = {}
    for agency, name in named:
        names.setdefault(agency, []).append(name)
    return tuple(_frozen(row, names.get(row[0], [])) for row in found)


def _frozen(row: Sequence[Any], named: list[str]) -> AgencyEntry:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    values[_ALIASES] = (*values[_ALIASES], *named)
    return AgencyEntry(*values)
