"""The address of a database as people may read it."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from plan.secrecy import without_secrets


def shown_address(url: str) -> str:
    """Without its password, wherever in it that stands; an address that nobody can read is not shown at all."""
    try:
        return without_secrets(make_url(url).render_as_string(hide_password=True))
    except (ArgumentError, ValueError):
        return "cơ sở dữ liệu"
