"""Obligations → the words of their calendar events, and a digest by which a change of them is noticed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Literal

from jinja2 import Environment

from notifications.rendering import oneline
from plan import labels
from plan.dates import day, weekday
from plan.obligations.duty import Duty
from plan.subscriptions.versions import EventDigest
from plan.text import remembered

EventRole = Literal["lead", "partner"] | None
ROLE_WORDS: Mapping[EventRole, str] = {
    "lead": labels.ROLES["lead"].capitalize(),
    "partner": labels.ROLES["partner"].capitalize(),
    None: "",
}
KIND_WORDS = {kind: words.capitalize() for kind, words in labels.OBLIGATION_KINDS.items()}
# Raise it when `ical` lays an event out differently: the digest covers the words, not the layout.
LAYOUT_VERSION = 1
MOST = 4096  # texts kept: as many obligations as a province has open
# Control characters: no calendar program shows them, some fail on them, and icalendar lets them pass.
CONTROLS = dict.fromkeys([*range(9), *range(14, 28), 127])


@dataclass(frozen=True, slots=True)
class EventContext:
    """What events mention besides the obligation: names by code, whom to ask, where to read more."""

    names: Mapping[str, str]
    office: str = ""
    addresses: tuple[str, ...] = ()
    link: str = ""

    def named(self, codes: Iterable[str]) -> str:
        return "; ".join(self.names.get(code, code) for code in codes)


class _Summaries(dict[EventRole, str]):
    """The summary for each role of a reader, rendered when somebody in that role reads it."""

    def __init__(self, render: Callable[[str], str]) -> None:
        super().__init__()
        self._render = render

    def __missing__(self, part: EventRole) -> str:
        self[part] = summary = self._render(ROLE_WORDS[part])
        return summary


@dataclass(frozen=True)
class EventText:
    """The words of one obligation's event: a summary for each role of the reader, and one description."""

    duty: Duty
    summaries: Mapping[EventRole, str]
    description: str

    @cached_property
    def said(self) -> EventDigest:
        """A digest of every word for any reader; the event gets a new version when it changes."""
        duty = self.duty
        return EventDigest(
            duty.id,
            partial(_all_said, duty, self.summaries, self.description),
            origin_of(duty),
            duty.revision,
            duty.changed_at,
        )


def _all_said(duty: Duty, summaries: Mapping[EventRole, str], description: str) -> str:
    words = [str(LAYOUT_VERSION), *(summaries[part] for part in ROLE_WORDS), description]
    facts = (str(duty.due), str(duty.opens), duty.status, str(duty.done_on))
    return _digest([*words, *facts, *duty.leads, "/", *duty.partners])


class EventTemplates:
    """The templates of events, compiled once; and what they said of each obligation, until it changes."""

    def __init__(self, env: Environment) -> None:
        self._said: tuple[EventContext | None, dict[int, EventText]] = (None, {})
        self._summary = env.get_template("calendars/summary.txt")
        self._description = env.get_template("calendars/description.txt")

    def render(self, duties: Iterable[Duty], context: EventContext) -> list[EventText]:
        kept_for, texts = self._said  # read at once: another thread may begin anew
        if kept_for != context or len(texts) > MOST:
            texts = {}
            self._said = (context, texts)
        found = []
        for duty in duties:
            text = texts.get(duty.id)
            if text is None or not (text.duty is duty or text.duty == duty):
                text = texts[duty.id] = self._text(duty, context)
            found.append(text)
        return found

    def forget(self) -> None:
        """Free what is kept at once: it holds on to these templates, and they to it."""
        self._said = (None, {})

    def _text(self, duty: Duty, context: EventContext) -> EventText:
        facts = _facts(duty, context)
        short = facts | {"title": facts["title"].rstrip(" .;,") if facts["label"] else facts["title"]}
        summaries = _Summaries(lambda part: oneline(self._summary.render(short, part=part)))
        lines = self._description.render(facts).split("\n")
        return EventText(duty, summaries, "\n".join(line for line in map(str.strip, lines) if line))


def origin_of(duty: Duty) -> str:
    """A digest of the words that never change: the event's UID is made from it."""
    words = (duty.plan_code, duty.ref, duty.title, duty.part, str(duty.extended_from or duty.due))
    return _digest([*words, duty.holder])


def categories(duty: Duty, part: EventRole) -> list[str]:
    """Words that a calendar program can filter and colour by."""
    return [
        word
        for word in (ROLE_WORDS[part], labels.OBLIGATION_MARKS.get(duty.status), KIND_WORDS[duty.kind])
        if word
    ]


@remembered  # what events of one plan or one report share
def clean(text: str) -> str:
    """On one line, without control characters."""
    return oneline(text if text.isprintable() else text.translate(CONTROLS))


def _facts(duty: Duty, context: EventContext) -> dict[str, str]:
    facts = {
        "mark": labels.OBLIGATION_MARKS.get(duty.status, ""),
        "who": _first_of(duty.leads, context.names),
        "sort": KIND_WORDS[duty.kind],
        "ref": duty.ref,
        "title": duty.title,
        "label": duty.part if duty.part != duty.title else "",
        "days": _days(duty),
        "state": _state(duty),
        "product": duty.product,
        "leads": context.named(duty.leads),
        "partners": context.named(duty.partners),
        "contact": context.office
        + (f" ({', '.join(context.addresses)})" if context.office and context.addresses else ""),
        "basis": _basis(duty),
        "timing": duty.timing,
        "link": context.link,
    }
    return {name: clean(text) for name, text in facts.items()}


def _first_of(codes: tuple[str, ...], names: Mapping[str, str]) -> str:
    if not codes:
        return "Chưa rõ cơ quan"
    more = f" và {len(codes) - 1} cơ quan khác" if len(codes) > 1 else ""
    return names.get(codes[0], codes[0]) + more


def _basis(duty: Duty) -> str:
    one = duty.decision
    issued = f" ngày {day(one.issued_on)}" if one.issued_on else ""
    later = "; ".join(changed.code for changed in duty.ground.amended_by) if duty.ground else ""
    amended = f", được sửa đổi bởi {later}" if later else ""
    return f"Văn bản số {one.code}{issued} – {one.title or duty.plan_title}{amended}"


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
        return f"{labels.OBLIGATION_STATES[duty.status]} ngày {day(duty.done_on)}{document}"
    # "not yet open" and "open" would change by time alone, and say nothing the day does not.
    return labels.OBLIGATION_STATES[duty.status] if duty.status in labels.OBLIGATION_MARKS else ""


def _digest(words: Iterable[str]) -> str:
    return sha256("\x1f".join(words).encode(errors="replace")).hexdigest()
