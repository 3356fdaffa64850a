"""Secrets of webhooks, and the signature of Standard Webhooks 1.0. Pure.

A secret is made from the program's key and the salt of an endpoint: shown once, kept nowhere, the same whenever asked.
"""

import hmac
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from secrets import token_hex

PREFIX = "whsec_"


def new_salt() -> str:
    return token_hex(16)


def secret_of(key: bytes, salt: str) -> str:
    """`whsec_` and 32 bytes, as receivers are given it."""
    return PREFIX + b64encode(_bytes(key, salt)).decode()


def signatures(key: bytes, salts: Iterable[str], message: str, timestamp: int, body: str) -> str:
    """The header webhook-signature: one signature for each secret that is still good, the newest first."""
    signed = f"{message}.{timestamp}.{body}".encode()
    made = (hmac.digest(_bytes(key, salt), signed, "sha256") for salt in salts)
    return " ".join(f"v1,{b64encode(one).decode()}" for one in made)


def _bytes(key: bytes, salt: str) -> bytes:
    return hmac.digest(key, f"webhook {salt}".encode(), sha256)
