"""The mailbox to which replies and bounces come: a Maildir or an IMAP folder. The only module that knows imap-tools.

A message is marked as read only after its content was stored; messages for people stay unread.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from imaplib import IMAP4
from pathlib import Path
from typing import Protocol

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError

from plan.errors import ExpectedError
from plan.foreign_text import clean
from plan.secrecy import without_secrets

log = logging.getLogger(__name__)
WAIT = 30.0  # seconds for one answer of the server
AT_ONCE = 200  # messages fetched in one run
LARGEST = 10_000_000  # bytes of one message that are looked at


class MailboxError(ExpectedError):
    """The mailbox cannot be read; the text says what to check."""


class Mailbox(Protocol):
    """Messages that nobody has read yet."""

    def unread(self, known: Collection[str] = ()) -> Iterator[tuple[str, bytes | None]]:
        """A handle and the bytes of each but those that are `known`, oldest first; None where it cannot be fetched.

        The bytes are as they came: nothing that a message says of itself decides whether it, or the next, is read.
        """

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
    """Files in `new` and `cur`; the flags are in their names (https://cr.yp.to/proto/maildir.html)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def unread(self, known: Collection[str] = ()) -> Iterator[tuple[str, bytes | None]]:
        for name, file in sorted(self._unseen()):
            if name in known:
                continue
            raw: bytes | None
            try:
                raw = _bytes_of(file)
            except FileNotFoundError:  # another program has it now
                continue
            except OSError as error:
                log.warning("%s cannot be read: %s", clean(str(file)), error.strerror)
                raw = None
            yield name, raw

    def take(self, handle: str) -> None:
        for name, file in self._unseen():
            if name == handle:
                flags = file.name.partition(":2,")[2]
                file.rename(self._path / "cur" / f"{name}:2,{''.join(sorted({*flags, 'S'}))}")
                return

    def _unseen(self) -> Iterator[tuple[str, Path]]:
        for folder in ("new", "cur"):
            for file in (self._path / folder).iterdir():
                name, _, flags = file.name.partition(":2,")
                if not name.startswith(".") and "S" not in flags and file.is_file():  # a pipe would never end
                    yield name, file


def _bytes_of(file: Path) -> bytes:
    """Its bytes, or one more than is ever read."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


class _ImapMailbox:
    def __init__(self, box: BaseMailBox) -> None:
        self._box = box

    def unread(self, known: Collection[str] = ()) -> Iterator[tuple[str, bytes | None]]:
        fresh = [uid for uid in self._box.uids(AND(seen=False)) if uid not in known]
        for uid in fresh[:AT_ONCE]:
            yield uid, self._fetch(uid)

    def _fetch(self, uid: str) -> bytes | None:
        """The message as the server has it: the library's own parser can fail at what a message says of itself."""
        try:
            _, answer = self._box.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST + 1}>)")
        except IMAP4.abort:
            raise  # the connection is gone: the others cannot be read either
        except IMAP4.error as error:
            log.warning("message %s cannot be read: %s", uid, clean(str(error)))
            return None
        return next((part[1] for part in answer if isinstance(part, tuple)), None)

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
            f"{place.host} không cho đọc hộp thư {place.folder}: {clean(without_secrets(str(error)))}"
        ) from error
    except (TimeoutError, OSError) as error:
        raise MailboxError(f"không nối được {place.host}:{place.port}: {clean(str(error))}") from error


def _leave(box: BaseMailBox) -> None:
    """Close the connection even if the login failed: imaplib would leave it open."""
    with suppress(ImapToolsError, IMAP4.error, OSError):
        box.logout()
    with suppress(OSError):
        box.client.shutdown()
