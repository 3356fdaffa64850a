"""Acts and letters about one obligation → its history for a page, newest first. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from plan import dates, labels
from plan.audit.labels import who_name
from plan.audit.log import HistoryAct
from plan.clock import day_of
from plan.views.ledger import LedgerLine
from plan.vocabulary import LetterState

MARKS = {  # how a line of the history is marked; an act that is not here is a filled dot
    "done": "ok",
    "accept": "ok",
    "correct": "ok",
    "declared": "told",
    "send-back": "back",
}
FOLDED = 3  # agencies named in one line; of more it is said how many


@dataclass(frozen=True, slots=True)
class PastLine:
    """One line: the day, what happened, who or how in smaller letters, the letter that said it."""

    day: date
    mark: str
    said: str
    detail: str
    letter: int | None = None


def past(
    acts: Iterable[HistoryAct], notices: Iterable[LedgerLine], called: Mapping[str, str], zone: ZoneInfo
) -> tuple[PastLine, ...]:
    """The history, newest day first; letters of one step and day to several agencies are one line."""
    lines = [_act(one, zone) for one in reversed(tuple(acts))]
    told = sorted(notices, key=_together)
    lines += [_told(list(same), called) for _, same in groupby(told, key=_together)]
    return tuple(sorted(lines, key=lambda line: line.day, reverse=True))


def _act(one: HistoryAct, zone: ZoneInfo) -> PastLine:
    local = one.at.astimezone(zone)
    said = labels.ACTS.get(one.act, one.act)
    what = "; ".join(filter(None, [said[:1].upper() + said[1:], *_facts(one.detail)]))
    return PastLine(
        day_of(one.at, zone),
        MARKS.get(one.act, "act"),
        what,
        f"{who_name(one.who)}, {local:%H:%M} · nhật ký số {one.number}",
    )


def _facts(detail: Mapping[str, object]) -> Iterator[str]:
    """The day, the number and the reason that an act says."""
    after = detail.get("after")
    before = detail.get("before")
    if isinstance(after, Mapping) and isinstance(before, Mapping):
        changed = {name for name in after if after[name] != before.get(name)}
        for name, words in (("done_on", "ngày"), ("document", "số"), ("due", "thời hạn mới")):
            if name in changed and after[name]:
                yield f"{words} {_shown(after[name])}"
        for name in ("extended_because", "cancelled_because"):
            if name in changed and after[name]:
                yield f"“{after[name]}”"
    if "request" in detail and (decided := detail.get("because")):
        yield str(decided)  # of a request: to which day, by which paper, or why not
    if reason := detail.get("reason"):
        yield f"“{reason}”"


def _shown(value: object) -> str:
    try:
        return dates.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _together(one: LedgerLine) -> tuple[date, str, str, str, str, str]:
    return (
        one.day,
        one.step,
        one.last_step or "",
        one.role,
        _state(one),
        one.reason if one.letter is None else "",
    )


def _told(same: list[LedgerLine], called: Mapping[str, str]) -> PastLine:
    first = same[0]
    names = [called.get(one.agency, one.agency) for one in same]
    who = ", ".join(names) if len(names) <= FOLDED else f"{len(names)} cơ quan {labels.ROLES[first.role]}"
    step = labels.steps(first.step, first.last_step, first.steps)
    detail = _state(first) if _was_said(first) else f"{_state(first)}: {first.reason}"
    mark = "bad" if first.step.startswith(("late", "escalate")) and _was_said(first) else ""
    letter = first.letter if len(same) == 1 else None
    return PastLine(first.day, mark, f"{step[:1].upper()}{step[1:]}: {who}", detail, letter)


def _was_said(one: LedgerLine) -> bool:
    return one.told and not one.unreached


def _state(one: LedgerLine) -> str:
    """What became of the letter: passed over, not reached, on its way, said."""
    if one.letter is None:
        return "không gửi"
    if one.unreached:
        return "chưa tới nơi"
    return labels.LETTER_STATES[one.state or LetterState.SENT]
