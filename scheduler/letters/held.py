"""That letters wait until somebody has looked: the operator is written to once for each reason."""

from plan.ledger.holds import OPERATOR, holds, mark_told
from plan.ledger.notices import written_on
from scheduler.letters.context import LetterContext
from scheduler.letters.kinds import HELD
from scheduler.letters.operator import write_to_operator


def tell_holds(context: LetterContext, address: str) -> list[int]:
    """The number of the letter about reasons that the operator has not heard of, if there are any."""
    fresh = [one for one in holds(context.session) if not one.told]
    if not fresh:
        return []
    edition = written_on(context.session, context.today, HELD.name).editions.get(OPERATOR, 0) + 1
    notes = tuple(f"{one.message[0].upper()}{one.message[1:]}." for one in fresh)
    for one in fresh:
        mark_told(context.session, one)
    return write_to_operator(context, address, HELD, notes, edition)
