"""Who may see the pages."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class SignInLink(SQLModel, table=True):
    """A link by which somebody signs in, once; only the digest of its secret is kept."""

    __tablename__ = "sign_in_link"

    digest: str = Field(primary_key=True)
    made_at: datetime
    made_by: str
    ends_at: datetime
    used_at: datetime | None = None


class SignIn(SQLModel, table=True):
    """A browser that is signed in; only the digest of its cookie is kept. `made_by` made the link it came by."""

    __tablename__ = "sign_in"

    digest: str = Field(primary_key=True)
    made_at: datetime
    seen_at: datetime
    made_by: str
