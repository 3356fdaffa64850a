"""Talking to the mail server. The only module that knows aiosmtplib.

One command after the other, so that we know how far a letter came: until its text is handed over nothing
has happened; after that, a lost reply means that the letter may have arrived.
"""

import asyncio
import contextlib
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

import aiosmtplib

from notifications.mail.faults import Fault
from notifications.mail.handover import HandOver, words
from notifications.mail.replies import classify, is_full
from notifications.mail.tries import ClaimedLetter, Outcome
from plan.foreign_text import clean
from plan.secrecy import without_secrets

# Seconds for one reply, and for everything about one letter. RFC 5321, 4.5.3.2 asks for minutes (ten after the
# text), but a letter must never take longer than its claim holds.
TIMEOUT = 120.0
CONVERSATION = 480.0
GOODBYE = 5.0
CLOSING = 421  # the server closes the connection (RFC 5321, 3.8)
MEANS_NO = 400


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are sent. Without a host they are captured: kept, and written to `catch` if set.

    `certificate` and `key` identify us to the server; `authorities` are trusted besides the system's.
    """

    host: str | None = None
    port: int = 25
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    catch: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    authorities: Path | None = None

    @property
    def name(self) -> str:
        """Its key in the limits that all senders share."""
        return f"{self.host}:{self.port}"


class Transport(Protocol):
    """Delivers one letter at a time; an asynchronous context for one run of sending."""

    async def deliver(self, letter: ClaimedLetter) -> Outcome: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def transport_for(server: MailServer) -> Transport:
    """The transport that the settings ask for."""
    return SmtpTransport(server) if server.host else CaptureTransport(server.catch)


class CaptureTransport:
    """No mail leaves the machine: letters stay in the database, and in a folder if one is named."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def deliver(self, letter: ClaimedLetter) -> Outcome:
        if self._folder:
            folder = self._folder / letter.day
            try:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{letter.id}.eml").write_bytes(letter.raw)
            except OSError as error:
                return Outcome("later", f"không ghi được vào {folder}: {error.strerror}", Fault.LOCAL)
        return Outcome("caught")


