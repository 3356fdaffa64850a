"""Errors that tell an operator what to type → what a page says: a sentence, without any command. Pure.

An error may repeat what a stranger typed: each pattern begins where a clause does, so that none is looked at twice.
"""

import re

_BLANKS = re.compile(r" {2,}")
_COMMAND = re.compile(
    r"[;,]?\s*+\([^()]*\bdondoc [^()]*\)|(?:^|(?<=[()])|;)[;,]?\s*+[^;()]*\bdondoc [^;]*",
)
# An option of a command: what stands with it between two commas, or in brackets.
_OPTION = re.compile(r"\s*+(?:\([^()]*--[a-z][^()]*\)|,[^,;()]*--[a-z][^,;()]*)")
# A column in the file of the register → where the pages have the same.
_FIELDS = {
    "groups": "ô Nhóm của từng cơ quan",
    "successor": "mục Sáp nhập của cơ quan ấy",
    "code": "trang của từng cơ quan",
}
_COLUMN = re.compile(rf"cột ({'|'.join(_FIELDS)})(?: của (?:sổ cơ quan|sổ|agencies\.csv))?")
# What is left of one: a clause that is about nothing else.
_ABOUT_OPTION = re.compile(r"(?:^|(?<=[.;]))[^.;]*--[a-z][^;]*;?")


def for_page(error: Exception | str) -> str:
    """The reason as a sentence; what would have to be typed in a shell is left out."""
    said = without_commands(str(error))
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('?') else '.'}"


def without_commands(said: str) -> str:
    """What is left of it, without a sign at its end."""
    said = _COLUMN.sub(lambda found: _FIELDS[found[1]], said)
    said = _COMMAND.sub("", _BLANKS.sub(" ", said))
    return _ABOUT_OPTION.sub("", _OPTION.sub("", said)).strip(" ;,.")
