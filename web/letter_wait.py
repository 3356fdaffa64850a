"""Why a letter waits, by whose act and until when, as sentences for its page."""

from datetime import datetime

from notifications.mail.pauses import pauses
from plan.ledger.holds import WORDS, holds
from plan.storage.session import Session
from plan.views.letter_page import HeldBy, held_by
from plan.views.letters import LetterRecord
from plan.vocabulary import LetterState
from scheduler.policy.rules import Rules
from web.site import Site

ON_THE_WAY = (LetterState.WAITING, LetterState.UNKNOWN)


def why_waiting(site: Site, session: Session, letter: LetterRecord) -> list[str]:
    """Nothing for a letter that is not on its way."""
    if letter.state not in ON_THE_WAY:
        return []
    paused, now, rules = pauses(session), site.clock(), site.rules()
    said: list[str] = []
    if paused.everything:
        said.append(_held(site, "mọi thư", held_by(session, "outbox")))
    if letter.agency in paused.agencies:
        said.append(_held(site, "thư gửi cơ quan này", held_by(session, f"agency {letter.agency}")))
    said += [
        f"Giữ lại từ {site.moment(one.since)} vì {WORDS[one.reason]}, đến khi có người xem và cho đi."
        for one in holds(session)
    ]
    return [*said, *_by_itself(site, letter, rules, now)]


def _held(site: Site, what: str, by: HeldBy | None) -> str:
    who = f"{by.who.removeprefix('user:')} giữ {what} lúc {site.moment(by.at)}" if by else f"Đang giữ {what}"
    return f"{who}, đến khi có người cho đi."


def _by_itself(site: Site, letter: LetterRecord, rules: Rules, now: datetime) -> list[str]:
    """What needs nobody: another day, another hour."""
    if letter.day != site.today():
        return ["Thư của ngày khác: sẽ được rút lại và viết mới, đúng với hôm gửi."]
    if letter.try_at > now:
        return [f"Thử {'lại ' if letter.attempts else ''}lúc {site.moment(letter.try_at)}."]
    closed = rules.closed_because(now)
    return [f"Lúc này không gửi: {closed}."] if closed else ["Đi trong vài phút tới."]
