"""Mail out, mail that comes back, and the channels beside it."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator

from cli.sections.section import Section, check_name_server
from notifications.mail.mime import parse_sender
from plan.text import is_address


class MailSettings(Section):
    """The mail server. Without a host letters are captured, not sent."""

    host: str | None = None
    port: int = Field(default=25, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password: SecretStr | None = None
    sender: str = "Đôn Đốc <dondoc@localhost>"
    reply_to: str | None = None
    catch: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    authorities: Path | None = None
    operator: str | None = None

    @field_validator("operator")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not is_address(value):
            raise ValueError(f"địa chỉ thư không hợp lệ: {value!r}")
        return value

    @field_validator("sender", "reply_to")
    @classmethod
    def _mailbox(cls, value: str | None) -> str | None:
        if value:
            parse_sender(value)
        return value or None


class ReturnsSettings(Section):
    """The mailbox that receives bounces: a Maildir, or a folder on an IMAP server.

    With `answers`, what agencies reply is read there, too. Who vouches for its sender: `authserv_id`, our mail server by its name,
    and `dkim`, signatures whose keys `dns` is asked for ("192.0.2.1" or "192.0.2.1:5353"; empty: as the machine asks).
    """

    maildir: Path | None = None
    host: str | None = None
    port: int = Field(default=993, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "tls"
    username: str | None = None
    password: SecretStr | None = None
    folder: str = "INBOX"
    answers: bool = False
    authserv_id: str = ""
    dkim: bool = True
    dns: tuple[str, ...] = ()

    @field_validator("dns")
    @classmethod
    def _servers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            check_name_server(each)
        return value


class ChannelSettings(Section):
    """Where the messages of each channel beside mail are put, by the name of the channel."""

    spool: Path | None = None
