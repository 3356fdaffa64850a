"""How often every relation holds: applied, the same, asked, differently. With words: only such relations, and what differs."""

import sys
from collections import Counter
from random import Random

from tests.agencies.relations import RELATIONS, KnownCell, known_cells, outcome, reading


def main(words: str) -> int:
    say = sys.stdout.write
    counts: dict[str, Counter[str]] = {}
    for name in (name for name in RELATIONS if words in name):
        random = Random(name)
        changed = [made for known in known_cells() if (made := RELATIONS[name](known, random))]
        came = [(made, outcome(made)) for made in changed]
        counts[name] = Counter(what for _, what in came)
        for made in (made for made, what in came if words and what == "differently"):
            say(_difference(made))
    for name, count in sorted(counts.items(), key=lambda each: -each[1]["differently"]):
        say(_line(name, count))
    say(_line("all", sum(counts.values(), Counter())))
    return 0


def _difference(made: KnownCell) -> str:
    parts, _ = reading(made.cell)
    lost, new = (
        [part for part in one if part not in other]
        for one, other in ((made.parts, parts), (parts, made.parts))
    )
    return f"{made.cell!r}\n    - {lost}\n    + {new}\n"


def _line(name: str, count: Counter[str]) -> str:
    return (
        f"{sum(count.values()):>7} {count['same']:>7} {count['asked']:>5} {count['differently']:>6}  {name}\n"
    )


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
