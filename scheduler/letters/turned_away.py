"""When the mail server takes no letter from us, the operator is written to, once a day.

The letter waits with the others where it has to leave by the same server; /healthz, `doctor` and the log say it at once.
"""

from notifications.mail import outbox
from plan.facts import DAY, FactOf
from scheduler.letters.context import LetterContext
from scheduler.letters.kinds import TURNED_AWAY
from scheduler.letters.operator import write_to_operator

_TOLD_ON = FactOf("turned-away-told", DAY)  # the last day on which the operator was written to about it


def tell_turned_away(context: LetterContext, operator: str | None) -> list[int]:
    """The number of the letter to the operator, if one was written now."""
    if not operator or context.rules.closed_because(context.now):
        return []
    if _TOLD_ON.of(context.session) == context.today:
        return []
    said = outbox.turned_away(context.session)
    if said is None:
        return []
    _TOLD_ON.put(context.session, context.today)
    count = outbox.waiting(context.session)
    return write_to_operator(
        context, operator, TURNED_AWAY, (f"{count} thư đang chờ. Máy chủ thư nói: {said}",)
    )
