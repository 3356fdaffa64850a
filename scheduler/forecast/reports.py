"""From report regimes to what each agency owes: rounds stored as deadlines, an obligation for each reporter.

Idempotent, like `scheduler.forecast`: a stored day stays while its regime says the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from plan.agencies.directory import AgencyDirectory
from plan.models import Deadline, Kind, Obligation, Plan, Regime
from plan.obligations.asking_document import REQUESTED
from plan.vocabulary import Source
from scheduler.forecast.context import ForecastContext, ObligationSpec
from scheduler.forecast.deadlines import Key, fell_due_before, known_rows, withdraw
from scheduler.forecast.history import is_history
from scheduler.forecast.holders import Holder
from scheduler.forecast.obligations import last_day, store_obligations
from scheduler.forecast.tasks import codes
from scheduler.policy import regimes
from scheduler.policy.regimes import RegimeRules, ReportRound


def forecast_regime(context: ForecastContext, plan: Plan, rules: RegimeRules) -> None:
    """Store the rounds of one regime and what every reporting agency owes."""
    regime, unchanged = _regime(context.session, plan, rules)
    known = known_rows(context.session, col(Deadline.regime_id) == regime.id)
    stays = _staying(context, known, everything=unchanged)
    turns = [
        replace(turn, due=stays.get(turn.label, turn.due))
        for turn in regimes.report_rounds(rules, plan.first, plan.last, context.rules.calendar)
        if _is_asked(context, plan, turn)
    ]
    asked = {(t.label, t.due) for t in turns}
    new = {(t.label, t.due): _round(regime, t) for t in turns if (t.label, t.due) not in known}
    context.session.add_all(new.values())
    context.session.flush()
    gone = [row for key, row in known.items() if key not in asked and not fell_due_before(plan, row.due)]
    withdraw(context, gone)
    known |= new
    for turn in turns:
        known[turn.label, turn.due].withdrawn_on = None
    store_obligations(
        context, [one for turn in turns for one in _owed(context, plan, known[turn.label, turn.due], turn)]
    )


def _is_asked(context: ForecastContext, plan: Plan, turn: ReportRound) -> bool:
    """Nothing was due before the plan was signed, and what was before it is followed is history."""
    ends = last_day(context.rules.calendar, turn.due, turn.grace)
    return (plan.began_on is None or turn.due >= plan.began_on) and not is_history(plan, ends)


def _regime(session: Session, plan: Plan, rules: RegimeRules) -> tuple[Regime, bool]:
    """The stored regime, and whether it said the same before."""
    row = session.exec(select(Regime).where(Regime.plan_id == plan.id, Regime.name == rules.name)).first()
    row = row or Regime(plan_id=plan.id, name=rules.name)
    before, row.definition = row.definition, rules.model_dump(mode="json")
    session.add(row)
    session.flush()
    return row, before == row.definition


def _staying(context: ForecastContext, known: dict[Key, Deadline], *, everything: bool) -> dict[str, date]:
    """Days that do not move, by label.

    All of them while the regime says the same: a holiday decreed later moves no day that people were told. Once it
    says something else, those that have passed and those for which somebody has already reported.
    """
    rows = [row for row in known.values() if row.withdrawn_on is None]
    done = select(Obligation.deadline_id).where(col(Obligation.done_on).is_not(None))
    reported = set(context.session.exec(done.where(col(Obligation.deadline_id).in_([r.id for r in rows]))))
    return {r.label: r.due for r in rows if everything or r.due < context.today or r.id in reported}


def _round(regime: Regime, turn: ReportRound) -> Deadline:
    first, last = turn.data or (None, None)
    return Deadline(
        regime_id=regime.id,
        label=turn.label,
        opens=turn.opens,
        due=turn.due,
        source=Source.REPORT,
        sent_to=turn.to,
        data_first=first,
        data_last=last,
        through=turn.through,
        grace=turn.grace,
    )


def _owed(context: ForecastContext, plan: Plan, row: Deadline, turn: ReportRound) -> Iterable[ObligationSpec]:
    since = plan.began_on or turn.opens
    found = [code for name in turn.who for code in members(context.directory, name, turn.due)]
    for code in dict.fromkeys(found):
        yield ObligationSpec(row, Holder(code, (code,)), (), Kind.REPORT, turn.label, since)


def members(directory: AgencyDirectory, entry: str, on: date) -> list[str]:
    """Codes stand for themselves, else names; of several names for one set ("|") the first that is known."""
    for name in entry.split("|"):
        known = directory.get(name.strip())
        if found := [name.strip()] if known else codes(directory.resolve(name.strip(), on=on)):
            return found
    return []


def withdraw_regimes(context: ForecastContext, plan: Plan, kept: set[str]) -> None:
    """What a regime that the plan no longer has still asks for need not be done any more.

    What fell due before stays owed, and so does a report that was asked for by itself.
    """
    for regime in regimes_of(context.session, plan):
        if regime.name not in kept:
            rows = known_rows(context.session, col(Deadline.regime_id) == regime.id).values()
            withdraw(context, [row for row in rows if row.due >= context.today])


def regimes_of(session: Session, plan: Plan) -> list[Regime]:
    """The stored regimes of a plan, without reports that were asked for by themselves."""
    rows = session.exec(select(Regime).where(Regime.plan_id == plan.id).order_by(col(Regime.id)))
    return [row for row in rows if REQUESTED not in row.definition]


def silent(context: ForecastContext, plan: Plan, rules: RegimeRules) -> list[str]:
    """Names in a regime that mean nobody in the directory: a report that no one will be asked for."""
    on = min(max(context.on, plan.first), plan.last)
    names = dict.fromkeys(name for link in rules.link for name in link.who)
    return [name for name in names if not members(context.directory, name, on)]


def report_rounds(session: Session, plan: Plan) -> list[dict[str, object]]:
    """The rounds of reports of a plan as JSON, by day due: what, by when, and who owes it."""
    query = select(Deadline, Regime).join(Regime).where(Regime.plan_id == plan.id)
    rows = session.exec(query.order_by(col(Deadline.due), col(Deadline.id)))
    return [_round_json(session, deadline, regime) for deadline, regime in rows]


def _round_json(session: Session, deadline: Deadline, regime: Regime) -> dict[str, object]:
    owed = select(Obligation).where(Obligation.deadline_id == deadline.id).order_by(col(Obligation.id))
    obligations = list(session.exec(owed))
    data = [day and day.isoformat() for day in (deadline.data_first, deadline.data_last)]
    return {
        "id": deadline.id,
        "regime": regime.name,
        "label": deadline.label,
        "opens": deadline.opens.isoformat(),
        "due": deadline.due.isoformat(),
        "ends": obligations[0].ends.isoformat() if obligations else None,
        "agencies": [o.holder for o in obligations],
        "assumed": regime.definition.get("assumed", []),
        "data": data if deadline.data_first else None,
        "to": deadline.sent_to or "",
        "through": deadline.through,
        "requested_by": deadline.requested_by,
    }
