"""Annexes in one file, each with its own frame: the paper it came with, its title, its years. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plan.documents.model import Entry
from plan.documents.periods import read_period, spelt
from plan.documents.preamble import Preamble, came_with
from plan.documents.titles import read_title
from plan.text import fold

_ANNEX = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục)(?: số)?\s*([IVX]{1,5}|\d{1,2})?(?!\w)")
_TITLE_LINES = 4
_GROUND = (
    "phụ lục này ghi kèm theo văn bản số {paper}, kế hoạch có số {code}; nếu là kế hoạch khác, nhập riêng: "
    "dondoc import TỆP --code {paper}"
)

Years = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Annex:
    """What an annex says of itself. `years` are its own, None unless its title says them for sure."""

    mark: str
    title: str
    code: str
    issued_on: date | None
    years: Years | None

    @property
    def name(self) -> str:
        return f"phụ lục {self.mark}".rstrip() if self.mark else f"“{self.title}”"


def annex_mark(text: str) -> str | None:
    """`II` of a line that heads an annex, empty for one without a number; None for any other line."""
    found = _ANNEX.match(text)
    return (found[1] or "") if found else None


def read_annex(above: Sequence[str]) -> Annex | None:
    """The annex that the paragraphs above a table open, if they do."""
    lines = [" ".join(line.split()) for text in above for line in (text.split("\n") or [""])]
    heads = [n for n, line in enumerate(lines) if annex_mark(line) is not None]
    papers = [n for n in range(len(lines)) if came_with("\n".join(lines[n : n + 3]))]
    if not heads and not papers:
        return None
    first = heads[-1] if heads else _title_begins(lines, papers[-1])
    own = lines[first:]
    paper = came_with("\n".join(own))
    title = read_title("\n".join(own)) or _first_words(own)
    years = read_period(title, None)
    return Annex(
        mark=(annex_mark(own[0]) or "") if heads else "",
        title=title,
        code=paper[0] if paper else "",
        issued_on=paper[1] if paper else None,
        years=years.years if not years.ground else None,
    )


def _title_begins(lines: Sequence[str], paper: int) -> int:
    """A title without the word "Phụ lục" stands right above the line that names the paper."""
    first = paper
    while first > max(0, paper - _TITLE_LINES) and lines[first - 1]:
        first -= 1
    return first


def _first_words(lines: Sequence[str]) -> str:
    """The title of an annex that is not set in capitals."""
    said = [line for line in lines[:_TITLE_LINES] if line and not line.startswith("(")]
    return " ".join(said[:2])


def of_paper(
    annexes: Sequence[Annex], entries: Sequence[Entry], code: str
) -> tuple[tuple[Annex, ...], tuple[Entry, ...]] | None:
    """The annexes and rows that came with the paper of that number; None where they all did, or none."""
    mine = tuple(annex for annex in annexes if _same(annex.code, code))
    rows = tuple(entry for entry in entries if _same(entry.paper, code))
    return (mine, rows) if rows and len(rows) < len(entries) else None


def framed_by(annex: Annex, timings: Iterable[str]) -> Preamble:
    """The frame of a plan that is an annex among others, and has no head of its own."""
    years = read_period(annex.title, annex.issued_on, timings)
    return Preamble(annex.code, annex.title, annex.issued_on, years)


def framed(preamble: Preamble, annexes: Sequence[Annex]) -> Preamble:
    """The frame of the whole, with what its annexes say where its head says nothing, or less than they do."""
    papers = {_bare(annex.code): annex for annex in annexes if annex.code}
    if not preamble.code and len(papers) == 1:
        (annex,) = papers.values()
        preamble = replace(preamble, code=annex.code, issued_on=annex.issued_on or preamble.issued_on)
    said = {annex.name: annex.years for annex in annexes if annex.years and _belongs(annex, preamble.code)}
    head = preamble.years
    sure = head.years if not head.ground else None
    spans = [*said.values(), *([sure] if sure else [])]
    if not said or (sure and all(_inside(span, sure) for span in spans)):
        return preamble
    span = min(first for first, _ in spans), max(last for _, last in spans)
    grounds = [f"tiêu đề nói {spelt(sure)}"] if sure else []
    grounds += [f"{name} nói {spelt(years)}" for name, years in said.items()]
    return replace(preamble, years=replace(head, years=span, ground="; ".join(grounds)))


def apart(entries: Iterable[Entry], annexes: Sequence[Annex], preamble: Preamble) -> tuple[Entry, ...]:
    """The rows, each with the years of its annex where there are several, and asked about where the annex is another's."""
    sure = {preamble.years.years} if not preamble.years.ground else set()
    several = len({annex.years for annex in annexes if annex.years} | sure) > 1
    return tuple(_own(entry if several else replace(entry, years=None), preamble.code) for entry in entries)


def _own(entry: Entry, code: str) -> Entry:
    """Rows of an annex that came with another paper bind nobody until a person confirms them."""
    if not (code and entry.paper) or _same(entry.paper, code):
        return entry
    ground = _GROUND.format(paper=entry.paper, code=code)
    return replace(entry, proposed="; ".join(filter(None, (ground, entry.proposed))))


def _belongs(annex: Annex, code: str) -> bool:
    return not (annex.code and code) or _same(annex.code, code)


def _inside(years: Years, span: Years) -> bool:
    return span[0] <= years[0] and years[1] <= span[1]


def _same(one: str, two: str) -> bool:
    return bool(one) and _bare(one) == _bare(two)


def _bare(code: str) -> str:
    """A number to compare by: `05/KH-UBND` and `5/kh-ubnd` are one."""
    return fold(code).replace(" ", "").lstrip("0")
