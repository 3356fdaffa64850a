"""Where an obligation stands, as pages say it: a shape, a short word, a sentence. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plan.dates import day
from plan.obligations.duty import Duty
from scheduler.working_days.calendar import WorkCalendar

SOON = 14  # days


@dataclass(frozen=True, slots=True)
class Standing:
    """A status as a shape, a word or two, and a sentence; `late_days` are working days after the last day on time."""

    shape: str
    short: str
    sentence: str
    late_days: int = 0

    @property
    def is_late(self) -> bool:
        """Past its last day on time and not done, whether or not it was sent back."""
        return self.shape.startswith("late")


def standing(one: Duty, today: date, calendar: WorkCalendar) -> Standing:
    """On that day; late is counted in working days. What was declared waits for the collector's word."""
    if one.declared:
        return declared_since(one.declared.declared_on)
    found = standing_of(one.opens, one.ends, one.done_on, one.cancelled_on, today, calendar)
    return (
        _sent_back(found) if one.sent_back and found.shape in _URGENCY[: _URGENCY.index("after")] else found
    )


def _sent_back(found: Standing) -> Standing:
    """It is to be done again; what is late besides keeps the shape of late."""
    again, sentence = "Trả lại, thực hiện lại", found.sentence[:1].lower() + found.sentence[1:]
    if found.shape == "late":
        return Standing(
            "late back", f"Trả lại, trễ {found.late_days} ngày", f"{again}; {sentence}", found.late_days
        )
    return Standing("back", again, f"{again}; {sentence}")


def declared_since(on: date) -> Standing:
    """An agency said that it is done; whoever collects has not spoken."""
    return Standing("told", "Đã báo, chờ xác nhận", f"Đã báo ngày {day(on)}, chờ xác nhận")


def standing_of(
    opens: date,
    ends: date,
    done_on: date | None,
    cancelled_on: date | None,
    today: date,
    calendar: WorkCalendar,
) -> Standing:
    """The same by the days alone. What was done or cancelled after `today` had not happened yet."""
    if done_on and done_on <= today:
        late = calendar.between(ends, done_on)
        words = f"Xong, trễ {late} ngày"
        return (
            Standing("after", words, f"{words} làm việc", late) if late else _plain("done", "Xong đúng hạn")
        )
    if cancelled_on and cancelled_on <= today:
        return _plain("off", "Đã hủy")
    return standing_of_days(opens, ends, today, calendar)


def standing_of_days(opens: date, ends: date, today: date, calendar: WorkCalendar) -> Standing:
    """Of what is neither done nor cancelled."""
    if today > ends:
        late = calendar.between(ends, today)
        return Standing("late", f"Trễ {late} ngày", f"Quá hạn {late} ngày làm việc", late)
    if today < opens:
        return Standing("ahead", "Chưa đến kỳ", f"Chưa đến kỳ, bắt đầu {day(opens)}")
    left = (ends - today).days
    words = f"còn {left} ngày" if left else "hạn cuối hôm nay"
    shape, name = ("soon", "Sắp đến hạn") if left <= SOON else ("open", "Đang thực hiện")
    return Standing(shape, name, f"{name}, {words}")


def worst(standings: Sequence[Standing]) -> Standing:
    """The one that most needs somebody: the latest, else the nearest."""
    return min(standings, key=lambda one: (_URGENCY.index(one.shape), -one.late_days))


def standing_without_day(state: str) -> Standing:
    """Of a task that has no day due."""
    return _WITHOUT_DAY.get(state, _plain("ahead", "Chưa có thời hạn"))


def _plain(shape: str, words: str) -> Standing:
    return Standing(shape, words, words)


_WITHOUT_DAY = {
    "ongoing": _plain("ahead", "Thường xuyên"),
    "awaiting": _plain("wait", "Chờ sự kiện"),
    "unclear": _plain("ask", "Cần hỏi"),
}
_URGENCY = ("late", "soon", "told", "open", "ahead", "after", "done", "off")
ALL_DONE = _plain("done", "Đã xong")
TOLD = _plain("told", "Đã báo, chờ xác nhận")
