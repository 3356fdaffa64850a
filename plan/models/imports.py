"""What came in and waits for a person before it binds anybody."""

from datetime import date, datetime

from sqlmodel import JSON, Field, SQLModel


class Proposal(SQLModel, table=True):
    """A document that was read but not adopted: its frame is in doubt, or its rows have to be confirmed.

    Nothing of it stands among the tasks, so nobody can be told of it. `key` is its working code, `code` the
    number of the document where it says one; `confirmed` are places of rows, counted from 1.
    """

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    code: str = ""
    title: str = ""
    file: str
    document: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    regimes: list[dict[str, object]] = Field(default_factory=list, sa_type=JSON)
    supersedes: str | None = None
    amends: list[str] = Field(default_factory=list, sa_type=JSON)
    withdraw: bool = False
    followed_from: date | None = None
    confirmed: list[int] = Field(default_factory=list, sa_type=JSON)
    who: str
    at: datetime


class HeadingMeaning(SQLModel, table=True):
    """What a person said a heading means; it holds for later documents of that office.

    `office`: the name of who issued the document, to be compared by; empty where it was said of everybody's.
    """

    office: str = Field(default="", primary_key=True)
    key: str = Field(primary_key=True)  # the heading, folded
    heading: str
    role: str
    who: str
    at: datetime
