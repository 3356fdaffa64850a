"""Numbers of rows in an address: one that no row can have is an address that is not there."""

from typing import Annotated

from fastapi import Path

from plan.models.columns import LARGEST_NUMBER

RowNumber = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
"""A parameter of a path; anything else is answered 404, as every address that cannot be read."""
