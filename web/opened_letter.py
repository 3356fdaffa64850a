"""The bytes of a letter → what its reader sees, but for the links: whoever has one speaks for the agency."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from notifications import short_message
from plan.addresses import MAIL

SHOWN = {
    "From": "Người gửi",
    "To": "Người nhận",
    "Cc": "Đồng gửi",
    "Reply-To": "Trả lời về",
    "Subject": "Tiêu đề",
    "Date": "Ngày thư",
    "Message-ID": "Mã thư",
}
# The last part of an address that opens something by itself: signed for an agency, or a secret.
_SECRET = re.compile(
    r"(https?://[^\s\"'<>]+?/(?:[a-z](?:/[a-z])?|feeds|our/address|sign-in|welcome)/)[A-Za-z0-9_-]{12,}(?:\.[A-Za-z0-9_-]+)?"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter taken out of its envelope."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    attachments: tuple[str, ...]


PUT_AWAY = Opened((), "", "", ())  # a letter whose bytes are in an archive


def read(raw: bytes, channel: str = MAIL) -> Opened:
    """What its reader sees: of a message the line itself, and who gets it."""
    if channel != MAIL:
        to, text = short_message.read(raw)
        return Opened((("Người nhận", to),), without_secrets(text), "", ())
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return Opened(
        headers=tuple((label, str(message[name])) for name, label in SHOWN.items() if name in message),
        text=without_secrets(_body(message, "plain")),
        html=without_secrets(_body(message, "html")),
        attachments=tuple(part.get_filename("tệp không tên") for part in message.iter_attachments()),
    )


def without_secrets(text: str) -> str:
    """The same with the last part of each such address left out."""
    return _SECRET.sub(r"\1…", text)


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=(subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""
