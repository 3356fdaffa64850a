"""Settings, read once: defaults, then dondoc.toml, then the environment, then credential files.

Unknown keys, unknown DONDOC_ variables and a named file that is missing are errors.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from cli.credential_files import CREDENTIALS, read_beside, read_credentials
from cli.sections.mail import ChannelSettings, MailSettings, ReturnsSettings
from cli.sections.office import OfficeSettings, PlanSettings, PolicySettings, ReportSettings
from cli.sections.service import ClockSettings, DatabaseSettings, KeepingSettings, LogSettings, WatchSettings
from cli.sections.web import OidcSettings, WebhookSettings, WebSettings
from plan.errors import ExpectedError, named_together
from plan.secrecy import keep_secret

PLACES = (Path("dondoc.toml"), Path("/etc/dondoc/dondoc.toml"))
NAMED = "DONDOC_SETTINGS"  # the file of settings, where no --config is given: what the installed command sets
SURROGATE = re.compile("[\ud800-\udfff]")  # stands for a byte that is no UTF-8
PREFIX = "DONDOC_"


class SettingsError(ExpectedError):
    """The settings cannot be used; the text names every error."""


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    database: DatabaseSettings = DatabaseSettings()
    mail: MailSettings = MailSettings()
    returns: ReturnsSettings = ReturnsSettings()
    channels: ChannelSettings = ChannelSettings()
    web: WebSettings = WebSettings()
    webhooks: WebhookSettings = WebhookSettings()
    oidc: OidcSettings = OidcSettings()
    plan: PlanSettings = PlanSettings()
    policy: PolicySettings = PolicySettings()
    keeping: KeepingSettings = KeepingSettings()
    watch: WatchSettings = WatchSettings()
    log: LogSettings = LogSettings()
    clock: ClockSettings = ClockSettings()
    reports: ReportSettings = ReportSettings()
    office: OfficeSettings = OfficeSettings()


def load(config: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this run. Raises SettingsError that names every error."""
    file = settings_file(config, environment)
    _check_environment(environment)
    try:
        return _keep_secrets(_settings_from(file, _credentials(file, environment))())
    except ValidationError as error:
        faults = named_together(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"cài đặt sai: {faults}") from error
    except (OSError, ValueError) as error:
        raise SettingsError(f"không đọc được cài đặt{f' trong {file}' if file else ''}: {error}") from error


def _keep_secrets(settings: Settings) -> Settings:
    """None of them is ever shown again, whoever quotes it."""
    for section in (settings.mail, settings.returns, settings.web, settings.oidc, settings.watch):
        for _, value in section:
            if isinstance(value, SecretStr):
                keep_secret(value.get_secret_value(), getattr(section, "username", None))
    return settings


def settings_file(config: Path | None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file that the settings are read from, if any. Raises SettingsError where the named one is missing."""
    named = named_settings(config, environment)
    if named is None:
        return next((place for place in PLACES if _is_there(place)), None)
    if not _is_there(named):
        raise SettingsError(f"không có tệp cài đặt {named}")
    return named


def place_of_settings(config: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings are, or belong once somebody writes them."""
    named = named_settings(config, environment)
    return named or next((place for place in PLACES if _is_there(place)), PLACES[-1])


def named_settings(config: Path | None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file that somebody named: by the option, else by the variable."""
    return config or (Path(name) if (name := environment.get(NAMED)) else None)


def _credentials(file: Path | None, environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Of the service: what systemd hands to it. Of whoever may read them: the files beside the settings.

    Not beside those of the working folder, which anybody may have put there.
    """
    known = _known_names()
    if folder := environment.get(CREDENTIALS):
        return read_credentials(Path(folder), known)
    return read_beside(file.parent, known) if file and file != PLACES[0] else {}


def _known_names() -> set[str]:
    return {
        f"{section}__{key}"
        for section, field in Settings.model_fields.items()
        for key in getattr(field.annotation, "model_fields", {})
    }


def _is_there(path: Path) -> bool:
    """Whether a file of that name is there. Raises SettingsError for one that is there and cannot be read."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise SettingsError(
            f"không đọc được tệp cài đặt {path} ({error.strerror}); kiểm tra quyền đọc của người đang chạy lệnh"
        ) from error
    return True


def _check_environment(environment: Mapping[str, str]) -> None:
    """pydantic-settings ignores a misspelt variable; a setting without effect must be an error."""
    known = {NAMED, *(f"{PREFIX}{name}".upper() for name in _known_names())}
    # What is no UTF-8 can be neither stored nor sent.
    broken = sorted(n for n, v in environment.items() if n.upper() in known and SURROGATE.search(v))
    if broken:
        raise SettingsError(f"có chữ không đọc được (không phải UTF-8) trong {', '.join(broken)}")
    unknown = sorted(n for n in environment if n.upper().startswith(PREFIX) and n.upper() not in known)
    if unknown:
        raise SettingsError(f"không có cài đặt nào tên {', '.join(unknown)}")


def _settings_from(file: Path | None, credentials: dict[str, dict[str, str]]) -> type[Settings]:
    class SettingsFromFile(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the parent's signature
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            given: dict[str, Any] = dict(credentials)
            sources = [InitSettingsSource(settings_cls, given), env_settings]
            if file:
                sources.append(TomlConfigSettingsSource(settings_cls, toml_file=file))
            return tuple(sources)

    return SettingsFromFile
