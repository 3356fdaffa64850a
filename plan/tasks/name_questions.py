"""What is asked about a name in a cell, and the commands that answer it for every plan at once. Pure."""

from dataclasses import dataclass
from datetime import date
from shlex import quote

from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import NamePart
from plan.text import fold


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A name that nobody has, or a group without members, with its answers, the likeliest first."""

    text: str
    message: str
    suggestions: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


def about_name(directory: AgencyDirectory, part: NamePart, on: date) -> NameQuestion:
    """What to ask about a part that no agency answers for on that day."""
    name = " ".join(part.text.split())
    if part.kind == "group":
        return _about_group(directory, part, name)
    if part.readings:
        return _two_readings(part, name)
    owners = [
        code for code in directory.named(part.name) if (one := directory.get(code)) and one.is_there(on)
    ]
    if len(owners) > 1:
        several = f"tên của nhiều cơ quan trong sổ: {', '.join(owners)}; nêu rõ cơ quan nào, hoặc sửa sổ, bỏ tên gọi trùng"
        return NameQuestion(name, several)
    if directory.named(part.name) or fold(part.name) in map(fold, part.suggestions):
        return NameQuestion(name, "đã thôi hoạt động mà sổ cơ quan không ghi cơ quan nào kế tục")
    near = f"; có phải: {', '.join(part.suggestions)}?" if part.suggestions else ""
    return NameQuestion(
        name,
        f"không có trong sổ cơ quan{near}",
        part.suggestions,
        _answers(directory, name, part.suggestions),
    )


def _answers(directory: AgencyDirectory, name: str, suggestions: tuple[str, ...]) -> tuple[str, ...]:
    """One of these agencies, a new line in the directory, or a body that is not followed."""
    codes = [code for each in suggestions for code in directory.named(each)]
    these = [f"dondoc alias add {quote(name)} {code}" for code in codes]
    return (*these, f"dondoc alias new {quote(name)}", f"dondoc alias outside {quote(name)}")


def _about_group(directory: AgencyDirectory, part: NamePart, name: str) -> NameQuestion:
    if directory.emptied(part):
        return NameQuestion(name, "nhóm này không còn cơ quan nào trong sổ", (), _outside(name))
    near = directory.groups_like(part.name)
    said = f"; có phải nhóm: {', '.join(row.name for row in near)}?" if near else ""
    message = f"nhóm này chưa có cơ quan nào trong sổ (thành viên ghi ở cột groups): không ai được báo{said}"
    these = tuple(f"dondoc alias add {quote(name)} {row.code}" for row in near)
    return NameQuestion(name, message, tuple(row.name for row in near), (*these, *_outside(name)))


def _outside(name: str) -> tuple[str, ...]:
    return (f"dondoc alias outside {quote(name)}",)


def _two_readings(part: NamePart, name: str) -> NameQuestion:
    """The words are one name or several: whichever is put in the directory decides."""
    one, several = (" | ".join(reading) for reading in part.readings[:2])
    message = (
        f"đọc được hai cách: {one} (một cơ quan), hay {several}; cách nào có trong sổ cơ quan thì được dùng"
    )
    ways = tuple(f"dondoc alias new {quote(each)}" for reading in part.readings for each in reading)
    return NameQuestion(name, message, (), ways)
