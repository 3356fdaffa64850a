"""The mailbox to which replies and bounces come: a Maildir or an IMAP folder. The only module that knows imap-tools.

A message is marked as read only after its content was stored; messages for people stay unread.
"""

import mailbox
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from imaplib import IMAP4
from pathlib import Path
from typing import Protocol

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError

from plan.errors import ExpectedError
from plan.secrecy import without_secrets

WAIT = 30.0  # seconds for one answer of the server
AT_ONCE = 200  # messages fetched in one run


class MailboxError(ExpectedError):
    """The mailbox cannot be read; the text says what to check."""


class Mailbox(Protocol):
    """Messages that nobody has read yet."""

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """A handle and the bytes of each, oldest first."""

    def take(self, handle: str) -> None:
        """Mark it as read: it was processed."""


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """Where an IMAP folder is."""

    host: str
    port: int
    security: str  # none, starttls or tls
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"


class _MaildirMailbox:
    def __init__(self, path: Path) -> None:
        self._box = mailbox.Maildir(path, factory=None, create=False)

    def unread(self) -> Iterator[tuple[str, bytes]]:
        for key in sorted(self._box.keys())[: 10 * AT_ONCE]:
            if "S" not in self._box.get_message(key).get_flags():
                yield key, self._box.get_bytes(key)

    def take(self, handle: str) -> None:
        message = self._box.get_message(handle)
        message.set_subdir("cur")
        message.add_flag("S")
        self._box[handle] = message


class _ImapMailbox:
    def __init__(self, box: BaseMailBox) -> None:
        self._box = box

    def unread(self) -> Iterator[tuple[str, bytes]]:
        for message in self._box.fetch(AND(seen=False), mark_seen=False, limit=AT_ONCE, bulk=20):
            if message.uid:
                yield message.uid, message.obj.as_bytes()

    def take(self, handle: str) -> None:
        self._box.flag(handle, MailMessageFlags.SEEN, True)


@contextmanager
def maildir(path: Path) -> Iterator[Mailbox]:
    """A Maildir, as Dovecot and Postfix keep it."""
    if not (path / "new").is_dir():
        raise MailboxError(f"{path} không phải một Maildir (cần thư mục con new, cur, tmp)")
    try:
        yield _MaildirMailbox(path)
    except OSError as error:
        raise MailboxError(f"không đọc được Maildir {path}: {error.strerror}") from error


@contextmanager
def imap(place: ImapSettings) -> Iterator[Mailbox]:
    """A folder on an IMAP server."""
    kinds: dict[str, Callable[..., BaseMailBox]] = {
        "tls": MailBox,
        "starttls": MailBoxStartTls,
        "none": MailBoxUnencrypted,
    }
    try:
        box = kinds[place.security](place.host, port=place.port, timeout=WAIT)
        try:
            # LOGIN is ASCII (RFC 3501, 6.2.3); AUTHENTICATE PLAIN is UTF-8 (RFC 4616).
            enter = box.login if (place.username + place.password).isascii() else box.login_utf8
            enter(place.username, place.password, initial_folder=place.folder)
            yield _ImapMailbox(box)
        finally:
            _leave(box)
    except (ImapToolsError, IMAP4.error) as error:
        raise MailboxError(
            f"{place.host} không cho đọc hộp thư {place.folder}: {without_secrets(str(error))}"
        ) from error
    except (TimeoutError, OSError) as error:
        raise MailboxError(f"không nối được {place.host}:{place.port}: {error}") from error


def _leave(box: BaseMailBox) -> None:
    """Close the connection even if the login failed: imaplib would leave it open."""
    with suppress(ImapToolsError, IMAP4.error, OSError):
        box.logout()
    with suppress(OSError):
        box.client.shutdown()
