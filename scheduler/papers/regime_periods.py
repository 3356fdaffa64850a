"""The periods of a regime, by its own cut-off and under its own name: quý I is 15/12–14/3 under Công văn 581."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from plan.models import Regime
from scheduler.papers.periods import PeriodError, ReportPeriod, parts_of
from scheduler.policy.regimes import RegimePeriod, RegimeRules, choose, periods_of

KINDS = {"9M": "M9"}  # as regimes write it
CALLED = {
    "Q1": "quý I",
    "Q2": "quý II",
    "Q3": "quý III",
    "Q4": "quý IV",
    "H1": "6 tháng đầu năm",
    "H2": "6 tháng cuối năm",
    "M9": "9 tháng",
    "Y": "năm",
    "month": "tháng",
}
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def regime_named(session: Session, name: str) -> RegimeRules:
    """The regime of that name as the newest plan has it, else the shipped one or the file of that path.

    Raises RegimeError for a name that neither knows.
    """
    query = select(Regime).where(Regime.name == name).order_by(col(Regime.plan_id).desc())
    for row in session.exec(query):
        if "request" not in row.definition:
            return RegimeRules.model_validate(row.definition)
    (first, *_) = choose(name)
    return first


def regime_period(rules: RegimeRules, text: str) -> ReportPeriod:
    """The period that the words name, with the days of the regime's data. Raises PeriodError if it has none such.

    It is compared with the quarter before if the regime has that, else with the same period of the year before.
    """
    year, mark = parts_of(text)
    kind = KINDS.get(mark, mark)
    found = _found(rules, year, kind)
    if found is None:
        known = ", ".join(CALLED[name] for name in rules.periods)
        raise PeriodError(f"chế độ {rules.name} không có kỳ {text}; có: {known}")
    return replace(_term(rules, found), previous=_term(rules, _before(rules, year, kind)))


def _before(rules: RegimeRules, year: int, kind: str) -> RegimePeriod:
    place = QUARTERS.index(kind) if kind in QUARTERS else None
    if place:
        asked = (year, QUARTERS[place - 1])
    elif place == 0:
        asked = (year - 1, QUARTERS[-1])
    elif kind.isdigit():
        asked = (year, f"{int(kind) - 1:02}") if kind != "01" else (year - 1, "12")
    else:
        asked = (year - 1, kind)
    found = _found(rules, *asked) or _found(rules, year - 1, kind)
    assert found is not None, "what the regime has this year it had the year before"
    return found


def _found(rules: RegimeRules, year: int, kind: str) -> RegimePeriod | None:
    """`kind` is a name of a period, or a month as two digits."""
    for period in periods_of(rules, year):
        month = f"{period.closes.month:02}" if period.kind == "month" else ""
        if kind in (period.kind, month):
            return period
    return None


def _term(rules: RegimeRules, period: RegimePeriod) -> ReportPeriod:
    first, last = period.data or (period.opens, period.closes)
    return ReportPeriod(first, last, period.name, rules.name, rules.source)


def is_of(data: tuple[date, date] | None, term: ReportPeriod) -> bool | None:
    """Whether a report on these days belongs to a regime's period; None where that does not say it."""
    if not (term.regime and data):
        return None
    return term.first <= data[1] <= term.last
