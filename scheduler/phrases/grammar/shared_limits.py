"""Limits said once for several cycles: "định kỳ 6 tháng, năm (trước ngày 15/6 và trước ngày 15/12)"."""

from __future__ import annotations

from dataclasses import replace

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Dated, Recurring, TimeExpression
from scheduler.phrases.grammar.patterns import Cycle
from scheduler.phrases.grammar.spans import MONTHS_IN, Span

SENT = ("gửi", "nộp", "báo cáo", "hoàn thành", "lập")  # words that leave a day with the cycle before them
WHOSE_LIMIT = "không rõ hạn này của kỳ nào"


def goes_on_with(words: str) -> bool:
    """Whether words (folded) before a limit only say that what was named is sent: "… và gửi Sở Nội vụ trước ngày 15"."""
    return words.strip() in SENT or words.startswith(("gửi ", "nộp ", "báo cáo ", "phải ", "được ", "cần "))


def share_limits(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """The expressions, with the days after a run of cycles given to the cycles they are of, or questioned."""
    expressions = _limited_by_name(expressions)
    kept: list[TimeExpression] = []
    at = 0
    while at < len(expressions):
        if behind := _reports_behind(expressions[at:]):
            kept += behind
            at += 1 + len(behind)
            continue
        cycles = [] if at and _is_trailing(expressions[at - 1], expressions[at]) else _run(expressions, at)
        days = _days(expressions, at + len(cycles)) if len(cycles) > 1 else []
        if days and not _give(cycles, days):
            diagnostics.unclear.append(WHOSE_LIMIT)
        kept += cycles or expressions[at : at + 1]
        at += max(1, len(cycles) + len(days))
    return kept


def _reports_behind(expressions: list[TimeExpression]) -> list[Recurring]:
    """Reports that share the day of a term before them: "ngày 15 của tháng cuối kỳ đối với báo cáo quý, 6 tháng"."""
    match expressions:
        case [Dated(span=Span(of="term")) as day, Recurring(link="space", between=None) as first, *_] if (
            first.cycle.loose
        ):
            run = _run(expressions, 1)
            return run if len(run) > 1 and _give(run, [day]) else []
        case _:
            return []


def _limited_by_name(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """The name of a report before its limit is no second deadline: "báo cáo 6 tháng: trước ngày 25/6 hằng năm"."""
    kept: list[TimeExpression] = []
    at = 0
    while at < len(expressions):
        if days := _closed_list(expressions[at:]):
            kept.append(expressions[at])
            at += days + 2
            continue
        if _is_named_by_its_end(expressions[at:]):
            at += 1
            continue
        if taken := _part_of_a_year(expressions[at:]):
            kept.append(expressions[at])
            at += taken
            continue
        match expressions[at : at + 3]:
            case [Recurring(places=[]) as name, Dated() as day, Recurring() as yearly] if not _stands_behind(
                kept, name
            ) and _is_limit(name, day, yearly):
                name.places.append(day)
                kept.append(name)
                at += 3
            case _:
                kept.append(expressions[at])
                at += 1
    return kept


def _closed_list(expressions: list[TimeExpression]) -> int:
    """How many days a cycle is given: one for each unit of a year, "hằng năm" behind them.

    "6 tháng một lần (vào tháng 3, tháng 9 hằng năm)".
    """
    match expressions:
        case [Recurring(places=[]) as cycle, *rest] if cycle.cycle.every in ("half-year", "quarter") and not (
            cycle.cycle.loose
        ):
            count = 12 // MONTHS_IN[cycle.cycle.every]
        case _:
            return 0
    days = [one for one in rest[:count] if isinstance(one, Dated) and _is_listed(one)]
    match rest[count : count + 1]:
        case [Recurring(between=None, link="space", places=[]) as yearly] if yearly.cycle.every == "year":
            cycle.places += days if len(days) == count else []
            return len(cycle.places)
        case _:
            return 0


def _is_named_by_its_end(expressions: list[TimeExpression]) -> bool:
    """Whether days after a half-year say again which: "báo cáo 6 tháng: 45 ngày kể từ ngày kết thúc 6 tháng đầu năm"."""
    match expressions:
        case [
            Recurring(places=[]) as name,
            Recurring(places=[Dated(span=Span(recurs=True, of="year", unit="day") as end)]) as day,
            *_,
        ]:
            half = name.cycle.loose and name.cycle.every == "half-year" and end.last[0] in (6, 7)
            return half and day.between is None and day.link in ("colon", "space", "open", "comma")
        case _:
            return False


def _part_of_a_year(expressions: list[TimeExpression]) -> int:
    """How many expressions a report on some months takes with its limit: "…, 6 tháng đầu năm: trước ngày 10/7"."""
    match expressions:
        case [Recurring(places=[], cycle=Cycle(place=Span(unit="months"))) as name, Dated() as day, *rest]:
            pass
        case _:
            return 0
    limits = day.limited or day.link == "open"
    beside = day.between is None or (day.label or "").lower() in SENT
    if not (limits and beside and day.yearless and day.span.of == "year" and day.link != "and"):
        return 0
    name.cycle, name.places = Cycle("year", loose=True), [day]
    match rest:
        case [Recurring(between=None, link="space", places=[]) as yearly, *_] if yearly.cycle.every == "year":
            return 3
        case _:
            return 2


def _is_listed(one: Dated) -> bool:
    return one.between is None and one.yearless and one.span.of == "year"


def _stands_behind(kept: list[TimeExpression], name: Recurring) -> bool:
    """Whether a report's name says what the day before it is for: "trước ngày 25/6 (báo cáo 6 tháng), …"."""
    behind = name.between is None and name.link in ("open", "space")
    return bool(kept) and isinstance(kept[-1], Dated) and behind


def _is_trailing(last: TimeExpression, expression: TimeExpression) -> bool:
    """Whether a cycle stands behind its day: "trước ngày 25 hằng tháng"."""
    return isinstance(last, Dated) and expression.link == "space" and expression.between is None


def _is_limit(name: Recurring, day: Dated, cycle: Recurring) -> bool:
    beside = cycle.link == "space" and cycle.between is None and day.link != "and"
    if not (name.cycle.loose and beside and day.yearless) or cycle.cycle.loose:
        return False
    return cycle.cycle.every in ("year", name.cycle.every) and day.span.of == cycle.cycle.every


def _run(expressions: list[TimeExpression], at: int) -> list[Recurring]:
    """Cycles one after the other, none with days of its own."""
    run: list[Recurring] = []
    for expression in expressions[at:]:
        joined = not run or (expression.link in ("comma", "and") and expression.between is None)
        joined = joined and not (
            run and run[-1].cycle.has_day and not _is_of_some_months(run[-1])
        )  # "hằng tuần vào thứ Hai, hằng tháng vào ngày 05"
        if not isinstance(expression, Recurring) or not joined or expression.places:
            break
        run.append(expression)
    return run


def _is_of_some_months(one: Recurring) -> bool:
    return one.cycle.place is not None and one.cycle.place.unit == "months"


def _days(expressions: list[TimeExpression], at: int) -> list[Dated]:
    days: list[Dated] = []
    for expression in expressions[at:]:
        if isinstance(expression, Recurring) and expression.link in ("space", "open"):
            if expression.cycle.every == "year" and not expression.cycle.loose and len(days) > 1:
                return days  # "trước ngày 20/6 và 20/12 hằng năm"
            return days[:-1]  # the last one has a cycle of its own behind it
        if not isinstance(expression, Dated) or not expression.yearless or not _is_beside(expression, days):
            break
        days.append(expression)
    return days


def _is_beside(day: Dated, days: list[Dated]) -> bool:
    """Whether nothing stands before a day but, before the first, that it is sent: "6 tháng, năm, gửi trước ngày …"."""
    return day.between is None or (not days and (day.label or "").lower() in SENT)


def _of_some_months(cycle: Recurring, day: Dated) -> Dated | None:
    """The day of a report on some months, in the last of them: "9 tháng …, trước ngày 15 của tháng cuối kỳ"."""
    part = cycle.cycle.place
    if part is None or part.unit != "months" or day.span.first[0] != -1:
        return None
    cycle.cycle = Cycle("year", loose=True)
    at = (part.last[0], day.span.first[1]), (part.last[0], day.span.last[1])
    return replace(day, span=replace(day.span, of="year", first=at[0], last=at[1]))


def _give(cycles: list[Recurring], days: list[Dated]) -> bool:
    units = [cycle.cycle.every for cycle in cycles]
    if len(days) == 1 and days[0].span.of == "term":
        for cycle in cycles:
            cycle.places.append(_of_some_months(cycle, days[0]) or replace(days[0]))
        return True
    if units == ["half-year", "year"] and len(days) == 2 and all(day.span.of == "year" for day in days):
        for cycle, day in zip(cycles, days, strict=True):
            cycle.places.append(day)
        return True
    return False
