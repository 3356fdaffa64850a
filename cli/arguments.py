"""Passwords on the command line: whoever lists the processes of the machine reads it, the environment only its owner."""

import json
import os
import re
import sys

import click

CARRIED = "_DONDOC_ARGUMENTS"  # not a setting: emptied as soon as it is read
_WITH_PASSWORD = re.compile(r"://[^\s:/@]*:[^\s@]+.*@|://.*[?&]\w*password=")
WARNING = (
    "dondoc: mật khẩu trên dòng lệnh còn lại trong lịch sử của shell; "
    "nên để địa chỉ trong biến DONDOC_DATABASE__URL, hoặc [database] url của dondoc.toml"
)


def hide_passwords() -> None:
    """Start again with the same arguments where one holds a password, but with it out of the sight of `ps`."""
    carried = os.environ.pop(CARRIED, None)
    if carried is not None:
        sys.argv[1:] = [*json.loads(carried)]
        return
    shown = [_shown(argument) for argument in sys.orig_argv]
    if shown == sys.orig_argv:
        return
    click.echo(WARNING, err=True)
    os.environ[CARRIED] = json.dumps(sys.argv[1:])
    os.execv(sys.executable, [sys.executable, *shown[1:]])  # noqa: S606 - ourselves


def _shown(argument: str) -> str:
    if not _WITH_PASSWORD.search(argument):
        return argument
    option, sign, _ = argument.rpartition("=") if argument.startswith("--") else ("", "", "")
    return f"{option.partition('=')[0]}{sign and '='}***"
