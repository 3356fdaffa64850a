"""Where an obligation stands, as pages say it: a shape, a short word, a sentence. Pure."""

from dataclasses import dataclass
from datetime import date

from plan.dates import day
from plan.obligations.views import Duty
from scheduler.working_days.calendar import WorkCalendar

SOON = 14  # days


@dataclass(frozen=True, slots=True)
class Standing:
    """A status as a shape, and in words; `late_days` are working days after the last day on time."""

    shape: str
    sentence: str
    late_days: int = 0


def standing(one: Duty, today: date, calendar: WorkCalendar) -> Standing:
    """On that day; late is counted in working days."""
    if one.status in ("done", "done-late"):
        assert one.done_on is not None, "what is done has a day"
        late = calendar.between(one.ends, one.done_on)
        return (
            Standing("after", f"Xong, trễ {late} ngày làm việc", late)
            if late
            else Standing("done", "Xong đúng hạn")
        )
    if one.status == "cancelled":
        return Standing("off", "Đã hủy")
    if one.status == "late":
        late = calendar.between(one.ends, today)
        return Standing("late", f"Quá hạn {late} ngày làm việc", late)
    if one.status == "upcoming":
        return Standing("ahead", f"Chưa đến kỳ, bắt đầu {day(one.opens)}")
    left = (one.ends - today).days
    words = f"còn {left} ngày" if left else "hạn cuối hôm nay"
    return (
        Standing("soon", f"Sắp đến hạn, {words}")
        if left <= SOON
        else Standing("open", f"Đang thực hiện, {words}")
    )