class SmtpTransport:
    """One connection for a run, opened for the first letter and again after it was lost."""

    def __init__(self, server: MailServer, timeout: float = TIMEOUT) -> None:
        self._client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=timeout,
            use_tls=server.security == "tls",
            # None would fall back to plain text where the server offers no STARTTLS.
            start_tls=server.security == "starttls",
            client_cert=str(server.certificate) if server.certificate else None,
            client_key=str(server.key) if server.key else None,
            cert_bundle=str(server.authorities) if server.authorities else None,
        )
        self._login = (server.username, server.password or "") if server.username else None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client.is_connected:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await self._client.quit(timeout=GOODBYE)
        self._client.close()

    async def open(self) -> Outcome | None:
        """Connect, encrypt and log in as the settings say; None if all went well, else what is wrong."""
        if self._client.is_connected:
            return None
        try:
            await self._client.connect()
            return await self._log_in()
        except (
            aiosmtplib.SMTPException,
            OSError,
            TimeoutError,
            ValueError,
        ) as error:  # the last: no name of a host
            return self._not_reached(error)

    async def _log_in(self) -> Outcome | None:
        """With name and password, if there are any. Raises what a lost connection raises."""
        if self._login is None:
            return None
        try:
            await self._client.login(*self._login)
        except aiosmtplib.SMTPAuthenticationError as error:
            if error.code < 500:  # 454: it cannot look the password up just now (RFC 4954, 6)
                return self._failed(f"máy chủ thư tạm thời không cho đăng nhập: {_said(error)}", Fault.DOWN)
            said = f"máy chủ thư không nhận tên đăng nhập hoặc mật khẩu: {_said(error)}"
            return self._failed(said, Fault.LOGIN)
        except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError):
            raise
        except aiosmtplib.SMTPException as error:
            return self._failed(f"máy chủ thư không cho đăng nhập: {_said(error)}", Fault.LOGIN)
        return None

    async def deliver(self, letter: ClaimedLetter) -> Outcome:
        """Never raises, whatever the mail server does: what became of the letter must be written down."""
        progress = HandOver(letter.recipients)
        try:
            async with asyncio.timeout(CONVERSATION):
                return await self.open() or await self._hand_in(letter, progress)
        except Exception as error:  # noqa: BLE001 - without an outcome the letter would go again, and again
            return self._lost(error, progress)

    async def _hand_in(self, letter: ClaimedLetter, progress: HandOver) -> Outcome:
        """One letter to all recipients that the server takes. Raises what a lost connection raises."""
        try:
            while progress.left:
                await self._transact(letter, progress)
        except aiosmtplib.SMTPSenderRefused as error:
            return self._sender_refused(letter, error, progress)
        except aiosmtplib.SMTPRecipientRefused as error:  # 421: the server is closing the connection
            return self._closing(error, progress)
        return progress.outcome()

    async def _transact(self, letter: ClaimedLetter, progress: HandOver) -> None:
        """One transaction: to all that are left, or to as many as the server takes at once."""
        await self._client.mail(letter.sender)
        for to in progress.left:
            if not await self._ask(to, progress):
                break
        if not progress.taken:
            await self._reset()
            return
        progress.handed = True
        try:
            # Wait as long as possible: giving up on this reply would send a second copy of the letter.
            await self._client.data(letter.raw, timeout=CONVERSATION)
        except aiosmtplib.SMTPDataError as error:
            if error.code == CLOSING or not _is_final(error.code):
                raise
            if error.code < MEANS_NO:  # any 2xx means yes (RFC 5321, 4.2), whatever the library expects
                progress.confirm()
            else:
                progress.not_confirmed(error.code, error.message)
        else:
            progress.confirm()

    async def _ask(self, to: str, progress: HandOver) -> bool:
        """Whether the server is to be asked for the next one in this transaction."""
        try:
            await self._client.rcpt(to)
        except aiosmtplib.SMTPRecipientRefused as error:
            if error.code == CLOSING or not _is_final(error.code):
                raise
            if error.code >= MEANS_NO:
                if progress.taken and is_full(error.code, error.message):
                    return False
                progress.put_off(to, error.code, error.message)
                return True
        except ValueError as error:
            progress.refuse(to, words(553, f"5.1.3 địa chỉ không gửi được: {error}"))
            return True
        progress.take(to)
        return True

    async def _reset(self) -> None:
        """Nobody was taken: end the transaction, or the connection where the server does not want to."""
        try:
            await self._client.rset()
        except aiosmtplib.SMTPException:
            self._client.close()

    def _sender_refused(
        self, letter: ClaimedLetter, error: aiosmtplib.SMTPSenderRefused, progress: HandOver
    ) -> Outcome:
        fault = classify(error.code, error.message)
        known = {
            Fault.PERMANENT: Fault.REJECTED,
            Fault.REJECTED: Fault.REJECTED,
            Fault.TOO_MANY: Fault.TOO_MANY,
        }
        self._client.close()
        said = f"máy chủ thư không nhận người gửi {letter.sender}: {_said(error)}"
        return progress.broken_off(said, known.get(fault, Fault.DOWN))

    def _closing(self, error: aiosmtplib.SMTPResponseException, progress: HandOver) -> Outcome:
        """Code 421, before the letter was taken (RFC 5321, 3.8); or an answer that is none."""
        fault = classify(error.code, error.message)
        self._client.close()
        return progress.broken_off(_said(error), Fault.TOO_MANY if fault == Fault.TOO_MANY else Fault.DOWN)

    def _lost(self, error: Exception, progress: HandOver) -> Outcome:
        self._client.close()
        if isinstance(error, aiosmtplib.SMTPDataError) and error.code == CLOSING:
            return self._closing(error, progress)
        if progress.handed:
            said = f"mất kết nối sau khi đã chuyển thư, không rõ đã đến hay chưa: {_said(error)}"
            return progress.broken_off(said, Fault.CUT)
        return progress.broken_off(f"mất kết nối với máy chủ thư: {_said(error)}", Fault.DOWN)

    def _not_reached(self, error: Exception) -> Outcome:
        if isinstance(error, aiosmtplib.SMTPResponseException) and 500 <= error.code < 600:
            return self._failed(
                f"máy chủ thư không nhận kết nối của chương trình: {_said(error)}", Fault.LOGIN
            )
        if isinstance(error.__cause__ or error, ssl.SSLError):
            return self._failed(f"không tin được kết nối mã hóa tới máy chủ thư: {_said(error)}", Fault.LOGIN)
        return self._failed(f"không kết nối được máy chủ thư: {_said(error)}", Fault.DOWN)

    def _failed(self, said: str, fault: Fault) -> Outcome:
        self._client.close()
        return Outcome("later", said, fault)


def _is_final(code: int) -> bool:
    """Whether it is a reply to a recipient or a letter at all. What is none says nothing, and nothing after it will."""
    return 200 <= code < 300 or 400 <= code < 600


def _said(error: BaseException) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return words(error.code, error.message) if error.code > 0 else clean(without_secrets(error.message))
    return clean(without_secrets(str(error))) or type(error).__name__
