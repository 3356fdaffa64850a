"""An office's own accounts (OpenID Connect), as the settings name them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """Who vouches for people, and how we are known there. `label` stands on the button."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str
