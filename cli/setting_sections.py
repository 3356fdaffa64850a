"""The sections of the settings: what can be set, with its default and what is no such value."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from notifications.mail.dns_records import name_server
from notifications.mail.mime import parse_sender
from plan.addresses import MAIL, channel_of, fault_of
from plan.text import is_address
from web.origin import is_loopback, normal

SHORTEST_KEY = 32
# Pages, styles and redirects begin at the root: an address with a path would break half of them.
PLAIN_ADDRESS = re.compile(r"https?://[^/?#@\\\s]+", re.IGNORECASE)
PLAIN_ORIGIN = re.compile(r"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")


class Section(BaseModel):
    """Frozen; a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _check_network(text: str) -> None:
    try:
        ip_network(text, strict=False)
    except ValueError as error:
        raise ValueError(
            f"{text!r} không phải địa chỉ hay mạng; ghi như 127.0.0.1 hoặc 10.8.0.0/16"
        ) from error


def _check_name_server(text: str) -> None:
    try:
        name_server(text)
    except ValueError as error:
        raise ValueError(
            f"{text!r} không phải địa chỉ máy chủ tên miền; ghi như 192.0.2.1 hoặc 192.0.2.1:53"
        ) from error


class DatabaseSettings(Section):
    """Where the plan is kept."""

    url: str = "sqlite:///plan.db"


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
            _check_name_server(each)
        return value


class ChannelSettings(Section):
    """Where the messages of each channel beside mail are put, by the name of the channel."""

    spool: Path | None = None


class WebSettings(Section):
    """Where pages and calendars are served, and the address that people know them by.

    Without a `base_url` nobody outside can reach them: letters then carry no links.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    base_url: str = ""
    signing_key: SecretStr | None = None
    trusted_proxies: tuple[str, ...] = ()

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            _check_network(each)
        return value

    @field_validator("signing_key")
    @classmethod
    def _long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"cần ít nhất {SHORTEST_KEY} ký tự ngẫu nhiên (openssl rand -hex 32)")
        return value

    @field_validator("base_url")
    @classmethod
    def _plain(cls, value: str) -> str:
        value = value.strip().rstrip("/")
        if not value:
            return ""
        if not value.lower().startswith(("http://", "https://")):
            raise ValueError("phải bắt đầu bằng http:// hoặc https://")
        origin = normal(value)
        if origin is None or not PLAIN_ORIGIN.fullmatch(origin) or not PLAIN_ADDRESS.fullmatch(value):
            raise ValueError(
                "chỉ gồm https://tên-máy hoặc https://tên-máy:cổng, không có đường dẫn hay gì khác; hãy dành một tên riêng, "
                "ví dụ https://dondoc.tinh.gov.vn"
            )
        return origin

    @property
    def address(self) -> str:
        """Where the pages are: as people know them, else as this machine does."""
        return self.base_url or f"http://{self.host}:{self.port}"


class WebhookSettings(Section):
    """Which addresses of inner networks webhooks may lead to; others of them are refused."""

    allow: tuple[str, ...] = ()

    @field_validator("allow")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            _check_network(each)
        return value


class OidcSettings(Section):
    """The office's own accounts (OpenID Connect), by which invited people may sign in; none without an issuer."""

    issuer: str = ""
    client_id: str = ""
    client_secret: SecretStr | None = None
    label: str = "Tài khoản chung của tỉnh"

    @model_validator(mode="after")
    def _whole(self) -> "OidcSettings":
        if (
            self.issuer
            and not self.issuer.startswith("https://")
            and not is_loopback(urlsplit(self.issuer).hostname or "")
        ):
            raise ValueError("issuer phải bắt đầu bằng https://")
        if self.issuer and not (self.client_id and self.client_secret):
            raise ValueError("có issuer thì cần cả client_id và client_secret (tệp oidc__client_secret)")
        return self


class PlanSettings(Section):
    """The zone of all days, the department that urges, and the office above it."""

    zone: str = "Asia/Ho_Chi_Minh"
    escalate_to: str = "so-noi-vu"
    above: str = "van-phong-ubnd-tinh"

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"không có múi giờ {value!r}") from error
        return value


class PolicySettings(Section):
    """The file of reminder steps and ladders; the shipped one if none is named."""

    file: Path | None = None


class KeepingSettings(Section):
    """After how many years the bytes of letters leave the database (0: never), and into which folder.

    Thrown away only where `discard` says so: then their digests alone prove them.
    """

    letters_years: int = Field(default=0, ge=0, le=100)
    archive: Path | None = None
    discard: bool = False

    @model_validator(mode="after")
    def _one_place(self) -> "KeepingSettings":
        if self.discard and self.archive:
            raise ValueError(
                "archive và discard loại trừ nhau: thư cũ vào thư mục archive, hoặc bỏ hẳn (discard = true)"
            )
        if self.letters_years and not (self.archive or self.discard):
            raise ValueError(
                "có letters_years thì cần archive (thư mục giữ thư cũ), hoặc discard = true để bỏ hẳn"
            )
        return self


class WatchSettings(Section):
    """How somebody elsewhere knows that the service lives, and how the operator hears when mail is ill.

    `heartbeat` is an address in the form of Healthchecks: asked after good ticks, with `/fail` behind it when mail is ill.
    `messages` is an address of a channel beside mail.
    """

    heartbeat: SecretStr | None = None
    every_minutes: int = Field(default=5, ge=1, le=1440)
    messages: str = ""

    @field_validator("heartbeat")
    @classmethod
    def _web_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value().strip():
            return None
        try:
            found = urlsplit(value.get_secret_value().strip())
            good = found.scheme in {"http", "https"} and bool(found.hostname) and not found.username
        except ValueError:
            good = False
        if not good:
            raise ValueError(
                "phải là một địa chỉ https://… (hay http://…) của nơi theo dõi, không kèm tên đăng nhập"
            )
        return SecretStr(value.get_secret_value().strip())

    @field_validator("messages")
    @classmethod
    def _not_by_mail(cls, value: str) -> str:
        if value and (fault := fault_of(value)):
            raise ValueError(fault)
        if value and channel_of(value) == MAIL:
            raise ValueError(
                "phải là một địa chỉ không đi bằng thư, như sms:+84901234567 hoặc spool:zalo-van-hanh"
            )
        return value


class LogSettings(Section):
    """How the service writes its log on stderr: lines for people, or one JSON object a line for programs."""

    format: Literal["text", "json"] = "text"


class ClockSettings(Section):
    """How many seconds a clock must run steadily after a large change before it is trusted."""

    steady_for: int = Field(default=600, ge=5, le=86400)


class ReportSettings(Section):
    """Which report regimes apply: names of shipped ones or paths of files; if none, those beside the plan."""

    use: str | tuple[str, ...] = ()
    verdicts: Path | None = None
    outline: Path | None = None
    bands: tuple[int, ...] = (30,)
    undated_months: int = Field(default=3, ge=0, le=120)

    @field_validator("bands")
    @classmethod
    def _rising(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(one < 1 for one in value) or list(value) != sorted(set(value)):
            raise ValueError("phải là các số ngày tăng dần, từ 1 trở lên, ví dụ [30] hoặc [10, 30, 90]")
        return value


class OfficeSettings(Section):
    """Who signs official papers, and where the office keeps templates of its own."""

    name: str = ""
    parent: str = ""
    place: str = ""
    symbol: str = ""
    unit: str = ""
    signer: str = "Giám đốc"
    signer_name: str = ""
    contact: str = ""
    phone: str = ""
    answer_days: int = Field(default=3, ge=1, le=60)
    templates: Path | None = None
