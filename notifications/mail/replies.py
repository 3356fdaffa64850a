"""A mail server's reply → whose fault it is: the recipient's, ours, the server's, or nobody's yet. Pure.

By the code (RFC 5321, 4.2), the enhanced status (RFC 3463) and the words: many servers give the reason only there.
A 5xx is no refusal of the recipient by itself: "relaying denied" says that we are not known, whoever it is for.
"""

import re

from notifications.mail.faults import Fault

_STATUS = re.compile(r"(?<![\d.])[45]\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")  # and no address of a machine
_CODES_ABOUT_US = {521, 530, 534, 535, 538}  # no mail here; authentication or encryption required, refused
# Sender (RFC 3463, 3.2), mail system (3.4), congestion and quota (3.5), security and policy (3.8).
_STATUS_ABOUT_US = re.compile(r"(1\.[78]|3\.[1235]|4\.5|7\.\d+)$")
_STATUS_OF_RECIPIENT = re.compile(
    r"(1\.(?![78]$)\d+|7\.1[78])$"
)  # 7.17 and 7.18: the mailbox has another owner now
_STATUS_OF_MAILBOX = re.compile(r"2\.\d+$")
_RELAY = re.compile(
    r"relay|rcpthosts|authenti|\bauth\b|not authori[sz]ed|sender (address )?(rejected|denied|refused)"
)
_ABOUT_US = re.compile(
    _RELAY.pattern
    + r"|\bspf\b|\bdkim\b|\bdmarc\b|spam|block(ed|ing)|(block|black|deny)[- ]?list|\bd?n?s?r?bl\b|reputation|\bpolic"
    r"|banned|unsolicited|sender|client host|your (host|ip|server|domain|network)|\bhelo\b|\behlo\b|reverse dns|\brdns\b|\bptr\b"
    r"|starttls|encryption|too many (messages|e?mails|connections)|rate.?limit|throttl"
    r"|(sending|outgoing|outbound|daily|hourly|relay|message) ?\w* (limit|quota)"
)
_NO_SUCH = re.compile(
    r"(unknown|no such|invalid|bad|unrouteable|non-?existent) (local )?(user|mailbox|recipient|address|account|person|alias)"
    r"|(user|mailbox|recipient|address|account|alias)\b.{0,60}?\b(unknown|not found|not exist|no longer|is not valid|unrouteable)"
    r"|does(n't| not) exist|no mailbox here|not our customer"
)
_GREY = re.compile(r"gr[ea]y-?list|postgrey|4\.7\.1\b|try again later")
_MANY = re.compile(r"too many|rate.?limit|throttl|4\.7\.28\b|limit exceeded|slow down")
_FULL = re.compile(
    r"\b[45]\.5\.3\b|too many (recipient|rcpt|address|to:)|recipients? (count|limit)|limit.{0,20}recipients"
)


def classify(code: int, text: str) -> Fault:
    """What a reply of 4xx or 5xx to a recipient or to a letter means."""
    said = text.lower()
    if is_full(code, text):
        return Fault.TEMPORARY
    if _is_about_us(code, said):
        return Fault.REJECTED
    if 500 <= code < 600:
        return Fault.PERMANENT
    if _MANY.search(said):
        return Fault.TOO_MANY
    return Fault.GREYLISTED if _GREY.search(said) else Fault.TEMPORARY


def is_full(code: int, text: str) -> bool:
    """Whether the transaction takes no more recipients: another takes the rest, at once (RFC 5321, 4.5.3.1.10)."""
    return code in {452, 552} and bool(_FULL.search(text.lower()))


def doubt_of(words: str) -> str | None:
    """What a refusal has in common with others like it ("554 5.6.0"); None if it surely is of its recipient."""
    code, said = words[:3], words[3:].lower()
    status = _status(said)
    known = _STATUS_OF_RECIPIENT.match(status) or code == "556" or _NO_SUCH.search(said)
    if not code.isdecimal() or known or "5.4.1 recipient address rejected" in said:
        return None
    return f"{code} 5.{status}" if status else code


def _is_about_us(code: int, said: str) -> bool:
    if not 500 <= code < 600:
        return bool(_RELAY.search(said)) and not _GREY.search(said.replace("4.7.1", ""))
    status = _status(said)
    if _STATUS_OF_RECIPIENT.match(status) or _STATUS_OF_MAILBOX.match(status):
        return status == "1.0" and "sender" in said
    if code in _CODES_ABOUT_US or _STATUS_ABOUT_US.match(status):
        return True
    return bool(_ABOUT_US.search(said)) and not _NO_SUCH.search(said)


def _status(said: str) -> str:
    """Subject and detail of the enhanced status: "7.1" of 5.7.1; empty if there is none."""
    found = _STATUS.search(said)
    return f"{found[1]}.{found[2]}" if found else ""
