"""Obligations → what their calendar events say, in the words of the templates, and a digest of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from jinja2 import Environment

from notifications.rendering import day, oneline, weekday
from plan.obligations.status import NAMES, Status
from plan.obligations.views import Duty
from plan.subscriptions.versions import Said

Part = Literal["lead", "partner"] | None
PARTS: Mapping[Part, str] = {"lead": "Chủ trì", "partner": "Phối hợp", None: ""}
MARKS: Mapping[Status, str] = {
    "late": "Quá hạn",
    "done": "Đã xong",
    "done-late": "Đã xong",
    "cancelled": "Đã hủy",
}
SORTS = {"report": "Báo cáo", "task": "Nhiệm vụ"}
# Goes up when `calendars` writes an event otherwise: the words are compared, the rest is not.
FORM = 1
# What no calendar program can show and some choke on; icalendar would let it pass.
CONTROLS = dict.fromkeys([*range(9), *range(14, 28), 127])


@dataclass(frozen=True, slots=True)
class Scene:
    """What events speak of besides the obligation: names by code, whom to ask, where to read more."""

    names: Mapping[str, str]
    office: str = ""
    emails: tuple[str, ...] = ()
    link: str = ""

    def named(self, codes: Iterable[str]) -> str:
        return "; ".join(self.names.get(code, code) for code in codes)


@dataclass(frozen=True, slots=True)
class Face:
    """What the event of one obligation says to whoever leads, helps, or sees everything."""

    duty: Duty
    summaries: Mapping[Part, str]
    description: str

    @property
    def said(self) -> Said:
        """For the version of the event: a digest of every word, whoever reads it."""
        duty, words = self.duty, [str(FORM), *self.summaries.values(), self.description]
        words += [
            str(duty.due),
            str(duty.opens),
            duty.status,
            str(duty.done_on),
            *duty.leads,
            "/",
            *duty.partners,
        ]
        origin = (duty.plan_code, duty.ref, duty.title, duty.part, str(duty.extended_from or duty.due))
        return Said(
            duty.id,
            _digest(words),
            _digest([*origin, duty.holder]),
            duty.revision,
            duty.changed_at,
        )


class Wording:
    """The templates of events, compiled once."""

    def __init__(self, env: Environment) -> None:
        self._summary = env.get_template("calendars/summary.txt")
        self._description = env.get_template("calendars/description.txt")

    def faces(self, duties: Iterable[Duty], scene: Scene) -> list[Face]:
        return [self._face(duty, scene) for duty in duties]

    def _face(self, duty: Duty, scene: Scene) -> Face:
        facts = _facts(duty, scene)
        short = facts | {"title": facts["title"].rstrip(" .;,") if facts["label"] else facts["title"]}
        summaries = {part: oneline(self._summary.render(short, part=word)) for part, word in PARTS.items()}
        lines = self._description.render(facts).split("\n")
        return Face(duty, summaries, "\n".join(line for line in map(str.strip, lines) if line))


def categories(duty: Duty, part: Part) -> list[str]:
    """Words that a calendar program can filter and colour by."""
    return [word for word in (PARTS[part], MARKS.get(duty.status), SORTS[duty.kind]) if word]


def clean(text: str) -> str:
    """One line that holds nothing but characters."""
    return oneline(text.translate(CONTROLS))


def _facts(duty: Duty, scene: Scene) -> dict[str, str]:
    facts = {
        "mark": MARKS.get(duty.status, ""),
        "who": _first_of(duty.leads, scene.names),
        "sort": SORTS[duty.kind],
        "ref": duty.ref,
        "title": duty.title,
        "label": duty.part if duty.part != duty.title else "",
        "days": _days(duty),
        "state": _state(duty),
        "product": duty.product,
        "leads": scene.named(duty.leads),
        "partners": scene.named(duty.partners),
        "contact": scene.office + (f" ({', '.join(scene.emails)})" if scene.office and scene.emails else ""),
        "basis": _basis(duty),
        "timing": duty.timing,
        "link": scene.link,
    }
    return {name: clean(text) for name, text in facts.items()}


def _first_of(codes: tuple[str, ...], names: Mapping[str, str]) -> str:
    if not codes:
        return "Chưa rõ cơ quan"
    more = f" và {len(codes) - 1} cơ quan khác" if len(codes) > 1 else ""
    return names.get(codes[0], codes[0]) + more


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


def _digest(words: Iterable[str]) -> str:
    return sha256("\x1f".join(words).encode(errors="replace")).hexdigest()
