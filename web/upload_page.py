"""What the page of a document under review shows, gathered in one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from plan.dates import day
from plan.documents.headings import ROLES
from plan.labels import CELLS
from plan.storage.session import Session
from plan.tasks.upload_answers import UploadAnswers, answers_from
from plan.text import fold
from plan.views.plan_list import PlanLine, plan_lines
from plan.views.uploads import UploadPage, upload_page
from scheduler.intake.upload_acts import why_not_adoptable
from scheduler.policy.regimes import shipped_regimes
from web.review import (
    A_PAGE,
    CHANGES,
    TABS,
    ReviewTabs,
    Tab,
    days_of_row,
    differing,
    marked,
    place_of,
    ref_of,
    tabs_of,
    told_lines,
)
from web.sentences import for_page

COLUMNS = {
    "number": "số thứ tự", "title": "nhiệm vụ", "lead": "cơ quan chủ trì", "partners": "cơ quan phối hợp",
    "product": "sản phẩm", "timing": "thời gian", "start": "ngày bắt đầu", "end": "ngày kết thúc",
    "status": "tình trạng", "note": "ghi chú",
}  # fmt: skip


def _iso(kept: str) -> str:
    """A day as it is kept → as people read it."""
    return day(date.fromisoformat(kept))


_TEMPLATES = {"ready": "upload_review", "adopted": "upload_adopted"}
# What a template is given to set the words of a row with.
TOOLS: Mapping[str, object] = {
    "ref_of": ref_of, "place_of": place_of, "marked": marked, "differing": differing, "days_of_row": days_of_row,
    "tabs": TABS, "changes": CHANGES, "cells": CELLS, "iso": _iso, "columns": COLUMNS, "roles": ROLES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UploadView:
    """What a reader chose on the page: which rows, from which on, and the key of the row that was answered last."""

    tab: Tab | None = None
    after: int = 0
    said: str = ""


def upload_facts(session: Session, number: int, view: UploadView) -> dict[str, object] | None:
    """None for a number that no document has."""
    page = upload_page(session, number)
    if page is None:
        return None
    template = _TEMPLATES.get(page.line.state.value, "upload_reading")
    facts: dict[str, object] = {
        "page": page, "upload": page.line, "for_page": for_page, "template": template,
    }  # fmt: skip
    if page.line.state == "ready":
        facts |= _review_facts(page, view, plan_lines(session))
    return facts


def _review_facts(page: UploadPage, view: UploadView, plans: list[PlanLine]) -> dict[str, object]:
    proposal, answers = page.proposal, answers_from(page.answers)
    tabs = tabs_of(proposal, sorted(answers.later))
    tab = view.tab or tabs.first()
    rows = tabs.rows(tab)
    return {
        **TOOLS,
        "place_of": partial(place_of, tables=proposal.get("tables")),
        "proposal": proposal,
        "answers": answers,
        "review": tabs,
        "tab": tab,
        "shown": rows[view.after : view.after + A_PAGE],
        "after": view.after,
        "many": len(rows),
        "frame": _frame(page, answers),
        "asked": {one["field"]: one for one in proposal["frame"]},
        "told": told_lines(proposal["told"]),
        "why_not": for_page(why) if (why := why_not_adoptable(proposal)) else "",
        "regimes": shipped_regimes(),
        "relation": _relation(answers, proposal["kind"]),
        "plans": [plan for plan in plans if plan.code != proposal["plan"]["code"]],
        "answered": next((row for row in proposal["rows"] if row["key"] == view.said), None),
        "left": _left(tabs),
    }


def _left(tabs: ReviewTabs) -> int:
    return len(tabs.ask)


def _frame(page: UploadPage, answers: UploadAnswers) -> dict[str, object]:
    """What stands in the fields: never what is only proposed."""
    plan = page.proposal["plan"]
    asked = {one["field"] for one in page.proposal["frame"]}
    said = answers.of_frame
    first, last = plan["period"] or (None, None)
    years = f"{first[:4]}–{last[:4]}" if first and last else ""
    read = {
        "number": plan["code"],
        "issued_on": date.fromisoformat(plan["issued_on"]) if plan["issued_on"] else None,
        "period": years[:4] if years[:4] == years[5:] else years,
        "title": plan["title"],
        "status": said.status or "",
    }
    shown: dict[str, object] = {name: (None if name in asked else value) for name, value in read.items()}
    since = answers.followed_from
    return shown | {"followed_from": date.fromisoformat(since) if since else None}


def _relation(answers: UploadAnswers, kind: str) -> str:
    if answers.supersedes:
        return f"supersedes:{answers.supersedes}"
    if answers.amends:
        return "alone" if answers.amends == ("none",) else f"amends:{answers.amends[0]}"
    if answers.withdraw:
        return "withdraw"
    return "" if kind == "new" else "read"


def others_answer(session: Session, number: int, typed: Mapping[str, str]) -> str:
    """What somebody else answered meanwhile to that about which these words were sent; empty if nothing."""
    page = upload_page(session, number)
    if page is None:
        return ""
    answers = answers_from(page.answers)
    if said := answers.names.get(fold(typed["name"])) if typed["name"] else None:
        meaning = {"new": "cơ quan mới", "outside": "ngoài phạm vi theo dõi"}.get(said.way, said.agency)
        return f"“{said.name}” là {meaning}, {said.who.partition(':')[2]}"
    given = answers.rows.get(typed["rows"].partition(",")[0], {}).get(typed["cell"])
    return f"“{given.words or 'đúng như đã hiểu'}”, {given.who.partition(':')[2]}" if given else ""
