"""Whether our own mail server vouches for the address in From: its Authentication-Results (RFC 8601). Pure.

Anybody can write such a header into a message. Only those count that bear the name of our server (`authserv-id`) and stand
above the line (Received) by which it took the message in: nobody outside can write there, whether or not the server takes
its name out of what comes from outside (RFC 8601, 5). What vouches is a signature of the sender's own domain, or DMARC.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from notifications.mail.foreign_message import address_in, header
from plan.foreign_text import clean

_HEAD = 200_000  # bytes that may hold the headers
_COMMENT = re.compile(r"\([^()]*\)")
_PROPERTY = re.compile(r'\b(header\.(?:d|i|from))\s*=\s*"?@?([a-z0-9._@+-]{1,255})"?', re.IGNORECASE)
_DELIVERY = re.compile(r"\bwith LMTPS?A?\b", re.IGNORECASE)
_METHOD = re.compile(r"^\s*(dkim|dmarc)(?:/\d+)?\s*=\s*pass\b", re.IGNORECASE)


def vouched_for(raw: bytes, authserv_id: str) -> bool:
    """Whether our server says that the message is from the domain in its From. Never raises."""
    try:
        message = message_from_bytes(raw[:_HEAD])
        domain = address_in(header(message, "From")).rpartition("@")[2]
        return bool(authserv_id and domain) and any(
            _passes(result, domain) for result in _results(message, authserv_id.lower())
        )
    except Exception:  # noqa: BLE001 - what cannot be read vouches for nobody
        return False


def _results(message: Message, authserv_id: str) -> Iterator[str]:
    """The results of our server's fields above its Received; above that a delivery to the mailbox (LMTP) leaves one more."""
    delivered = False
    for name, value in message.raw_items():
        if name.lower() == "received":
            if delivered or not _DELIVERY.search(clean(str(value), 10_000)):
                return
            delivered = True
        elif name.lower() == "authentication-results":
            said = _without_comments(clean(str(value), 10_000))
            server, _, results = said.partition(";")
            if (server.split() or [""])[0].lower() == authserv_id:
                yield from results.split(";")


def _passes(result: str, domain: str) -> bool:
    method = _METHOD.match(result)
    if method is None:
        return False
    said = [(name.lower(), value.lower().rpartition("@")[2]) for name, value in _PROPERTY.findall(result)]
    wanted = {"header.from"} if method[1].lower() == "dmarc" else {"header.d", "header.i"}
    found = [value for name, value in said if name in wanted]
    return bool(found) and all(is_aligned(value, domain) for value in found)


def is_aligned(signer: str, domain: str) -> bool:
    """The same domain, or one above it that is no bare ending such as gov.vn. Never one below or beside it: another agency's."""
    return signer == domain or (signer.count(".") >= 2 and domain.endswith(f".{signer}"))


def _without_comments(text: str) -> str:
    """Comments may stand anywhere and hold anything; they may be nested."""
    for _ in range(20):
        shorter = _COMMENT.sub(" ", text)
        if shorter == text:
            break
        text = shorter
    return "" if "(" in text or ")" in text else text
