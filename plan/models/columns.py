"""How values are kept in columns: names of keys, enumerations by value, indexes of some of the rows."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Enum as EnumType
from sqlalchemy import Index, text
from sqlmodel import SQLModel

# Rows are read and written by SQLAlchemy: what pydantic would check them by is made when somebody asks for it, which saves
# a fifth of what it takes to make the tables known.
SQLModel.model_config["defer_build"] = True
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def stored(enum: type[StrEnum]) -> EnumType:
    """Stored by value in a plain column: readable in SQL, the same on every database."""
    return EnumType(enum, native_enum=False, length=16, values_callable=lambda e: [m.value for m in e])


def index_of_some(name: str, column: str | Sequence[str], which: str) -> Index:
    """An index of those rows alone that the words of SQL `which` hold for."""
    columns = (column,) if isinstance(column, str) else column
    return Index(name, *columns, sqlite_where=text(which), postgresql_where=text(which))


def new_list() -> list[Any]:
    """An empty list of one's own. Not `list` itself: its signature, which pydantic asks for with every row, takes longer than the row."""
    return []


def new_dict() -> dict[str, Any]:
    """As `new_list`."""
    return {}
