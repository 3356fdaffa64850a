"""What `dondoc doctor` reports about mail: the connection, delayed letters, addresses that refuse them."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

from cli.bootstrap import build_mail_server
from cli.context import Context
from cli.credentials import lacks_password, not_given
from notifications.mail.faults import PATIENCE as TRIES
from notifications.mail.outbox import turned_away
from notifications.mail.pauses import pauses
from notifications.mail.server_limits import failing_servers
from notifications.mail.smtp import SmtpTransport
from notifications.mail.tries import Outcome
from plan import dates
from plan.ledger.withdrawal import ON_THE_WAY
from plan.storage.session import Session
from plan.views.letters import LetterRecord, letters
from plan.vocabulary import LetterState
from scheduler.letters.kinds import DIGEST

PATIENCE = 10.0  # seconds for the mail server to answer
LOOK_BACK = timedelta(days=30)


def find_mail_faults(session: Session, context: Context) -> list[str]:
    """Everything about letters that a person should look at."""
    return [
        *_find_holds(session),
        *_try_connection(session, context),
        *_find_turned_away(session),
        *_find_delay(session, context),
        *_find_refusals(session, context),
        *_find_unreached_agencies(session, context),
    ]


def _find_holds(session: Session) -> Iterator[str]:
    paused = pauses(session)
    if paused.everything:
        yield "việc gửi thư đang bị giữ lại; cho đi tiếp bằng: dondoc outbox release"
    for agency in sorted(paused.agencies):
        yield f"thư gửi {agency} đang bị giữ lại; cho đi tiếp bằng: dondoc outbox release --agency {agency}"


def _try_connection(session: Session, context: Context) -> Iterator[str]:
    """Connect, encrypt and log in as a sender would, without sending; without the password only as far as that goes."""
    server = build_mail_server(context)
    if lacks_password(context.settings.mail):
        yield from _ask_service(session, server.name)
        server = replace(server, username=None)
    if server.host is None:
        yield "chưa khai báo máy chủ thư ([mail] host): thư được giữ lại, không gửi đi"
        return

    async def attempt() -> Outcome | None:
        async with SmtpTransport(server, PATIENCE) as transport:
            return await transport.open()

    if outcome := asyncio.run(attempt()):
        yield f"{server.name}: {outcome.error}"


def _ask_service(session: Session, server: str) -> Iterator[str]:
    """What the service, which has the password, met last; where it has sent nothing yet, how to try."""
    failing = {row.name: row.said for row in failing_servers(session)}
    if server in failing:
        yield f"{server}: dịch vụ không gửi được: {failing[server]}"
    elif not letters(session, [LetterState.SENT])[-1:]:
        yield not_given("mail__password", "testmail ĐỊA-CHỈ")


def _find_turned_away(session: Session) -> Iterator[str]:
    """A mail server that takes no letter from us, whoever it is for."""
    if said := turned_away(session):
        yield f"máy chủ thư không nhận thư của chương trình (không phải lỗi của địa chỉ): {said}; các thư chờ lại"


def _find_delay(session: Session, context: Context) -> Iterator[str]:
    """Letters that have waited for an hour, or were tried too often."""
    waiting = letters(session, ON_THE_WAY)
    if not waiting:
        return
    oldest = min(waiting, key=lambda letter: letter.written_at)
    age = context.now - oldest.written_at
    hours = int(age.total_seconds() // 3600)
    if hours or any(letter.attempts >= TRIES for letter in waiting):
        why = f": {oldest.error}" if oldest.error else ""
        yield f"{len(waiting)} thư đang chờ, lâu nhất {hours} giờ (thư số {oldest.id}){why}; xem: dondoc outbox plan"


def _find_refusals(session: Session, context: Context) -> Iterator[str]:
    """Letters that the server refused, and the newest refusal of each single address."""
    yield from _find_never_reached(session)
    seen: set[tuple[str, str]] = set()
    for letter in reversed(letters(session, [LetterState.SENT], context.today - LOOK_BACK)):
        for address, reply in letter.refused.items():
            if (letter.agency, address) not in seen:
                seen.add((letter.agency, address))
                yield f"{letter.agency}: {address} không nhận thư số {letter.id} ngày {dates.day(letter.day)}: {reply}"


def _find_never_reached(session: Session) -> Iterator[str]:
    """Letters refused for good, and the agencies that no letter of that kind has reached since."""
    refused = [one for one in letters(session, [LetterState.REFUSED]) if not one.beside]
    if not refused:
        return
    reached = letters(session, [LetterState.SENT, LetterState.CAPTURED], refused[0].day)
    newest = {(letter.agency, letter.kind): letter.id for letter in reached if not letter.beside}
    lost = [one for one in refused if one.id > newest.get((one.agency, one.kind), 0)]
    if not lost:
        return
    yield f"{len(lost)} thư bị từ chối; xem: dondoc outbox list --state refused"
    for agency in sorted({letter.agency for letter in lost}):
        first, *_, last = [letter for letter in lost if letter.agency == agency] * 2
        yield (
            f"{agency}: chưa được báo, mọi thư từ {dates.day(first.day)} bị từ chối ({last.error}); "
            "sửa sổ cơ quan rồi: dondoc outbox retry --refused"
        )


def _find_unreached_agencies(session: Session, context: Context) -> Iterator[str]:
    """Agencies whose newest letters were all withdrawn: nothing has reached them for days."""
    states = [LetterState.SENT, LetterState.CAPTURED, LetterState.WITHDRAWN]
    newest_first: dict[str, list[LetterRecord]] = {}
    for letter in reversed(letters(session, states, context.today - LOOK_BACK)):
        if letter.kind == DIGEST.name and not letter.beside:
            newest_first.setdefault(letter.agency, []).append(letter)
    for agency, found in sorted(newest_first.items()):
        lost = list(takewhile(lambda letter: letter.state == LetterState.WITHDRAWN, found))
        if len({letter.day for letter in lost}) > 1:
            yield f"{agency}: không thư nào tới được từ {dates.day(lost[-1].day)}: {lost[0].error}"
