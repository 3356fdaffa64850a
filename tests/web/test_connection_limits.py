"""How long a connection may keep us waiting, and who makes room: decided without a network."""

import pytest

from web.connection_limits import ClosingTally, ConnectionLimits, ConnectionStanding, longest_waiting, whose

LIMITS = ConnectionLimits()


def test_who_sends_no_headers_goes_after_ten_seconds_however_it_trickles() -> None:
    standing = ConnectionStanding(moved=100.0, begun=100.0)
    for second in range(101, 111):
        standing.came(second)
        assert standing.fault(LIMITS, second) is None
    assert standing.fault(LIMITS, 110.5) == "no request within 10 s"


def test_who_is_between_requests_has_thirty_seconds_and_then_ten() -> None:
    standing = ConnectionStanding(moved=0.0, begun=0.0)
    standing.asked(1.0, has_body=False)
    standing.answered(2.0)
    assert standing.fault(LIMITS, 31.9) is None
    assert standing.fault(LIMITS, 32.1) == "idle for 30 s"
    standing.came(31.0)
    assert standing.fault(LIMITS, 40.9) is None
    assert standing.fault(LIMITS, 41.1) == "no request within 10 s"


def test_who_waits_for_us_is_never_closed() -> None:
    standing = ConnectionStanding(moved=0.0, begun=0.0)
    standing.asked(1.0, has_body=False)
    assert standing.fault(LIMITS, 3600.0) is None
    assert longest_waiting([standing]) is None


def test_a_body_may_be_slow_but_neither_silent_nor_endless() -> None:
    standing = ConnectionStanding(moved=0.0, begun=0.0)
    standing.asked(0.0, has_body=True)
    assert standing.fault(LIMITS, 30.5) == "idle for 30 s"
    for second in range(0, 601, 20):
        standing.came(second)
        assert standing.fault(LIMITS, second) is None
    assert standing.fault(LIMITS, 601.0) == "a request longer than 600 s"


def test_who_reads_nothing_goes_and_who_reads_slowly_stays() -> None:
    standing = ConnectionStanding(moved=0.0, begun=0.0)
    standing.asked(0.0, has_body=False)
    for second in range(0, 100, 25):
        standing.went(1000 - second, second)
        assert standing.fault(LIMITS, second) is None
    standing.went(925, 100.0)
    assert standing.fault(LIMITS, 106.0) == "idle for 30 s"


def test_the_one_waited_for_longest_makes_room() -> None:
    half_open, kept = ConnectionStanding(5.0, 5.0), ConnectionStanding(3.0, None)
    assert longest_waiting([half_open, kept]) is kept
    assert longest_waiting([half_open]) is half_open


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", None),
        ("127.8.9.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("", None),
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_whose_a_connection_is(host: str, address: str | None) -> None:
    assert whose(host) == address


def test_sixty_four_descriptors_are_kept_for_others() -> None:
    assert LIMITS.ceiling(1024) == 960
    assert LIMITS.ceiling(100) == 50


def test_one_line_a_minute_says_it_all() -> None:
    tally = ClosingTally()
    assert tally.line(0.0) is None
    for _ in range(3):
        tally.add("idle for 30 s")
    assert tally.line(1.0) == "connections closed: 3 × idle for 30 s"
    tally.add("few descriptors left")
    tally.add("idle for 30 s")
    assert tally.line(60.9) is None
    assert tally.line(61.0) == "connections closed: 1 × few descriptors left; 1 × idle for 30 s"
