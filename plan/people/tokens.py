"""Tokens by which programs read and report: made, shown once, found, ended. Each act is a line of the log.

`now` is real time, as in `sign_ins`; a token is good to the end of its last day in the plan's zone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from plan import dates
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Agency, Token
from plan.people.secret import digest_of, new_secret
from plan.people.token_scopes import OF_AGENCY, Scope, in_order

PREFIX = "dd_"
SECRET = re.compile(r"dd_[A-Za-z0-9_-]{43}")
NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}")
LIFE = timedelta(days=365)  # unless another last day is chosen
LONGEST_LIFE = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token, as lists and pages show it; what it is itself nobody can be told again."""

    id: int
    name: str
    scopes: tuple[Scope, ...]
    agency: str | None
    made_at: datetime
    made_by: str
    ends_on: date
    used_on: date | None
    ended_at: datetime | None

    def is_good(self, today: date) -> bool:
        """Whether it lets anybody in on that day."""
        return self.ended_at is None and today <= self.ends_on

    def to_json(self) -> dict[str, object]:
        """As `dondoc token list --json` says it."""
        return {
            "name": self.name,
            "scopes": [scope.value for scope in self.scopes],
            "agency": self.agency,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "made_by": self.made_by,
            "ends_on": self.ends_on.isoformat(),
            "used_on": self.used_on and self.used_on.isoformat(),
            "ended_at": self.ended_at and self.ended_at.isoformat(timespec="seconds"),
        }


@dataclass(frozen=True, slots=True)
class TokenWish:
    """What a new token is to be called and may do, for whom, to which day."""

    name: str
    scopes: tuple[Scope, ...]
    ends_on: date
    agency: str | None = None


def make(session: Session, act: Act, wish: TokenWish, now: datetime, today: date) -> str:
    """The token itself, which is kept nowhere. `today` is the real day."""
    _check(session, wish, today)
    secret = PREFIX + new_secret()
    row = Token(
        name=wish.name,
        digest=digest_of(secret),
        scopes=[scope.value for scope in wish.scopes],
        agency=wish.agency,
        made_at=now,
        made_by=act.who,
        ends_on=wish.ends_on,
    )
    session.add(row)
    session.flush()
    detail = {"name": wish.name, "scopes": row.scopes, "agency": wish.agency, "until": wish.ends_on}
    write_down(session, act, "token made", f"token {row.id}", detail)
    return secret


def _check(session: Session, wish: TokenWish, today: date) -> None:
    if not NAME.fullmatch(wish.name):
        raise NotPossibleError(
            "tên của mã truy cập gồm 2–40 chữ thường không dấu, số, dấu chấm, gạch nối; ví dụ: ioffice"
        )
    if not wish.scopes:
        raise NotPossibleError("cần chọn ít nhất một quyền cho mã truy cập")
    if wish.ends_on < today:
        raise NotPossibleError(f"ngày hết hạn {dates.day(wish.ends_on)} đã qua")
    if wish.ends_on - today > LONGEST_LIFE:
        raise NotPossibleError("mã truy cập dùng được nhiều nhất hai năm; hãy chọn ngày gần hơn")
    if session.exec(select(Token.id).where(Token.name == wish.name)).first() is not None:
        raise NotPossibleError(f"đã có mã truy cập tên {wish.name}; hãy chọn tên khác, nhật ký ghi theo tên")
    if wish.agency is not None:
        _check_agency(session, wish.agency, wish.scopes)


def _check_agency(session: Session, agency: str, scopes: Iterable[Scope]) -> None:
    if session.get(Agency, agency) is None:
        raise NotPossibleError(f"không có cơ quan nào mã {agency!r} trong sổ")
    if not OF_AGENCY.issuperset(scopes):
        said = "mã của một cơ quan không có quyền quyết định, quyền giám sát: đó là của nơi thu nhận"
        raise NotPossibleError(said)


def find(session: Session, secret: str, today: date) -> TokenLine | None:
    """The token that this is, while it is good on that day."""
    if not SECRET.fullmatch(secret):
        return None
    row = session.exec(select(Token).where(Token.digest == digest_of(secret))).first()
    found = _line(row) if row else None
    return found if found and found.is_good(today) else None


def note_used(session: Session, token: int, today: date) -> None:
    """That it was used on that day."""
    session.connection().execute(update(Token).where(col(Token.id) == token).values(used_on=today))


def end(session: Session, act: Act, name: str, now: datetime) -> None:
    """It lets nobody in any more; the log goes on naming it."""
    row = session.exec(select(Token).where(Token.name == name)).first()
    if row is None:
        raise NotPossibleError(f"không có mã truy cập nào tên {name}; xem: dondoc token list")
    if row.ended_at is not None:
        raise NotPossibleError(f"mã truy cập {name} đã thu hồi rồi")
    row.ended_at = now
    session.add(row)
    write_down(session, act, "token ended", f"token {row.id}", {"name": name})


def listed(session: Session, today: date) -> list[TokenLine]:
    """All, those that are good first, by name."""
    lines = [_line(row) for row in session.exec(select(Token).order_by(col(Token.name)))]
    return sorted(lines, key=lambda line: not line.is_good(today))


def _line(row: Token) -> TokenLine:
    return TokenLine(
        row.id,
        row.name,
        in_order(row.scopes),
        row.agency,
        row.made_at,
        row.made_by,
        row.ends_on,
        row.used_on,
        row.ended_at,
    )
