"""Where webhooks lead: never inward, unless the settings say so; and never on from there."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from notifications import hooks
from notifications.hooks import HookSender
from plan.errors import NotPossibleError
from plan.hooks.queue import ClaimedDelivery
from plan.hooks.retries import WAITS, HookAnswer, next_try
from plan.hooks.targets import fault_of, parse_target
from tests.servers.certificates import make
from tests.web.conftest import KEY
from tests.webhooks.conftest import ALLOWED, Listening
from tests.webhooks.receiver import receiver

INWARD = (
    "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:db8::1",
)  # fmt: skip
OUTWARD = ("8.8.8.8", "203.162.4.191", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")


@pytest.mark.parametrize("address", INWARD)
def test_nothing_is_sent_inward(address: str) -> None:
    assert fault_of([ip_address(address)], "https", ())
    assert fault_of([ip_address("8.8.8.8"), ip_address(address)], "https", ())


@pytest.mark.parametrize("address", OUTWARD)
def test_the_world_at_large_is_told_over_tls(address: str) -> None:
    assert fault_of([ip_address(address)], "https", ()) is None
    assert fault_of([ip_address(address)], "http", ALLOWED)


def test_what_the_settings_allow_is_allowed_alone() -> None:
    allowed = (ip_network("10.8.0.0/16"),)
    assert fault_of([ip_address("10.8.3.4")], "https", allowed) is None
    assert fault_of([ip_address("::ffff:10.8.3.4")], "http", allowed) is None
    assert fault_of([ip_address("10.9.3.4")], "https", allowed)
    assert fault_of([], "https", allowed)


@pytest.mark.parametrize(
    "url",
    [
        "http://phan-mem.tinh.vn/", "ftp://phan-mem.tinh.vn/", "https://", "https:///x", "phan-mem", "", "https://u:p@x.vn/",
        "https://x.vn/#a", "https://[::1", "https://x.vn:99999/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1:8443/",
        "https://x.vn/\n", "https://x.vn/a b", "https://" + "x" * 500 + ".vn/", "javascript:alert(1)", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_what_can_be_no_target_is_refused_when_it_is_typed(url: str) -> None:
    with pytest.raises(NotPossibleError):
        parse_target(url)


def tried(url: str, sender: HookSender) -> HookAnswer:
    return asyncio.run(sender.deliver(ClaimedDelivery(1, 1, url, "{}", ("salt",), "me")))


def test_a_name_that_leads_inward_is_connected_to_by_nobody() -> None:
    with receiver("127.0.0.1") as inner:
        answer = tried(f"https://localhost:{inner.port}/", HookSender(KEY, ALLOWED))
        http = tried(f"http://localhost:{inner.port}/", HookSender(KEY, ALLOWED))
    assert answer.status is None
    assert "nội bộ" in answer.said
    assert http.status is None
    assert inner.told == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "localhost."])
def test_an_address_in_disguise_is_looked_at_as_what_it_leads_to(host: str) -> None:
    with receiver("127.0.0.1") as inner:
        answer = tried(f"https://{host}:{inner.port}/", HookSender(KEY, ALLOWED))
    assert answer.status is None
    assert "nội bộ" in answer.said or "không kết nối được" in answer.said
    assert inner.told == []


def test_the_address_is_asked_for_by_its_name(tmp_path: Path) -> None:
    """Connected to by number; TLS and Host by name: a certificate of another name is refused."""
    make(tmp_path, "localhost", "other")
    here = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    ours, others = (
        HookSender(KEY, here, authorities=tmp_path / f"{name}.pem") for name in ("localhost", "other")
    )
    with receiver("127.0.0.1", tmp_path / "localhost.pem") as found:
        assert tried(f"https://localhost:{found.port}/", ours).status == 204
        assert (
            tried(f"https://localhost:{found.port}/", HookSender(KEY, here)).status is None
        )  # nobody vouches
    with receiver("127.0.0.1", tmp_path / "other.pem") as other:
        assert tried(f"https://localhost:{other.port}/", others).status is None
    assert found.names[0] == "localhost"
    assert [told.headers["host"] for told in found.told] == [f"localhost:{found.port}"]
    assert other.told == []


def test_nobody_is_led_on() -> None:
    with receiver() as first, receiver() as second:
        first.always = (302, {"Location": second.url})
        answer = tried(first.url, HookSender(KEY, ALLOWED))
    assert (answer.status, answer.is_taken) == (302, False)
    assert second.told == []


def test_nobody_is_waited_for_longer_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "TIMEOUT", 0.3)
    with receiver() as found:
        found.slow = 1.0
        answer = tried(found.url, HookSender(KEY, ALLOWED))
    assert answer.status is None
    assert "không trả lời" in answer.said


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as proxy, receiver() as found:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        assert tried(found.url, HookSender(KEY, ALLOWED)).status == 204
    assert proxy.told == []


NOW = datetime(2012, 7, 10, 2, tzinfo=UTC)


def test_waits_grow_and_end() -> None:
    failed = HookAnswer(500)
    for n, wait in enumerate(WAITS, 1):
        assert next_try(n, NOW, failed, 0.0) == NOW + wait
        assert next_try(n, NOW, failed, 1.0) == NOW + wait * 1.1
    assert next_try(len(WAITS) + 1, NOW, failed, 0.0) is None
    assert next_try(1, NOW, HookAnswer(410), 0.0) is None


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("120", 120), ("Tue, 10 Jul 2012 02:02:00 GMT", 120), ("Tue, 10 Jul 2012 01:00:00 GMT", 5), ("-5", 5), ("soon", 5),
     ("9" * 30, 5), ("999999999", 86400), (None, 5), ("", 5)],
)  # fmt: skip
def test_what_is_asked_for_is_waited_for_within_a_day(asked: str | None, seconds: int) -> None:
    assert next_try(1, NOW, HookAnswer(503, retry_after=asked), 0.0) == NOW + timedelta(seconds=seconds)


async def test_what_a_receiver_says_is_kept_short(listening: Listening) -> None:
    listening.receiver.always = (500, {})
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20)))
    await listening.run.send()
    assert len(listening.receiver.told) == 1
