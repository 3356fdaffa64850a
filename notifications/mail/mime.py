"""A finished e-mail: subject, two bodies, files and addresses → exact bytes (RFC 5322, 2045–2047)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from email.generator import BytesGenerator
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import Compat32
from email.utils import format_datetime
from functools import lru_cache
from io import BytesIO

from notifications.mail.attachments import Attachment, in_lines, part
from plan.text import is_address


class _Ready(Compat32):
    """Writes headers as they are: `build` has folded and encoded them."""

    def fold_binary(self, name: str, value: str) -> bytes:
        ready = f"{name}: {value}\r\n"
        return ready.encode("ascii") if ready.isascii() else super().fold_binary(name, value)


_CRLF = _Ready(linesep="\r\n", max_line_length=None)


def build(
    *,
    headers: Mapping[str, str],
    to: Iterable[tuple[str, str]],
    reply_to: Iterable[tuple[str, str]] = (),
    sent_at: datetime,
    text: str,
    html: str,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The bytes of one letter. The same arguments give the same bytes: boundaries come from the Message-ID."""
    message = _with_files(_bodies(text, html, headers["Message-ID"]), attachments, headers["Message-ID"])
    message["Date"] = format_datetime(sent_at)
    for name, value in headers.items():
        message[name] = _mailbox(name, *parse_sender(value)) if name == "From" else _line(name, value)
    for name, people in (("Reply-To", list(reply_to)), ("To", list(to))):
        if people:
            message[name] = ",\r\n ".join(_mailbox(name, *person) for person in people)
    return _bytes(message)


def _bodies(text: str, html: str, message_id: str) -> MIMEMultipart:
    both = MIMEMultipart("alternative", boundary=_boundary(message_id))
    both.attach(_body(text, "plain"))
    both.attach(_body(html, "html"))
    return both


def _with_files(bodies: MIMEMultipart, files: Sequence[Attachment], message_id: str) -> MIMEMultipart:
    if not files:
        return bodies
    whole = MIMEMultipart("mixed", boundary=_boundary(f"files {message_id}"))
    for piece in (bodies, *map(part, files)):
        whole.attach(piece)
    return whole


def _boundary(seed: str) -> str:
    """Contains `=_`, which neither base64 nor the headers of a part can contain."""
    return "=_" + hashlib.sha256(seed.encode()).hexdigest()[:24]


def _line(name: str, value: str) -> str:
    """Only the words before `<…>` may be encoded; what is inside is read by machines."""
    words, _, rest = value.rpartition(" <")
    return f"{_header(name, words)}\r\n <{rest}" if words else _header(name, value)


# EmailMessage loses spaces of Vietnamese subjects in the Python of Debian 12 (gh-92081);
# Header of the older API does not, and is eight times as fast.
@lru_cache(maxsize=4096)  # a year's letters of one kind share all but their subject
def _header(name: str, value: str) -> str:
    value = " ".join(value.split())
    if value.isascii():
        return value
    return Header(value, "utf-8", header_name=name, maxlinelen=75).encode(linesep="\r\n")


def parse_sender(text: str) -> tuple[str, str]:
    """Name and address of "Sở Nội vụ, tỉnh <a@b.vn>"; the name may hold commas. Raises ValueError."""
    name, _, rest = text.strip().rpartition("<")
    address = rest.removesuffix(">").strip()
    if not is_address(address):
        raise ValueError(f"địa chỉ thư không hợp lệ: {text!r}")
    return name.strip().strip('"'), address


@lru_cache(maxsize=4096)  # the same few hundred names and addresses stand in every letter
def _mailbox(header: str, name: str, address: str) -> str:
    if not is_address(address):
        raise ValueError(f"địa chỉ thư không hợp lệ: {address!r}")
    if not name:
        return address
    return f"{Header(name, 'utf-8', header_name=header, maxlinelen=60).encode(linesep=chr(13) + chr(10))}\r\n <{address}>"


def _body(content: str, subtype: str) -> MIMEBase:
    part = MIMENonMultipart("text", subtype, charset="utf-8")
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(in_lines(content.replace("\r\n", "\n").replace("\n", "\r\n").encode()))
    return part


AT_ONCE = 1 << 20  # characters: the list of a nation has three million


class _Generator(BytesGenerator):
    """Writes bodies as they are: their lines end in CRLF already, and are not taken apart to see it."""

    def _write_lines(self, lines: str) -> None:
        for start in range(0, len(lines), AT_ONCE):
            self.write(lines[start : start + AT_ONCE])


def _bytes(message: MIMEMultipart) -> bytes:
    out = BytesIO()
    _Generator(out, mangle_from_=False, policy=_CRLF).flatten(message)
    return out.getvalue()
