"""The base of every error that is told to the operator as it is: its text says what is wrong and what to do."""

from collections.abc import Iterable

MOST = 20  # faults that one message names: who mends them sees what they have in common, and tries again


def named_together(faults: Iterable[object]) -> str:
    """Several faults in one message of bounded length; how many more there are, at its end."""
    said = [str(fault) for fault in faults]
    more = [f"và {len(said) - MOST} chỗ nữa"] if len(said) > MOST else []
    return "; ".join([*said[:MOST], *more])


class ExpectedError(Exception):
    """Not a fault of the program: `cli.main` prints the text as one line and ends with exit status 1."""


class NotPossibleError(ExpectedError):
    """The act is not possible; the text says why and what to do."""
