"""The rating proposed for a share of work on time: the file of thresholds as frozen values."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from plan.errors import ExpectedError
from scheduler.policy.frozen import FrozenModel

SHIPPED = Path(__file__).parents[1] / "data" / "verdicts.toml"

WANTED = {
    "below": "phải là số lớn hơn 0, nhiều nhất 100",
    "words": "phải là chữ",
    "source": "phải là chữ",
    "least": "phải là số nguyên từ 1 trở lên",
}


class RatingsError(ExpectedError):
    """The file of thresholds cannot be used; the text says why."""


class Rating(FrozenModel):
    """The rating of a share below so many per cent."""

    below: Annotated[float, Field(gt=0, le=100)]
    words: str


class Ratings(FrozenModel):
    """All thresholds, the document that sets them, and how many duties must have come due for one to say anything."""

    source: str
    least: Annotated[int, Field(ge=1)] = 1
    verdict: tuple[Rating, ...] = ()

    def of(self, share: float | None, due: int) -> str:
        """The rating of a share between 0 and 1 of so many; empty above the highest threshold, and of too few."""
        if share is None or due < self.least:
            return ""
        rising = sorted(self.verdict, key=lambda v: v.below)
        # 0.7 * 100 is 70.0 only after rounding.
        return next((v.words for v in rising if round(share * 100, 6) < v.below), "")


def load_ratings(path: Path | None = None) -> Ratings:
    """The thresholds in `path`, or the shipped ones."""
    path = path or SHIPPED
    try:
        return Ratings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RatingsError(
            f"{path}: không đọc được tệp ngưỡng nhận xét ({error}); xem mẫu scheduler/data/verdicts.toml"
        ) from error
    except ValidationError as error:
        faults = "; ".join(_said(e["loc"], e["type"]) for e in error.errors())
        raise RatingsError(f"{path}: {faults}") from error


def _said(place: tuple[int | str, ...], kind: str) -> str:
    """One fault, as told to the author of the file: which threshold (from 1), which key, what it must be."""
    where = " ".join(f"ngưỡng thứ {one + 1}" if isinstance(one, int) else f"[{one}]" for one in place)
    key = str(place[-1])
    must = {"missing": "thiếu", "extra_forbidden": "không có cài đặt tên này"}.get(kind)
    return f"{where}: {must or WANTED.get(key, 'không đúng dạng, xem mẫu scheduler/data/verdicts.toml')}"
