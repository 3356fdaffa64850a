"""Reports of a period as they were issued: kept once, never changed, had again byte for byte."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from plan.audit.log import Act, write_down
from plan.dates import day
from plan.errors import NotPossibleError
from plan.models.papers import IssuedReport
from plan.papers.document_numbers import document_number


@dataclass(frozen=True, slots=True)
class Issue:
    """What is known of a report that is about to be issued, or that was. `name` is what its period is called."""

    number: str
    issued_on: date
    first: date
    last: date
    name: str
    regime: str
    counted_on: date  # its figures are as of that day


@dataclass(frozen=True, slots=True)
class KeptReport:
    """An issued report with its file."""

    issue: Issue
    who: str
    recorded_at: datetime
    file_name: str
    digest: str
    content: bytes
    figures: Mapping[str, Any]


def checked(session: Session, issue: Issue, today: date) -> Issue:
    """The same with its number as written in full. Raises NotPossibleError if it cannot be issued so."""
    number = document_number(issue.number)
    if issue.issued_on > today:
        raise NotPossibleError(f"ngày ban hành {day(issue.issued_on)} còn ở phía trước")
    if issue.issued_on < issue.counted_on:
        raise NotPossibleError(
            f"ngày ban hành {day(issue.issued_on)} ở trước ngày số liệu ({day(issue.counted_on)}); "
            f"số liệu của ngày ấy: thêm --as-of {issue.issued_on}"
        )
    if _row(session, number, issue.issued_on):
        raise NotPossibleError(
            f"báo cáo số {number} ngày {day(issue.issued_on)} đã lưu; lấy lại: dondoc report --number {number}"
        )
    return replace(issue, number=number)


def keep_report(
    session: Session,
    act: Act,
    issue: Issue,
    *,
    file_name: str,
    content: bytes,
    figures: Mapping[str, Any],
) -> str:
    """Keep a checked report; the digest of its bytes."""
    digest = hashlib.sha256(content).hexdigest()
    session.add(
        IssuedReport(
            number=issue.number,
            issued_on=issue.issued_on,
            first=issue.first,
            last=issue.last,
            name=issue.name,
            regime=issue.regime,
            counted_on=issue.counted_on,
            recorded_at=act.now,
            who=act.who,
            file_name=file_name,
            content=content,
            digest=digest,
            figures=dict(figures),
        )
    )
    detail = {"on": issue.issued_on, "period": issue.name, "file": file_name, "sha256": digest}
    write_down(session, act, "issue", f"report {issue.number}", detail)
    session.flush()
    return digest


def issued_report(session: Session, number: str, on: date | None = None) -> KeptReport:
    """The report of that number, of that day where there are several. Raises NotPossibleError if there is none."""
    number = document_number(number)
    query = select(IssuedReport).where(IssuedReport.number == number)
    rows = list(session.exec(query.order_by(col(IssuedReport.issued_on))))
    rows = [row for row in rows if on in (None, row.issued_on)]
    if not rows:
        raise NotPossibleError(
            f"không lưu báo cáo nào số {number}; các báo cáo đã lưu: dondoc report --issued"
        )
    if len(rows) > 1:
        days = ", ".join(day(row.issued_on) for row in rows)
        raise NotPossibleError(f"có nhiều báo cáo số {number} ({days}); thêm --on NGÀY")
    return _kept(rows[0])


def issued_for(
    session: Session, first: date, last: date, until: datetime, regime: str = ""
) -> KeptReport | None:
    """What was said of these days last, by a report that was recorded before `until`; None if nothing was."""
    query = select(IssuedReport).where(
        IssuedReport.first == first,
        IssuedReport.last == last,
        IssuedReport.regime == regime,
        IssuedReport.recorded_at < until,
    )
    row = session.exec(
        query.order_by(col(IssuedReport.issued_on).desc(), col(IssuedReport.id).desc())
    ).first()
    return _kept(row) if row else None


def issued_reports(session: Session) -> list[tuple[Issue, str, str]]:
    """All of them, oldest first, each with who kept it and the digest of its bytes."""
    query = select(IssuedReport).options(defer(IssuedReport.content))  # type: ignore[arg-type]  # a column to SQLAlchemy
    rows = session.exec(query.order_by(col(IssuedReport.issued_on), col(IssuedReport.id)))
    return [(_issue(row), row.who, row.digest) for row in rows]


def _row(session: Session, number: str, on: date) -> IssuedReport | None:
    query = select(IssuedReport).where(IssuedReport.number == number, IssuedReport.issued_on == on)
    return session.exec(query).first()


def _issue(row: IssuedReport) -> Issue:
    return Issue(row.number, row.issued_on, row.first, row.last, row.name, row.regime, row.counted_on)


def _kept(row: IssuedReport) -> KeptReport:
    return KeptReport(
        _issue(row), row.who, row.recorded_at, row.file_name, row.digest, row.content, row.figures
    )
