"""The man pages and the completions of shells, made from the commands themselves: `python -m cli.manual_pages FOLDER`.

One page a command, its own commands within it; the words are those of `--help`, so the two never differ.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from click.shell_completion import get_completion_class

from cli.main import COMMANDS, cli

NAME = "dondoc"
ENDINGS = (
    ("0", "xong"),
    ("1", "không làm được; một dòng lý do, không gì thay đổi"),
    ("2", "gõ sai cách dùng"),
    ("3", "xong, hoặc giữ lại chờ trả lời: có điều cần người xem"),
)
FILES = (
    ("/etc/dondoc/dondoc.toml", "cài đặt; mọi mục có trong tài liệu vận hành"),
    ("/etc/dondoc/mail__password", "mật khẩu hộp thư; chỉ dịch vụ đọc được"),
    ("/var/lib/dondoc/plan.db", "toàn bộ dữ liệu, khi dùng SQLite"),
)
SHELLS = {"bash": NAME, "zsh": f"_{NAME}", "fish": f"{NAME}.fish"}


def pages() -> Iterator[tuple[str, str]]:
    """Each page by its file's name, as roff in UTF-8."""
    root = click.Context(cli, info_name=NAME, **cli.context_settings)
    yield f"{NAME}.1", _roff(_first_page(root))
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        yield f"{NAME}-{name}.1", _roff(_page(click.Context(command, root, info_name=name), COMMANDS[name]))


def completions() -> Iterator[tuple[str, str]]:
    """Each shell's script by its file's name, as that shell looks for it."""
    for shell, file in SHELLS.items():
        found = get_completion_class(shell)
        assert found is not None
        script = found(cli, {}, NAME, "_DONDOC_COMPLETE")
        # Its `source()` would run the shell to ask how old it is; whoever builds a package need not have it.
        yield file, script.source_template % script.source_vars()


def write(folder: Path) -> None:
    """`man/` and `completions/` in that folder."""
    for part, files in (("man", pages()), ("completions", completions())):
        (folder / part).mkdir(parents=True, exist_ok=True)
        for name, text in files:
            (folder / part / name).write_text(text, encoding="utf-8")


def _first_page(root: click.Context) -> Iterator[str]:
    yield from _head(NAME, "để mọi việc trong kế hoạch xong đúng hạn")
    yield from (".SH CÁCH DÙNG", f".B {NAME}", "LỆNH [TÙY CHỌN] [THAM SỐ]")
    yield ".SH MÔ TẢ"
    yield _text(
        "Đọc kế hoạch do tỉnh ban hành, hiểu từng cụm từ thành thời hạn, nhắc cơ quan chủ trì và phối hợp bằng thư, cấp lịch, và báo ai chậm."
    )
    yield ".SH CÁC LỆNH"
    for name, said in COMMANDS.items():
        yield from (".TP", rf".BR {NAME}\-{_text(name)} (1)", _text(said))
    yield from _options(root, ".SH TÙY CHỌN")
    yield from _table(".SH MÃ THOÁT", ENDINGS)
    yield from _table(".SH TỆP", FILES)
    yield from (".SH BIẾN MÔI TRƯỜNG", ".TP", ".B DONDOC_MỤC__KHÓA")
    yield _text("Thay cho một mục của tệp cài đặt: DONDOC_DATABASE__URL, DONDOC_MAIL__HOST.")


def _page(context: click.Context, said: str) -> Iterator[str]:
    yield from _head(f"{NAME}-{context.info_name}", said)
    yield ".SH CÁCH DÙNG"
    yield from _usage(context)
    yield ".SH MÔ TẢ"
    yield from _description(context)
    yield from _options(context, ".SH TÙY CHỌN")
    yield from _own_commands(context)
    yield from (".SH XEM THÊM", rf".BR {NAME} (1)")


def _own_commands(context: click.Context) -> Iterator[str]:
    group = context.command
    if not isinstance(group, click.Group):
        return
    yield ".SH CÁC LỆNH"
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        own = click.Context(command, context, info_name=name)
        yield f".SS {_text(own.command_path)}"
        yield from _usage(own)
        yield ".PP"
        yield from _description(own)
        yield from _options(own, ".PP")


def _head(name: str, said: str) -> Iterator[str]:
    yield r".\" Made from the commands themselves: change their help, not this."
    yield f'.TH "{_text(name.upper())}" "1" "" "{NAME} {_text(version(NAME))}" "{_text("Đôn Đốc")}"'
    # In English: whatis and apropos look for this very word.
    yield from (".SH NAME", rf"{_text(name)} \- {_text(said.rstrip('.'))}")


def _usage(context: click.Context) -> Iterator[str]:
    yield f".B {_text(context.command_path)}"
    yield _text(" ".join(context.command.collect_usage_pieces(context)))


def _description(context: click.Context) -> Iterator[str]:
    said = context.command.help or context.command.short_help or ""
    for paragraph in re.split(r"\n\s*\n", said.replace("\f", "")):
        if words := " ".join(paragraph.replace("\b", "").split()):
            yield from (".PP", _text(words))


def _options(context: click.Context, heading: str) -> Iterator[str]:
    shown: list[Any] = [option.get_help_record(context) for option in context.command.get_params(context)]
    if rows := [row for row in shown if row]:
        yield heading
        for names, said in rows:
            yield from (".TP", f".B {_text(names)}", _text(said))


def _table(heading: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield heading
    for name, said in rows:
        yield from (".TP", f".B {_text(name)}", _text(said))


def _text(words: str) -> str:
    """Words as roff takes them: no line begins with a control, a hyphen stays one that can be copied."""
    safe = " ".join(words.split()).replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return rf"\&{safe}" if safe.startswith((".", "'")) else safe


def _roff(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
