"""The acts upon one obligation as programs ask for them: a row an act, named as in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.obligations import acceptance, acts, causes, responses
from plan.obligations.acceptance import Said
from plan.obligations.acts import ObligationAct
from plan.obligations.extensions import DecisionPaper
from plan.people.token_scopes import Scope
from scheduler.policy.rules import Rules
from web.api.bodies import (
    AcceptBody,
    Body,
    CauseBody,
    CauseDecisionBody,
    DecidedBody,
    ExtendBody,
    ExtensionRequestBody,
    ReopenBody,
    SendBackBody,
)
from web.api.reports import Reported

Whose = Literal["collector", "agency", "both"]


@dataclass(frozen=True, slots=True)
class Asker:
    """In whose name an act is done: of which agency, if it is one's program."""

    act: Act
    rules: Rules
    agency: str | None

    @property
    def office(self) -> str:
        """Of what only an agency says."""
        assert self.agency is not None, "the row says whose act it is"
        return self.agency


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: what it is called for people, which scope it needs, whose word it is, what is sent with it."""

    summary: str
    scope: Scope
    whose: Whose
    body: type[Body] | None  # None: nothing is sent
    do: Callable[[Asker, Any], ObligationAct]
    only_leads: bool = True  # of an agency


def done(asker: Asker, said: Reported) -> ObligationAct:
    """It was received."""
    body = said.body
    return lambda session, row: acts.complete(
        session, row, asker.act, on=body.on, document=body.document, note=body.note, paper=said.paper
    )


def declared(asker: Asker, said: Reported) -> ObligationAct:
    """Its agency says that it is done."""
    word = Said(said.body.on, said.body.document, said.body.note, said.paper)

    def declare(session: Any, row: Any) -> None:
        acceptance.declare(session, row, asker.office, asker.act, word, asker.rules.collection)

    return declare


def _acknowledged(asker: Asker, _body: None) -> ObligationAct:
    return lambda session, row: responses.confirm_reading(session, row, asker.office, asker.act)


def _cause(asker: Asker, body: CauseBody) -> ObligationAct:
    return lambda session, row: causes.give_cause(
        session, row, asker.act, text=body.text, agency=asker.agency
    )


def _extension_request(asker: Asker, body: ExtensionRequestBody) -> ObligationAct:
    def ask(session: Any, row: Any) -> None:
        responses.request_extension(
            session, row, asker.office, asker.act, until=body.until, reason=body.reason, way=body.way
        )

    return ask


def _accept(asker: Asker, body: AcceptBody) -> ObligationAct:
    return lambda session, row: acceptance.accept(
        session, row, asker.act, asker.rules.collection, on=body.on, document=body.document
    )


def _send_back(asker: Asker, body: SendBackBody) -> ObligationAct:
    return lambda session, row: acceptance.send_back(
        session, row, asker.act, asker.rules.collection, reason=body.reason
    )


def _decide_cause(asker: Asker, body: CauseDecisionBody) -> ObligationAct:
    return lambda session, row: causes.decide_cause(
        session,
        row,
        asker.act,
        objective=body.objective,
        document=body.document,
        document_on=body.on,
        confirmed_by=body.by,
    )


def _paper(body: DecidedBody) -> DecisionPaper | None:
    if (body.document is None) != (body.on is None):
        raise NotPossibleError("số văn bản (document) và ngày văn bản (on) đi cùng nhau, hoặc cùng bỏ trống")
    return DecisionPaper(body.document, body.on) if body.document and body.on else None


def _extend(asker: Asker, body: ExtendBody) -> ObligationAct:
    ends, paper = asker.rules.calendar.on_or_after(body.to), _paper(body)
    return lambda session, row: acts.extend(
        session, row, asker.act, to=body.to, ends=ends, reason=body.reason, paper=paper
    )


def _cancel(asker: Asker, body: DecidedBody) -> ObligationAct:
    paper = _paper(body)
    return lambda session, row: acts.cancel(session, row, asker.act, reason=body.reason, paper=paper)


def _reopen(asker: Asker, body: ReopenBody) -> ObligationAct:
    return lambda session, row: acts.reopen(session, row, asker.act, body.reason)


DEEDS: Mapping[str, Deed] = {
    "acknowledged": Deed(
        "Cơ quan đã đọc thư", Scope.RECEIVE, "agency", None, _acknowledged, only_leads=False
    ),
    "cause": Deed("Nguyên nhân chậm", Scope.RECEIVE, "both", CauseBody, _cause),
    "extension-requests": Deed(
        "Cơ quan xin gia hạn", Scope.RECEIVE, "agency", ExtensionRequestBody, _extension_request
    ),
    "accept": Deed("Chấp nhận điều cơ quan đã báo", Scope.DECIDE, "collector", AcceptBody, _accept),
    "send-back": Deed("Trả lại điều cơ quan đã báo", Scope.DECIDE, "collector", SendBackBody, _send_back),
    "cause/confirm": Deed(
        "Xác nhận, hoặc không, nguyên nhân khách quan",
        Scope.DECIDE,
        "collector",
        CauseDecisionBody,
        _decide_cause,
    ),
    "extend": Deed("Gia hạn", Scope.DECIDE, "collector", ExtendBody, _extend),
    "cancel": Deed("Hủy việc không còn phải làm", Scope.DECIDE, "collector", DecidedBody, _cancel),
    "reopen": Deed("Mở lại việc đã ghi xong hoặc đã hủy", Scope.DECIDE, "collector", ReopenBody, _reopen),
}
"""What is sent as JSON alone; what may come with a file, `done` and `declared`, is below its own routes."""
REPORTS: Mapping[str, Deed] = {
    "done": Deed("Ghi nhận đã nhận, đã xong", Scope.RECEIVE, "collector", None, done),
    "declared": Deed("Cơ quan báo đã xong, chờ xác nhận", Scope.RECEIVE, "agency", None, declared),
}
