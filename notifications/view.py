"""A letter as it is laid out: a sentence, sections of cards and tables, requests, the foot. Frozen values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from notifications.said import SaidPiece, Sentence, plain

Paragraph = tuple[Sentence, ...]  # its lines
TableCell = tuple[Paragraph, ...]


def cell(*lines: Sentence) -> TableCell:
    """One paragraph in a cell of a table; empty lines are left out."""
    return (tuple(line for line in lines if line),)


@dataclass(frozen=True, slots=True)
class DutyCard:
    """One duty: where it stands, what it is, by when, what was done about it, and a link to answer."""

    edge: str  # the tone of its edge
    status: SaidPiece
    title: SaidPiece
    facts: Sentence
    history: tuple[Sentence, ...] = ()
    answer: str = ""


class TableHead(NamedTuple):
    """The heading of a column; 0: as wide as there is room."""

    words: str
    width: int = 0


class ViewRow(NamedTuple):
    """A row, and what stands below it over the whole width."""

    cells: tuple[TableCell, ...]
    below: Sentence = ()


@dataclass(frozen=True, slots=True)
class DutyTable:
    """Rows below a head."""

    heads: tuple[TableHead, ...]
    rows: tuple[ViewRow, ...]


@dataclass(frozen=True, slots=True)
class ViewSection:
    """A part of a letter. Without a heading it goes on with the one before."""

    heading: str = ""
    count: int = 0  # 0: not said
    tone: str = ""
    quoted: bool = False  # the heading is the plan's words
    named: bool = False  # it is what a duty is called
    intro: tuple[Sentence, ...] = ()
    cards: tuple[DutyCard, ...] = ()
    table: DutyTable | None = None
    items: tuple[Sentence, ...] = ()  # numbered
    after: tuple[Sentence, ...] = ()
    button: SaidPiece | None = None


@dataclass(frozen=True, slots=True)
class LetterView:
    """A whole letter."""

    greeting: str
    headline: Sentence
    preheader: str
    note: Sentence = ()
    sections: tuple[ViewSection, ...] = ()
    foot: tuple[Sentence, ...] = ()

    @property
    def said(self) -> str:
        """The headline without any look."""
        return plain(self.headline)


@dataclass(frozen=True, slots=True)
class WriterDesk:
    """What the writer of letters knows beside their content: links, whom to ask, and how many duties there is room for."""

    answers: Mapping[int, str] = field(default_factory=dict)
    accepts: Mapping[int, str] = field(default_factory=dict)
    calendar: str = ""
    door: str = ""  # to the pages of the agency
    base_url: str = ""
    whom_to_ask: str = ""
    most: int | None = None  # duties; None: all
    reads_replies: bool = False

    def page(self, path: str) -> str:
        """A page of ours; empty without an address."""
        return f"{self.base_url}{path}" if self.base_url else ""
