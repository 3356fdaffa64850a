"""What `dondoc doctor` says of the mail: the connection, what waits, and addresses that take nothing."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cli.context import Context

if TYPE_CHECKING:
    from sqlmodel import Session

    from plan.models import Letter, LetterState

PATIENCE = 10.0  # seconds for the mail server to answer
LOOK_BACK = timedelta(days=30)


def mail_faults(session: "Session", context: Context) -> list[str]:
    """Everything about letters that a person should look at."""
    return [
        *_holds(session),
        *_connection(context),
        *_oldest(session, context),
        *_refused(session, context),
        *_unheard(session, context),
    ]


def _holds(session: "Session") -> Iterator[str]:
    from notifications.mail.outbox import PAUSED, paused_names

    for name in sorted(paused_names(session)):
        agency = name.partition(":")[2]
        if name == PAUSED:
            yield "việc gửi thư đang bị giữ lại; cho đi tiếp bằng: dondoc outbox release"
        else:
            yield f"thư gửi {agency} đang bị giữ lại; cho đi tiếp bằng: dondoc outbox release --agency {agency}"


def _connection(context: Context) -> Iterator[str]:
    """Connects, encrypts and logs in, as a sender would; hands nothing in."""
    from cli.commands.run import mail_server
    from notifications.mail.outbox import Outcome
    from notifications.mail.smtp import SmtpTransport

    server = mail_server(context)
    if server.host is None:
        yield "chưa khai báo máy chủ thư ([mail] host): thư được giữ lại, không gửi đi"
        return

    async def attempt() -> Outcome | None:
        async with SmtpTransport(server, PATIENCE) as transport:
            return await transport.open()

    if outcome := asyncio.run(attempt()):
        yield f"{server.name}: {outcome.error}"


def _oldest(session: "Session", context: Context) -> Iterator[str]:
    from notifications.mail.faults import PATIENCE as TRIES
    from plan.ledger.withdrawal import ON_THE_WAY

    letters = _letters(session, ON_THE_WAY)
    if not letters:
        return
    oldest = min(letters, key=lambda letter: letter.written_at)
    age = context.now - oldest.written_at
    hours = int(age.total_seconds() // 3600)
    if hours or any(letter.attempts >= TRIES for letter in letters):
        said = f": {oldest.error}" if oldest.error else ""
        yield f"{len(letters)} thư đang chờ, lâu nhất {hours} giờ (thư số {oldest.id}){said}; xem: dondoc outbox plan"


def _refused(session: "Session", context: Context) -> Iterator[str]:
    from plan.models import LetterState

    refused = _letters(session, [LetterState.REFUSED])
    if refused:
        yield f"{len(refused)} thư bị máy chủ từ chối; xem: dondoc outbox list --state refused"
    seen: set[tuple[str, str]] = set()
    for letter in reversed(_letters(session, [LetterState.SENT], context.today - LOOK_BACK)):
        for address, said in letter.refused.items():
            if (letter.agency, address) not in seen:
                seen.add((letter.agency, address))
                yield f"{letter.agency}: {address} không nhận thư số {letter.id} ngày {letter.day:%d/%m/%Y}: {said}"


def _unheard(session: "Session", context: Context) -> Iterator[str]:
    """Agencies whose newest letters were all withdrawn: nothing has reached them for days."""
    from plan.models import LetterKind, LetterState

    states = [LetterState.SENT, LetterState.CAUGHT, LetterState.WITHDRAWN]
    found: dict[str, list[Letter]] = {}
    for letter in reversed(_letters(session, states, context.today - LOOK_BACK)):
        if letter.kind == LetterKind.DIGEST:
            found.setdefault(letter.agency, []).append(letter)
    for agency, letters in sorted(found.items()):
        lost = []
        for letter in letters:
            if letter.state != LetterState.WITHDRAWN:
                break
            lost.append(letter)
        if len({letter.day for letter in lost}) > 1:
            yield f"{agency}: không thư nào tới được từ {lost[-1].day:%d/%m/%Y}: {lost[0].error}"


def _letters(session: "Session", states: "Sequence[LetterState]", since: date = date.min) -> "list[Letter]":
    from sqlalchemy.orm import defer
    from sqlmodel import col, select

    from plan.models import Letter

    query = select(Letter).options(defer(Letter.raw)).where(col(Letter.state).in_(states))  # type: ignore[arg-type]  # a column to SQLAlchemy
    return list(session.exec(query.where(Letter.day >= since).order_by(col(Letter.id))))
