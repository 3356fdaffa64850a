"""What a command works with: settings, database, rules, today. Built once a run; each part is opened on first use."""

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, wraps
from getpass import getuser
from itertools import chain
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import click

from cli.base import Options, parse_instant
from cli.service_user import become, user_to_become
from cli.settings import PLACES, Settings, load, settings_file
from cli.systemd import more_time
from plan.audit.log import Act
from plan.clock import Clock, clock_from, day_of
from plan.foreign_text import clean
from plan.storage.database import Access, Database
from scheduler.policy.escalation import Watchers
from scheduler.policy.regimes import RegimeRules, choose
from scheduler.policy.rules import Rules, RulesKeeper

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Context:
    """The parts of one run, each opened on first use."""

    options: Options
    access: Access = Access.WRITE

    def with_options(self, options: Options) -> "Context":
        """A context with these options over its own. The caller closes it."""
        other = replace(self, options=options.over(self.options))
        return self._share_settings(other) if other.options.config == self.options.config else other

    def with_access(self, access: Access) -> "Context":
        """A context that opens the database so. The caller closes it."""
        return self._share_settings(replace(self, access=access))

    def _share_settings(self, other: "Context") -> "Context":
        """Settings are read once: after root has become the service's user, its secrets can be read no more."""
        if "settings" in self.__dict__:
            other.__dict__["settings"] = self.settings
        return other

    @cached_property
    def settings(self) -> Settings:
        return load(self.options.config)

    @property
    def settings_file(self) -> Path | None:
        """The file that the settings are read from; None where there is none."""
        return settings_file(self.options.config)

    @property
    def is_installed(self) -> bool:
        """Whether the settings are those of the machine."""
        return self.settings_file == PLACES[-1]

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

    @property
    def url(self) -> str:
        """The address of the database."""
        return self.options.db or self.settings.database.url

    @property
    def names_database(self) -> bool:
        """Whether somebody said where the database is, or it is only where it is by default."""
        given = (
            self.settings.database.model_fields_set if "database" in self.settings.model_fields_set else ()
        )
        return self.options.db is not None or "url" in given

    @cached_property
    def database(self) -> Database:
        opened = Database(self.url, access=self.access, while_upgrading=_report_upgrade)
        if (done := opened.upgraded) and done.before:
            kept = f"; bản sao trước khi nâng: {done.snapshot}" if done.snapshot else ""
            click.echo(f"{opened.shown}: đã nâng lược đồ từ {done.before} lên {done.after}{kept}", err=True)
        return opened

    def close(self) -> None:
        """Close the database if it was opened: tests run many commands in one process."""
        if "database" in self.__dict__:
            self.database.close()

    @cached_property
    def act(self) -> Act:
        """Who acts here: the person at this shell."""
        # Over SSH: the client's address. Otherwise: this machine.
        origin = os.environ.get("SSH_CONNECTION", "").partition(" ")[0] or socket.gethostname()
        return Act(f"shell:{clean(_user(), 100)}", self.now, self.today, clean(origin, 100))

    def rules(self) -> Rules:
        """The rules of the flow as they are now."""
        return self.rules_keeper()()

    def rules_keeper(self) -> RulesKeeper:
        """The rules for a service: kept until something changes."""
        plan = self.settings.plan
        watchers = Watchers(plan.escalate_to, plan.above)
        file = self.settings.policy.file
        return RulesKeeper(self.database, self.zone, watchers, file, self.clock, self.regimes)

    @cached_property
    def regimes(self) -> tuple[RegimeRules, ...] | None:
        """The report regimes that the settings choose; None if they leave it to the plan."""
        names = self.settings.reports.use
        return choose(names) if names else None


@contextmanager
def _report_upgrade(before: str | None) -> Iterator[None]:
    """Tell the person at the shell why it takes long, and systemd not to end a slow start."""
    if before:
        click.echo(f"Đang nâng lược đồ cơ sở dữ liệu từ {before}; xin đợi…", err=True)
    with more_time("nâng lược đồ cơ sở dữ liệu"):
        yield


def _passing(
    access: Access,
) -> Callable[[Callable[Concatenate[Context, P], R]], Callable[P, R]]:
    def decorate(command: Callable[Concatenate[Context, P], R]) -> Callable[P, R]:
        """Give a command its context, built from the common options, and close it afterwards."""

        @wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            options = click.get_current_context().find_object(Options)
            with closing(Context(options or Options(), access)) as context:
                _step_down(context)
                return command(context, *args, **kwargs)

        return run

    return decorate


def _step_down(context: Context) -> None:
    """Root goes on as the owner of the data, once the settings and the secrets that only root reads are known."""
    euid = os.geteuid()
    if euid == 0 and (user := user_to_become(context.url, euid, installed=context.is_installed)):
        become(user, _named_paths(click.get_current_context().params.values()))


def _named_paths(values: Iterable[object]) -> list[Path]:
    several = (value if isinstance(value, tuple) else (value,) for value in values)
    return [path for path in chain.from_iterable(several) if isinstance(path, Path)]


def pass_context(command: Callable[Concatenate[Context, P], R]) -> Callable[P, R]:
    """For a command that acts: an older schema is upgraded, but no database is made where there is none."""
    return _passing(Access.WRITE)(command)


def pass_reading_context(command: Callable[Concatenate[Context, P], R]) -> Callable[P, R]:
    """For a command that only looks: it changes nothing, not even the schema, and waits for nobody."""
    return _passing(Access.READ)(command)


def pass_creating_context(command: Callable[Concatenate[Context, P], R]) -> Callable[P, R]:
    """For the few commands that may make a database where there is none."""
    return _passing(Access.CREATE)(command)


def _user() -> str:
    """The name of who is at this shell, or called root's by sudo; an account without one (a container's) by its number."""
    try:
        return os.environ.get("SUDO_USER") or getuser()
    except (KeyError, OSError):
        return str(os.getuid())
