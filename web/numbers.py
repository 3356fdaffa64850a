"""Numbers of rows in an address: one that no row can have is an address that is not there."""

from typing import Annotated

from fastapi import Path

LARGEST = 2**63 - 1  # of an SQLite integer: a larger one is an error of the driver, not a row

RowNumber = Annotated[int, Path(ge=1, le=LARGEST)]
"""A parameter of a path; anything else is answered 404, as every address that cannot be read."""
