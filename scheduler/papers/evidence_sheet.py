"""The evidence sheet of an obligation: what was due, when and why, when it was asked for, when it came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from notifications.papers.render import Paper
from notifications.papers.signature_block import Signer
from plan.agencies.store import load_directory
from plan.audit import log as audit
from plan.audit.log import Act, history
from plan.dates import day
from plan.labels import ACTS, LETTER_STATES, OBLIGATION_STATES
from plan.models import Deadline, Obligation, Regime
from plan.obligations import acts, declarations, receipts
from plan.obligations.declarations import Declared
from plan.obligations.duty import Duty
from plan.obligations.extensions import Extended
from plan.obligations.recorded import as_recorded, changed_since, end_of
from plan.obligations.views import ObligationFilter, duties
from plan.obligations.words import cause_of, ground, what_of
from plan.papers.evidence_numbers import SheetNumber
from plan.papers.sent_letters import sent_about
from plan.views.ledger import LedgerLine, ledger_of
from plan.vocabulary import LetterState, Role, Source
from scheduler.policy.rules import Rules

BECAUSE = {"extend": "extended_because", "cancel": "cancelled_because"}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One step that was told or passed over."""

    day: date
    agency: str
    reason: str
    subject: str  # of the letter; empty if it was passed over
    state: str
    at: datetime | None  # when the mail server took it
    helps: bool  # told to an agency that only helps
    owed: bool  # its letter was refused or taken back: it has told nobody, and a later one has to


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """What an agency declared; `is_decided`: whoever collects had spoken by the instant of the sheet."""

    said: Declared
    agency: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class ActLine:
    """A line of the log of acts about it. `who` is empty after the log was trimmed."""

    at: datetime
    act: str
    who: str
    reason: str


def evidence_sheet(
    session: Session, rules: Rules, number: int, act: Act, signer: Signer, sheet: SheetNumber
) -> Paper:
    """By what was recorded until the end of the day. Raises NotPossibleError if there is no such obligation."""
    row, today = acts.find_obligation(session, number), act.today
    until = end_of(today, rules.zone)
    found = duties(session, today, ObligationFilter(ids=(number,)))
    (one,) = as_recorded(session, found, today, until, changed_since(session, until) & {number})
    names = {agency.code: agency.name for agency in load_directory(session).all}
    steps = _notice_lines(session, number, names)
    facts = {
        "office": signer,
        "day": today,
        "now": act.now.astimezone(rules.zone),
        "sheet": sheet,
        "zone": rules.zone,
        "d": one,
        "what": what_of(one),
        "leads": ", ".join(names.get(code, code) for code in one.leads) or "chưa rõ",
        "partners": ", ".join(names.get(code, code) for code in one.partners),
        "ground": ground(one),
        "why": _why(session, one, row, rules, today),
        "told": [step for step in steps if step.subject and not step.helps],
        "unreached": [step for step in steps if step.owed and not step.helps],
        "passed": [step for step in steps if not (step.subject or step.owed or step.helps)],
        "helped": sum(bool(step.subject) for step in steps if step.helps),
        "letters": sent_about(session, number, until),
        "declared": _declared_lines(session, number, names, until),
        "receipts": [r for r in receipts.receipts_of(session, number) if r.recorded_at < until],
        "acts": [line for line in _act_lines(session, number) if line.at < until],
        "verdict": _conclusion(one, rules, today),
        "rests_on": _rests_on(one),
        "head_seal": audit.head_of(session),
    }
    return Paper("proof.html", f"Phiếu theo dõi việc số {number}", facts)


def _declared_lines(
    session: Session, number: int, names: Mapping[str, str], until: datetime
) -> list[DeclaredLine]:
    """Who said what, when, and what became of it, as it was known until then."""
    return [
        DeclaredLine(
            one, names.get(one.agency, one.agency), one.decided_at is not None and one.decided_at < until
        )
        for one in declarations.declarations_of(session, number)
        if one.at < until
    ]


def _rests_on(one: Duty) -> str:
    """Whose word the day of receipt is."""
    if one.declared:
        return "Cơ quan đã báo xong, chưa ai xác nhận: chưa tính là đã nhận. "
    if one.done_on is None:
        return ""
    if one.accepted is None:
        return "Ngày nhận do cơ quan thu nhận ghi. "
    told = one.accepted
    return f"Cơ quan báo xong ngày {day(told.on)} (báo ngày {day(told.declared_on)}); " + (
        f"ngày nhận theo lời báo: {told.because}. "
        if told.because
        else f"ngày nhận {day(one.done_on)} là ngày mà người xác nhận giữ. "
    )


