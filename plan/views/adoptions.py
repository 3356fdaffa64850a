"""What taking in a document does to the stored plan, as the JSON of `import` says it."""

from collections.abc import Iterator, Mapping
from typing import Any

from plan.models import Plan, Task
from plan.tasks.adoption import Adoption


def plan_json(plan: Plan) -> dict[str, Any]:
    """The decision itself: its number, title, day and years."""
    return {
        "code": plan.code,
        "title": plan.title,
        "issued_on": plan.issued_on and plan.issued_on.isoformat(),
        "period": [plan.first.isoformat(), plan.last.isoformat()],
    }


def changed_rows(adoption: Adoption) -> Iterator[dict[str, Any]]:
    """The rows that differ from the stored plan, each with both texts of the cells that changed."""
    edits = {edit.task.id: edit.cells for edit in adoption.edits}
    kinds = (("added", adoption.added), ("changed", adoption.changed), ("withdrawn", adoption.withdrawn))
    for change, tasks in kinds:
        for task in tasks:
            yield changed_row(change, task, edits.get(task.id, {}))


def changed_row(change: str, task: Task, cells: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """One such row; of each cell the text before and after."""
    return {
        "change": change,
        "task": task.id,
        "section": task.section,
        "number": task.number,
        "title": task.title,
        "cells": {name: list(pair) for name, pair in cells.items()},
    }
