"""Separators inside a name that must not be cut there, hidden by characters nobody types. Pure."""

import re

_HIDDEN = {
    ",": "\ue000",
    "à": "\ue001",
    "/": "\ue002",
    ".": "\ue003",
    "À": "\ue004",
    ";": "\ue005",
    ":": "\ue006",
    "ặ": "\ue007",
}
_HIDES = re.compile(f"[{''.join(_HIDDEN.values())}]")
_SHOWN = str.maketrans({mask: char for char, mask in _HIDDEN.items()})
MASK = str.maketrans(_HIDDEN)


def shown(text: str) -> str:
    """The text with its hidden separators back."""
    return text.translate(_SHOWN) if _HIDES.search(text) else text


def hidden(text: str) -> str:
    """The text with its separators hidden, so that nothing cuts there."""
    return text.translate(MASK)
