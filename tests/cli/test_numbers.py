"""A number that no row can have is an answer, not a fault of the program."""

from tests.cli.conftest import Dondoc

TOO_LARGE = str(2**64)
COMMANDS = [
    ("why", TOO_LARGE),
    ("proof", TOO_LARGE),
    ("done", TOO_LARGE, "--on", "2012-07-09"),
    ("requests", "accept", TOO_LARGE),
    ("requests", "refuse", TOO_LARGE, "--reason", "x"),
    ("returns", "settle", TOO_LARGE),
    ("feed", "revoke", TOO_LARGE),
    ("feed", "rotate", TOO_LARGE),
    ("links", "revoke", "so-y-te", "--obligation", TOO_LARGE),
    ("outbox", "show", TOO_LARGE),
    ("outbox", "retry", TOO_LARGE),
]


def test_a_number_that_no_row_can_have(adopted_here: Dondoc) -> None:
    for words in COMMANDS:
        ran = adopted_here(*words)
        assert (ran.code, TOO_LARGE in ran.err, "lỗi của" in ran.err) == (1, True, False), ran.err
