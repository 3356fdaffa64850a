"""`make readings`: a line for every collection; status 1 when one is read worse than before.

`ARGS=--keep` writes down what is reached, `ARGS=--misses` shows what was not read exactly.
"""

import sys

from tests.readings import cells, phrases, plans
from tests.readings.least import fallen, keep
from tests.readings.outcome import Score

MATERIAL = (cells, phrases, plans)


def all_scores() -> list[Score]:
    return [one for material in MATERIAL for one in material.scores()]


def main(arguments: list[str]) -> int:
    scores = all_scores()
    say = sys.stdout.write
    say(f"{'':<44} {'all':>5} {'exact':>6} {'asked':>6} {'silent':>7}\n")
    for one in scores:
        say(one.line() + "\n")
        for miss in one.misses if "--misses" in arguments else ():
            say(f"    {miss}\n")
    if "--keep" in arguments:
        keep(scores)
        return 0
    worse = fallen(scores)
    for line in worse:
        say(f"worse: {line}\n")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
