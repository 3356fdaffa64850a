"""Passkeys (WebAuthn): what a browser is asked, and whether its answer holds. The library is imported with the first one.

The name that a key is bound to is the one people know the pages by, or a name of this machine; an address of
figures can have none.
"""

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from ipaddress import ip_address
from secrets import token_bytes
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from plan.people.passkeys import KnownPasskey
from plan.people.sign_ins import Visitor
from web.access.challenges import challenge, is_ours
from web.origin import browser_origin, is_loopback, normal
from web.site import Site

SIGN_IN = "sign-in"
LARGEST = 16_000  # octets of an answer


class PasskeyError(Exception):
    """The answer does not hold: of another place, another moment, or another key."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Whom a key is bound to: a name, and the origin that the browser signs."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a device made."""

    credential: str
    public_key: bytes
    sign_count: int


def relying_party(site: Site, request: Request) -> RelyingParty:
    """Raises HTTPException (403) where there can be no passkeys."""
    origin = browser_origin(request.headers) or ""
    host = urlsplit(origin).hostname or ""
    if _is_figures(host) or not (origin == normal(site.base_url) or is_loopback(host)):
        raise HTTPException(403)
    return RelyingParty(host, origin)


def options_to_sign_in(site: Site, ours: RelyingParty) -> str:
    """For `navigator.credentials.get`, as JSON: any key of this place, with the person verified by the device."""
    from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415 - with the first passkey
    from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415 - as above

    asked = challenge(site.signing_key, SIGN_IN, site.wall(), token_bytes(16))
    required = UserVerificationRequirement.REQUIRED
    return options_to_json(
        generate_authentication_options(rp_id=ours.name, challenge=asked, user_verification=required)
    )


def options_to_add(site: Site, ours: RelyingParty, visitor: Visitor, known: list[str]) -> str:
    """For `navigator.credentials.create`, as JSON: a key that the device finds by itself."""
    from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415 - with the first passkey
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415 - as above
    from webauthn.helpers.structs import (  # noqa: PLC0415 - as above
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    asked = challenge(site.signing_key, _to_add(visitor), site.wall(), token_bytes(16))
    wanted = AuthenticatorSelectionCriteria(
        resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
    )
    options = generate_registration_options(
        rp_id=ours.name,
        rp_name="Đôn Đốc",
        user_id=f"user-{visitor.user}".encode(),
        user_name=visitor.mail,
        user_display_name=visitor.called,
        challenge=asked,
        authenticator_selection=wanted,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )
    return options_to_json(options)


def added(site: Site, ours: RelyingParty, visitor: Visitor, answer: str) -> tuple[NewPasskey, str]:
    """The new key, and the challenge that it signed, to be used up. Raises PasskeyError."""
    from webauthn import verify_registration_response  # noqa: PLC0415 - with the first passkey
    from webauthn.helpers import bytes_to_base64url  # noqa: PLC0415 - as above
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - as above

    asked = _challenge_of(site, _to_add(visitor), answer)
    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=asked,
            expected_rp_id=ours.name,
            expected_origin=ours.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError) as error:
        raise PasskeyError(str(error)) from error
    credential = bytes_to_base64url(found.credential_id)
    return NewPasskey(credential, found.credential_public_key, found.sign_count), asked.hex()


def credential_of(answer: str) -> str:
    """Which key answers. Raises PasskeyError."""
    try:
        return str(json.loads(answer)["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyError(str(error)) from error


def signed(site: Site, ours: RelyingParty, answer: str, known: KnownPasskey) -> tuple[int, str]:
    """How often the key was used, and the challenge that it signed, to be used up. Raises PasskeyError."""
    from webauthn import verify_authentication_response  # noqa: PLC0415 - with the first passkey
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - as above

    asked = _challenge_of(site, SIGN_IN, answer)
    try:
        found = verify_authentication_response(
            credential=answer,
            expected_challenge=asked,
            expected_rp_id=ours.name,
            expected_origin=ours.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError) as error:
        raise PasskeyError(str(error)) from error
    return found.new_sign_count, asked.hex()


def _challenge_of(site: Site, purpose: str, answer: str) -> bytes:
    """The challenge that the browser says it was asked; whether it signed it is for the library to see."""
    try:
        said = json.loads(answer)["response"]["clientDataJSON"]
        asked = _octets(str(json.loads(_octets(str(said)))["challenge"]))
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyError(str(error)) from error
    if not is_ours(site.signing_key, purpose, asked, site.wall()):
        raise PasskeyError("another challenge")
    return asked


def _octets(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _to_add(visitor: Visitor) -> str:
    return f"add {visitor.user} {visitor.digest}"


def _is_figures(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
