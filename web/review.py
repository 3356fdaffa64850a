"""A proposal under review → what its page shows: questions asked once, rows by how sure they are, words as they differ. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal

from plan.dates import day
from plan.labels import place_in_document

Row = Mapping[str, Any]
Tab = Literal["ask", "assumed", "clear", "changed", "all"]
Segment = tuple[str, str]  # how it is set ("", "mark", "del", "ins"), and the words
A_PAGE = 100
_BEGIN = 40  # of a title
TABS: Mapping[Tab, str] = {
    "ask": "Cần người xem",
    "assumed": "Có giả định",
    "clear": "Hiểu rõ",
    "changed": "Khác bản trước",
    "all": "Tất cả",
}
CHANGES = {"added": ("reu", "thêm"), "changed": ("cham", "đổi"), "withdrawn": ("", "thôi")}
_FEW = 13  # words, and the blanks between them
_TOKEN = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """One thing asked of one row or of many, with the first of them."""

    key: str
    cell: str
    text: str
    message: str
    is_name: bool
    may_be_new: bool
    suggestions: Sequence[Sequence[str]]
    earlier: str
    row: Row
    rows: tuple[Row, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(row["key"] for row in self.rows)

    @property
    def refs(self) -> list[str]:
        """By their numbers; a row without one by the beginning of its title."""
        return [ref_of(row) if row["number"] else _begin(row["title"]) for row in self.rows]


@dataclass(frozen=True, slots=True)
class ReviewTabs:
    """The rows by what a person has to do with them."""

    ask: tuple[ReviewQuestion, ...]
    later: int
    assumed: tuple[Row, ...]
    clear: tuple[Row, ...]
    changed: tuple[Row, ...]
    all: tuple[Row, ...]

    def rows(self, tab: Tab) -> Sequence[Any]:
        found: Mapping[Tab, Sequence[Any]] = {
            "ask": self.ask,
            "assumed": self.assumed,
            "clear": self.clear,
            "changed": self.changed,
            "all": self.all,
        }
        return found[tab]

    def first(self) -> Tab:
        """The one to open on: the first that is not empty; of an amendment what it changes comes before what is clear."""
        order: tuple[Tab, ...] = ("ask", "changed", "assumed", "clear", "all")
        return next((tab for tab in order if self.rows(tab)), "all")


def tabs_of(proposal: Row, later: Sequence[str]) -> ReviewTabs:
    """`later`: the keys of questions that a person put off."""
    rows = tuple(proposal["rows"])
    questions = review_questions(rows)
    ask = tuple(question for question in questions if question.key not in later)
    waiting = {row["key"] for question in ask for row in question.rows}
    settled = [row for row in rows if row["change"] != "withdrawn" and row["key"] not in waiting]
    compared = proposal["kind"] != "new"
    return ReviewTabs(
        ask=ask,
        later=len(questions) - len(ask),
        assumed=tuple(row for row in settled if row["assumed"]),
        clear=tuple(row for row in settled if not row["assumed"]),
        changed=tuple(row for row in rows if row["change"]) if compared else (),
        all=rows,
    )


def review_questions(rows: Sequence[Row]) -> list[ReviewQuestion]:
    """Each once, those that hold up most work first; as many of each in the order of the document."""
    found: dict[str, tuple[Mapping[str, Any], list[Row]]] = {}
    for row in rows:
        for one in row["questions"]:
            asking = found.setdefault(one["key"], (one, []))[1]
            if row not in asking:
                asking.append(row)
    questions = [_question(one, asking) for one, asking in found.values()]
    return sorted(questions, key=lambda question: -len(question.rows))


def _question(one: Mapping[str, Any], rows: Sequence[Row]) -> ReviewQuestion:
    return ReviewQuestion(
        one["key"],
        one["cell"],
        " ".join(one["text"].split()),
        one["message"],
        one["is_name"],
        one.get("may_be_new", False),
        one["suggestions"],
        one["earlier"],
        rows[0],
        tuple(rows),
    )


def _begin(title: str) -> str:
    words = " ".join(title.split())
    return f"“{words}”" if len(words) <= _BEGIN else f"“{words[:_BEGIN].rstrip()}…”"


def ref_of(row: Row) -> str:
    """II.7, or II.– where the plan gives no number."""
    number = row["number"] or "–"
    return f"{row['section']}.{number}" if row["section"] else str(number)


def place_of(row: Row, tables: Mapping[str, str] | None = None) -> str:
    """`table 2, row 13` → `Dòng 13, bảng “Phụ lục II”`."""
    said = ", ".join(place_in_document(part, tables) for part in reversed(row["where"].split(", ")))
    return said[:1].upper() + said[1:]


def marked(words: str, asked: Sequence[str]) -> list[Segment]:
    """The words of a cell, those that were not understood marked."""
    text = " ".join(words.split())
    spots = sorted(
        (at, at + len(one)) for one in asked if one and (at := text.casefold().find(one.casefold())) >= 0
    )
    found: list[Segment] = []
    done = 0
    for start, end in spots:
        if start >= done:
            found += [("", text[done:start]), ("mark", text[start:end])]
            done = end
    return [one for one in (*found, ("", text[done:])) if one[1]]


def differing(before: str, after: str) -> list[Segment]:
    """Two wordings of a cell as one line: what is gone, what is new, what stays."""
    before, after = " ".join(before.split()), " ".join(after.split())
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) <= _FEW:  # so short that pieces of it would only be harder to read
        return [one for one in (("del", before), ("", " "), ("ins", after)) if one[1]]
    found: list[Segment] = []
    for way, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if way == "equal":
            found.append(("", "".join(old[a:b])))
            continue
        found += [("del", "".join(old[a:b])), ("ins", "".join(new[c:d]))]
    return [one for one in found if one[1]]


def days_of_row(row: Row, most: int = 6) -> list[str]:
    """The days of a row as people read them, each once; a long series cut short."""
    found = list(dict.fromkeys(day(date.fromisoformat(due)) for due, _, _ in row["days"]))
    return found if len(found) <= most else [*found[: most - 1], f"… {found[-1]}"]


def told_lines(told: Sequence[Mapping[str, Any]], shown: int = 12) -> list[tuple[str, str, int]]:
    """Who will be told of what: agencies that are told the same are one line. Name, what, how many."""
    same: dict[str, list[str]] = {}
    for one in told:
        same.setdefault("; ".join(one["said"]), []).append(one["agency"])
    single = [(names[0], said, 1) for said, names in same.items() if len(names) == 1]
    many = [(f"{len(names)} cơ quan", said, len(names)) for said, names in same.items() if len(names) > 1]
    rest = len(single) - shown
    more = [(f"{rest} cơ quan khác", "mỗi cơ quan một điều riêng", rest)] if rest > 0 else []
    return [*single[:shown], *many, *more]
