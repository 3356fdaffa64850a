"""Secrets of links and cookies: 32 random bytes for whoever holds them, and the digest that is kept of them."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

SECRET_BYTES = 32
LONGEST = 100  # characters of a secret that is worth a look
LINK_LIFE = timedelta(hours=24)
SKEW = timedelta(minutes=5)  # that clocks of machines on one database may differ


def new_secret() -> str:
    """Cannot be guessed, and can stand in an address or a cookie."""
    return token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of a secret: nobody can find the secret by it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
