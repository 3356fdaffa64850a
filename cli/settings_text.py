"""Values put into the text of dondoc.toml: its comments, its order and everything else in it stay. Pure."""

import json
import re
import tomllib
from collections.abc import Mapping

from cli.settings import SettingsError

Value = str | int
Values = Mapping[tuple[str, str], Value]
"""By section and key."""

BEGINNING = """\
# Cài đặt của Đôn Đốc, do `dondoc setup` ghi; tài liệu vận hành kể mọi cài đặt. Sửa tay được: setup chạy lại
# chỉ đổi điều được trả lời. Mật khẩu không ở đây mà trong tệp mail__password bên cạnh.
"""
_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_AFTER_VALUE = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^#"']*?)(?P<comment>\s*(#.*)?)""")


def with_values(text: str, values: Values) -> str:
    """The text with these values. Raises SettingsError where it is written in a way that is only for its author's hand."""
    new, wanted = text or BEGINNING, _expected(text, values)
    for (section, key), value in values.items():
        new = _put(new, section, key, json.dumps(value, ensure_ascii=False))
    try:
        done = tomllib.loads(new) == wanted
    except tomllib.TOMLDecodeError:
        done = False
    if not done:
        named = ", ".join(f"[{section}] {key}" for section, key in values)
        raise SettingsError(f"không tự sửa được tệp cài đặt viết theo cách này; hãy tự sửa: {named}")
    return new


def _put(text: str, section: str, key: str, value: str) -> str:
    """The line of that key in its section; else the one that stands there as a comment; else a new one."""
    lines = text.splitlines()
    first, last = _span(lines, section)
    if first is None:
        return f"{text.rstrip()}\n\n[{section}]\n{key} = {value}\n"
    for written in (rf"\s*{key}\s*=\s*", rf"#\s*{key}\s*=\s*"):
        for number in range(first, last):
            if found := re.match(written, lines[number]):
                after = _AFTER_VALUE.fullmatch(lines[number][found.end() :])
                lines[number] = f"{key} = {value}{after['comment'] if after else ''}"
                return "\n".join(lines) + "\n"
    while last > first and not lines[last - 1].strip():
        last -= 1
    lines.insert(last, f"{key} = {value}")
    return "\n".join(lines) + "\n"


def _span(lines: list[str], section: str) -> tuple[int | None, int]:
    """The lines of a section after its header."""
    headers = [(number, found[1]) for number, line in enumerate(lines) if (found := _HEADER.match(line))]
    for place, (number, name) in enumerate(headers):
        if name == section:
            return number + 1, headers[place + 1][0] if place + 1 < len(headers) else len(lines)
    return None, 0


def _expected(text: str, values: Values) -> dict[str, object]:
    wanted = _parsed(text)
    for (section, key), value in values.items():
        inner = wanted.setdefault(section, {})
        if isinstance(inner, dict):
            inner[key] = value
    return wanted


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"tệp cài đặt không đúng TOML: {error}") from error