def _why(
    session: Session, one: Duty, row: Obligation, rules: Rules, today: date
) -> Sequence[tuple[str, str]]:
    """How the day due was found, point by point."""
    found = [*(_of_task(one) if one.task else _of_report(session, one))]
    found.append(("Thời hạn", f"{day(one.due)}"))
    if one.extended_from and not one.extensions:
        found.append(("Gia hạn", f"từ {day(one.extended_from)}; lý do: {row.extended_because or '–'}"))
    found += [("Gia hạn", _of_extension(moved, rules)) for moved in one.extensions]
    found.append(("Còn đúng hạn đến hết", f"{day(one.ends)}{_why_ends(one, rules)}"))
    until = max(one.ends, one.done_on or today)
    found += [("Giả định", words) for words in rules.calendar.assumptions(one.due, until, one.ends)]
    if one.cause:
        found.append(("Nguyên nhân chậm", cause_of(one.cause)))
    if one.cancelled_on:
        found.append(("Hủy", f"{day(one.cancelled_on)}: {row.cancelled_because or '–'}"))
    return found


def _why_ends(one: Duty, rules: Rules) -> str:
    why = rules.calendar.why_ends(one.due, one.ends)
    if why and one.ends != one.due:
        off = rules.calendar.why_off(one.due)
        why = f"ngày {day(one.due)} là {off}; Bộ luật Dân sự 2015, Điều 148, khoản 5"
    return f" ({why})" if why else ""


def _of_extension(moved: Extended, rules: Rules) -> str:
    """From which day to which, by whose paper, and how late it was when it was decided."""
    to = day(moved.due_after) if moved.due_after else "–"
    number = f"{moved.document} ngày {day(moved.document_on)}" if moved.document and moved.document_on else ""
    said = f"từ {day(moved.due_before)} đến {to}, quyết định ngày {day(moved.decided_on)}; lý do: {moved.reason}; "
    said += f"văn bản {number}" if number else "chưa ghi số, ngày văn bản quyết định"
    if moved.was_late:
        late = rules.calendar.between(moved.ends_before, moved.decided_on)
        said += f"; khi ấy đã quá hạn {late} ngày làm việc"
    return said


def _of_task(one: Duty) -> list[tuple[str, str]]:
    words = [("Thời gian ghi trong kế hoạch", " ".join(one.timing.split()))]
    if one.source is Source.PRODUCT and one.product:
        words.append(("Sản phẩm ghi trong kế hoạch", " ".join(one.product.split())))
    return [*words, ("Hiểu là", one.part)]


def _of_report(session: Session, one: Duty) -> list[tuple[str, str]]:
    deadline = session.get_one(Deadline, one.deadline)
    regime = session.get_one(Regime, deadline.regime_id)
    if one.requested:
        return [("Văn bản yêu cầu", one.requested_by or "yêu cầu đột xuất")]
    found = [
        (
            "Chế độ báo cáo",
            f"{regime.definition.get('title', regime.name)} ({regime.definition.get('source', '')})",
        ),
        ("Gửi", one.sent_to),
    ]
    if one.data:
        found.append(("Số liệu", f"từ {day(one.data[0])} đến {day(one.data[1])}"))
    assumed = regime.definition.get("assumed")
    if isinstance(assumed, list) and assumed:
        found.append(("Điều được hiểu thêm", "; ".join(map(str, assumed))))
    if deadline.grace:
        found.append(("Ân hạn", f"{deadline.grace} ngày làm việc"))
    return found


def _notice_lines(session: Session, number: int, names: dict[str, str]) -> list[NoticeLine]:
    return [
        NoticeLine(
            day=line.day,
            agency=names.get(line.agency, line.agency),
            reason=_reason(line),
            subject=(line.subject or "") if line.told else "",
            state=LETTER_STATES[line.state] if line.state else "",
            at=line.finished_at if line.state == LetterState.SENT else None,
            helps=line.role == Role.PARTNER,
            owed=line.unreached,
        )
        for line in ledger_of(session, number)
    ]


def _reason(line: LedgerLine) -> str:
    refused = f"; máy chủ thư từ chối: {line.error or '–'}" if line.refused else ""
    together = f"{line.steps} bước, " if line.last_step else ""
    return f"{together}{line.reason}{refused}"


def _act_lines(session: Session, number: int) -> list[ActLine]:
    return [
        ActLine(row.at, ACTS.get(row.act, row.act), row.who, _because(row.act, row.detail))
        for row in history(session, f"obligation {number}")
    ]


def _because(act: str, detail: Mapping[str, object]) -> str:
    """The reason that was given: in the act itself, or in what it changed."""
    after = detail.get("after")
    left = after.get(BECAUSE[act]) if isinstance(after, Mapping) and act in BECAUSE else None
    return str(detail.get("reason") or left or "")


def _conclusion(one: Duty, rules: Rules, today: date) -> str:
    """Done on time, done late, or open: computed from the days, never typed in."""
    said = OBLIGATION_STATES[one.status].capitalize()
    if one.status == "done" and one.done_on:
        return f"{said}: nhận ngày {day(one.done_on)}, còn đúng hạn đến hết ngày {day(one.ends)}."
    if one.status == "done-late" and one.done_on:
        late = rules.calendar.between(one.ends, one.done_on)
        return f"{said} {late} ngày làm việc: nhận ngày {day(one.done_on)}, đúng hạn đến hết ngày {day(one.ends)}."
    if one.status == "late":
        late = rules.calendar.between(one.ends, today)
        return f"{said} {late} ngày làm việc, tính đến ngày {day(today)}; chưa nhận được."
    return f"{said}, tính đến ngày {day(today)}."
