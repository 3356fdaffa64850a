"""The address of a database: its parts, the file it names, and how people may read it."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from plan.secrecy import without_secrets

_FILE = "sqlite:///"


def address(url: str) -> URL:
    """The parts of an address. In that of a file all is its name, `?` and `#` too.

    Raises ArgumentError or ValueError, whose text may quote a password.
    """
    return URL.create("sqlite", database=url[len(_FILE) :]) if url.startswith(_FILE) else make_url(url)


def file_of(url: str) -> Path | None:
    """The file of an SQLite database; None for a server, or an address that cannot be understood."""
    try:
        parsed = address(url)
    except (ArgumentError, ValueError):
        return None
    return Path(parsed.database) if parsed.drivername.startswith("sqlite") and parsed.database else None


def shown_address(url: str) -> str:
    """Without its password, wherever in it that stands; an address that nobody can read is not shown at all."""
    if url.startswith(_FILE):
        return without_secrets(url)
    try:
        return without_secrets(make_url(url).render_as_string(hide_password=True))
    except (ArgumentError, ValueError):
        return "cơ sở dữ liệu"
