"""What a passkey is asked to sign: signed by ourselves, so that a stranger who asks for one writes nothing down. Pure."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

LIFE = timedelta(minutes=5)
NONCE, MOMENT, MARK = 16, 6, 32


def challenge(key: bytes, purpose: str, now: datetime, nonce: bytes) -> bytes:
    """Good for `purpose` and five minutes. `nonce` is sixteen random octets."""
    said = nonce + int(now.timestamp()).to_bytes(MOMENT, "big")
    return said + _mark(key, purpose, said)


def is_ours(key: bytes, purpose: str, brought: bytes, now: datetime) -> bool:
    """Whether we asked for it, for this purpose, less than five minutes ago."""
    if len(brought) != NONCE + MOMENT + MARK:
        return False
    said, mark = brought[:-MARK], brought[-MARK:]
    age = timedelta(seconds=int(now.timestamp()) - int.from_bytes(said[NONCE:], "big"))
    return hmac.compare_digest(mark, _mark(key, purpose, said)) and timedelta(0) <= age < LIFE


def _mark(key: bytes, purpose: str, said: bytes) -> bytes:
    return hmac.digest(key, b"passkey\0" + purpose.encode() + b"\0" + said, sha256)
