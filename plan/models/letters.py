"""What was told to whom: the ledger, the letters, the calendars."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, UniqueConstraint, literal_column, text
from sqlmodel import JSON, Field, SQLModel

from plan.addresses import MAIL
from plan.models.columns import index_of_some, new_dict, new_list, stored
from plan.vocabulary import BounceKind, LetterState, Role

LEAD_WAS_TOLD = "role = 'lead' AND letter_id IS NOT NULL AND NOT owed"


class Notice(SQLModel, table=True):
    """The ledger: one step of one obligation, told to one agency, or passed over; and why.

    Many steps of one ladder that were passed over together are one row: from `step` to `last_step`, `steps` of them.
    `owed` means that the letter which was to tell it was withdrawn: the next letter tells it, or it is
    passed over.
    """

    __table_args__ = (
        UniqueConstraint("obligation_id", "step", "agency"),
        Index("ix_notice_owed", "obligation_id", sqlite_where=text("owed"), postgresql_where=text("owed")),
        index_of_some("ix_notice_run", "obligation_id", "last_step IS NOT NULL"),
        index_of_some("ix_notice_told", ("obligation_id", "day"), LEAD_WAS_TOLD),
    )

    id: int = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    step: str
    agency: str
    role: Role = Field(sa_type=stored(Role))
    day: date
    reason: str
    letter_id: int | None = Field(default=None, foreign_key="letter.id", index=True)
    owed: bool = False
    last_step: str | None = None
    steps: int = 1


PASSED_TOGETHER: ColumnElement[bool] = literal_column("notice.last_step IS NOT NULL")
# As the index says it: of `owed = 1`, as SQLAlchemy would write it, SQLite does not know that the index answers it.
PENDING_RESEND: ColumnElement[bool] = literal_column("notice.owed")
TOLD_A_LEAD: ColumnElement[bool] = literal_column(LEAD_WAS_TOLD)


class Letter(SQLModel, table=True):
    """What goes to one agency by one channel: a place in the queue, then the record. `raw` are its exact bytes, frozen.

    Once they are old they may go into an archive: then `raw` is empty, `digest` is their SHA-256, and `kept_in` the file
    that holds them ("" if none does). A second `edition` of a day's letter is written only after the first was withdrawn. A message that goes `beside`
    a letter of its agency, kind, day and edition says in a line what that says in full: the ledger follows the letter.
    `accepted` and `refused` say what the server said of each of the `recipients`.
    """

    __table_args__ = (
        UniqueConstraint("agency", "kind", "day", "edition", "channel"),
        Index("ix_letter_queue", "state", "channel", "try_at"),
        # With the channel: it lies behind the bytes in the row, and the letters of a minute are counted before each.
        Index("ix_letter_tried", "channel", "tried_at"),
        Index("ix_letter_kind", "kind", "state"),
        Index("ix_letter_newest", "kind", "id"),
        Index("ix_letter_day", "kind", "day", "agency"),
        index_of_some("ix_letter_whole", "day", "kept_in IS NULL"),
        index_of_some("ix_letter_kept", "kept_in", "kept_in IS NOT NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    agency: str
    kind: str = Field(max_length=16)  # its name in scheduler/letters/kinds.py
    day: date
    edition: int = 1
    channel: str = Field(default=MAIL, max_length=16)
    beside: bool = False
    message_id: str = Field(unique=True)
    subject: str
    sender: str
    recipients: list[str] = Field(sa_type=JSON)
    accepted: list[str] = Field(default_factory=new_list, sa_type=JSON)
    refused: dict[str, str] = Field(default_factory=new_dict, sa_type=JSON)
    raw: bytes
    digest: str | None = None
    kept_in: str | None = None
    state: LetterState = Field(sa_type=stored(LetterState))
    attempts: int = 0
    written_at: datetime
    try_at: datetime
    tried_at: datetime | None = None
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    finished_at: datetime | None = None
    fault: str | None = None
    error: str | None = None


class Bounce(SQLModel, table=True):
    """What came back for a letter, each message once; `settled_at` is set when somebody dealt with it."""

    __tablename__ = "bounce"

    __table_args__ = (Index("ix_bounce_open", "kind", "settled_at"),)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    at: datetime
    kind: BounceKind = Field(sa_type=stored(BounceKind))
    letter_id: int = Field(foreign_key="letter.id", index=True)
    address: str
    status: str
    text: str
    settled_at: datetime | None = None


class StrayBounce(SQLModel, table=True):
    """A report that a letter failed, of which nobody knows which; or a message that could not be read. Each once."""

    __tablename__ = "stray_bounce"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    at: datetime
    unread: bool = False
    address: str
    subject: str
    text: str
    settled_at: datetime | None = Field(default=None, index=True)


class MailAnswer(SQLModel, table=True):
    """What somebody answered to a letter by mail, each message once. `why` says why a person has to look at it.

    Taken as the agency's word, it has the `obligation_id` that it was declared for; looked at, it has its `settled_at`.
    """

    __tablename__ = "mail_answer"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    message_id: str = Field(index=True)
    letter_id: int = Field(foreign_key="letter.id", index=True)
    at: datetime
    sender: str
    subject: str
    text: str
    files: list[str] = Field(default_factory=new_list, sa_type=JSON)
    why: str = ""
    obligation_id: int | None = Field(default=None, foreign_key="obligation.id")
    settled_at: datetime | None = Field(default=None, index=True)


class Feed(SQLModel, table=True):
    """A calendar subscription. Only the hash of its secret is kept; no agency means everything.

    `expires_at` is set when another took its place: until then both work. `etag` and `modified_at` are
    of the calendar as last served, so that neither goes back when the program starts anew.
    """

    id: int = Field(default=None, primary_key=True)
    agency: str | None = Field(default=None, foreign_key="agency.code", index=True)
    name: str
    secret_hash: str = Field(unique=True)
    choice: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
    made_at: datetime
    revoked_at: datetime | None = None
    expires_at: datetime | None = None
    replaced_by: int | None = None
    etag: str = ""
    modified_at: datetime | None = None
    seen_at: datetime | None = None
    client: str = ""
    silence_told_at: datetime | None = None


class EventRevision(SQLModel, table=True):
    """What the calendar event of an obligation last said (a digest), and its version since then.

    `uid` is made from the plan's words when the event is first shown and never changes again.
    """

    __tablename__ = "event_revision"

    obligation_id: int = Field(foreign_key="obligation.id", primary_key=True)
    uid: str = Field(unique=True)
    digest: str
    sequence: int
    changed_at: datetime


class LinkRevocation(SQLModel, table=True):
    """Links in letters to an agency (about one obligation, or any) that were issued until then open nothing."""

    __tablename__ = "link_revocation"

    id: int = Field(default=None, primary_key=True)
    agency: str = Field(foreign_key="agency.code", index=True)
    obligation_id: int | None = Field(default=None, foreign_key="obligation.id")
    until: datetime


class UrgingLetter(SQLModel, table=True):
    """An official urging letter that was drafted: numbered through the year, so that each can be told from the next."""

    __tablename__ = "urging_letter"

    __table_args__ = (UniqueConstraint("year", "number"),)

    id: int = Field(default=None, primary_key=True)
    year: int
    number: int
    day: date
    made_at: datetime
    agencies: list[str] = Field(sa_type=JSON)
    obligations: list[int] = Field(sa_type=JSON)
    digest: str = ""
    sent_as: str | None = None  # the number under which the registry sent it
    sent_on: date | None = None
    sent_recorded_at: datetime | None = None
    content: bytes | None = (
        None  # of a draft that somebody asked for; one beside a letter is kept with the letter
    )
    signed_name: str | None = None
    signed: bytes | None = None  # the signed letter itself


class AssignmentLetter(SQLModel, table=True):
    """The letter by which an agency got its work of a plan; one that reached nobody gives way to the next."""

    __tablename__ = "assignment_letter"

    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    agency: str = Field(primary_key=True)
    letter_id: int = Field(foreign_key="letter.id", index=True)
