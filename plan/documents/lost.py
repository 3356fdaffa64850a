"""What of a document was not read, for whoever is refused because of it. Pure."""

from collections.abc import Iterable

from plan.documents.model import Problem
from plan.errors import named_together
from plan.labels import place_in_document


def lost_parts(problems: Iterable[Problem]) -> str:
    """In one line, with the places as people say them; empty where nothing was lost."""
    return named_together(f"{place_in_document(one.where)}: {one.message}" for one in problems if one.lost)
