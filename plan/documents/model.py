"""What a reader of documents gives back: entries as written, and every problem with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from plan.documents.relations import NamedDecision, Sentences
from plan.errors import ExpectedError

FrameField = Literal["number", "issued_on", "period", "title", "status"]


class DocumentError(ExpectedError):
    """The whole file cannot be read; one line for the operator that says what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person must look at: `where` is a place like `table 3, row 7, Thời gian`.

    `lost`: part of the document was not read because of it, so taking the rest in would be half a plan.
    `blank`: it is about a cell, or a column, that is not filled in: in an amendment that leaves the plan's words.
    """

    where: str
    text: str
    message: str
    lost: bool = False
    blank: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    def to_json(self) -> dict[str, object]:
        return {"where": self.where, "text": self.text, "message": self.message}


@dataclass(frozen=True, slots=True)
class FrameQuestion:
    """What of a plan's frame the document does not say for sure: what is proposed, and on what ground."""

    field: FrameField
    proposal: str
    ground: str

    def to_json(self) -> dict[str, object]:
        return {"field": self.field, "proposal": self.proposal, "ground": self.ground}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the plan, each cell as written; `where` is a place like `table 3, row 7`.

    `note`: what other columns, or the row it belongs to, say beside it. `proposed`: why a person has to confirm
    it before it binds anybody. `status`: what its column of status says of it, under `status_heading`.
    `years`: those of its annex, where that has others than the plan. `paper`: the number of the paper that its
    annex says it came with.
    """

    section: str
    section_title: str
    number: str
    title: str
    lead: str
    partners: str
    product: str
    timing: str
    where: str
    note: str = ""
    proposed: str = ""
    status: str = ""
    status_heading: str = ""
    years: tuple[int, int] | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`period` may be a proposal: then one of the `questions` is about it.

    `accepted_status`: the column of status that a person let stand for receipts, `all` or `none`.
    """

    code: str
    title: str
    issued_on: date | None
    period: tuple[date, date] | None
    entries: tuple[Entry, ...]
    reporting: str
    problems: tuple[Problem, ...]
    replaces: tuple[str, ...] = ()  # numbers of the decisions whose place it says it takes
    amends: tuple[str, ...] = ()  # numbers of those that it says it changes in part
    questions: tuple[FrameQuestion, ...] = ()
    headings: tuple[str, ...] = ()  # of the tables that were read
    tables: Mapping[str, str] = field(default_factory=dict)  # `table 2` → what a person calls it
    accepted_status: str = ""
    issuer: str = ""  # the office that issued it, as its head or its number says
    targets: tuple[
        NamedDecision, ...
    ] = ()  # the decisions that it says it changes, takes the place of or repeals
    sentences: Sentences = field(
        default_factory=Sentences
    )  # what of an amendment stands in sentences, not in rows


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row; a merged cell says its text in every place that it covers.

    `joined`: the places that are one cell with the place above. `place`: where the row stands, if the format
    has a better word for it than the number of the table. `doubt`: what of it was struck out or hidden.
    """

    cells: tuple[str, ...]
    joined: frozenset[int] = frozenset()
    place: str = ""
    doubt: str = ""

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Prose:
    """A line outside every table; an empty one stands for the blank lines between paragraphs."""

    text: str
    doubt: str = ""


# What every format is taken apart into: paragraphs and rows, in the order of the page.
Block = TableRow | Prose


@dataclass(frozen=True, slots=True)
class Page:
    """One file taken apart; `problems` are those that only its own format has."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
