"""Rows with rows below them (1 → 1.1, a, –): which are tasks, and what the parent gives its children. Pure.

A parent that gives its children lead or time, or has neither, is a heading over them; one that has both while
its children have their own is a task beside them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plan.text import fold

# No plan goes deeper.
_WHOLE = re.compile(r"(\d{1,6}(?:\.\d{1,6}){0,8})[.)]?")
_LETTER = re.compile(r"[a-zđ][.)]?|\(\w\)")
_DASH = re.compile(r"[-–+•*]")
_SUMS = ("tổng cộng", "tổng số", "cộng:")
_BULLET = re.compile(r"\s*(?:[-–+•*]|[a-zđ]\))\s*\S")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a table by its roles; `joined` are roles whose cell is one with the row above."""

    number: str
    title: str
    lead: str
    partners: str
    product: str
    timing: str
    note: str
    where: str
    status: tuple[str, str] = ("", "")  # the heading of its column and the words
    joined: frozenset[str] = frozenset()
    doubt: str = ""  # what of it was struck out or hidden
    code: str = ""  # of a table with two columns of numbers, what the second says

    @property
    def is_bare(self) -> bool:
        """Nothing beside number and title."""
        return not (self.lead or self.partners or self.product or self.timing)

    @property
    def is_blank(self) -> bool:
        return self.is_bare and not self.title


def nested(rows: Sequence[TaskRow], needed: Sequence[str] = ("lead", "timing")) -> Iterator[TaskRow]:
    """The tasks among these rows, each with what its parents give it; `needed` are cells that a task must have."""
    n = 0
    while n < len(rows):
        last = n + 1
        while last < len(rows) and _is_below(rows[n], rows[last]):
            last += 1
        children = rows[n + 1 : last]
        if children and (_is_skipped(rows[n], children) or _only_heads(rows[n], children, needed)):
            yield from nested([_given(child, rows[n]) for child in children], needed)
            n = last
        else:
            yield rows[n]
            n += 1


def without_cuts(rows: Sequence[TaskRow]) -> list[TaskRow]:
    """A row that a new page cut in two is one again: its rest has no number and goes on with what came before."""
    whole: list[TaskRow] = []
    for row in rows:
        if whole and _goes_on(whole[-1], row):
            whole[-1] = _rejoined(whole[-1], row)
        elif not _is_sum(row):
            whole.append(row)
    return whole


def _is_sum(row: TaskRow) -> bool:
    """A row of sums has figures beside its name, or nothing."""
    others = (row.lead, row.partners, row.product, row.timing)
    figures = all(not any(map(str.isalpha, words)) for words in others)
    return figures and (fold(row.title).startswith(_SUMS) or fold(row.title) in {"tổng", "cộng"})


def _goes_on(above: TaskRow, row: TaskRow) -> bool:
    if row.number or row.joined:
        return False
    if not row.title:
        return True
    return (
        row.title[:1].islower()
        and not _BULLET.match(row.title)
        and not above.title.rstrip().endswith((".", ";", ":"))
    )


def _rejoined(above: TaskRow, row: TaskRow) -> TaskRow:
    return replace(
        above,
        title=_both(above.title, row.title),
        lead=_both(above.lead, row.lead),
        partners=_both(above.partners, row.partners),
        product=_both(above.product, row.product),
        timing=_both(above.timing, row.timing),
        doubt=both_grounds(above.doubt, row.doubt),
    )


def both_grounds(one: str, other: str) -> str:
    return "; ".join(dict.fromkeys(filter(None, (one, other))))


def _both(above: str, below: str) -> str:
    return " ".join(filter(None, (above, below)))


def _is_below(parent: TaskRow, row: TaskRow) -> bool:
    if "title" in row.joined:
        return False
    if parent.code and row.code and not parent.number:
        return _is_within(parent.code, row.code)
    above, below = _WHOLE.fullmatch(parent.number), row.number
    if below:
        own = _WHOLE.fullmatch(below)
        if own:
            return bool(above) and own[1].startswith(f"{above[1]}.") if above else False
        is_letter = bool(_LETTER.fullmatch(parent.number))
        if _DASH.fullmatch(parent.number):  # dashes stand side by side
            return False
        return bool(_DASH.fullmatch(below)) or (bool(_LETTER.fullmatch(below)) and not is_letter)
    is_bullet, under_bullet = bool(_BULLET.match(row.title)), bool(_BULLET.match(parent.title))
    return is_bullet and not (under_bullet and not parent.number) if parent.title else False


def _is_within(above: str, below: str) -> bool:
    """`a)` belongs to `3`, and `KH20_N01.2.1` to `KH20_N01.2`."""
    letter = _LETTER.fullmatch(below) and _WHOLE.fullmatch(above)
    return bool(letter) or below.startswith(f"{above.rstrip('.)')}.")


def _is_skipped(parent: TaskRow, children: Sequence[TaskRow]) -> bool:
    """Running numbers go from child to child and leave the parent out: it is no task beside them."""
    return bool(parent.title and parent.code) and not parent.number and all(row.number for row in children)


def _only_heads(parent: TaskRow, children: Sequence[TaskRow], needed: Sequence[str]) -> bool:
    if not parent.title or "title" in parent.joined:
        return False
    lacking = sum(not _has(child, needed) for child in children)
    return not _has(parent, needed) or 2 * lacking > len(children)


def _has(row: TaskRow, needed: Sequence[str]) -> bool:
    return all(getattr(row, name) for name in needed)


def _given(child: TaskRow, parent: TaskRow) -> TaskRow:
    """The parent's words where the child's own cells are blank, and its title as a note."""
    title = " ".join(parent.title.split())
    return replace(
        child,
        lead=child.lead or parent.lead,
        partners=child.partners or parent.partners,
        product=child.product or parent.product,
        timing=child.timing or parent.timing,
        note="\n".join(filter(None, (f"Thuộc: {title}", child.note))),
        doubt=both_grounds(parent.doubt, child.doubt),
    )
