"""How a duty, and the document it rests on, are named in running text. Pure."""

from datetime import date

from plan.listing import Duty

KINDS = {"QĐ": "Quyết định", "KH": "Kế hoạch", "NQ": "Nghị quyết", "CT": "Chỉ thị"}


def cite(code: str, issued_on: date | None) -> str:
    """A document by its kind, number and day: "Quyết định số 39/QĐ-UBND ngày 25/3/2012"."""
    kind = next((name for mark, name in KINDS.items() if f"/{mark}" in code), "văn bản")
    # Two figures for a day and for a month under 3 (Nghị định 30/2020/NĐ-CP).
    day = f" ngày {issued_on:%d}/{_month(issued_on)}/{issued_on.year}" if issued_on else ""
    return f"{kind} số {code}{day}"


def ground(duty: Duty) -> str:
    """The decision a duty rests on; of a report that was asked for by itself, the document that asks."""
    if duty.requested:
        return f"văn bản số {duty.sent_to}" if duty.sent_to[:1].isdigit() else duty.sent_to
    return cite(duty.plan_code, duty.issued_on)


def what_of(duty: Duty) -> str:
    """A duty in one line: its place in the plan, its words, and the part that is meant."""
    title = " ".join(duty.title.split())
    if not duty.task:
        return title
    part = " ".join(duty.part.split())
    return f"[{duty.ref}] {title}{f' ({part})' if part else ''}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month < 3 else str(day.month)
