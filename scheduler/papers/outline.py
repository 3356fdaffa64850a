"""The headings of a report that people fill in by hand: an editable file as frozen values."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from plan.errors import ExpectedError
from scheduler.policy.frozen import FrozenModel

SHIPPED = Path(__file__).parents[1] / "data" / "outline.toml"


class OutlineError(ExpectedError):
    """The file of headings cannot be used; the text says why."""


class Heading(FrozenModel):
    """One heading; with `areas` the sections of the plan stand below it."""

    title: str
    areas: bool = False


class Outline(FrozenModel):
    """All headings, and what is to be said of where they come from."""

    note: str = ""
    heading: tuple[Heading, ...] = ()

    def lines(self, sections: Sequence[str]) -> Iterator[tuple[str, bool]]:
        """Numbered headings, and whether each leaves room: one with others below it does not."""
        for number, heading in enumerate(self.heading, 1):
            below = sections if heading.areas else ()
            yield f"{number}. {heading.title}", not below
            yield from ((f"{number}.{n}. {title}", True) for n, title in enumerate(below, 1))


def load_outline(path: Path | None = None) -> Outline:
    """The headings in `path`, or the shipped ones."""
    path = path or SHIPPED
    try:
        return Outline.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OutlineError(
            f"{path}: không đọc được tệp khung báo cáo ({error}); xem mẫu scheduler/data/outline.toml"
        ) from error
    except ValidationError as error:
        places = ", ".join(" ".join(str(part) for part in e["loc"]) for e in error.errors())
        raise OutlineError(
            f"{path}: sai ở {places}; mỗi [[heading]] có title và, nếu cần, areas = true"
        ) from error
