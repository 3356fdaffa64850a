"""The bytes of letters that are old: read to be put away, then emptied. What they told, and their digests, stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, func, select, update

from plan.addresses import MAIL
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Letter, LetterState
from plan.storage.archives import ArchiveFile, digest_of
from plan.storage.changes import note_act
from plan.storage.rows import LARGEST_NUMBER

OVER = (LetterState.SENT, LetterState.CAPTURED, LetterState.REFUSED, LetterState.WITHDRAWN)
MOST_BYTES = 32_000_000  # in one file: what is in memory together, and what one transaction empties
MOST_LETTERS = 2000


@dataclass(frozen=True, slots=True)
class OldLetter:
    """One letter with its bytes, and what the index of an archive says of it."""

    id: int
    day: date
    kind: str
    agency: str
    channel: str
    message_id: str
    subject: str
    raw: bytes

    @property
    def digest(self) -> str:
        return digest_of(self.raw)

    @property
    def entry(self) -> str:
        return entry_of(self.id, self.day, self.channel)


@dataclass(frozen=True, slots=True)
class OldMonth:
    """How much of one month could be put away."""

    first: date
    letters: int


def entry_of(number: int, day: date, channel: str) -> str:
    """The name of a letter within the file that keeps it."""
    return f"{day}/{number:06}.{'eml' if channel == MAIL else 'json'}"


def border(today: date, years: int) -> date:
    """Letters of days before it are older than so many years: whole months alone."""
    return date(today.year - years, today.month, 1)


def old_months(session: Session, before: date) -> list[OldMonth]:
    """The months of which letters could be put away, oldest first."""
    day = col(Letter.day)
    days = session.exec(select(day, func.count()).where(*_old(before)).group_by(day))
    found: dict[date, int] = {}
    for one, number in days:
        month = one.replace(day=1)
        found[month] = found.get(month, 0) + number
    return [OldMonth(month, number) for month, number in sorted(found.items())]


def oldest(session: Session, before: date) -> list[OldLetter]:
    """The letters of the oldest month that has any, as many as go into one file; empty: none is left."""
    first = session.exec(select(func.min(Letter.day)).where(*_old(before))).one()
    if first is None:
        return []
    following = (first.replace(day=28) + timedelta(4)).replace(day=1)
    query = select(*(getattr(Letter, name) for name in OldLetter.__dataclass_fields__))
    rows = session.exec(
        query.where(*_old(min(before, following))).order_by(col(Letter.id)).limit(MOST_LETTERS)
    )
    found: list[OldLetter] = []
    size = 0
    for row in rows:
        if found and size + len(row.raw) > MOST_BYTES:
            break
        found.append(OldLetter(*row))
        size += len(row.raw)
    rows.close()
    return found


def _old(before: date) -> tuple[Any, ...]:
    return col(Letter.kept_in).is_(None), Letter.day < before, col(Letter.state).in_(OVER)


def empty(session: Session, act: Act, letters: Sequence[OldLetter], kept: ArchiveFile | None) -> None:
    """Their bytes are no more in the database, in the caller's transaction; the log of acts says where they are.

    Raises NotPossibleError if another did so meanwhile: nothing is changed then.
    """
    name = kept.name if kept else ""
    for one in letters:
        emptied = update(Letter).where(col(Letter.id) == one.id, col(Letter.kept_in).is_(None))
        done = session.connection().execute(emptied.values(raw=b"", digest=one.digest, kept_in=name))
        if done.rowcount != 1:
            raise NotPossibleError(
                "thư cũ đang được tiến trình khác cất đi; không thay đổi gì, hãy thử lại sau"
            )
    detail = {
        "first": letters[0].day,
        "last": max(one.day for one in letters),
        "letters": len(letters),
        "bytes": sum(len(one.raw) for one in letters),
        "archive": name,
        "archive_sha256": kept.digest if kept else "",
        "letters_sha256": digest_of("\n".join(f"{one.id} {one.digest}" for one in letters).encode()),
    }
    write_down(session, act, "letters put away", f"archive {name or '-'}", detail)
    note_act(session)


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """Where the bytes of an old letter are: in which file under which name, or nowhere; their digest proves them."""

    file: str
    entry: str
    digest: str


def kept_letter(session: Session, number: int) -> KeptLetter | None:
    """Of a letter whose bytes were put away; None for one that has them, or that is not there."""
    if number > LARGEST_NUMBER:
        return None
    query = select(*_columns("id", "day", "channel", "kept_in", "digest"))
    row = session.exec(query.where(Letter.id == number, col(Letter.kept_in).is_not(None))).first()
    if row is None:
        return None
    _, day, channel, file, digest = row
    return KeptLetter(file or "", entry_of(number, day, channel), digest or "")


def kept_files(session: Session) -> list[str]:
    """The files that letters are kept in, by their names."""
    query = (
        select(col(Letter.kept_in))
        .where(col(Letter.kept_in).is_not(None), col(Letter.kept_in) != "")
        .distinct()
    )
    return sorted(name for name in session.exec(query) if name)


def kept_in(session: Session, file: str) -> list[KeptLetter]:
    """Every letter that is kept in that file."""
    query = select(*_columns("id", "day", "channel", "digest")).where(Letter.kept_in == file)
    return [
        KeptLetter(file, entry_of(number, day, channel), digest or "")
        for number, day, channel, digest in session.exec(query.order_by(col(Letter.id)))
    ]


def _columns(*names: str) -> Iterator[Any]:
    return (getattr(Letter, name) for name in names)
