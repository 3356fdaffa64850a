"""How values are kept in columns: names of keys, and enumerations by value."""

from enum import StrEnum

from sqlalchemy import Enum as EnumType
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def stored(enum: type[StrEnum]) -> EnumType:
    """Stored by value in a plain column: readable in SQL, the same on every database."""
    return EnumType(enum, native_enum=False, length=16, values_callable=lambda e: [m.value for m in e])
