"""What people said headings mean (`import --columns`): kept for the next document of the same office."""

import re
from collections import defaultdict
from collections.abc import Mapping

from sqlmodel import Session, select

from plan.audit.log import Act, write_down
from plan.documents.headings import ROLES, Role
from plan.documents.issuers import issuer_key
from plan.errors import ExpectedError
from plan.models import HeadingMeaning
from plan.text import fold, nfc

_KEY = re.compile(r"(?:^|,)\s*([a-z]+)\s*=")


class ColumnsError(ExpectedError):
    """What was said about headings cannot be used; the text says why."""


def parse_columns(text: str) -> dict[str, Role]:
    """`title=Công tác,lead=Ai làm` → heading → role. Commas inside a heading are part of it."""
    marks = list(_KEY.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        raise ColumnsError(f"--columns viết như title=Công tác,lead=Ai làm; các khóa: {', '.join(ROLES)}")
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found: dict[str, Role] = {}
    for mark, end in zip(marks, ends, strict=True):
        role = next((role for role in ROLES if role == mark[1]), None)
        heading = " ".join(nfc(text[mark.end() : end]).split())
        if role is None or not heading or len(heading) > 200:
            raise ColumnsError(
                f"--columns: {mark[1]}={heading} không dùng được; các khóa: {', '.join(ROLES)}"
            )
        found[heading] = role
    return found


def known_meanings(session: Session) -> dict[str, dict[str, Role]]:
    """Office → folded heading → role, of all that was ever said."""
    found: dict[str, dict[str, Role]] = defaultdict(dict)
    for row in session.exec(select(HeadingMeaning)):
        for role in ROLES:
            if role == row.role:
                found[row.office][row.key] = role
    return dict(found)


def remember(session: Session, act: Act, said: Mapping[str, Role], issuer: str) -> None:
    """For the documents that `issuer` issues; that name must not be empty."""
    office = issuer_key(issuer)
    for heading, role in said.items():
        key = fold(heading)
        row = session.get(HeadingMeaning, (office, key)) or HeadingMeaning(
            office=office, key=key, heading=heading, role=role, who=act.who, at=act.now
        )
        before = row.role
        row.heading, row.role, row.who, row.at = heading, role, act.who, act.now
        session.add(row)
        detail: dict[str, object] = {"role": role, "before": before, "office": issuer}
        write_down(session, act, "columns", f"heading {heading}", detail)
    session.flush()
