"""What may be chosen in an address; a number that no row can have is an address that is not there."""

from typing import Annotated

from fastapi import Path
from pydantic import BeforeValidator, Field

from plan.storage.rows import LARGEST_NUMBER
from plan.views.task_list import TaskStanding

RowNumber = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
"""A parameter of a path; anything else is answered 404, as every address that cannot be read."""

CalendarYear = Annotated[int, Path(ge=2000, le=2100)]
"""A year that calendars are shown of."""

# A field of a form that was left as it is comes as an empty text.
_LEFT = BeforeValidator(lambda value: value or None)
ChosenRow = Annotated[Annotated[int, Field(ge=1, le=LARGEST_NUMBER)] | None, _LEFT]
"""A row chosen in a list, or none."""
ChosenYear = Annotated[Annotated[int, Field(ge=1900, le=2200)] | None, _LEFT]
"""A year chosen in a list, or none."""
ChosenStanding = Annotated[TaskStanding | None, _LEFT]
"""Where a task stands, or anywhere."""
