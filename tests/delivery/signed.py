"""Mail as agencies' servers sign it (DKIM), with keys of the tests' own."""

import base64
import subprocess
from dataclasses import dataclass
from functools import cache

import dkim

HEADERS = [
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"in-reply-to",
    b"references",
    b"mime-version",
    b"content-type",
]


@dataclass(frozen=True)
class SigningKey:
    pem: bytes
    record: str  # as it is published


@cache
def signing_key(bits: int = 1024) -> SigningKey:
    pem = subprocess.run(
        ["openssl", "genrsa", "-traditional", str(bits)], check=True, capture_output=True
    ).stdout
    made = subprocess.run(
        ["openssl", "rsa", "-pubout", "-outform", "DER"], input=pem, check=True, capture_output=True
    )
    return SigningKey(pem, f"v=DKIM1; k=rsa; p={base64.b64encode(made.stdout).decode()}")


def signed(
    raw: bytes,
    domain: str = "quangngai.example",
    key: SigningKey | None = None,
    headers: list[bytes] = HEADERS,
    algorithm: bytes = b"rsa-sha256",
    more: bytes = b"",
    canonical: tuple[bytes, bytes] = (b"relaxed", b"relaxed"),
    length: bool = False,
) -> bytes:
    """`more` are tags beside those that the library writes, as "; x=1"."""
    raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    signer = dkim.DKIM(raw)
    if more:
        plain = signer.gen_header
        signer.gen_header = lambda fields, *rest: plain([*fields[:-1], _tag(more), fields[-1]], *rest)
    used = key or signing_key()
    line = signer.sign(
        b"s1",
        domain.encode(),
        used.pem,
        algorithm,
        canonicalize=canonical,
        include_headers=headers,
        length=length,
    )
    return line + raw


def _tag(text: bytes) -> tuple[bytes, bytes]:
    name, _, value = text.partition(b"=")
    return name, value
