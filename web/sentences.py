"""Errors that tell an operator what to type → what a page says: a sentence, without any command. Pure."""

import re

_COMMAND = re.compile(r"[;,]?\s*(?:\([^()]*\bdondoc [^()]*\)|[^;()]*\bdondoc [^;]*)")


def for_page(error: Exception) -> str:
    """The reason as a sentence; what would have to be typed in a shell is left out."""
    said = _COMMAND.sub("", str(error)).strip(" ;,.")
    return f"{said[:1].upper()}{said[1:]}."
