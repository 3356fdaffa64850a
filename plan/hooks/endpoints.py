"""Endpoints of webhooks: made, given another secret, tried, closed. Each act is a line of the log.

Functions take the session first and never commit. What cannot be done raises NotPossibleError.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from sqlmodel import Session, col, func, select

from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.facts import DAY, FactOf
from plan.hooks.queue import HookEvent, announce
from plan.hooks.secrets import new_salt
from plan.hooks.targets import Networks, parse_target
from plan.models import Delivery, Endpoint
from plan.storage.rows import find_row
from plan.vocabulary import DeliveryState

OLD_LASTS = timedelta(hours=24)
MOST = 20  # open endpoints
LONGEST = 60
SHOWN = 100
PING = "ping"
TOLD = FactOf("webhooks-told", DAY)  # the last day whose opened, due and late obligations were told


@dataclass(frozen=True, slots=True)
class EndpointLine:
    """An endpoint as lists show it: never its secret."""

    id: int
    name: str
    url: str
    made_at: datetime
    closed_at: datetime | None
    closed_because: str
    seen_at: datetime | None
    waiting: int

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def needs_a_look(self) -> bool:
        """The program closed it, and nobody has seen that yet."""
        return bool(self.closed_because) and self.seen_at is None

    def to_json(self) -> dict[str, object]:
        return _plain(asdict(self))


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A delivery as its list shows it."""

    id: int
    event: str
    subject: int
    body: str
    state: DeliveryState
    attempts: int
    made_at: datetime
    try_at: datetime
    tried_at: datetime | None
    status: int | None
    said: str

    def to_json(self) -> dict[str, object]:
        return _plain(asdict(self))


def add(session: Session, act: Act, name: str, url: str, allowed: Networks) -> tuple[int, str]:
    """A new endpoint: its number, and the salt of the secret that is shown now and never again."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise NotPossibleError(f"cần đặt tên cho nơi nhận, không quá {LONGEST} chữ")
    parse_target(url, allowed)
    opened = session.exec(select(func.count(col(Endpoint.id))).where(col(Endpoint.closed_at).is_(None))).one()
    if opened >= MOST:
        raise NotPossibleError(f"đã có {MOST} nơi nhận webhook; hãy đóng nơi không dùng nữa")
    if not opened:  # what was due before anybody listened is told to nobody
        TOLD.put(session, act.today)
    row = Endpoint(name=name, url=url, salt=new_salt(), made_at=act.now)
    session.add(row)
    session.flush()
    write_down(session, act, "webhook add", f"webhook {row.id}", {"name": name, "url": _place(url)})
    return row.id, row.salt


def rotate(session: Session, act: Act, number: int) -> str:
    """Another secret: its salt. For a day what is sent is signed with both."""
    row = _open(session, number)
    row.old_salt, row.old_until, row.salt = row.salt, act.now + OLD_LASTS, new_salt()
    session.add(row)
    write_down(session, act, "webhook rotate", f"webhook {number}", {"name": row.name})
    return row.salt


def ping(session: Session, act: Act, number: int) -> None:
    """Something to receive, about nothing."""
    row = _open(session, number)
    newest = session.exec(select(func.max(Delivery.id)).where(Delivery.endpoint_id == number)).one() or 0
    event = HookEvent(PING, number, newest + 1, {"id": number, "url": f"/admin/webhooks/{number}"})
    announce(session, [event], act.now, to=[row.id])
    write_down(session, act, "webhook ping", f"webhook {number}", {"name": row.name})


def close(session: Session, act: Act, number: int) -> None:
    """Nothing is sent there any more. One that the program closed has been looked at."""
    row = _find(session, number)
    if row.closed_at is not None and row.seen_at is not None:
        raise NotPossibleError(f"nơi nhận webhook số {number} đã đóng")
    row.closed_at, row.seen_at = row.closed_at or act.now, act.now
    session.add(row)
    write_down(session, act, "webhook close", f"webhook {number}", {"name": row.name})


def resend(session: Session, act: Act, number: int, delivery: int) -> None:
    """The same words under the same number once more, now."""
    row = _open(session, number)
    found = find_row(session, Delivery, delivery)
    if found is None or found.endpoint_id != number:
        raise NotPossibleError(f"không có lần gửi số {delivery} tới nơi nhận số {number}")
    if found.state is DeliveryState.SENDING:
        raise NotPossibleError(f"lần gửi số {delivery} đang được gửi")
    found.state, found.try_at, found.attempts = DeliveryState.WAITING, act.now, 0
    session.add(found)
    write_down(session, act, "webhook resend", f"webhook {number}", {"name": row.name, "delivery": delivery})


def listed(session: Session) -> list[EndpointLine]:
    """All of them, the open ones first."""
    waits = select(func.count(col(Delivery.id))).where(
        Delivery.endpoint_id == Endpoint.id, col(Delivery.state) == DeliveryState.WAITING
    )
    rows = session.exec(select(Endpoint, waits.scalar_subquery()).order_by(col(Endpoint.id))).all()
    lines = [_line(row, waiting) for row, waiting in rows]
    return sorted(lines, key=lambda line: not line.is_open)


def closed_unseen(session: Session) -> list[EndpointLine]:
    """Those that the program closed, until somebody looks."""
    return [line for line in listed(session) if line.needs_a_look]


def deliveries(session: Session, number: int) -> Sequence[DeliveryLine]:
    """The last hundred, the newest first."""
    query = (
        select(Delivery).where(Delivery.endpoint_id == number).order_by(col(Delivery.id).desc()).limit(SHOWN)
    )
    names = DeliveryLine.__dataclass_fields__
    return [DeliveryLine(**{name: getattr(row, name) for name in names}) for row in session.exec(query)]


def first_untold(session: Session, today: date) -> date | None:
    """The last day that was told, if days passed since; None if none did."""
    told = TOLD.of(session)
    return told if told is not None and told < today else None


def _line(row: Endpoint, waiting: int) -> EndpointLine:
    return EndpointLine(
        row.id, row.name, row.url, row.made_at, row.closed_at, row.closed_because, row.seen_at, waiting
    )


def _find(session: Session, number: int) -> Endpoint:
    row = find_row(session, Endpoint, number)
    if row is None:
        raise NotPossibleError(f"không có nơi nhận webhook số {number}")
    return row


def _open(session: Session, number: int) -> Endpoint:
    row = _find(session, number)
    if row.closed_at is not None:
        raise NotPossibleError(f"nơi nhận webhook số {number} đã đóng")
    return row


def _place(url: str) -> str:
    """Without what may be a secret of the receiver's: its path and query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {k: v.isoformat(timespec="seconds") if isinstance(v, datetime) else v for k, v in values.items()}
