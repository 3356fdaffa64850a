"""A small provider of accounts that speaks OpenID Connect: real HTTP, real signatures, PKCE checked; whoever asks is its person."""

import json
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "dondoc", "a secret between us two"
PATHS = "/protocol/openid-connect"  # as Keycloak has them, below the address of a realm


@dataclass
class Provider:
    """Who is signed in there, and what it says of that person."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    over: dict[str, Any] = field(default_factory=dict)  # said instead of the truth
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    secret: str = SECRET  # what it knows the client by

    def knows(self, authorization: str) -> bool:
        """Whether the client shows its name and secret (client_secret_basic)."""
        given = b64decode(authorization.partition(" ")[2]).decode()
        return unquote(given) == f"{CLIENT}:{self.secret}"

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes back to."""
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """None where the code is none of ours, or whoever brings it is not who asked (RFC 7636)."""
        asked = self.asked.pop(form.get("code", ""), None)
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        if asked is None or urlsafe_b64encode(digest).rstrip(b"=").decode() != asked.get("code_challenge"):
            return None
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "exp": 2**31,
            "iat": 1,
            "nonce": asked["nonce"],
            "sub": "7",
        }
        header = {"alg": "RS256", "kid": "1"}
        token = jwt.encode(header, {**said, **self.claims, **self.over}, self.key)
        return {"access_token": "a", "token_type": "Bearer", "id_token": token}

    def about(self) -> dict[str, Any]:
        """Its discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}{PATHS}/auth",
            "token_endpoint": f"{self.issuer}{PATHS}/token",
            "jwks_uri": f"{self.issuer}{PATHS}/certs",
            "id_token_signing_alg_values_supported": ["RS256"],
        }


def issuer_at(port: int, realm: str) -> str:
    return f"http://127.0.0.1:{port}" + (f"/realms/{realm}" if realm else "")


@contextmanager
def running(realm: str = "", port: int = 0) -> Iterator[Provider]:
    """The provider, at an address of this machine; with a realm at the path that Keycloak gives it."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path.endswith(f"{PATHS}/auth"):
                self.send_response(302)
                self.send_header("Location", provider.authorize(dict(parse_qsl(parts.query))))
                self.end_headers()
                return
            self._say(
                {"keys": [provider.key.as_dict(private=False)]}
                if parts.path.endswith("/certs")
                else provider.about()
            )

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            if not provider.knows(self.headers.get("Authorization", "")):
                self._say({"error": "invalid_client"}, 401)
                return
            answer = provider.token(form)
            self._say(answer or {"error": "invalid_grant"}, 200 if answer else 400)

        def _say(self, what: dict[str, Any], status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(what).encode())

        def log_message(self, *_args: object) -> None:
            """Nothing on the screen."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        provider.issuer = issuer_at(server.server_port, realm)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join(10)
