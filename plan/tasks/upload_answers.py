"""What people answered while a document was under review, as it is kept with it until it is adopted. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Literal

from plan.documents import Entry
from plan.documents.headings import ROLES, Role
from plan.tasks.proposals import FrameAnswers
from plan.text import fold
from plan.vocabulary import Cell

NameWay = Literal["agency", "new", "outside"]


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """Other words for one cell of a row; none where the cell is only confirmed."""

    words: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """What a name means: an agency of the directory, a new one, or nobody who is followed."""

    name: str
    way: NameWay
    who: str
    agency: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadAnswers:
    """All of them. Rows go by `row_key`: a document that is read again may have them in other places."""

    frame: Mapping[str, str] = field(default_factory=dict)
    amends: tuple[str, ...] = ()
    supersedes: str = ""
    withdraw: bool = False
    followed_from: str = ""
    regimes: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, RowAnswer]] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    names: Mapping[str, NameAnswer] = field(default_factory=dict)
    later: frozenset[str] = frozenset()

    @property
    def of_frame(self) -> FrameAnswers:
        said = self.frame
        years = said.get("period", "").split("/")
        return FrameAnswers(
            number=said.get("number") or None,
            issued_on=date.fromisoformat(said["issued_on"]) if said.get("issued_on") else None,
            period=(date.fromisoformat(years[0]), date.fromisoformat(years[1])) if len(years) == 2 else None,
            title=said.get("title") or None,
            status=said.get("status") or None,
        )

    @property
    def meanings(self) -> dict[str, Role]:
        """What headings mean, by their words."""
        return {heading: role for heading, said in self.columns.items() for role in ROLES if role == said}

    def with_row(self, keys: tuple[str, ...], cell: Cell, said: RowAnswer | None) -> "UploadAnswers":
        """With an answer to one cell of these rows, or without it."""
        rows = {key: dict(cells) for key, cells in self.rows.items()}
        for key in keys:
            cells = rows.setdefault(key, {})
            cells.pop(cell.value, None)
            if said is not None:
                cells[cell.value] = said
        return replace(self, rows={key: cells for key, cells in rows.items() if cells})

    def with_name(self, said: NameAnswer) -> "UploadAnswers":
        return replace(self, names={**self.names, fold(said.name): said})

    def without_name(self, name: str) -> "UploadAnswers":
        return replace(self, names={key: said for key, said in self.names.items() if key != fold(name)})

    def to_json(self) -> dict[str, Any]:
        return {
            "frame": dict(self.frame),
            "amends": list(self.amends),
            "supersedes": self.supersedes,
            "withdraw": self.withdraw,
            "followed_from": self.followed_from,
            "regimes": list(self.regimes),
            "columns": dict(self.columns),
            "rows": {
                key: {cell: [said.words, said.who, said.at] for cell, said in cells.items()}
                for key, cells in self.rows.items()
            },
            "confirmed": sorted(self.confirmed),
            "names": [
                [said.name, said.way, said.who, said.agency, list(said.addresses)]
                for said in self.names.values()
            ],
            "later": sorted(self.later),
        }


def answers_from(kept: Mapping[str, Any]) -> UploadAnswers:
    """The other direction of `to_json`."""
    names = [
        NameAnswer(name, way, who, agency, tuple(addresses))
        for name, way, who, agency, addresses in kept.get("names", ())
    ]
    return UploadAnswers(
        frame=kept.get("frame", {}),
        amends=tuple(kept.get("amends", ())),
        supersedes=kept.get("supersedes", ""),
        withdraw=kept.get("withdraw", False),
        followed_from=kept.get("followed_from", ""),
        regimes=tuple(kept.get("regimes", ())),
        columns=kept.get("columns", {}),
        rows={
            key: {cell: RowAnswer(*said) for cell, said in cells.items()}
            for key, cells in kept.get("rows", {}).items()
        },
        confirmed=frozenset(kept.get("confirmed", ())),
        names={fold(said.name): said for said in names},
        later=frozenset(kept.get("later", ())),
    )


def row_key(entry: Entry) -> str:
    """A row by its own words, wherever it stands."""
    said = "\n".join((fold(entry.section), fold(entry.number), fold(entry.title)))
    return sha256(said.encode()).hexdigest()[:16]


def question_key(cell: Cell, text: str, message: str, *, is_name: bool) -> str:
    """What is asked: the same name is one question in whatever cell it stands."""
    kind = "name" if is_name else cell.value
    return sha256("\n".join((kind, fold(text), message)).encode()).hexdigest()[:16]


def said_at(who: str, words: str, at: datetime) -> RowAnswer:
    """An answer of this moment."""
    return RowAnswer(words, who, at.isoformat())
