"""`dondoc`: gathers the commands and turns every expected failure into one line and exit status 1."""

import logging
import os
import sys
from importlib import import_module
from io import StringIO
from keyword import iskeyword
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from cli.arguments import hide_passwords
from cli.base import Group
from cli.collection import nothing_collected
from cli.hangup import HANGUP
from cli.journal import journal_reads, prioritized
from cli.vietnamese import translate
from plan.errors import ExpectedError
from plan.secrecy import without_secrets

# Each command with its short help, as `dondoc --help` shows them without importing any. `dondoc NAME` is
# cli/commands/NAME.py; tests compare the names and the helps with what is there.
COMMANDS = {
    "explain": "Cho biết chương trình hiểu một cụm từ thời gian thế nào.",
    "resolve": "Cho biết một cụm từ chỉ những cơ quan nào.",
    "import": "Nhận một kế hoạch: đọc văn bản, hiểu thời hạn và cơ quan, lập lịch.",
    "questions": "Những điều trong kế hoạch đang chờ người trả lời, kèm lệnh để trả lời.",
    "settle": "Trả lời thay cho những ô kế hoạch ghi chưa rõ; lời của kế hoạch vẫn giữ nguyên.",
    "alias": "Tên gọi khác của cơ quan: chấp nhận một lần, dùng mãi.",
    "agency": "Một cơ quan trong sổ: xem, sửa, sáp nhập, chia tách.",
    "calendar": "Lịch làm việc: xem, sửa từng ngày, xác nhận cả năm.",
    "roll": "Dự thảo kế hoạch kỳ sau từ những nhiệm vụ lặp lại, chưa xong của kế hoạch PLAN (số, ví dụ 39/QĐ-UBND).",
    "tasks": "Các nhiệm vụ, theo thứ tự của văn bản.",
    "deadlines": "Các thời hạn, theo ngày.",
    "obligations": "Những việc phải làm, mỗi việc của một cơ quan hoặc của nhiều cơ quan cùng làm.",
    "done": "Ghi nhận một việc đã xong; mọi thư nhắc về việc đó dừng ngay.",
    "accept": "Chấp nhận việc cơ quan đã báo xong; chưa chấp nhận thì chưa ghi nhận xong.",
    "send-back": "Trả lại việc cơ quan đã báo xong, kèm lý do; việc lại được nhắc như trước khi báo.",
    "cause": "Nguyên nhân chậm của một việc: nêu ra, xác nhận là khách quan theo văn bản, hoặc không xác nhận.",
    "receive": "Ghi nhận cả danh sách việc, báo cáo đã nhận (CSV hoặc Excel: agency,label,on,document), hoặc một phong bì edXML.",
    "correct": "Sửa điều đã ghi nhận sai; điều ghi trước vẫn được giữ lại để xem.",
    "reopen": "Mở lại một việc đã ghi nhận xong hoặc đã hủy.",
    "extend": "Gia hạn; thời hạn cũ vẫn được giữ lại để xem.",
    "cancel": "Hủy một việc không còn phải làm.",
    "occurred": "Sự kiện mà nhiệm vụ chờ đã xảy ra: những thời hạn được mở ra từ đó.",
    "simulate": "Sống lại những ngày đã chọn trên một bản sao, ghi lại mọi thư.",
    "preview": "Ngày đó, hay mỗi ngày của một quãng, sẽ gửi gì, cho ai, vì sao; không gửi gì cả.",
    "why": "Vì sao có việc này, vì sao đã nhắc hoặc không nhắc.",
    "feed": "Địa chỉ lịch: cấp, đổi, thu hồi, xuất ra tệp.",
    "requests": "Đề nghị gia hạn của các cơ quan: xem, đồng ý, từ chối.",
    "links": "Liên kết trong thư: thu hồi.",
    "user": "Người dùng các trang: mời, xem, đổi vai trò, đóng.",
    "token": "Mã truy cập của các chương trình: cấp, xem, thu hồi.",
    "webhook": "Webhook: phần mềm khác được báo khi có thay đổi; thêm, đổi mã, gửi thử, gửi lại, đóng.",
    "sign-in": "In liên kết đăng nhập cho một người dùng: dùng một lần, trong 24 giờ.",
    "outbox": "Thư đi: xem, gửi lại, giữ lại, cho đi tiếp.",
    "request-report": "Yêu cầu báo cáo đột xuất; mỗi cơ quan được báo trong thư tới và bị đôn đốc như báo cáo định kỳ.",
    "report": "Báo cáo của một kỳ: số liệu theo cơ quan, theo phần, việc quá hạn, ai đã gửi, so với kỳ trước.",
    "letter": "Dự thảo công văn đôn đốc (.docx) gửi những cơ quan đang quá hạn; mỗi dự thảo có số.",
    "proof": "Phiếu theo dõi một việc: hạn nào, vì sao, nhắc khi nào, nhận khi nào; để kèm hồ sơ đánh giá.",
    "audit": "Nhật ký: ai làm gì, lúc nào, từ đâu; mỗi dòng niêm phong dòng trước.",
    "answers": "Thư trả lời của cơ quan mà chương trình không tự ghi được: xem, đánh dấu đã xem.",
    "returns": "Thư trả lại: địa chỉ hỏng, thư không tới, trả lời tự động.",
    "run": "Chạy chương trình: nhắc việc, gửi thư, phục vụ lịch.",
    "demo": "Chạy thử với kế hoạch mẫu Quảng Ngãi 2012; không thư nào ra khỏi máy.",
    "policy": "Đọc thử tệp chính sách nhắc việc; sai thì nói sai ở đâu.",
    "setup": "Cài đặt lần đầu: hỏi máy chủ thư, hộp thư, cơ quan, địa chỉ trang; tạo quản trị đầu tiên; thử thư.",
    "version": "Phiên bản chương trình, lược đồ dữ liệu và mã nguồn (để nêu khi báo lỗi).",
    "doctor": "Kiểm tra cài đặt, cơ sở dữ liệu, lịch, địa chỉ, hàng đợi thư.",
    "clock": "Chương trình tin đồng hồ máy đến đâu, so với điều gì; xác nhận đồng hồ đúng.",
    "tell-failure": "Báo người vận hành rằng UNIT đã hỏng (systemd gọi lệnh này); không cần cơ sở dữ liệu.",
    "testmail": "Gửi một thư thử tới ADDRESS bằng đúng cài đặt đang dùng.",
    "backup": "Sao lưu toàn bộ vào một tệp SQLite, hoặc vào một thư mục, kể cả khi chương trình đang chạy.",
    "prune": "Cất thư đã cũ khỏi cơ sở dữ liệu, theo [keeping]; sổ và nhật ký vẫn giữ mọi điều đã nói.",
    "restore": "Khôi phục từ một tệp sao lưu.",
    "migrate": "Nâng lược đồ cơ sở dữ liệu lên bản này (dịch vụ và lệnh có ghi đều tự làm khi cần).",
    "move": "Chuyển toàn bộ sang cơ sở dữ liệu khác, đối chiếu từng bảng.",
}
SERVICES = {"run", "demo"}  # go on until they are stopped


