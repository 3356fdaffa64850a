"""Who owes which report in a year, and what came in: all that the report board shows, in one query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from plan.models import Agency, Deadline, Declaration, Obligation, Regime
from plan.views.columns import columns_of
from plan.vocabulary import DeclarationState, Kind


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One report of one agency for one round; `due` and `ends` are its own days, `round_due` is that of the round."""

    id: int
    agency: str
    round: int  # the number of the deadline that all agencies of the round share
    regime: int
    label: str
    round_due: date
    opens: date
    due: date
    ends: date
    done_on: date | None
    cancelled_on: date | None
    extended_from: date | None
    revision: int
    document: str | None
    declared_on: date | None  # since when the agency's word waits for the collector's
    sent_back_on: date | None


def report_cells(session: Session, year: int, regime: int | None = None) -> list[ReportCell]:
    """Every report that was due in the year by its round, of one regime or of all."""
    which = [col(Deadline.due).between(date(year, 1, 1), date(year, 12, 31))]
    return _cells(session, *which, *([] if regime is None else [col(Deadline.regime_id) == regime]))


def report_year(session: Session, obligation: int) -> int | None:
    """The year on whose board that report stands; None for what is no report of a round."""
    query = (
        select(col(Deadline.due))
        .join(Obligation, col(Obligation.deadline_id) == col(Deadline.id))
        .where(Obligation.id == obligation, col(Deadline.regime_id).is_not(None))
    )
    due = session.exec(query).first()
    return due.year if due else None


def round_cells(session: Session, number: int) -> list[ReportCell]:
    """The reports of one round; none if there is no such round of reports."""
    return _cells(session, col(Deadline.id) == number)


def _cells(session: Session, *which: ColumnElement[bool]) -> list[ReportCell]:
    """By day due, of two rounds of one day the shorter first."""
    query = (
        select(
            *columns_of(
                ReportCell,
                Obligation,
                agency=Obligation.holder,
                round=Obligation.deadline_id,
                regime=Deadline.regime_id,
                label=Deadline.label,
                round_due=Deadline.due,
                declared_on=_declared(DeclarationState.WAITING, col(Declaration.declared_on)),
                sent_back_on=_declared(DeclarationState.SENT_BACK, col(Declaration.decided_on)),
            )
        )
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .where(Obligation.kind == Kind.REPORT, col(Deadline.regime_id).is_not(None), *which)
        .order_by(col(Deadline.due), col(Deadline.opens).desc(), col(Deadline.id))
    )
    # By the connection: columns alone need nothing of what the session does for rows.
    return [ReportCell(*row) for row in session.connection().execute(query)]


def _declared(state: DeclarationState, day: Any) -> Any:
    """The last day on which an agency's word about the obligation came into that state."""
    mine = select(func.max(day)).where(Declaration.obligation_id == Obligation.id, Declaration.state == state)
    return mine.scalar_subquery()


def report_years(session: Session) -> list[int]:
    """The years in which reports are due, first to last."""
    days = select(col(Deadline.due)).where(col(Deadline.regime_id).is_not(None)).distinct()
    return sorted({day.year for day in session.exec(days)})


@dataclass(frozen=True, slots=True)
class RegimeName:
    """A set of periodic reports, as one chooses it in a list."""

    id: int
    name: str
    title: str  # for people; the name is what addresses and files say


def regime_names(session: Session) -> list[RegimeName]:
    rows = session.exec(select(Regime.id, Regime.name, Regime.definition).order_by(Regime.name))
    return [
        RegimeName(number, name, str(definition.get("title") or name)) for number, name, definition in rows
    ]


@dataclass(frozen=True, slots=True)
class BoardAgency:
    """An agency as a row of the board: its name and the group it stands under."""

    code: str
    name: str
    group: str


def board_agencies(session: Session) -> dict[str, BoardAgency]:
    """Every agency by its code; the group is the first that the register names, empty for none."""
    rows = session.exec(select(Agency.code, Agency.name, Agency.groups).where(Agency.kind != "group"))
    return {code: BoardAgency(code, name, groups[0] if groups else "") for code, name, groups in rows}
