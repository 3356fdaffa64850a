"""`dondoc setup`: the first installation, or another answer to one of its questions."""

import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import click

from cli import setup_questions as questions
from cli.base import Command, Options, needs_review
from cli.context import Context
from cli.files import FILE
from cli.first_steps import prepare, show_state, take_plan_in
from cli.installation import Installation, found_at, in_words, install, start_service
from cli.service_user import UMASK, become, user_to_become
from cli.settings import place_of_settings
from cli.settings_text import Value
from plan.errors import NotPossibleError
from plan.storage.database import is_missing


def _take_answers(ctx: click.Context, _param: click.Parameter, file: Path | None) -> None:
    """Answers from a file stand where an option was not given; its keys are the options' names."""
    if file is None:
        return
    try:
        said = {key.replace("-", "_"): value for key, value in tomllib.loads(file.read_text("utf-8")).items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise click.UsageError(f"không đọc được {file}: {error}") from error
    unknown = sorted(said.keys() - {param.name for param in ctx.command.params})
    if unknown:
        raise click.UsageError(f"{file}: không có câu hỏi nào tên {', '.join(unknown)}")
    ctx.default_map = said


@click.command(cls=Command)
@click.option("--answers", type=FILE, is_eager=True, expose_value=False, callback=_take_answers,
              help='Tệp TOML trả lời sẵn, khóa là tên tùy chọn: mail-host = "…".')  # fmt: skip
@click.option("--mail-host", help="Máy chủ thư (SMTP).")
@click.option(
    "--mail-security",
    type=questions.SECURITY,
    help="Mã hóa đường truyền; cổng theo đó: 25, 587, 465.",
)
@click.option("--mail-port", type=questions.PORT, help="Cổng của máy chủ thư.")
@click.option("--mailbox", type=questions.MAIL, help="Hộp thư gửi đi.")
@click.option("--mail-username", help="Tên đăng nhập hộp thư.")
@click.option(
    "--mail-password-file",
    type=click.Path(allow_dash=True, path_type=Path),
    help="Tệp có mật khẩu hộp thư; - là đọc từ đầu vào. Không bao giờ gõ mật khẩu trên dòng lệnh.",
)
@click.option("--office", help="Tên cơ quan đôn đốc.")
@click.option("--address", type=questions.SITE, help="Địa chỉ trang, https://tên-máy.")
@click.option("--admin", type=questions.MAIL, help="Địa chỉ thư của quản trị đầu tiên.")
@click.option("--plan", type=FILE, help="Nhận luôn kế hoạch này, như dondoc import.")
@click.option("--agencies", type=FILE, help="Sổ cơ quan của kế hoạch ấy.")
@click.option("--trial", type=questions.MAIL, help="Gửi thư thử tới đây (mặc định: quản trị).")
@click.option("--no-start", is_flag=True, help="Không bật dịch vụ.")
@click.option("--yes", is_flag=True, help="Thay điều tệp cài đặt đang ghi mà không hỏi lại.")
def setup(*, yes: bool, no_start: bool, **given: Any) -> None:
    """Cài đặt lần đầu: hỏi máy chủ thư, hộp thư, cơ quan, địa chỉ trang; tạo quản trị đầu tiên; thử thư."""
    options = click.get_current_context().find_object(Options) or Options()
    asking = sys.stdin.isatty() and not yes
    there = found_at(place_of_settings(options.config))
    if there.text and asking:
        click.echo(f"{there.file} đang có; Enter giữ nguyên từng điều.")
    given["admin"] = _admin(given["admin"], asking=asking)
    values = _values(options, there, given, asking=asking)
    password = _password(given["mail_password_file"], there, values, asking=asking)
    url = str(values.get(("database", "url")) or _kept(there, "database", "url"))
    if not given["admin"] and is_missing(url):
        raise click.UsageError("chưa có dữ liệu nào: cần --admin, địa chỉ thư của quản trị đầu tiên")
    _agree(there, values, password, yes=yes, asking=asking)
    install(there, values, password, url)
    click.echo(
        f"Đã ghi {there.file}." if values or password or not there.text else f"{there.file}: không đổi gì."
    )
    given["changed"] = bool(values or password)
    _go_on(Options(config=there.file, as_of=options.as_of), url, given, start=not no_start)


def _admin(given: str | None, *, asking: bool) -> str:
    if given is not None or not asking:
        return given or ""
    said = click.prompt(
        "Địa chỉ thư của quản trị; để trống: không mời thêm", "", show_default=False, type=questions.MAIL
    )
    return str(said)


def _kept(there: Installation, section: str, key: str) -> Value:
    return there.there.get(section, {}).get(key, "")


def _values(
    options: Options, there: Installation, given: dict[str, Any], *, asking: bool
) -> dict[tuple[str, str], Value]:
    """What the file will say otherwise than now."""
    found = questions.gather(given, there.there, asking=asking)
    if options.db or not _kept(there, "database", "url"):
        found["database", "url"] = options.db or there.data
    return questions.changed(found, there.there)


def _password(
    file: Path | None, there: Installation, values: dict[tuple[str, str], Value], *, asking: bool
) -> str | None:
    """A new one; None to leave it as it is."""
    said = ""
    if file is not None:
        said = _read_password(file)
    elif asking and (values.get(("mail", "username")) or _kept(there, "mail", "username")):
        more = "; Enter: giữ mật khẩu đang có" if there.password else ""
        text = f"Mật khẩu của hộp thư (không hiện khi gõ{more})"
        said = click.prompt(text, default="", show_default=False, hide_input=True)
    return said if said and said != there.password else None


def _read_password(file: Path) -> str:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotPossibleError(f"không đọc được mật khẩu trong {file}: {error}") from error
    if not (said := text.strip()):
        raise NotPossibleError(f"tệp mật khẩu {file} trống")
    return said


def _agree(
    there: Installation,
    values: dict[tuple[str, str], Value],
    password: str | None,
    *,
    yes: bool,
    asking: bool,
) -> None:
    """Nothing that is there is written over without a person's word."""
    over = [line for (s, k), v in values.items() if _kept(there, s, k) for line in in_words({(s, k): v})]
    over += ["mật khẩu của hộp thư"] if password and there.password else []
    if asking and (values or password):
        for line in in_words(values):
            click.echo(f"  {line}")
        click.confirm(f"Ghi vào {there.file}?", default=True, abort=True)
    elif over and not yes:
        raise NotPossibleError(f"{there.file} đang ghi khác; thêm --yes để thay: {'; '.join(over)}")


def _go_on(options: Options, url: str, given: dict[str, Any], *, start: bool) -> None:
    """The data is made by its owner, the service is started by root between, the rest is looked at by the owner again."""
    context = Context(options)
    assert context.settings  # read while root is still root
    user = user_to_become(url, os.geteuid(), installed=context.is_installed)
    named = [path for path in (given["plan"], given["agencies"]) if path]
    if user is None:
        _make(context, given)
    elif child := os.fork():
        if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            raise click.exceptions.Exit(code)
    else:
        become(user, named)
        _make(context, given)
        raise click.exceptions.Exit(0)
    started = start and start_service(options.config or Path(), anew=given["changed"])
    if user is not None:
        become(user)
    trial = given["trial"] or given["admin"] or context.settings.mail.operator or ""
    taken = show_state(context, trial, started=started)
    if not taken:
        needs_review()


def _make(context: Context, given: dict[str, Any]) -> None:
    click.get_current_context().obj = context.options
    before = os.umask(UMASK)
    try:
        prepare(context, given["admin"])
        if given["plan"]:
            take_plan_in(given["plan"], given["agencies"])
    finally:
        os.umask(before)
    sys.stdout.flush()
