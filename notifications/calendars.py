"""Obligations → an iCalendar feed (RFC 5545, 7986). The only module that knows icalendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from icalendar import Calendar, Event, vDuration, vText

from notifications.rendering import day, oneline, weekday
from plan.listing import Duty
from plan.status import NAMES, Status

CANCELLED_STAY = timedelta(days=90)
REFRESH = timedelta(hours=6)
VIETNAM = timezone(timedelta(hours=7))  # no summer time since 1975
MARKS: dict[Status, str] = {
    "late": "Quá hạn",
    "done": "Đã xong",
    "done-late": "Đã xong",
    "cancelled": "Đã hủy",
}
# What no calendar program can show and some choke on; icalendar would let it pass.
CONTROLS = dict.fromkeys([*range(9), *range(14, 28), 127])


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads, and what is needed to speak to them."""

    viewer: str | None
    names: Mapping[str, str]
    office: str
    domain: str

    def named(self, codes: Iterable[str]) -> str:
        return "; ".join(self.names.get(code, code) for code in codes)


def build(
    duties: Iterable[Duty],
    *,
    title: str,
    viewer: str | None,
    names: Mapping[str, str],
    office: str,
    today: date,
    domain: str,
) -> bytes:
    """The calendar as `viewer` sees it; None sees everything. The same input gives the same bytes.

    `names` are the agencies' names by code, `office` the name of the one to ask.
    """
    reader = _Reader(viewer, names, office, domain)
    calendar = _head(title)
    for duty in duties:
        if not _forgotten(duty, today):
            calendar.add_component(_event(duty, reader))
    return bytes(calendar.to_ical())


def _head(title: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", "-//dondoc//Don Doc//VI")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    # As vText: icalendar 7.3 writes a plain string unescaped here, line breaks and all.
    calendar.add("NAME", vText(_clean(title)))
    calendar.add("X-WR-CALNAME", vText(_clean(title)))
    # RFC 7986 wants the type named, and icalendar names it only when told to.
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return calendar


def _event(duty: Duty, reader: _Reader) -> Event:
    sequence, changed = _version(duty)
    mark, part = MARKS.get(duty.status), _part_of(reader.viewer, duty)
    event = Event()
    event.add("UID", f"obligation-{duty.id}@{reader.domain}")
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", sequence)
    event.add("DTSTART", duty.due)
    event.add("DTEND", duty.due + timedelta(days=1))
    event.add("SUMMARY", _summary(duty, mark, part, reader))
    event.add("DESCRIPTION", "\n".join(_description(duty, reader)))
    event.add("CATEGORIES", [word for word in (part, mark, _sort_of(duty)) if word])
    event.add("STATUS", "CANCELLED" if duty.status == "cancelled" else "CONFIRMED")
    # A deadline fills nobody's day.
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    return event


def _forgotten(duty: Duty, today: date) -> bool:
    """A calendar that has seen it has had time to take it out."""
    return duty.status == "cancelled" and today - (duty.cancelled_on or today) > CANCELLED_STAY


def _version(duty: Duty) -> tuple[int, datetime]:
    """SEQUENCE and LAST-MODIFIED. Calendar programs drop a change that moves neither.

    Passing into lateness (or into a day noted in advance) changes the event but not the row. The step
    counts as one revision; the next change of the row makes up for it, so neither value ever falls.
    """
    turned = _turned_at(duty) or duty.changed_at
    counts = duty.status == "late" or turned > duty.changed_at
    return duty.revision + counts, max(turned, duty.changed_at).astimezone(UTC).replace(microsecond=0)


def _turned_at(duty: Duty) -> datetime | None:
    """The beginning of the day on which the status became what it is; None for what is under way."""
    days = {"late": duty.ends + timedelta(days=1), "cancelled": duty.cancelled_on}
    turned = days.get(duty.status, duty.done_on if duty.status in MARKS else None)
    return datetime.combine(turned, time(), tzinfo=VIETNAM) if turned else None


def _part_of(viewer: str | None, duty: Duty) -> str | None:
    if viewer is None:
        return None
    return "Chủ trì" if viewer in duty.leads else "Phối hợp"


def _sort_of(duty: Duty) -> str:
    return "Báo cáo" if duty.kind == "report" else "Nhiệm vụ"


def _summary(duty: Duty, mark: str | None, part: str | None, reader: _Reader) -> str:
    """The mark comes first: a month on a phone shows some fifteen letters."""
    head = " ".join(f"[{word}]" for word in (mark, part) if word)
    who = "" if part else f"{_first_of(duty.leads, reader.names)}:"
    label = f"– {duty.part}" if duty.part and duty.part != duty.title else ""
    title = duty.title.rstrip(" .;,") if label else duty.title
    return _clean(" ".join(filter(None, (head, who, title, label))))


def _first_of(codes: tuple[str, ...], names: Mapping[str, str]) -> str:
    if not codes:
        return "Chưa rõ cơ quan"
    more = f" và {len(codes) - 1} cơ quan khác" if len(codes) > 1 else ""
    return names.get(codes[0], codes[0]) + more


def _description(duty: Duty, reader: _Reader) -> list[str]:
    said = [
        (_sort_of(duty), f"{duty.ref}. {duty.title}" if duty.ref else duty.title),
        ("Phần việc", duty.part if duty.part != duty.title else ""),
        ("Thời hạn", _days(duty)),
        ("Tình trạng", _state(duty)),
        ("Sản phẩm", duty.product),
        ("Chủ trì", reader.named(duty.leads)),
        ("Cơ quan giải đáp", reader.office),
        ("Căn cứ", _basis(duty)),
        ("Thời gian ghi trong văn bản", duty.timing),
        ("Phối hợp", reader.named(duty.partners)),  # last: often the whole province
    ]
    return [f"{heading}: {_clean(text)}" for heading, text in said if text]


def _basis(duty: Duty) -> str:
    issued = f" ngày {day(duty.issued_on)}" if duty.issued_on else ""
    return f"Văn bản số {duty.plan_code}{issued} – {duty.plan_title}"


def _days(duty: Duty) -> str:
    text = f"{weekday(duty.due)}, {day(duty.due)}"
    if duty.ends != duty.due:
        text += f" (ngày nghỉ); còn đúng hạn đến hết {weekday(duty.ends)}, {day(duty.ends)}"
    if duty.extended_from:
        text += f"; gia hạn từ ngày {day(duty.extended_from)}"
    return text


def _state(duty: Duty) -> str:
    if duty.done_on and duty.status in ("done", "done-late"):
        document = f", văn bản {duty.document}" if duty.document else ""
        return f"{NAMES[duty.status]} ngày {day(duty.done_on)}{document}"
    # "not yet open" and "open" would change by time alone, and say nothing the day does not.
    return NAMES[duty.status] if duty.status in MARKS else ""


def _clean(text: str) -> str:
    return oneline(text.translate(CONTROLS))
