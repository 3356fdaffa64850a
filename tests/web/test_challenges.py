"""What passkeys are asked to sign, and what browsers are called."""

from datetime import UTC, datetime, timedelta

import pytest

from web.access.browsers import browser_name
from web.access.challenges import LIFE, challenge, is_ours

KEY, NOW = b"k" * 32, datetime(2026, 11, 30, 2, 0, tzinfo=UTC)


def test_a_challenge_is_ours_for_one_purpose_and_five_minutes() -> None:
    asked = challenge(KEY, "sign-in", NOW, b"n" * 16)
    assert is_ours(KEY, "sign-in", asked, NOW)
    assert is_ours(KEY, "sign-in", asked, NOW + LIFE - timedelta(seconds=1))
    for key, purpose, brought, now in (
        (KEY, "sign-in", asked, NOW + LIFE),
        (KEY, "sign-in", asked, NOW - timedelta(seconds=1)),
        (KEY, "add 1 abc", asked, NOW),
        (b"x" * 32, "sign-in", asked, NOW),
        (KEY, "sign-in", asked[:-1], NOW),
        (KEY, "sign-in", asked[:-1] + bytes([asked[-1] ^ 1]), NOW),
        (KEY, "sign-in", b"", NOW),
    ):
        assert not is_ours(key, purpose, brought, now)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
            "Edge trên Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 6.1) coc_coc_browser/83.0 Chrome/109.0 Safari/537.36",
            "Cốc Cốc trên Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox trên Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 15_4 like Mac OS X) Version/15.4 Mobile Safari/604.1",
            "Safari trên iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome trên Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_browsers_have_names(agent: str, name: str) -> None:
    assert browser_name(agent) == name
