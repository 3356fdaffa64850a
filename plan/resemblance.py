"""How alike two writings are, in hundredths. The only module that knows rapidfuzz, which comes with the first question. Pure."""

from collections.abc import Iterable, Iterator


def alike(one: str, other: str) -> float:
    """Whatever the order of their words."""
    from rapidfuzz.fuzz import token_sort_ratio

    return token_sort_ratio(one, other)


def nearest(text: str, among: Iterable[str], least: float) -> Iterator[tuple[str, float]]:
    """Those at least so near, letter by letter or word by word; one that is both stands there twice."""
    from rapidfuzz import fuzz, process

    choices = list(among)
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for choice, score, _ in process.extract(text, choices, scorer=scorer, score_cutoff=least):
            yield choice, score


def is_slip(text: str, among: Iterable[str], least: float) -> bool:
    """Whether it is one of them but for a few letters."""
    from rapidfuzz import fuzz, process

    return process.extractOne(text, among, scorer=fuzz.ratio, score_cutoff=least) is not None
