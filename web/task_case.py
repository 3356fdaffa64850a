"""What the page of one task shows, gathered in one moment."""

from collections.abc import Iterable
from datetime import timedelta

from plan import dates
from plan.audit.labels import who_name
from plan.audit.log import HistoryAct, history
from plan.clock import day_of
from plan.labels import CELLS, RULES, TASK_ACTS
from plan.tasks.turns import turn_of
from plan.views.task_page import task_detail, task_obligations
from scheduler.forecast.sources import reading_of, reading_of_words
from scheduler.phrases.reading import Reading
from web.past import PastLine
from web.quotes import pieces, words_behind
from web.rail import rail_of
from web.site import Site
from web.task_rounds import TaskRound, task_rounds

SHOWN = 12  # days due of one task


def task_case(site: Site, number: int, *, whole: bool, said: str) -> dict[str, object] | None:
    """The task of that number, and how `said` would be read in the place of its words; None if there is none."""
    with site.database.read() as session:
        found = task_detail(session, number)
        if found is None:
            return None
        beside = rail_of(session, site)
        key = ("owed and read of task", number, site.today())
        owed, (reading, words), seen = site.cases.of(
            beside.change,
            key,
            lambda: (
                task_obligations(session, number),
                reading_of(session, number),
                turn_of(session, number),
            ),
        )
        facts = {
            "rail": beside,
            "task": found,
            "settled": words.answers,
            "said": said,
            "other": reading_of_words(session, number, said) if said else None,
            "seen": seen,
            "past": _past(history(session, f"task {number}"), site),
        }
        rounds = task_rounds(owed, site.today(), site.rules().calendar)
    shown = rounds if whole else rounds[:SHOWN]
    return facts | _read(found.timing, found.product, reading) | _first(rounds, site) | {
        "rounds": shown, "more": len(rounds) - len(shown), "cells": CELLS, "rules": RULES, "today": site.today(),
    }  # fmt: skip


def _read(timing: str, product: str, reading: Reading) -> dict[str, object]:
    """Both columns that speak of time, the words that were used set apart."""
    in_time = [timing] if any(part.source == "time" for part in reading.parts) else []
    labels = [part.label for part in reading.parts if part.source == "product" and part.label]
    return {
        "reading": reading,
        "timing": pieces(timing, in_time),
        "product": pieces(product, words_behind(product, labels)),
    }


def _first(rounds: tuple[TaskRound, ...], site: Site) -> dict[str, object]:
    """The first day that is still open, and the holidays between it and its last day on time."""
    open_ones = [one for one in rounds if one.standing.shape in {"late", "soon", "told", "open", "ahead"}]
    first = open_ones[0] if open_ones else None
    off = site.rules().calendar.off
    days = range((first.ends - first.due).days) if first else ()
    between = [first.due + timedelta(days=n) for n in days] if first else []
    return {"first": first, "holidays": [(day, off[day]) for day in between if day in off]}


def _past(acts: Iterable[HistoryAct], site: Site) -> tuple[PastLine, ...]:
    """Newest first."""
    lines = []
    for one in acts:
        label = TASK_ACTS.get(one.act, one.act)
        local = one.at.astimezone(site.zone)
        who = f"{who_name(one.who)}, {local:%H:%M} · nhật ký số {one.number}"
        lines.append(
            PastLine(day_of(one.at, site.zone), "act", f"{label[:1].upper()}{label[1:]}{_detail(one)}", who)
        )
    return tuple(reversed(lines))


def _detail(one: HistoryAct) -> str:
    detail = one.detail
    if one.act == "occurred":
        number = f", {detail['document']}" if detail.get("document") else ""
        return f" ngày {_day(detail.get('on'))}{number}"
    cell = CELLS.get(str(detail.get("cell")), "")
    said = detail.get("after") if one.act == "settle" else detail.get("before")
    return f", {cell}" + (f": “{said}”" if said else "") if cell else ""


def _day(text: object) -> str:
    return dates.day(dates.read_full(str(text)))
