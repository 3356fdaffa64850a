"""Signed links in letters: whose they are and what they open, until when. Pure: the key is an argument.

A link is the claim itself and its HMAC; nothing is stored. What was revoked is asked of `plan.revoking`.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

Purpose = Literal["answer", "calendar", "acceptance", "door"]
LETTERS: dict[Purpose, str] = {"answer": "a", "calendar": "c", "acceptance": "v", "door": "o"}
LIFE = timedelta(days=60)
MARK = 16  # octets of the HMAC that are kept: nobody guesses 128 bits
LONGEST = 400


class LinkError(Exception):
    """The link opens nothing: nobody signed it."""


class ExpiredLinkError(LinkError):
    """The link was good once."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link opens: for one agency, its own pages, its calendars, or one obligation: to answer for it, or to accept what was declared of it."""

    purpose: Purpose
    agency: str
    obligation: int | None
    issued_at: datetime  # whole seconds

    @property
    def expires_at(self) -> datetime:
        return self.issued_at + LIFE


def sign(key: bytes, claim: Claim) -> str:
    """The link's last part: letters, figures, `-`, `_` and one full stop."""
    seconds = int(claim.issued_at.timestamp())
    said = f"{LETTERS[claim.purpose]}:{claim.agency}:{claim.obligation or ''}:{seconds}".encode()
    return f"{_written(said)}.{_written(_mark(key, said))}"


def mark_of(key: bytes, name: str) -> str:
    """What nobody can add to a name who has not the key: 80 bits, in small letters and figures."""
    return hmac.digest(key, b"name:" + name.encode(), sha256)[:10].hex()


def read(key: bytes, token: str, purpose: Purpose, now: datetime) -> Claim:
    """The claim of a link. Raises LinkError if we never signed it, ExpiredLinkError if its time is over."""
    said, _, mark = token.partition(".")
    try:
        raw, given = _octets(said), _octets(mark)
    except (ValueError, NotBase64) as error:
        raise LinkError from error
    if len(token) > LONGEST or not hmac.compare_digest(_mark(key, raw), given):
        raise LinkError
    letter, agency, obligation, seconds = raw.decode().split(":")
    if letter != LETTERS[purpose]:
        raise LinkError
    issued = datetime.fromtimestamp(int(seconds), UTC)
    claim = Claim(purpose, agency, int(obligation) if obligation else None, issued)
    if now >= claim.expires_at:
        raise ExpiredLinkError
    return claim


def _mark(key: bytes, said: bytes) -> bytes:
    return hmac.new(key, said, sha256).digest()[:MARK]


def _written(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def _octets(text: str) -> bytes:
    octets = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if _written(octets) != text:
        raise ValueError("another spelling of the same octets")
    return octets
