"""Validators of rows and lists (RFC 9110, 8.8), and what a writer says that it rests on."""

import re
from typing import Annotated

from fastapi import Header

from web.api.problems import ProblemError

IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        pattern=r'^"[0-9]{1,10}-[0-9]{1,10}"$',
        description="ETag của dòng đã đọc.",
        examples=['"363-4"'],
    ),
]
_ETAG = re.compile(r'(?:W/)?"([^"]*)"')


def tag(number: int, revision: int) -> str:
    """Of a single row."""
    return f'"{number}-{revision}"'


def check_unchanged(seen: str, current: str) -> None:
    """412, with the tag of the row as it is, unless the writer has seen that one."""
    if seen.strip() != current:
        raise ProblemError("changed", more={"current": current}, headers={"ETag": current})


def has_it(known: str | None, current: str) -> bool:
    """Whether If-None-Match names the list as it is: compared weakly (RFC 9110, 13.1.2)."""
    return known is not None and (known.strip() == "*" or current.strip('"') in _ETAG.findall(known))
