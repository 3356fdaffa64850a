"""How a duty, and the document it rests on, are named in running text. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from plan import dates
from plan.obligations.views import Duty

KINDS = {"QĐ": "Quyết định", "KH": "Kế hoạch", "NQ": "Nghị quyết", "CT": "Chỉ thị"}
ISSUERS = {"TTg": "Thủ tướng Chính phủ", "CP": "Chính phủ"}
KEPT = ("UBND", "HĐND", "II", "III", "IV", "Nhà nước", "Chính phủ", "ISO")  # written so in running text
UNKNOWN = "……"  # to be filled in by hand


def cite(code: str, issued_on: date | None) -> str:
    """A document by its kind, number and day: "Quyết định số 39/QĐ-UBND ngày 25/3/2012"."""
    day = f" ngày {dates.day(issued_on)}" if issued_on else ""
    return f"{_kind(code)} số {code}{day}"


def cite_fully(code: str, issued_on: date | None, title: str, province: str) -> str:
    """A document named for the first time: kind, number, day, who issued it and what it is about.

    "Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012 của UBND tỉnh Quảng Ngãi ban hành Kế hoạch …"
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II.6.b). `province` is who signs with the mark UBND.
    """
    kind, title = _kind(code), " ".join(title.split())
    day = f" ngày {issued_on:%d} tháng {dates.month(issued_on)} năm {issued_on.year}" if issued_on else ""
    mark = code.rpartition("-")[2]
    issuer = province if mark == "UBND" else ISSUERS.get(mark, UNKNOWN)
    about = f" ban hành {title}" if kind == "Quyết định" else f" về {_without(kind, title)}"
    return f"{kind} số {code}{day} của {issuer}{about if title else ''}"


def running(title: str, names: Sequence[str]) -> str:
    """A title as it stands within a sentence: one in capitals in small letters, but for the names given.

    Without any name it stays as it is: "tỉnh quảng ngãi" would be worse than capitals.
    """
    title, names = " ".join(title.split()), [*filter(None, names)]
    if not (title.isupper() and names):
        return title
    small = title.capitalize()
    for name in (*names, *KEPT):
        small = re.sub(rf"\b{re.escape(name.lower())}\b", name, small)
    return small


def _without(kind: str, title: str) -> str:
    """What a plan is about: its title without the word that stands before its number already."""
    bare = title[len(kind) :].lstrip() if title.casefold().startswith(kind.casefold()) else title
    return bare[:2].lower() + bare[2:] if bare[:2].istitle() else bare


def _kind(code: str) -> str:
    return next((name for mark, name in KINDS.items() if f"/{mark}" in code), "văn bản")


def ground(duty: Duty) -> str:
    """The decision a duty rests on; of a report that was asked for by itself, the document that asks."""
    if duty.requested:
        document = duty.requested_by or "yêu cầu đột xuất"
        return f"văn bản số {document}" if document[:1].isdigit() else document
    return cite(duty.plan_code, duty.issued_on)


def what_of(duty: Duty) -> str:
    """A duty in one line: its place in the plan, its words, and the part that is meant."""
    title = " ".join(duty.title.split())
    if not duty.task:
        return title
    part = " ".join(duty.part.split())
    return f"[{duty.ref}] {title}{f' ({part})' if part else ''}"
