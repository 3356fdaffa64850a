"""How a duty, and the document it rests on, are named in running text. Pure."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from plan import dates
from plan.obligations.causes import DelayCause
from plan.obligations.duty import Duty
from plan.obligations.grounds import Ground

KINDS = {"QĐ": "Quyết định", "KH": "Kế hoạch", "NQ": "Nghị quyết", "CT": "Chỉ thị"}
ISSUERS = {"TTg": "Thủ tướng Chính phủ", "CP": "Chính phủ"}
KEPT = ("UBND", "HĐND", "II", "III", "IV", "Nhà nước", "Chính phủ", "ISO")  # written so in running text
_CHANGES = re.compile(r"(?:sửa đổi|bổ sung|điều chỉnh|bãi bỏ|đính chính|thay thế|về )", re.IGNORECASE)
AMENDED = ", được sửa đổi bởi "
_HEAD = re.compile(
    r"(?P<body>[ỦU][ỶY] BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND) (?P<kind>TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU)"
    r" (?P<name>.+)"
)
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
    return f"{kind} số {code}{day} của {issuer}{_about(kind, title) if title else ''}"


def _about(kind: str, title: str) -> str:
    """What a document is about, as it follows its issuer: "ban hành Kế hoạch …", "sửa đổi, bổ sung …"."""
    bare = _without(kind, title)
    if _CHANGES.match(bare):
        return f" {bare[:1].lower()}{bare[1:]}"
    return f" ban hành {title}" if kind == "Quyết định" else f" về {bare}"


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
    """The decision a duty rests on, with what amended it; of a report asked for by itself, the document that asks."""
    if duty.requested:
        document = duty.requested_by or "yêu cầu đột xuất"
        if duty.asking and duty.asking.kind:
            return _named(duty.asking.kind, document, duty.asking.issued_on)
        return f"văn bản số {document}" if document[:1].isdigit() else document
    return cite_ground(duty.ground or Ground(duty.decision))


@lru_cache(maxsize=256)  # thousands of duties rest on a few decisions
def cite_ground(ground: Ground) -> str:
    """A decision and those that amended it, each by kind, number and day."""
    cited = [cite(one.code, one.issued_on) for one in (ground.decision, *ground.amended_by)]
    return AMENDED.join(filter(None, (cited[0], "; ".join(cited[1:]))))


def cite_ground_fully(ground: Ground, names: Sequence[str], province: str) -> str:
    """The same as it is cited first: with issuers and titles."""
    cited = [
        cite_fully(
            one.code, one.issued_on, running(one.title, names), issuer_in_words(one.issuer) or province
        )
        for one in (ground.decision, *ground.amended_by)
    ]
    return AMENDED.join(filter(None, (cited[0], "; ".join(cited[1:]))))


_cite_once = lru_cache(maxsize=256)(cite_ground_fully)


def ground_in_full(duty: Duty, names: Sequence[str], province: str) -> str:
    """The ground of a duty as a letter cites it first (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    if not duty.requested:
        return _cite_once(duty.ground or Ground(duty.decision), tuple(names), province)
    asking = duty.asking
    if asking is None:
        return ground(duty)
    about = f" về {_without('về', asking.subject)}" if asking.subject else ""
    issuer = f" của {asking.issuer}" if asking.issuer else ""
    return f"{_named(asking.kind or _kind(asking.number), asking.number, asking.issued_on)}{issuer}{about}"


def _named(kind: str, number: str, issued_on: date | None) -> str:
    return f"{kind} số {number}{f' ngày {dates.day(issued_on)}' if issued_on else ''}"


def issuer_in_words(head: str) -> str:
    """Who signed as a sentence names it: "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI" → "UBND tỉnh Quảng Ngãi"; else empty."""
    found = _HEAD.fullmatch(" ".join(head.split()))
    if found is None:
        return ""
    body = "HĐND" if found["body"].startswith("H") else "UBND"
    return f"{body} {found['kind'].lower()} {found['name'].title()}"


def what_of(duty: Duty) -> str:
    """A duty in one line: its place in the plan, its words, and the part that is meant."""
    title = " ".join(duty.title.split())
    if not duty.task:
        return title
    part = " ".join(duty.part.split())
    return f"[{duty.ref}] {title}{f' ({part})' if part else ''}"


def cause_of(cause: DelayCause) -> str:
    """Why a duty is late, and whether that was confirmed as objective, by whom and which document."""
    if cause.objective is None or cause.document_on is None:
        return f"{cause.text} (nêu ngày {dates.day(cause.given_on)}; chưa được xác nhận là khách quan)"
    paper = f"văn bản {cause.document} ngày {dates.day(cause.document_on)}"
    if cause.objective:
        return f"{cause.text} (nguyên nhân khách quan, {cause.confirmed_by} xác nhận tại {paper})"
    return f"{cause.text} (không được xác nhận là khách quan, {paper})"
