"""The forms of a year's working calendar → days and acts: what is typed is read here, once for the preview and for the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from plan import dates
from plan.errors import NotPossibleError
from plan.storage import working_days
from plan.storage.session import Session
from scheduler.working_days.vietnam import DayChange
from web.forms import day_of_field, text
from web.obligation_forms import SentForm

LONGEST = 300


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """Days that become others, or one of the operator's that goes."""

    days: tuple[DayChange, ...] = ()
    without: date | None = None


def change_of(form: SentForm, name: str) -> CalendarChange:
    """What was typed. Raises NotPossibleError for what is no change."""
    if name == "unset":
        return CalendarChange(without=day_of_field(form.site, form.fields, "day"))
    day, label, source = (
        day_of_field(form.site, form.fields, "day"),
        _line(form, "label"),
        _line(form, "source"),
    )
    if not label or not source:
        raise NotPossibleError("cần ghi tên ngày và văn bản nói như vậy")
    working = text(form.fields, "working") == "1"
    found = [DayChange(day, working, label, source)]
    if text(form.fields, "swap"):
        other = day_of_field(form.site, form.fields, "swap")
        if other == day:
            raise NotPossibleError("ngày làm bù phải khác ngày nghỉ")
        found.append(DayChange(other, not working, f"hoán đổi với ngày {dates.day(day)}", source))
    return CalendarChange(tuple(found))


def act_of_change(form: SentForm, change: CalendarChange) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        for one in change.days:
            working_days.set_day(
                session, form.act, one.day, working=one.working, label=one.label, source=one.source
            )
        if change.without:
            working_days.unset_day(session, form.act, change.without)

    return act


def confirmation_of(form: SentForm, name: str, year: int) -> Callable[[Session], None]:
    """The whole year was compared with the papers, or was not after all."""
    if name == "unconfirm":
        return lambda session: working_days.unconfirm(session, form.act, year)
    source = _line(form, "source")
    if not source:
        raise NotPossibleError("cần ghi văn bản đã đối chiếu")
    return lambda session: working_days.confirm(session, form.act, year, source)


def _line(form: SentForm, field: str) -> str:
    said = " ".join(text(form.fields, field).split())
    if len(said) > LONGEST:
        raise NotPossibleError(f"dài quá {LONGEST} chữ")
    return said
