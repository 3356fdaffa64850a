"""Duties as the plan lists them, made by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from notifications.calendars import ical
from notifications.calendars.events import EventContext, EventTemplates
from notifications.rendering import environment
from plan.obligations.duty import Duty
from plan.subscriptions.choices import Choice
from plan.subscriptions.versions import EventVersion

FACTS: dict[str, Any] = {
    "id": 7,
    "kind": "task",
    "task": 3,
    "deadline": 4,
    "plan": 1,
    "plan_code": "39/QĐ-UBND",
    "plan_title": "Kế hoạch cải cách hành chính giai đoạn 2012-2015",
    "issued_on": date(2012, 3, 25),
    "since": date(2012, 3, 25),
    "section": "II",
    "number": "6",
    "title": "Rà soát chức năng, nhiệm vụ",
    "product": "Báo cáo; Quyết định",
    "timing": "Quý II, năm 2012",
    "label": "II.6 Quý II năm 2012",
    "source": "time",
    "part": "Quý II năm 2012",
    "opens": date(2012, 4, 1),
    "due": date(2012, 6, 30),
    "ends": date(2012, 7, 2),
    "target": None,
    "leads": ("so-noi-vu",),
    "partners": ("so-tai-chinh", "so-y-te"),
    "status": "open",
    "done_on": None,
    "document": None,
    "cancelled_on": None,
    "extended_from": None,
    "revision": 0,
    "changed_at": datetime(2012, 3, 26, 1, 2, 3, 456789, tzinfo=UTC),
}
WORDING = EventTemplates(environment())
NAMES = {"so-noi-vu": "Sở Nội vụ", "so-tai-chinh": "Sở Tài chính", "so-y-te": "Sở Y tế"}


def made(**facts: Any) -> Duty:
    return Duty(**(FACTS | facts))


def built(*duties: Duty, **facts: Any) -> bytes:
    viewer, choice = facts.get("viewer", "so-noi-vu"), Choice(**facts.get("choice", {}))
    context = EventContext(NAMES, **({"office": "Sở Nội vụ"} | facts.get("scene", {})))
    held = ical.visible(duties, choice, viewer, facts.get("today", date(2012, 6, 1)))
    return ical.build(
        WORDING.render(held, context),
        {d.id: EventVersion(f"uid-{d.id}", d.revision, d.changed_at.replace(microsecond=0)) for d in held},
        title=facts.get("title", "Đôn Đốc – Sở Nội vụ"),
        viewer=viewer,
        choice=choice,
    )


@pytest.fixture
def duty() -> Callable[..., Duty]:
    return made


@pytest.fixture
def build() -> Callable[..., bytes]:
    """A calendar of these duties as Sở Nội vụ sees it on 1 June 2012, unless said otherwise."""
    return built
