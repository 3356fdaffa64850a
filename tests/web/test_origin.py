"""Which page a form was on: held against the address that people know, not against what a proxy made of Host."""

import pytest
from starlette.datastructures import Headers

from web.origin import browser_origin, from_our_page, normal

BASE = "https://dondoc.tinh.example"


@pytest.mark.parametrize(
    ("base", "host", "origin", "ours"),
    [
        (BASE, "dondoc.tinh.example", BASE, True),
        (BASE, "127.0.0.1:8080", BASE, True),  # nginx, unless told otherwise
        (BASE, "127.0.0.1:8080", BASE + ":443", True),
        (BASE, "127.0.0.1:8080", "HTTPS://Dondoc.Tinh.example", True),
        (BASE + ":8443", "127.0.0.1:8080", BASE + ":8443", True),
        (BASE + ":8443", "127.0.0.1:8080", BASE, False),
        (BASE, "127.0.0.1:8080", BASE + ":8443", False),
        (BASE, "dondoc.tinh.example", "http://dondoc.tinh.example", False),
        (BASE, "evil.example", "https://evil.example", False),
        (BASE, "127.0.0.1:8080", "https://evil.example", False),
        (BASE, "127.0.0.1:8080", "null", False),
        (BASE, "127.0.0.1:8080", "https://[", False),
        (BASE, "127.0.0.1:8080", "https://x:port", False),
        # At the machine itself, or through a tunnel that ends at another port.
        (BASE, "127.0.0.1:8080", "http://127.0.0.1:8080", True),
        (BASE, "localhost:9000", "http://localhost:9000", True),
        (BASE, "127.0.0.1:8080", "http://127.0.0.1:9000", False),
        # Where nothing is known of a public address.
        ("http://127.0.0.1:8080", "10.0.0.5:8080", "http://10.0.0.5:8080", True),
        ("http://0.0.0.0:8080", "may-chu:8080", "http://may-chu:8080", True),
        ("http://0.0.0.0:8080", "may-chu:8080", "http://evil.example", False),
        ("http://0.0.0.0:8080", "may-chu:port", "http://may-chu:8080", False),
    ],
)
def test_whose_page_a_form_was_on(base: str, host: str, origin: str, ours: bool) -> None:
    assert from_our_page(Headers({"host": host, "origin": origin}), base) is ours


def test_what_the_browser_says_outright_is_enough() -> None:
    for said, ours in (("same-origin", True), ("none", True), ("same-site", False), ("cross-site", False)):
        assert from_our_page(Headers({"host": "127.0.0.1", "sec-fetch-site": said}), BASE) is ours
    assert not from_our_page(Headers({"host": "127.0.0.1"}), BASE)


def test_the_address_as_the_browser_sees_it() -> None:
    assert browser_origin(Headers({"origin": BASE, "host": "127.0.0.1"})) == BASE
    assert browser_origin(Headers({"sec-fetch-site": "none", "host": "x.example"})) == "https://x.example"
    assert browser_origin(Headers({"sec-fetch-site": "none", "host": "[::1]:1"})) == "http://[::1]:1"
    assert browser_origin(Headers({"host": "x.example"})) is None


def test_one_origin_has_one_form() -> None:
    assert normal("https://Bücher.example:443") == "https://xn--bcher-kva.example"
    assert normal("https://[2001:DB8::1]:8443") == "https://[2001:db8::1]:8443"
    assert normal("http://x.example:80") == "http://x.example"
    assert normal("ftp://x.example") is None