class Dondoc(Group):
    """The root: finds a command by name without importing the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in SERVICES:
            HANGUP.listen()  # before the imports, which take a second
        name = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        with nothing_collected():
            command = getattr(import_module(f"cli.commands.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and args[0][:1].isalnum():
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        width = formatter.width - 6 - max(map(len, COMMANDS))  # the same room that click leaves
        with formatter.section(translate("Commands")):
            formatter.write_dl([(name, _short_help(name, width)) for name in COMMANDS])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        names = [name for name in COMMANDS if name.startswith(incomplete)]
        items = [CompletionItem(name, help=_short_help(name)) for name in names]
        return items + click.Command.shell_complete(self, ctx, incomplete)


def _short_help(name: str, width: int = 45) -> str:
    return click.Command(name, help=COMMANDS[name]).get_short_help_str(width)


@click.group(cls=Dondoc, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dondoc")
def cli() -> None:
    """Đôn Đốc: để mọi việc trong kế hoạch xong đúng hạn."""


def main() -> None:
    """The console script. Exit status: 0 done, 1 failed, 2 wrong usage, 3 needs a person's review."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Whatever LC_ALL says, the text is Vietnamese; a name that is no UTF-8 is shown all the same.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    hide_passwords()
    # Whatever is written holds names and duties: nobody else on the machine reads it, however it was called.
    os.umask(os.umask(0o077) | 0o027)
    # Pydantic looks through every installed package for plugins; there are none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        code = cli.main(prog_name="dondoc", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        _fail("đã dừng theo yêu cầu")
    except click.ClickException as error:
        _refuse(error)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has closed the pipe, as `head` does
        sys.exit(1)
    except UnicodeEncodeError:
        _fail("có chữ không đọc được (không phải UTF-8) trong tham số; hãy gõ lại")
    except ExpectedError as error:
        _fail(str(error))
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback for an operator
        _fail(f"lỗi của chương trình ({type(error).__name__}: {error}); xin báo cho người bảo trì")


def _refuse(error: click.ClickException) -> NoReturn:
    """A mistake of whoever typed: one line, and for wrong usage how the command is used."""
    if error.exit_code == 1:
        _fail(error.format_message())
    said = StringIO()
    error.show(said)
    click.echo(without_secrets(said.getvalue()), err=True, nl=False)
    sys.exit(error.exit_code)


def _fail(reason: str) -> NoReturn:
    line = f"dondoc: {without_secrets(' '.join(reason.split()))}"
    click.echo(prioritized(line, logging.ERROR) if journal_reads() else line, err=True)
    sys.exit(1)
