"""`python -m tests.phrases.relations [N] [NAME]`: how many of N phrases (all) read the same under each relation."""

import sys

from tests.phrases.relations.known import known
from tests.phrases.relations.table import DOUBTS, SAME_DAYS, tried


def main(count: int | None, only: str = "") -> None:
    for relation in (*SAME_DAYS, DOUBTS):
        if only not in relation.name:
            continue
        found = list(tried(relation, known()[:count]))
        same, otherwise = sum(one.same for one in found), [one for one in found if one.otherwise]
        print(f"{relation.name}: {len(found)} tried, {same} same, {len(otherwise)} otherwise")
        for one in otherwise[:20]:
            print("   ", repr(one.known.phrase), "->", repr(one.typed), *one.said.days[:4])


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else None, *sys.argv[2:3])
