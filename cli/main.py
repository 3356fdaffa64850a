"""`dondoc`: gathers the commands and turns every expected failure into one line and exit status 1."""

import sys
from importlib import import_module

import click

from cli.base import Group
from plan.errors import ExpectedError

# name → where it is. Imported on use: the command line must start fast.
COMMANDS = {
    "explain": "cli.commands.explain:explain",
    "resolve": "cli.commands.explain:resolve",
    "import": "cli.commands.import_:import_",
    "questions": "cli.commands.settle:questions",
    "settle": "cli.commands.settle:settle",
    "alias": "cli.commands.alias:alias",
    "calendar": "cli.commands.calendar:calendar",
    "roll": "cli.commands.roll:roll",
    "tasks": "cli.commands.lists:tasks",
    "deadlines": "cli.commands.lists:deadlines",
    "obligations": "cli.commands.lists:obligations",
    "done": "cli.commands.acts:done",
    "receive": "cli.commands.receive:receive",
    "correct": "cli.commands.acts:correct",
    "reopen": "cli.commands.acts:reopen",
    "extend": "cli.commands.acts:extend",
    "cancel": "cli.commands.acts:cancel",
    "occurred": "cli.commands.acts:occurred",
    "simulate": "cli.commands.simulate:simulate",
    "preview": "cli.commands.preview:preview",
    "why": "cli.commands.why:why",
    "feed": "cli.commands.feed:feed",
    "requests": "cli.commands.requests:requests",
    "links": "cli.commands.requests:links",
    "outbox": "cli.commands.outbox:outbox",
    "request-report": "cli.commands.request_report:request_report",
    "report": "cli.commands.report:report",
    "letter": "cli.commands.letter:letter",
    "proof": "cli.commands.proof:proof",
    "audit": "cli.commands.audit:audit",
    "returns": "cli.commands.returns:returns",
    "run": "cli.commands.run:run",
    "demo": "cli.commands.demo:demo",
    "doctor": "cli.commands.doctor:doctor",
    "testmail": "cli.commands.doctor:testmail",
    "backup": "cli.commands.doctor:backup",
    "restore": "cli.commands.doctor:restore",
    "migrate": "cli.commands.doctor:migrate",
    "move": "cli.commands.move:move",
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
