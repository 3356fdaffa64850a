"""Who may see the pages, and the browsers in which they do; the programs that may read and report."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, Index, SQLModel

from plan.models.columns import new_dict, new_list


class User(SQLModel, table=True):
    """A person who may sign in. `mail` is in lower case; `password` is a hash, None while there is no password."""

    __tablename__ = "user_account"  # "user" is a word of SQL

    id: int = Field(default=None, primary_key=True)
    mail: str = Field(unique=True)
    name: str = ""
    role: str
    password: str | None = None
    oidc_subject: str | None = (
        None  # by whom the office's own accounts vouch for this person since the first time
    )
    made_at: datetime
    made_by: str
    entered_at: datetime | None = None  # when the person last signed in
    closed_at: datetime | None = None
    letter_keys: bool = (
        True  # whether single letters are keys of the pages (WCAG 2.1.4: they can be switched off)
    )


class Passkey(SQLModel, table=True):
    """A key of one of a user's devices, by which that person signs in."""

    id: int = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    credential: str = Field(unique=True)
    public_key: bytes
    sign_count: int = 0
    name: str = ""
    made_at: datetime
    used_at: datetime | None = None


class LinkBase(SQLModel):
    """What links have in common that are good once; only the digest of the secret is kept."""

    digest: str = Field(primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    made_at: datetime
    made_by: str
    ends_at: datetime
    used_at: datetime | None = None


class Invitation(LinkBase, table=True):
    """A link by which a user comes in for the first time, or anew."""


class SignInLink(LinkBase, table=True):
    """A link by which a user signs in."""

    __tablename__ = "sign_in_link"


class SignIn(SQLModel, table=True):
    """A browser that is signed in; only the digest of its cookie is kept. `way` says by what: a password, a passkey, …"""

    __tablename__ = "sign_in"

    digest: str = Field(primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    made_at: datetime
    seen_at: datetime
    way: str
    browser: str = ""
    origin: str = ""


class AgencySession(SQLModel, table=True):
    """A browser in which an agency came in by the link of a letter; only the digest of its cookie is kept."""

    __tablename__ = "agency_session"

    digest: str = Field(primary_key=True)
    agency: str = Field(foreign_key="agency.code", index=True)
    link_made_at: datetime  # of the link by which it came in: taken back, the session is over too
    made_at: datetime
    browser: str = ""
    origin: str = ""


class AddressClaim(SQLModel, table=True):
    """A new address that somebody gave for an agency: it counts when the letter that was sent there is answered."""

    __tablename__ = "address_claim"

    digest: str = Field(primary_key=True)  # of the secret in that letter
    agency: str = Field(foreign_key="agency.code", index=True)
    address: str
    asked_at: datetime
    origin: str = ""
    confirmed_at: datetime | None = None


class Attempt(SQLModel, table=True):
    """A password that was wrong: for which account (a digest, for people type secrets into wrong fields), from where."""

    __table_args__ = (Index("ix_attempt_origin_at", "origin", "at"),)

    id: int = Field(default=None, primary_key=True)
    account: str
    origin: str
    at: datetime


class Handshake(SQLModel, table=True):
    """A sign-in under way: what was asked of a passkey or of the office's accounts, good once and for minutes."""

    digest: str = Field(primary_key=True)
    purpose: str
    facts: dict[str, Any] = Field(default_factory=new_dict, sa_column=Column(JSON, nullable=False))
    ends_at: datetime


class Token(SQLModel, table=True):
    """What a program shows to be let in; only the digest of it is kept. With an `agency`, that one's rows alone.

    `ends_on` is its last day; `used_on` the day it was last used.
    """

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    digest: str = Field(unique=True)
    scopes: list[str] = Field(default_factory=new_list, sa_type=JSON)
    agency: str | None = Field(default=None, foreign_key="agency.code", index=True)
    made_at: datetime
    made_by: str
    ends_on: date
    used_on: date | None = None
    ended_at: datetime | None = None


class KeptAnswer(SQLModel, table=True):
    """What a program was answered to a request that it named by a key: asked again, it is answered the same for a day."""

    __tablename__ = "kept_answer"
    __table_args__ = (UniqueConstraint("token_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    token_id: int = Field(foreign_key="token.id")
    key: str
    fingerprint: str
    at: datetime = Field(index=True)
    status: int
    headers: dict[str, str] = Field(default_factory=new_dict, sa_type=JSON)
    body: str
