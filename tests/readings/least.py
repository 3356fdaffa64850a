"""The least that every collection must reach, kept in least.json: what was reached once may not be lost."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.readings.outcome import Score

FILE = Path(__file__).with_name("least.json")


def least() -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def fallen(scores: Iterable[Score]) -> list[str]:
    """What is read worse than it was: fewer exact, or more unsaid."""
    before = least()
    return [
        f"{one.name}: {one.exact} exact, {one.silent} silent; was {was['exact']} and {was['silent']}"
        for one in scores
        if (was := before.get(one.name)) and (one.exact < was["exact"] or one.silent > was["silent"])
    ]


def keep(scores: Iterable[Score]) -> None:
    """Write down what is reached now."""
    found = {one.name: {"exact": one.exact, "asked": one.asked, "silent": one.silent} for one in scores}
    FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
