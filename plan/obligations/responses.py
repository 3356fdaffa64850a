"""What agencies reply about an obligation: that they have read of it, that they ask for more time; and the decision.

Functions take the session first and never commit. What cannot be done raises NotPossibleError. Confirming receipt
stops no ladder, and neither does asking: only a decision, or what comes in, does.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, func, select, update

from plan.audit.log import Act, write_down
from plan.dates import day
from plan.errors import NotPossibleError
from plan.models import AgencyResponse, Obligation, Party, ResponseKind, ResponseState, Role
from plan.models.records import WAITING_REQUEST
from plan.obligations import acceptance, acts
from plan.obligations.changes import hold
from plan.obligations.events import tell_request
from plan.obligations.extensions import DecisionPaper, check_paper
from plan.obligations.status import is_open
from plan.storage.chunks import chunks
from plan.storage.rows import find_row
from plan.vocabulary import ExtensionWay

LONGEST = 2000  # characters of a reason


def confirm_reading(session: Session, row: Obligation, agency: str, act: Act) -> None:
    """The agency says that it has read of it; once is enough."""
    said = select(AgencyResponse.id).where(
        AgencyResponse.obligation_id == row.id,
        AgencyResponse.agency == agency,
        AgencyResponse.kind == ResponseKind.RECEIVED,
    )
    if session.exec(said).first() is None:
        _put(
            session,
            AgencyResponse(
                obligation_id=row.id,
                agency=agency,
                kind=ResponseKind.RECEIVED,
                state=ResponseState.NOTED,
                at=act.now,
            ),
        )
        write_down(session, act, "received", f"obligation {row.id}", {"agency": agency})


def request_extension(
    session: Session,
    row: Obligation,
    agency: str,
    act: Act,
    *,
    until: date | None,
    reason: str,
    way: ExtensionWay = ExtensionWay.LATER,
) -> AgencyResponse:
    """The agency asks for a later day or a longer span (`until`), or to be released; who assigned the work decides.

    Also after the day; once at a time, whichever agency of the obligation asks; not while its word waits.
    """
    hold(session, row)
    reason = " ".join(reason.split())
    if not is_open(row):
        raise NotPossibleError("việc này không còn mở, không cần gia hạn")
    if acceptance.is_waiting(session, row, agency):
        raise NotPossibleError("cơ quan đã báo xong, đang chờ xác nhận; không cần gia hạn")
    until = None if way is ExtensionWay.WITHDRAW else _later(row, until, act)
    if not reason or len(reason) > LONGEST:
        raise NotPossibleError(f"cần nêu lý do xin gia hạn, không quá {LONGEST} chữ")
    if open_ones := waiting(session, row.id):
        whose = "" if open_ones[0].agency == agency else f" của {open_ones[0].agency}"
        raise NotPossibleError(f"đã có một đề nghị gia hạn{whose} đang chờ quyết định")
    reply = AgencyResponse(
        obligation_id=row.id,
        agency=agency,
        kind=ResponseKind.EXTENSION,
        state=ResponseState.WAITING,
        at=act.now,
        until=until,
        way=way,
        reason=reason,
    )
    _put(session, reply)
    detail = {"request": reply.id, "agency": agency, "way": way.value, "until": until, "reason": reason}
    write_down(session, act, "extension asked", f"obligation {row.id}", detail)
    tell_request(session, row, reply.id, act.now, act.today)
    return reply


def _later(row: Obligation, until: date | None, act: Act) -> date:
    if until is None:
        raise NotPossibleError("cần nêu ngày xin gia hạn đến")
    if until <= row.due:
        raise NotPossibleError(f"ngày xin gia hạn phải sau thời hạn đang có ({day(row.due)})")
    if until <= act.today:
        raise NotPossibleError("ngày xin gia hạn phải ở phía trước")
    return until


def accept_extension(
    session: Session,
    number: int,
    act: Act,
    *,
    to: date | None,
    ends: date | None,
    paper: DecisionPaper | None = None,
) -> Obligation:
    """Grant the request, to the day asked for or another; every other request about it is settled by it too.

    `paper` is that of whoever assigned the work. Without a day the agency is released from it, if it asked for that.
    """
    reply = _open_request(session, number)
    row = acts.find_obligation(session, reply.obligation_id)
    way, reason = reply.way or ExtensionWay.LATER, reply.reason or ""
    if to is None or ends is None:
        if way is not ExtensionWay.WITHDRAW:
            raise NotPossibleError("cần nêu ngày được gia hạn đến")
        acts.cancel(session, row, act, reason=f"rút nhiệm vụ theo đề nghị: {reason}", paper=paper)
        said = "rút nhiệm vụ"
    else:
        kept = ExtensionWay.LATER if way is ExtensionWay.WITHDRAW else way
        acts.extend(session, row, act, to=to, ends=ends, reason=reason, paper=paper, way=kept, request=number)
        said = f"gia hạn đến {day(to)}"
    said += f" (văn bản {paper.number} ngày {day(paper.on)})" if paper else ""
    for one in waiting(session, row.id):
        _decide(session, one, act, ResponseState.ACCEPTED, said)
    return row


def refuse_extension(
    session: Session, number: int, act: Act, *, reason: str, paper: DecisionPaper | None = None
) -> AgencyResponse:
    """Turn the request down, with the reason and the paper that says so; the day stays."""
    check_paper(paper, act)
    if not reason.strip():
        raise NotPossibleError("cần nêu lý do không gia hạn")
    reply = _open_request(session, number)
    said = f" (văn bản {paper.number} ngày {day(paper.on)})" if paper else ""
    _decide(session, reply, act, ResponseState.REFUSED, " ".join(reason.split()) + said)
    return reply


def waiting(session: Session, obligation: int | None = None) -> Sequence[AgencyResponse]:
    """The requests that wait for a decision (about one obligation), oldest first."""
    query = select(AgencyResponse).where(WAITING_REQUEST)
    if obligation is not None:
        query = query.where(AgencyResponse.obligation_id == obligation)
    return session.exec(query.order_by(col(AgencyResponse.id))).all()


def count_waiting(session: Session) -> int:
    return session.exec(select(func.count()).select_from(AgencyResponse).where(WAITING_REQUEST)).one()


def find_request(session: Session, number: int) -> AgencyResponse:
    """The request of that number."""
    reply = find_row(session, AgencyResponse, number)
    if reply is None or reply.kind != ResponseKind.EXTENSION:
        raise NotPossibleError(f"không có đề nghị gia hạn số {number}; xem số bằng: dondoc requests list")
    return reply


def _open_request(session: Session, number: int) -> AgencyResponse:
    reply = find_request(session, number)
    if reply.state != ResponseState.WAITING:
        raise NotPossibleError(f"đề nghị số {number} đã được quyết định")
    return reply


def decided(session: Session, obligations: Sequence[int]) -> list[AgencyResponse]:
    """The requests about these obligations that were decided, oldest first."""
    found: list[AgencyResponse] = []
    for chunk in chunks(obligations):
        query = select(AgencyResponse).where(
            col(AgencyResponse.obligation_id).in_(chunk), col(AgencyResponse.decided_at).is_not(None)
        )
        found += session.exec(query.order_by(col(AgencyResponse.id)))
    return found


def _tell(session: Session, reply: AgencyResponse, today: date) -> None:
    """Whoever asked hears of the decision in the next digest: today's may have gone."""
    mine = update(Party).where(col(Party.obligation_id) == reply.obligation_id, col(Party.role) == Role.LEAD)
    tomorrow = today + timedelta(1)
    later = col(Party.next_on).is_(None) | (col(Party.next_on) > tomorrow)
    session.exec(mine.where(later).values(next_on=tomorrow))


def _decide(session: Session, reply: AgencyResponse, act: Act, state: ResponseState, because: str) -> None:
    reply.state, reply.decided_at, reply.decided_because = state, act.now, because
    session.add(reply)
    _tell(session, reply, act.today)
    detail = {"request": reply.id, "agency": reply.agency, "because": because}
    write_down(session, act, f"extension {state}", f"obligation {reply.obligation_id}", detail)


def _put(session: Session, reply: AgencyResponse) -> None:
    session.add(reply)
    session.flush()
