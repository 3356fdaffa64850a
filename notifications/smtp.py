"""Talking to the mail server. The only module that knows aiosmtplib."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

import aiosmtplib

from notifications.outbox import Claimed, Outcome

TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters are handed in. Without a host they are caught: kept, and written to `catch` if set."""

    host: str | None = None
    port: int = 25
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password: str | None = None
    catch: Path | None = None


class Courier(Protocol):
    """Carries one letter at a time; used as an asynchronous context for one round of sending."""

    async def deliver(self, letter: Claimed) -> Outcome: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def courier(server: Server) -> Courier:
    """The courier that the settings ask for."""
    return SmtpCourier(server) if server.host else CatchCourier(server.catch)


class CatchCourier:
    """No mail leaves the machine: letters stay in the database, and in a folder if one is named."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def deliver(self, letter: Claimed) -> Outcome:
        if self._folder:
            folder = self._folder / letter.day
            try:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{letter.id}.eml").write_bytes(letter.raw)
            except OSError as error:
                return Outcome("later", f"không ghi được vào {folder}: {error.strerror}", down=True)
        return Outcome("caught")


class SmtpCourier:
    """One connection a round, opened for the first letter and again after it was lost."""

    def __init__(self, server: Server) -> None:
        self._client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=TIMEOUT,
            use_tls=server.security == "tls",
            # None would fall back to plain text where the server offers no STARTTLS.
            start_tls=server.security == "starttls",
            username=server.username,
            password=server.password,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client.is_connected:
            try:
                await self._client.quit()
            except aiosmtplib.SMTPException:
                self._client.close()

    async def deliver(self, letter: Claimed) -> Outcome:
        """Never raises for what a mail server can do."""
        try:
            if not self._client.is_connected:
                await self._client.connect()
        except (aiosmtplib.SMTPException, OSError) as error:
            return Outcome("later", f"không kết nối được máy chủ thư: {_said(error)}", down=True)
        return await self._hand_in(letter)

    async def _hand_in(self, letter: Claimed) -> Outcome:
        try:
            refused, _ = await self._client.sendmail(letter.sender, list(letter.recipients), letter.raw)
        except aiosmtplib.SMTPRecipientsRefused as error:
            return _of_refusals({r.recipient: (r.code, r.message) for r in error.recipients}, some=False)
        except aiosmtplib.SMTPSenderRefused as error:
            return Outcome("later", f"máy chủ không nhận người gửi: {_said(error)}")
        except aiosmtplib.SMTPResponseException as error:
            return self._of_answer(error)
        except ValueError as error:
            return Outcome("refused", f"địa chỉ không gửi được: {error}")
        except (aiosmtplib.SMTPException, OSError) as error:
            self._client.close()
            return Outcome("later", f"mất kết nối giữa chừng: {_said(error)}", down=True)
        return _of_refusals({to: (r.code, r.message) for to, r in refused.items()}, some=True)

    def _of_answer(self, error: aiosmtplib.SMTPResponseException) -> Outcome:
        if error.code == 421:  # the server is closing the connection (RFC 5321, 3.8)
            self._client.close()
            return Outcome("later", _said(error), down=True)
        return Outcome("refused" if 500 <= error.code < 600 else "later", _said(error))


def _of_refusals(refused: Mapping[str, tuple[int, str]], *, some: bool) -> Outcome:
    """Some recipients, or all, were refused: those refused for now are tried again, and only those."""
    said = "; ".join(f"{to}: {code} {text}" for to, (code, text) in sorted(refused.items())) or None
    left = tuple(to for to, (code, _) in refused.items() if code < 500)
    if left:
        return Outcome("later", said, left=left)
    return Outcome("sent" if some else "refused", said)


def _said(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {error.message}"
    return str(error) or type(error).__name__
