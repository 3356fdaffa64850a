"""What may be done to a known cell without changing what it says, or changing it in a known way.

A relation makes of one known cell another, with the parts that it must be read as; None where it does not apply.
`python -m tests.agencies.relations [WORDS OF A RELATION]` runs them over every known cell.
"""

from tests.agencies.relations.known_cells import KnownCell, known_cells, reading
from tests.agencies.relations.listing import LISTINGS
from tests.agencies.relations.more_names import MORE_NAMES
from tests.agencies.relations.said_roles import SAID_ROLES
from tests.agencies.relations.writing import WRITINGS

RELATIONS = {**WRITINGS, **LISTINGS, **MORE_NAMES, **SAID_ROLES}


def outcome(changed: KnownCell) -> str:
    """`same`, `asked` where a person is shown two readings, or `differently`: the grave one."""
    parts, asked = reading(changed.cell)
    return "asked" if asked else "same" if parts == changed.parts else "differently"


__all__ = ["RELATIONS", "KnownCell", "known_cells", "outcome", "reading"]
