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

from notifications.mail.faults import Fault, classify
from notifications.mail.outbox import ClaimedLetter, Outcome
from plan.secrecy import without_secrets

# Seconds for one reply, and for everything about one letter. RFC 5321, 4.5.3.2 asks for minutes (ten after the
# text), but a letter must never take longer than its claim holds.
TIMEOUT = 120.0
CONVERSATION = 480.0
GOODBYE = 5.0


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
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            return self._not_reached(error)

    async def _log_in(self) -> Outcome | None:
        """With name and password, if there are any. Raises what a lost connection raises."""
        if self._login is None:
            return None
        try:
            await self._client.login(*self._login)
        except aiosmtplib.SMTPAuthenticationError as error:
            said = f"máy chủ thư không nhận tên đăng nhập hoặc mật khẩu: {_said(error)}"
            return self._failed(said, Fault.LOGIN)
        except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError):
            raise
        except aiosmtplib.SMTPException as error:
            return self._failed(f"máy chủ thư không cho đăng nhập: {_said(error)}", Fault.LOGIN)
        return None

    async def deliver(self, letter: ClaimedLetter) -> Outcome:
        """Never raises, whatever the mail server does."""
        progress = _Progress()
        try:
            async with asyncio.timeout(CONVERSATION):
                return await self.open() or await self._hand_in(letter, progress)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            return self._lost(error, progress)

    async def _hand_in(self, letter: ClaimedLetter, progress: "_Progress") -> Outcome:
        """One letter to all recipients that the server takes. Raises what a lost connection raises."""
        try:
            await self._client.mail(letter.sender)
            for to in letter.recipients:
                await self._ask(to, progress)
            if not progress.accepted:
                await self._client.rset()
                return progress.outcome()
            progress.handed = True
            # Wait as long as possible: giving up on this reply would send a second copy of the letter.
            await self._client.data(letter.raw, timeout=CONVERSATION)
        except aiosmtplib.SMTPSenderRefused as error:
            said = f"máy chủ thư không nhận người gửi {letter.sender}: {_said(error)}"
            wanted = classify(error.code, error.message)
            known = {Fault.PERMANENT: Fault.LOGIN, Fault.TOO_MANY: Fault.TOO_MANY}
            return self._failed(said, known.get(wanted, Fault.DOWN))
        except aiosmtplib.SMTPResponseException as error:
            return self._of_answer(error, letter)
        except ValueError as error:
            return Outcome("refused", f"địa chỉ không gửi được: {error}", Fault.PERMANENT)
        return progress.outcome()

    async def _ask(self, to: str, progress: "_Progress") -> None:
        try:
            await self._client.rcpt(to)
        except aiosmtplib.SMTPRecipientRefused as error:
            if error.code == 421:
                raise
            progress.not_taken(to, error.code, error.message)
        else:
            progress.accepted.append(to)

    def _of_answer(self, error: aiosmtplib.SMTPResponseException, letter: ClaimedLetter) -> Outcome:
        fault = classify(error.code, error.message)
        if error.code == 421:  # the server is closing the connection (RFC 5321, 3.8)
            down = Fault.TOO_MANY if fault == Fault.TOO_MANY else Fault.DOWN
            return self._failed(_said(error), down)
        if fault == Fault.PERMANENT:
            refused = tuple((to, _said(error)) for to in letter.recipients)
            return Outcome("refused", _said(error), fault, refused=refused)
        return Outcome("later", _said(error), fault)

    def _lost(self, error: Exception, progress: "_Progress") -> Outcome:
        if progress.handed:
            self._client.close()
            said = f"mất kết nối sau khi đã chuyển thư, không rõ đã đến hay chưa: {_said(error)}"
            return Outcome("unknown", said, Fault.CUT)
        return self._failed(f"mất kết nối với máy chủ thư: {_said(error)}", Fault.DOWN)

    def _not_reached(self, error: Exception) -> Outcome:
        if isinstance(error.__cause__ or error, ssl.SSLError):
            return self._failed(f"không tin được kết nối mã hóa tới máy chủ thư: {_said(error)}", Fault.LOGIN)
        return self._failed(f"không kết nối được máy chủ thư: {_said(error)}", Fault.DOWN)

    def _failed(self, said: str, fault: Fault) -> Outcome:
        self._client.close()
        return Outcome("later", said, fault)


class _Progress:
    """How far one letter came."""

    def __init__(self) -> None:
        self.handed = False
        self.accepted: list[str] = []
        self._refused: list[tuple[str, str]] = []
        self._later: list[tuple[str, Fault, str]] = []

    def not_taken(self, to: str, code: int, message: str) -> None:
        fault = classify(code, message)
        if fault == Fault.PERMANENT:
            self._refused.append((to, f"{code} {message}"))
        else:
            self._later.append((to, fault, f"{code} {message}"))

    def outcome(self) -> Outcome:
        """Addresses refused for now are tried again, and only those; one accepted address counts as sent."""
        said = "; ".join(sorted([f"{to}: {text}" for to, text in self._refused] + self._waiting())) or None
        accepted = tuple(self.accepted) if self.handed else ()
        if self._later:
            return Outcome("later", said, self._later[0][1], accepted, tuple(self._refused))
        if accepted:
            return Outcome("sent", said, None, accepted, tuple(self._refused))
        return Outcome("refused", said, Fault.PERMANENT, (), tuple(self._refused))

    def _waiting(self) -> list[str]:
        return [f"{to}: {text}" for to, _, text in self._later]


def _said(error: BaseException) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return without_secrets(
            f"{error.code} {' '.join(error.message.split())}"
        )  # a server may quote what it was told
    return without_secrets(" ".join(str(error).split())) or type(error).__name__
