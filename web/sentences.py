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
# The name of a column in the file of the register: a page has the field itself.
_COLUMN = re.compile(r"\s*+\(cột [a-z_]+(?: của sổ)?\)")
# What is left of one: a clause that is about nothing else.
_ABOUT_OPTION = re.compile(r"(?:^|(?<=[.;]))[^.;]*--[a-z][^;]*;?")


def for_page(error: Exception | str) -> str:
    """The reason as a sentence; what would have to be typed in a shell is left out."""
    said = without_commands(str(error))
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('?') else '.'}"


def without_commands(said: str) -> str:
    """What is left of it, without a sign at its end."""
    said = _COMMAND.sub("", _BLANKS.sub(" ", _COLUMN.sub("", said)))
    return _ABOUT_OPTION.sub("", _OPTION.sub("", said)).strip(" ;,.")
