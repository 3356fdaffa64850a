"""Sign-in by an office's own accounts: the code flow with PKCE. The library is imported with the first one who uses it.

Whoever the provider vouches for comes in only by an address that was invited here and that the provider verified; from
the first time on the account is bound to the person there, not to the address.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import Request

from web.access.oidc_provider import OidcProvider

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App

log = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds for each answer of the provider


class OidcError(Exception):
    """Nobody comes in; the text says why, in words for people."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for. `subject` is that person there, whatever the address becomes."""

    mail: str
    subject: str


async def begun(provider: OidcProvider, request: Request, back: str) -> tuple[str, dict[str, Any]]:
    """Where the browser goes, and what to keep until it is back. Raises OidcError."""
    kept: dict[str, Any] = {}
    request.scope["session"] = kept
    try:
        answer = await _client(provider).authorize_redirect(request, back)
    except Exception as error:
        raise _unreachable(error) from error
    return answer.headers["location"], kept


async def returned(provider: OidcProvider, request: Request, kept: Mapping[str, Any]) -> Vouched:
    """Who came back. `kept` is what was kept for this browser. Raises OidcError."""
    from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - with the first sign-in of this kind
    from joserfc.errors import JoseError  # noqa: PLC0415 - as above

    request.scope["session"] = dict(kept)
    wanted = {"iss": {"essential": True, "values": [provider.issuer]}}
    try:
        token = await _client(provider).authorize_access_token(request, claims_options=wanted)
    except (OAuthError, JoseError) as error:
        _tell_operator(provider, str(getattr(error, "error", "")) or type(error).__name__)
        raise OidcError("Lần đăng nhập này đã hủy, quá hạn, hoặc không đúng của trình duyệt này.") from error
    except Exception as error:
        raise _unreachable(error) from error
    return _vouched(provider, token.get("userinfo") or {})


def _vouched(provider: OidcProvider, claims: Mapping[str, Any]) -> Vouched:
    audience = claims.get("aud")
    ours = provider.client_id in (audience if isinstance(audience, list) else [audience])
    if not ours or claims.get("iss") != provider.issuer or not claims.get("sub"):
        _tell_operator(provider, "invalid_claim")
        raise OidcError("Máy chủ tài khoản chung trả lời không đúng.")
    if claims.get("email_verified") is not True or not claims.get("email"):
        raise OidcError("Tài khoản chung này chưa có địa chỉ thư được xác minh.")
    return Vouched(str(claims["email"]), f"{provider.issuer} {claims['sub']}")


def _tell_operator(provider: OidcProvider, code: str) -> None:
    """A wrong secret, audience or clock: the visitor is not told which, nor can do anything about it."""
    log.warning("sign-in by %s failed: %s", provider.issuer, code)


def _unreachable(error: Exception) -> OidcError:
    """Whatever a provider or the way to it may do: it is not for the visitor to read."""
    return OidcError(
        f"Máy chủ tài khoản chung không trả lời ({type(error).__name__}). Hãy thử lại sau, hoặc dùng cách khác."
    )


@cache
def _client(provider: OidcProvider) -> "StarletteOAuth2App":
    from authlib.integrations.starlette_client import OAuth  # noqa: PLC0415 - with the first sign-in of this kind

    known = OAuth()
    known.register(
        "oidc",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "timeout": PATIENCE,
        },
    )
    return known.create_client("oidc")
