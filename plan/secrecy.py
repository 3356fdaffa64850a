"""Secrets kept out of whatever people read: messages, log lines, what is written down of a mail server's words."""

import base64
import re
from urllib.parse import quote, quote_plus

HIDDEN = "***"
OUR_WORDS = {
    "mật khẩu",
    "password",
}  # whoever took the word itself: hiding it would spoil what is said of passwords
SHORTEST = 4  # characters: hiding a shorter word would spoil other words, and protect nobody
_PATTERNS = (
    # scheme://user:password@host, up to the last @: a password may hold any sign.
    (re.compile(r"([A-Za-z][\w+.-]*://[^\s:/@]*):\S*@"), rf"\1:{HIDDEN}@"),
    (
        re.compile(r"(?i)\b(\w*(?:password|passwd|passphrase|pwd))(=|%3D)('[^']*'|\"[^\"]*\"|[^\s&'\"]+)"),
        rf"\1\2{HIDDEN}",
    ),
    # The secret of a calendar, a signed link or one to sign in with opens what it names.
    (re.compile(r"/(feeds|a|a/v|s|o|sign-in)/[\w~.-]{16,}"), rf"/\1/{HIDDEN}"),
    # What a program is let in by.
    (re.compile(r"\bdd_[\w-]{16,}"), HIDDEN),
    # What signs webhooks.
    (re.compile(r"\bwhsec_[\w+/=-]{16,}"), f"whsec_{HIDDEN}"),
    # The cookie of a session, of a person or of an agency.
    (re.compile(r"\b((?:__Host-)?dondoc)=[\w-]{16,}"), rf"\1={HIDDEN}"),
)
_known: set[str] = set()


def keep_secret(value: str | None, user: str | None = None) -> None:
    """Hide this value from now on, as it is and as addresses and logins write it."""
    if not value or len(value) < SHORTEST or value.casefold() in OUR_WORDS:
        return
    raw = value.encode(errors="surrogateescape")
    _known.update({value, quote(raw, safe=""), quote_plus(raw), base64.b64encode(raw).decode()})
    if user:
        login = f"\0{user}\0".encode(errors="surrogateescape") + raw
        _known.add(base64.b64encode(login).decode())


def without_secrets(text: str) -> str:
    """The text with every secret that is known, or looks like one, hidden."""
    for value in sorted(_known, key=len, reverse=True):
        text = text.replace(value, HIDDEN)
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text
