"""Whether mail is ill: no letter gets out until somebody has seen to it. The operator cannot hear of that by mail."""

from sqlmodel import Session

from notifications.mail import outbox
from notifications.mail.server_limits import failing_servers
from plan.addresses import CHANNELS, MAIL

FAILURES = 5  # of a mail server in a row: about twenty minutes of tries


def mail_illness(session: Session) -> str | None:
    """What a person has to see to, in words; None while mail is well, or fails only now and then."""
    if said := outbox.turned_away(session):
        return f"máy chủ thư không nhận thư của chương trình: {said}"
    others = CHANNELS.keys() - {MAIL}
    for server in failing_servers(session):
        if server.failures >= FAILURES and server.name.partition(":")[0] not in others:
            return f"máy chủ thư {server.name} hỏng {server.failures} lần liền: {server.said or '–'}"
    return None
