"""Pages, webhooks, and the accounts of the office."""

import re
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from cli.sections.section import Section, check_network
from web.origin import is_loopback, normal

SHORTEST_KEY = 32
# Pages, styles and redirects begin at the root: an address with a path would break half of them.
PLAIN_ADDRESS = re.compile(r"https?://[^/?#@\\\s]+", re.IGNORECASE)
PLAIN_ORIGIN = re.compile(r"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")


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
            check_network(each)
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
            check_network(each)
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
