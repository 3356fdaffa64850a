"""A report asked for by itself (đột xuất): some agencies or all, by a day, on the word of a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from plan import dates
from plan.agencies.store import load_directory
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Deadline, Kind, Obligation, Plan, Regime
from plan.obligations.asking_document import REQUESTED, AskingDocument
from plan.storage.changes import note_change
from plan.vocabulary import Source
from scheduler.forecast.context import ForecastContext, ObligationSpec, tell_made
from scheduler.forecast.holders import Holder
from scheduler.forecast.obligations import store_obligations
from scheduler.forecast.reports import members, regimes_of
from scheduler.policy.regimes import RegimeRules
from scheduler.policy.rules import Rules

_NAME = "dot-xuat-"  # of each regime that is one request


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What is asked. `to` are codes or names of agencies and groups; none means everybody who reports."""

    title: str
    due: date
    to: tuple[str, ...]
    document: str | None = None
    plan: str | None = None
    grace: int = 0
    asking: AskingDocument | None = None  # kind, day, issuer and subject of the document


def request_report(session: Session, rules: Rules, act: Act, request: ReportRequest) -> list[int]:
    """Store the request; each agency hears of it in its next letter. The numbers of the obligations.

    Asked for once more on the same day (a form sent twice), it is the one there is.
    """
    if not request.title.strip():
        raise NotPossibleError("báo cáo cần có tên")
    if request.due < act.today:
        raise NotPossibleError(f"ngày gửi {dates.day(request.due)} đã qua")
    if (asking := request.asking) and asking.issued_on and asking.issued_on > act.today:
        raise NotPossibleError(
            f"văn bản yêu cầu ký ngày {dates.day(asking.issued_on)}, còn ở phía trước; xem lại ngày"
        )
    plan = _plan(session, request.plan)
    if again := _asked_already(session, plan, request, act):
        return again
    office = ForecastContext(session, rules, load_directory(session), act.now, act.today)
    codes = _asked(office, plan, request)
    deadline = _deadline(session, plan, request, act)
    wanted = [
        ObligationSpec(deadline, Holder(code, (code,)), (), Kind.REPORT, deadline.label, act.today)
        for code in codes
    ]
    store_obligations(office, wanted)
    tell_made(office)
    detail = {
        "title": request.title,
        "due": request.due.isoformat(),
        "to": codes,
        "document": request.document,
    }
    write_down(session, act, "request report", f"deadline {deadline.id}", detail)
    note_change(session)
    session.flush()
    return [row.id for row in _obligations(session, deadline.id)]


def _obligations(session: Session, deadline: int) -> list[Obligation]:
    query = select(Obligation).where(Obligation.deadline_id == deadline).order_by(col(Obligation.id))
    return list(session.exec(query))


def _asked_already(session: Session, plan: Plan, request: ReportRequest, act: Act) -> list[int]:
    """The obligations of the same request of today, but for one that was cancelled."""
    query = select(Regime, Deadline.id).join(Deadline, col(Deadline.regime_id) == col(Regime.id))
    of_today = col(Regime.name).startswith(f"{_NAME}{act.today}-")
    for regime, deadline in session.exec(
        query.where(Regime.plan_id == plan.id, of_today, Deadline.due == request.due)
    ):
        said = regime.definition.get(REQUESTED)
        if isinstance(said, Mapping) and {**said, "asked_by": act.who} == _asked_facts(request, act):
            rows = _obligations(session, deadline)
            if any(row.cancelled_on is None for row in rows):
                return [row.id for row in rows]
    return []


def _asked_facts(request: ReportRequest, act: Act) -> dict[str, object]:
    """What is kept of a request."""
    return {
        "title": request.title,
        "document": request.document,
        "to": list(request.to),
        "asked_on": act.today.isoformat(),
        "asked_by": act.who,
        "asking": request.asking.to_json() if request.asking else None,
    }


def _plan(session: Session, code: str | None) -> Plan:
    """The plan of that number, or the newest one."""
    query = select(Plan).order_by(col(Plan.first).desc(), col(Plan.id).desc())
    plan = session.exec(query.where(Plan.code == code) if code else query).first()
    if plan is None:
        raise NotPossibleError(f"không có kế hoạch {code or 'nào'}; nhận bằng: dondoc import")
    return plan


def _asked(office: ForecastContext, plan: Plan, request: ReportRequest) -> list[str]:
    names = request.to or _everybody(office, plan)
    if not names:
        raise NotPossibleError("kế hoạch chưa có chế độ báo cáo nào; hãy nêu cơ quan bằng --to")
    found: list[str] = []
    for name in names:
        codes = members(office.directory, name, office.on)
        if not codes:
            raise NotPossibleError(f"không có cơ quan hay nhóm nào tên {name!r}{_perhaps(office, name)}")
        found += [office.directory.current(code, office.on) for code in codes]
    return list(dict.fromkeys(found))


def _everybody(office: ForecastContext, plan: Plan) -> list[str]:
    """Who stands in the first link of the regimes of the plan."""
    rules = [RegimeRules.model_validate(row.definition) for row in regimes_of(office.session, plan)]
    return list(dict.fromkeys(name for one in rules for name in one.link[0].who))


def _perhaps(office: ForecastContext, name: str) -> str:
    near: Sequence[str] = [
        s for part in office.directory.resolve(name, on=office.on) for s in part.suggestions
    ]
    return f"; có phải: {', '.join(near)}?" if near else ""


def _deadline(session: Session, plan: Plan, request: ReportRequest, act: Act) -> Deadline:
    """A regime of its own for each request, so that a plan that is taken in again leaves it alone."""
    count = session.exec(select(func.count(col(Regime.id))).where(Regime.plan_id == plan.id)).one()
    asked = _asked_facts(request, act)
    name = f"{_NAME}{act.today}-{count + 1}"
    regime = Regime(plan_id=plan.id, name=name, definition={REQUESTED: asked})
    session.add(regime)
    session.flush()
    row = Deadline(
        regime_id=regime.id,
        label=" ".join(request.title.split()),
        opens=act.today,
        due=request.due,
        source=Source.REQUEST,
        requested_by=request.document,
        grace=request.grace,
    )
    session.add(row)
    session.flush()
    return row
