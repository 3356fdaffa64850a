"""What every command works with: the settings, the database, and today. Built once a run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from cli.settings import Settings, SettingsError, load
from cli.systemd import more_time
from plan.clock import MORNING, Clock, at, clock_from, day_of

if TYPE_CHECKING:  # heavy; a command that needs no database starts without it
    from jinja2 import Environment

    from plan.audit.log import Act
    from plan.storage.database import Database
    from scheduler.policy.regimes import RegimeRules
    from scheduler.policy.rules import Rules, RulesKeeper


@dataclass(frozen=True)
class Options:
    """The options that every command takes."""

    db: str | None = None
    config: Path | None = None
    as_of: str | None = None

    def over(self, outer: "Options") -> "Options":
        """These options, and those of the outer command where these are not given."""
        return Options(self.db or outer.db, self.config or outer.config, self.as_of or outer.as_of)


@dataclass(frozen=True)
class Context:
    """The parts of one run. Nothing is opened before it is asked for."""

    options: Options = field(default_factory=Options)

    def with_options(self, options: Options) -> "Context":
        return replace(self, options=options.over(self.options))

    @cached_property
    def settings(self) -> Settings:
        return load(self.options.config)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.plan.zone)

    @cached_property
    def clock(self) -> Clock:
        """Real time, or a clock that starts at --as-of and goes on."""
        return clock_from(parse_instant(self.options.as_of, self.zone) if self.options.as_of else None)

    @cached_property
    def now(self) -> datetime:
        """The instant at which this command runs: aware, UTC."""
        return self.clock()

    @property
    def today(self) -> date:
        return day_of(self.now, self.zone)

    @cached_property
    def database(self) -> "Database":
        from plan.storage.database import Database

        opened = Database(self.options.db or self.settings.database.url, while_upgrading=_upgrading)
        if (done := opened.upgraded) and done.before:
            kept = f"; bản sao trước khi nâng: {done.snapshot}" if done.snapshot else ""
            click.echo(f"{opened.shown}: đã nâng lược đồ từ {done.before} lên {done.after}{kept}", err=True)
        return opened

    def close(self) -> None:
        """Close what was opened: a program that lives on after the command keeps no connection."""
        if "database" in self.__dict__:
            self.database.close()

    @cached_property
    def act(self) -> "Act":
        """Who acts here: the person at this shell."""
        import socket
        from getpass import getuser

        from plan.audit.log import Act

        # Over SSH the address that the person came from, else this machine.
        origin = os.environ.get("SSH_CONNECTION", "").partition(" ")[0] or socket.gethostname()
        return Act(f"shell:{getuser()}", self.now, self.today, origin)

    @cached_property
    def signing_key(self) -> bytes:
        """What links in letters are signed with: the setting, else a key of the database's own."""
        from plan.links.revocation import signing_key

        given = self.settings.web.signing_key
        return given.get_secret_value().encode() if given else signing_key(self.database)

    @cached_property
    def templates(self) -> "Environment":
        """The templates of letters, calendars and pages, an office's own before the shipped ones."""
        from notifications.rendering import environment

        own = self.settings.office.templates
        if own and not own.is_dir():
            raise SettingsError(f"[office] templates: không có thư mục {own}")
        return environment(own)

    def rules(self) -> "Rules":
        """The rules of the flow as they are now."""
        return self.rules_keeper()()

    def rules_keeper(self) -> "RulesKeeper":
        """The rules for a service: kept until something changes."""
        from scheduler.policy.escalation import Watchers
        from scheduler.policy.rules import RulesKeeper

        plan = self.settings.plan
        watchers = Watchers(plan.escalate_to, plan.above)
        file = self.settings.policy.file
        return RulesKeeper(self.database, self.zone, watchers, file, self.clock, self.regimes)

    @cached_property
    def regimes(self) -> "tuple[RegimeRules, ...] | None":
        """The report regimes that the settings choose; None if they leave it to the plan."""
        from scheduler.policy.regimes import choose

        names = self.settings.reports.use
        return choose(names) if names else None


@contextmanager
def _upgrading(before: str | None) -> Iterator[None]:
    """Tell the person at the shell why it takes long, and systemd not to end a slow start."""
    if before:
        click.echo(f"Đang nâng lược đồ cơ sở dữ liệu từ {before}; xin đợi…", err=True)
    with more_time("nâng lược đồ cơ sở dữ liệu"):
        yield


def parse_instant(text: str, zone: ZoneInfo) -> datetime:
    """A date (its morning) or a date with a time, in `zone` unless it names its own, as UTC."""
    if len(text) == len("2012-07-09"):
        return at(date.fromisoformat(text), MORNING, zone)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
