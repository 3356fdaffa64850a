"""When mail is ill, the operator hears by another channel: once when it begins, once when it is over."""

from notifications.mail.illness import mail_illness
from plan.facts import DAY, FactOf
from plan.ledger.holds import OPERATOR
from plan.ledger.notices import written_on
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import queue_letter
from scheduler.letters.kinds import MAIL_ILL
from scheduler.letters.operator import operator_at

_ILL = FactOf("mail-ill-told", DAY)  # the day on which the operator heard of the illness that still lasts


def tell_mail_ill(context: LetterContext, address: str) -> list[int]:
    """The number of the message to the operator, if one was written now; `address` is of a channel beside mail."""
    if not address or context.rules.closed_because(context.now):
        return []
    said, told = mail_illness(context.session), _ILL.of(context.session)
    if (said is None) == (told is None):
        return []
    if said is None:
        _ILL.clear(context.session)
        return _write(context, address, "thư đi lại được; xem: dondoc doctor")
    _ILL.put(context.session, context.today)
    return _write(context, address, f"ĐƯỜNG THƯ HỎNG, {said}")


def _write(context: LetterContext, address: str, note: str) -> list[int]:
    edition = written_on(context.session, context.today, MAIL_ILL.name).editions.get(OPERATOR, 0) + 1
    return [queue_letter(context, MAIL_ILL, operator_at(address), (), edition, (note,))]
