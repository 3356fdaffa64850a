"""What keeps the service well: its data, its log, its clock, and who watches it."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from cli.sections.section import Section
from plan.addresses import MAIL, channel_of, fault_of


class DatabaseSettings(Section):
    """Where the plan is kept."""

    url: str = "sqlite:///plan.db"


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
