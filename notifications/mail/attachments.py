"""An attachment (name, media type, bytes) → one part of the e-mail (RFC 2045, 2183, 2231)."""

import re
from binascii import b2a_base64
from dataclasses import dataclass
from email.message import Message
from urllib.parse import quote

# Not text/calendar: Thunderbird shows that as an invitation to its first event, above the letter and even where it is attached.
CALENDAR = "application/ics"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST = 120  # characters of a name: file systems take 255 bytes, and a Vietnamese letter has three
PIECE = 54  # what fits a line beside ` filename*10*=`
AT_ONCE = 57 << 10  # bytes, in whole lines: those of a nation's list would take twenty times as much at once
_LINE = re.compile(".{1,76}")  # of base64 (RFC 2045, 6.8)
# No path and no control character; Windows takes none of the others either.
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028-\u202e\u2066-\u2069\ud800-\udfff]+')


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a letter. `media_type` may carry parameters."""

    name: str
    media_type: str
    content: bytes


def part(attachment: Attachment) -> Message:
    """The file as a MIME part; base64, so that every mail server lets it through unchanged."""
    message = Message()
    message["Content-Type"] = attachment.media_type
    message["Content-Transfer-Encoding"] = "base64"
    message["Content-Disposition"] = f"attachment{_filename(safe_name(attachment.name))}"
    message.set_payload(in_lines(attachment.content))
    return message


def in_lines(content: bytes) -> str:
    """Base64 in lines with their CRLF, as a letter has it: coded at once, where the email package codes line by line."""
    pieces = (content[start : start + AT_ONCE] for start in range(0, len(content), AT_ONCE))
    lines = (_LINE.findall(b2a_base64(some, newline=False).decode()) for some in pieces)
    return "".join("\r\n".join((*some, "")) for some in lines)


def safe_name(name: str) -> str:
    """The name as any system takes it: no path, no control character, not too long, its ending kept."""
    name = " ".join(FORBIDDEN.sub(" ", name).split()).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = name, "", ""
    return f"{stem[: LONGEST - len(ending)].rstrip()}{dot}{ending}" or "tep"


def _filename(name: str) -> str:
    """The parameter of Content-Disposition; what is not ASCII by RFC 2231, cut between characters."""
    if name.isascii() and len(name) <= PIECE:
        return f';\r\n filename="{name}"'
    pieces = _pieces(name)
    if len(pieces) == 1:
        return f";\r\n filename*=utf-8''{pieces[0]}"
    said = [f"filename*{n}*={'' if n else chr(39).join(('utf-8', '', ''))}{p}" for n, p in enumerate(pieces)]
    return "".join(f";\r\n {parameter}" for parameter in said)


def _pieces(name: str) -> list[str]:
    pieces = [""]
    for character in name:
        quoted = quote(character, safe="")
        if len(pieces[-1]) + len(quoted) > PIECE:
            pieces.append("")
        pieces[-1] += quoted
    return pieces
