"""The forms of an obligation's page → acts upon it: a row an act, named as in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from fastapi import HTTPException, Request

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.obligations import acceptance, acts, causes, reversals
from plan.obligations.acts import ObligationAct
from plan.obligations.extensions import DecisionPaper
from scheduler.forecast.obligations import last_day
from web.access.rights import act_of, current
from web.forms import day_of_field, number_of_field, text
from web.site import Site
from web.uploads import paper_of

T = TypeVar("T")
KEPT = (
    "on",
    "document",
    "note",
    "reason",
    "to",
    "by",
    "agency",
    "paper",
    "paper_on",
)  # what was typed stays on the page that refuses it


@dataclass(frozen=True, slots=True)
class SentForm:
    """What was sent, to which site, and as whose act."""

    site: Site
    act: Act
    fields: Mapping[str, object]

    @property
    def reason(self) -> str:
        return " ".join(text(self.fields, "reason").split())


def wanted_act(
    forms: Mapping[str, Callable[[SentForm], T]],
    name: str,
    site: Site,
    request: Request,
    fields: Mapping[str, object],
) -> T:
    """What the form of that name asks for, as the act of whoever is signed in; 404 if there is no such form."""
    if name not in forms:
        raise HTTPException(404)
    return forms[name](SentForm(site, act_of(site, request, current(request).mail), fields))


def decision_paper(form: SentForm) -> DecisionPaper | None:
    """The paper of whoever assigned the work: its number and its day, or neither."""
    number = " ".join(text(form.fields, "paper").split())
    day = text(form.fields, "paper_on")
    if bool(number) != bool(day):
        raise NotPossibleError(
            "số văn bản và ngày văn bản đi cùng nhau; hãy ghi cả hai, hoặc để trống cả hai"
        )
    return DecisionPaper(number, day_of_field(form.site, form.fields, "paper_on")) if number else None


def _done(form: SentForm) -> ObligationAct:
    on, document = day_of_field(form.site, form.fields, "on"), number_of_field(form.fields)
    note, paper = text(form.fields, "note") or None, paper_of(form.fields)
    return lambda session, row: acts.complete(
        session, row, form.act, on=on, document=document, note=note, paper=paper
    )


def _correct(form: SentForm) -> ObligationAct:
    on, document = day_of_field(form.site, form.fields, "on"), number_of_field(form.fields)
    reason, paper = form.reason, paper_of(form.fields)
    return lambda session, row: acts.correct(
        session, row, form.act, reason=reason, on=on, document=document, paper=paper
    )


def _reopen(form: SentForm) -> ObligationAct:
    reason = form.reason
    return lambda session, row: acts.reopen(session, row, form.act, reason or None)


def _extend(form: SentForm) -> ObligationAct:
    to, reason = day_of_field(form.site, form.fields, "to"), form.reason
    ends = form.site.rules().calendar.on_or_after(to)
    paper = decision_paper(form)
    return lambda session, row: acts.extend(
        session, row, form.act, to=to, ends=ends, reason=reason, paper=paper
    )


def _undo_extension(form: SentForm) -> ObligationAct:
    reason, ends = form.reason, partial(last_day, form.site.rules().calendar)
    return lambda session, row: reversals.undo_extension(session, row, form.act, reason=reason, last_day=ends)


def _move(form: SentForm) -> ObligationAct:
    to, reason = " ".join(text(form.fields, "agency").split()), form.reason
    if not to:
        raise NotPossibleError("cần ghi cơ quan mà báo cáo ấy là của họ")
    return lambda session, row: reversals.move_receipt(session, row, form.act, to=to, reason=reason)


def _cancel(form: SentForm) -> ObligationAct:
    reason = form.reason
    return lambda session, row: acts.cancel(session, row, form.act, reason=reason)


def _accept(form: SentForm) -> ObligationAct:
    on = day_of_field(form.site, form.fields, "on") if text(form.fields, "on") else None
    document, rules = number_of_field(form.fields), form.site.rules().collection
    return lambda session, row: acceptance.accept(session, row, form.act, rules, on=on, document=document)


def _send_back(form: SentForm) -> ObligationAct:
    reason, rules = form.reason, form.site.rules().collection
    return lambda session, row: acceptance.send_back(session, row, form.act, rules, reason=reason)


def _give_cause(form: SentForm) -> ObligationAct:
    said = form.reason
    return lambda session, row: causes.give_cause(session, row, form.act, text=said)


def _decide_cause(form: SentForm, *, objective: bool) -> ObligationAct:
    document, by = number_of_field(form.fields) or "", text(form.fields, "by")
    on = day_of_field(form.site, form.fields, "on") if text(form.fields, "on") else form.act.today
    return lambda session, row: causes.decide_cause(
        session, row, form.act, objective=objective, document=document, document_on=on, confirmed_by=by
    )


FORMS: Mapping[str, Callable[[SentForm], ObligationAct]] = {
    "done": _done,
    "correct": _correct,
    "reopen": _reopen,
    "extend": _extend,
    "undo-extension": _undo_extension,
    "move": _move,
    "cancel": _cancel,
    "accept": _accept,
    "send-back": _send_back,
    "cause": _give_cause,
    "objective": partial(_decide_cause, objective=True),
    "not-objective": partial(_decide_cause, objective=False),
}
