"""The mailbox that letters come back to, as the settings name it: opened, and read for whoever asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cli.context import Context
from cli.sections.mail import ReturnsSettings
from notifications.mail.dns_records import TextRecords, name_server
from notifications.mail.mailbox import ImapSettings, Mailbox, imap, maildir
from notifications.mail.vouchers import Vouchers
from scheduler.bounces import collect
from scheduler.mail_answers import AnswerGate


def build_bounce_reader(context: Context) -> Callable[[], int] | None:
    """A function that reads new bounces from the mailbox and returns their number; None if no mailbox is configured."""
    settings = context.settings.returns
    if settings.maildir is None and settings.host is None:
        return None
    left_to_people: set[str] = set()  # messages that are no bounces: this process does not read them again

    def read_new() -> int:
        gate = AnswerGate(_vouchers(settings), context.rules) if settings.answers else None
        with open_mailbox(settings) as box:
            return collect(context.database, box, context.clock, left_to_people, gate)

    return read_new


def _vouchers(settings: ReturnsSettings) -> Vouchers:
    """Made for each run: what name servers said is kept no longer."""
    servers = tuple(name_server(one) for one in settings.dns)
    return Vouchers(settings.authserv_id.strip(), TextRecords(servers) if settings.dkim else None)


@contextmanager
def open_mailbox(settings: ReturnsSettings) -> Iterator[Mailbox]:
    """The configured mailbox, open. Raises MailboxError that says what to check."""
    if settings.maildir is not None:
        with maildir(settings.maildir) as box:
            yield box
        return
    password = settings.password.get_secret_value() if settings.password else ""
    host, user = settings.host or "", settings.username or ""
    with imap(ImapSettings(host, settings.port, settings.security, user, password, settings.folder)) as box:
        yield box
