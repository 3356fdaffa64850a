"""What came in and waits for a person before it binds anybody."""

from datetime import date, datetime

from sqlmodel import JSON, Field, SQLModel

from plan.models.columns import new_dict, new_list, stored
from plan.vocabulary import UploadState


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
    document: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
    regimes: list[dict[str, object]] = Field(default_factory=new_list, sa_type=JSON)
    supersedes: str | None = None
    amends: list[str] = Field(default_factory=new_list, sa_type=JSON)
    withdraw: bool = False
    followed_from: date | None = None
    confirmed: list[int] = Field(default_factory=new_list, sa_type=JSON)
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


class Upload(SQLModel, table=True):
    """A file, or a pasted text, that came in by a page: kept at once, read, reviewed, and adopted or dropped.

    `document` is what was read, `answers` what people said to it, `proposal` what would come of both, which rests on
    the change counter `rests_on`; empty where there is none yet. `worker` reads it and was last heard of at `beat`.
    """

    id: int = Field(default=None, primary_key=True)
    name: str
    digest: str = Field(index=True)
    size: int
    content: bytes
    who: str
    at: datetime
    code: str = ""  # the number of the decision and its title, as they are read or answered so far
    title: str = ""
    state: UploadState = Field(default=UploadState.WAITING, sa_type=stored(UploadState), index=True)
    revision: int = 1
    worker: str = ""
    beat: datetime | None = None
    tries: int = 0
    progress: str = ""
    message: str = ""
    document: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
    answers: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
    proposal: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
    rests_on: int = 0
    result: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
