"""Why nothing is sent until a person has looked: one row a reason, with its since. The sender asks here."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from plan.facts import FactFamily, Form

OPERATOR = "van-hanh"  # the recipient code of the program's operator, who hears even while all others wait


class HoldReason(StrEnum):
    """Each reason is held, told and lifted by itself."""

    RESTORED = "restored"  # a backup was restored: what it says may have been said before
    OVERDUE = "overdue"  # a plan came in whose first letters would say that something is overdue
    CLOCK = "clock"  # the clock stands far ahead of everything known


WORDS = {
    HoldReason.RESTORED: "vừa khôi phục từ bản sao lưu",
    HoldReason.OVERDUE: "kế hoạch mới nhận có việc đã quá hạn từ trước",
    HoldReason.CLOCK: "đồng hồ máy đi trước mọi điều đã biết",
}
_LIFTED_BY = {HoldReason.CLOCK: "dondoc clock --trust"}


@dataclass(frozen=True, slots=True)
class SendingHold:
    """A reason for which letters wait, since when, and what makes it so in this case."""

    reason: HoldReason
    since: datetime
    detail: str
    told: bool = False  # whether the operator was written to

    @property
    def lifted_by(self) -> str:
        """The command of the person who has looked."""
        return _LIFTED_BY.get(self.reason, "dondoc outbox release")

    @property
    def message(self) -> str:
        """What people read of it, wherever it is shown."""
        more = f" ({self.detail})" if self.detail else ""
        return f"việc gửi đang được giữ lại: {WORDS[self.reason]}{more}; xem rồi: {self.lifted_by}"


def _parse(text: str) -> SendingHold:
    kept = json.loads(text)
    since = datetime.fromisoformat(kept["since"])
    return SendingHold(HoldReason(kept["reason"]), since, kept["detail"], kept["told"])


def _write(one: SendingHold) -> str:
    return json.dumps({**asdict(one), "since": one.since.isoformat()}, ensure_ascii=False)


_HOLDS = FactFamily("hold@", Form(_parse, _write))


def hold(session: Session, reason: HoldReason, since: datetime, detail: str) -> None:
    """Letters wait from now on. One that waits already for that reason goes on waiting since then."""
    if _HOLDS.of(session, reason) is None:
        _put(session, SendingHold(reason, since, detail))


def holds(session: Session) -> tuple[SendingHold, ...]:
    """Every reason for which letters wait now; none: they go."""
    return tuple(_HOLDS.all(session).values())


HELD = _HOLDS.count
"""How many reasons there are, as a column."""


def mark_told(session: Session, one: SendingHold) -> None:
    """The operator was written to about it."""
    _put(session, SendingHold(one.reason, one.since, one.detail, told=True))


def lift(session: Session, *reasons: HoldReason) -> None:
    """Letters wait no longer for these reasons."""
    _HOLDS.remove(session, reasons)


def _put(session: Session, one: SendingHold) -> None:
    _HOLDS.put(session, one.reason, one)
    session.flush()
