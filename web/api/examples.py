"""What each operation is sent and answers, by its name: shown in the description and on the page made from it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plan.people.token_scopes import Scope

_PLAN = {
    "code": "39/QĐ-UBND", "title": "Kế hoạch cải cách hành chính giai đoạn 2012-2015", "issued_on": "2012-03-25",
    "period": ["2012-01-01", "2015-12-31"], "supersedes": [],
    "decisions": [{"code": "39/QĐ-UBND", "title": "Kế hoạch cải cách hành chính", "issued_on": "2012-03-25", "issuer": "UBND tỉnh", "way": "adopts"}],
}  # fmt: skip
_AGENCY = {
    "code": "ban-dan-toc", "name": "Ban Dân tộc", "short_name": "BDT", "aliases": [], "kind": "so",
    "groups": ["các sở, ban, ngành"], "emails": ["bdt@quangngai.example"], "parent": None, "active_from": None,
    "active_to": None, "successor": None,
}  # fmt: skip
_PART = {
    "text": "Sở Nội vụ",
    "kind": "agency",
    "name": "Sở Nội vụ",
    "agencies": ["so-noi-vu"],
    "suggestions": [],
}
_TASK = {
    "id": 12, "section": "II", "number": "6", "title": "Rà soát thủ tục hành chính", "lead": [_PART], "partners": [],
    "product": "Báo cáo", "timing": "Hàng năm", "note": "", "state": "scheduled",
    "deadlines": [{"id": 40, "label": "Năm 2012", "opens": "2012-01-01", "due": "2012-12-31", "ends": "2012-12-31", "source": "time", "target": False, "task": 12}],
    "review": [], "answers": {},
}  # fmt: skip
_OBLIGATION: dict[str, Any] = {
    "id": 363, "due": "2012-06-29", "status": "late", "agencies": ["ban-dan-toc"], "label": "Báo cáo quý II năm 2012",
    "task": None, "deadline": 77, "kind": "report", "ends": "2012-06-29", "partners": [], "done_on": None, "document": None,
    "extended_from": None, "opens": "2012-04-01", "title": "Báo cáo quý II năm 2012", "declared": None, "sent_back": None,
    "cause": None, "extensions": [], "plan": "39/QĐ-UBND", "revision": 4,
}  # fmt: skip
_AFTER = _OBLIGATION | {"revision": 5}
_DONE = _AFTER | {"status": "done-late", "done_on": "2012-07-16", "document": "45/BC-BDT"}
_DECLARED = _AFTER | {
    "declared": {
        "on": "2012-07-16",
        "document": "45/BC-BDT",
        "at": "2012-07-16T02:00:00+00:00",
        "by": "ban-dan-toc",
    }
}
_CAUSE = {"text": "Lũ cuốn cầu, không họp được", "objective": None, "document": None, "document_on": None, "confirmed_by": None}  # fmt: skip
_LETTER = {
    "id": 801, "day": "2012-07-16", "kind": "digest", "agency": "ban-dan-toc", "channel": "mail", "state": "sent",
    "subject": "[Đôn đốc] Ban Dân tộc: 1 việc quá hạn", "attempts": 1, "fault": None, "error": None, "refused": {},
}  # fmt: skip
_COUNTS = {"on_time": 30, "late": 3, "overdue": 2, "open": 5, "share": 0.857}
_REPORTED = {"on": "2012-07-16", "document": "45/BC-BDT"}
_DECIDED = {"reason": "Lũ lớn tháng 6", "document": "12/QĐ-UBND", "on": "2012-07-10"}


_WEBHOOK = {"name": "VNPT iOffice", "url": "https://ioffice.tinh.example/dondoc"}
_ENDPOINT = {
    "id": 2, **_WEBHOOK, "made_at": "2012-07-16T02:00:00+00:00", "closed_at": None, "closed_because": "", "seen_at": None, "waiting": 0,
}  # fmt: skip
_DELIVERY = {
    "id": 41, "event": "obligation.late", "subject": 363, "body": "{…}", "state": "delivered", "attempts": 1, "made_at": "2012-07-16T02:00:00+00:00",
    "try_at": "2012-07-16T02:00:00+00:00", "tried_at": "2012-07-16T02:00:01+00:00", "status": 204, "said": "",
}  # fmt: skip


def _list(item: dict[str, Any], *, by_changes: bool = False) -> dict[str, Any]:
    return {"items": [item], "next": None} | ({"resume": "MTIuMzYz"} if by_changes else {})


@dataclass(frozen=True, slots=True)
class OperationExample:
    """The scope that it wants, what it is sent, and what it answers with which status, if anything.

    `optional` keys may be missing of an answer.
    """

    scope: Scope
    answer: dict[str, Any]
    sent: Any = None
    optional: tuple[str, ...] = ("resume",)
    status: int = 200


EXAMPLES: Mapping[str, OperationExample] = {
    "plans": OperationExample(Scope.READ, _list(_PLAN)),
    "plan": OperationExample(Scope.READ, _PLAN),
    "agencies": OperationExample(Scope.READ, _list(_AGENCY)),
    "agency": OperationExample(Scope.READ, _AGENCY),
    "tasks": OperationExample(Scope.READ, _list(_TASK, by_changes=True)),
    "task": OperationExample(Scope.READ, _TASK),
    "occurred": OperationExample(Scope.DECIDE, _TASK, {"on": "2012-07-16", "document": "60/QĐ-TTg"}),
    "obligations": OperationExample(Scope.READ, _list(_OBLIGATION, by_changes=True)),
    "obligation": OperationExample(Scope.READ, _OBLIGATION),
    "history": OperationExample(
        Scope.READ,
        {
            "obligation": _OBLIGATION, "source": {"regime": "Báo cáo cải cách hành chính"}, "ends_because": None, "assumed": [],
            "cancelled_because": None, "told": [], "coming": [],
            "acts": [{"at": "2012-07-16T02:00:00+00:00", "who": "token:ioffice", "act": "done", "detail": {}}],
        },
    ),
    "reports": OperationExample(
        Scope.READ,
        {
            "year": 2012, "rounds": [{"id": 77, "label": "Báo cáo quý II năm 2012", "due": "2012-06-29"}],
            "rows": [{"agency": "ban-dan-toc", "cells": [{"round": 77, "obligation": 363, "status": "late", "done_on": None, "late": 11, "revision": 4}]}],
        },
    ),
    "figures": OperationExample(
        Scope.READ,
        {
            "from": "2012-01-01", "to": "2012-07-16", "by": "agency", "all": _COUNTS,
            "groups": [{"code": "ban-dan-toc", "name": "Ban Dân tộc", **_COUNTS}],
        },
    ),
    "letters": OperationExample(Scope.LETTERS, _list(_LETTER)),
    "letter": OperationExample(Scope.LETTERS, _LETTER),
    "done": OperationExample(Scope.RECEIVE, _DONE, _REPORTED),
    "declared": OperationExample(Scope.RECEIVE, _DECLARED, _REPORTED),
    "receipts": OperationExample(
        Scope.RECEIVE,
        {"recorded": [363], "known": 0},
        [{"agency": "ban-dan-toc", "label": "Báo cáo quý II năm 2012", **_REPORTED}],
    ),
    "acknowledged": OperationExample(Scope.RECEIVE, _OBLIGATION),
    "cause": OperationExample(Scope.RECEIVE, _AFTER | {"cause": _CAUSE}, {"text": _CAUSE["text"]}),
    "extension-requests": OperationExample(
        Scope.RECEIVE, _OBLIGATION, {"until": "2012-08-15", "reason": "Lũ lớn tháng 6"}
    ),
    "accept": OperationExample(Scope.DECIDE, _DONE, {"on": "2012-07-16"}),
    "send-back": OperationExample(
        Scope.DECIDE,
        _AFTER | {"sent_back": {"on": "2012-07-17", "reason": "Thiếu biểu số 2"}},
        {"reason": "Thiếu biểu số 2"},
    ),
    "cause-confirm": OperationExample(
        Scope.DECIDE,
        _AFTER | {"cause": _CAUSE | {"objective": True, "document": "33/TB-UBND", "document_on": "2012-07-17", "confirmed_by": "UBND tỉnh"}},
        {"objective": True, "document": "33/TB-UBND", "on": "2012-07-17", "by": "UBND tỉnh"},
    ),
    "extend": OperationExample(
        Scope.DECIDE, _AFTER | {"due": "2012-08-15", "ends": "2012-08-15", "extended_from": "2012-06-29"}, {"to": "2012-08-15", **_DECIDED}
    ),
    "cancel": OperationExample(Scope.DECIDE, _AFTER | {"status": "cancelled"}, _DECIDED),
    "reopen": OperationExample(Scope.DECIDE, _AFTER, {"reason": "Ghi nhầm cơ quan"}),
    "webhooks": OperationExample(Scope.WEBHOOKS, _list(_ENDPOINT)),
    "webhook-add": OperationExample(Scope.WEBHOOKS, {"id": 2, "secret": "whsec_…"}, _WEBHOOK, status=201),
    "webhook": OperationExample(Scope.WEBHOOKS, _ENDPOINT | {"deliveries": [_DELIVERY]}),
    "webhook-close": OperationExample(Scope.WEBHOOKS, {}, status=204),
    "webhook-ping": OperationExample(Scope.WEBHOOKS, {"id": 2, "event": "ping"}, status=202),
}  # fmt: skip
