"""What a program may do, by the scopes of its token. Pure."""

from collections.abc import Iterable
from enum import StrEnum


class Scope(StrEnum):
    """Each stands for itself: none holds another."""

    READ = "read"
    RECEIVE = "receive"
    DECIDE = "decide"
    LETTERS = "letters"
    WEBHOOKS = "webhooks"
    METRICS = "metrics"


# Whoever assigned the work decides; of an agency its own program only reports.
OF_AGENCY = frozenset({Scope.READ, Scope.RECEIVE, Scope.LETTERS, Scope.WEBHOOKS})


def in_order(scopes: Iterable[str]) -> tuple[Scope, ...]:
    """Each once, in the order in which people read them. Raises ValueError for what is no scope."""
    wanted = {Scope(one) for one in scopes}
    return tuple(one for one in Scope if one in wanted)
