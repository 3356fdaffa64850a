"""`dondoc`: gathers the commands and turns every expected failure into one line and exit status 1."""

import sys
from importlib import import_module

import click

from cli.base import Group
from plan.errors import ExpectedError

# name → where it is. Imported on use: the command line must start fast.
COMMANDS = {
    "explain": "cli.reading:explain",
    "resolve": "cli.reading:resolve",
    "import": "cli.importing:import_",
    "questions": "cli.settling:questions",
    "settle": "cli.settling:settle",
    "alias": "cli.settling:alias",
    "calendar": "cli.calendar:calendar",
    "roll": "cli.rolling:roll",
    "tasks": "cli.lists:tasks",
    "deadlines": "cli.lists:deadlines",
    "obligations": "cli.lists:obligations",
    "done": "cli.acts:done",
    "receive": "cli.arriving:receive",
    "correct": "cli.acts:correct",
    "reopen": "cli.acts:reopen",
    "extend": "cli.acts:extend",
    "cancel": "cli.acts:cancel",
    "occurred": "cli.acts:occurred",
    "simulate": "cli.replaying:simulate",
    "preview": "cli.previewing:preview",
    "why": "cli.why:why",
    "feed": "cli.feeds:feed",
    "requests": "cli.answering:requests",
    "links": "cli.answering:links",
    "outbox": "cli.letters:outbox",
    "request-report": "cli.requesting:request_report",
    "report": "cli.papers:report",
    "letter": "cli.urging:letter",
    "proof": "cli.proving:proof",
    "audit": "cli.auditing:audit",
    "returns": "cli.returns:returns",
    "run": "cli.running:run",
    "demo": "cli.demo:demo",
    "doctor": "cli.operating:doctor",
    "testmail": "cli.operating:testmail",
    "backup": "cli.operating:backup",
    "restore": "cli.operating:restore",
    "migrate": "cli.operating:migrate",
    "move": "cli.moving:move",
}


class Dondoc(Group):
    """The root: finds a command by name without importing the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Dondoc, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dondoc")
def cli() -> None:
    """Đôn Đốc: để mọi việc trong kế hoạch xong đúng hạn."""


def main() -> None:
    """The console script. Exit status: 0 done, 1 failed, 2 wrong usage, 3 needs a person's review."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # whatever LC_ALL says: the text is Vietnamese
    try:
        code = cli.main(prog_name="dondoc", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        _fail("đã dừng theo yêu cầu")
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is wrong
        sys.exit(1)
    except UnicodeEncodeError:
        _fail("có chữ không đọc được (không phải UTF-8) trong tham số; hãy gõ lại")
    except ExpectedError as error:
        _fail(str(error))
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback for an operator
        _fail(f"lỗi của chương trình ({type(error).__name__}: {error}); xin báo cho người bảo trì")


def _fail(reason: str) -> None:
    click.echo(f"dondoc: {' '.join(reason.split())}", err=True)
    sys.exit(1)
