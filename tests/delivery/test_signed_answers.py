"""A signature of the sender's own domain vouches for an answer by mail; whatever it does not cover vouches for nobody."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from notifications.mail.dkim_proof import dkim_fault
from notifications.mail.dns_records import TextRecords, name_server
from notifications.mail.sender_proof import vouched_for
from notifications.mail.vouchers import SenderProof, Vouchers, prove
from plan.clock import system_clock
from tests.delivery.signed import HEADERS, signed, signing_key
from tests.servers import names
from tests.servers.names import Names

NOW = system_clock()  # signatures are made now
AT = "s1._domainkey.quangngai.example"
STC = "stc@quangngai.example"
PLAIN = f"""From: Văn thư <{STC}>
To: dondoc@tinh.example
Subject: Re: Nhắc
Date: Mon, 09 Jul 2012 08:00:00 +0700
Message-ID: <1@stc.example>
In-Reply-To: <a@dondoc.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Số 12/BC-STC ngày 09/7/2012.   Kính gửi.

Hết.
""".encode()
GOOD = signed(PLAIN)


@pytest.fixture(scope="module")
def server() -> Iterator[Names]:
    with names.running({}) as made:
        yield made


@pytest.fixture
def published(server: Names) -> Names:
    server.records = {AT: [signing_key().record]}
    server.silent = False
    server.asked.clear()
    return server


def fault(server: Names, raw: bytes, domain: str = "quangngai.example", now: datetime = NOW) -> str:
    return dkim_fault(raw, domain, now, TextRecords((server.place,), 0.5))


def test_a_good_signature_vouches(published: Names) -> None:
    assert fault(published, GOOD) == ""
    assert fault(published, GOOD.replace(b"\r\n", b"\n")) == ""
    assert fault(published, b"Received: from a by b\r\nX-Spam: no\r\n" + GOOD) == ""
    assert fault(published, GOOD.replace(b".   K", b". K")) == ""
    assert fault(published, signed(PLAIN, canonical=(b"simple", b"simple"))) == ""
    assert set(published.asked) == {AT}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (PLAIN, "không có chữ ký"),
        (GOOD.replace(b"12/BC-STC", b"13/BC-STC"), "bị sửa sau khi ký"),
        (GOOD + b"them\r\n", "bị sửa sau khi ký"),
        (GOOD.replace(b"Subject: Re", b"Subject: Tl"), "không khớp"),
        (b"Subject: khac\r\n" + GOOD, "dòng lặp lại"),
        (b"X-A: b\rSubject: khac\r\n" + GOOD, "sai dạng"),
        (GOOD.replace(b"From: V", b"From: a@b.example\r\nFrom: V"), "dòng lặp lại"),
        (b"References: <b@dondoc.example>\r\n" + signed(PLAIN, headers=[one for one in HEADERS if one != b"references"]), "không phủ dòng references"),
        (signed(PLAIN, length=True), "chỉ phủ một phần"),
        (signed(PLAIN, algorithm=b"rsa-sha1"), "thuật toán"),
        (signed(PLAIN, headers=[one for one in HEADERS if one != b"date"]), "không phủ dòng date"),
        (signed(PLAIN, headers=[one for one in HEADERS if one != b"in-reply-to"]), "không phủ dòng in-reply-to"),
        (signed(PLAIN, more=b"x=%d" % (NOW.timestamp() - 60)), "hết hạn"),
        (signed(PLAIN, domain="ke-gian.example"), "không có chữ ký"),
        (signed(PLAIN, domain="so.quangngai.example"), "không có chữ ký"),
        (signed(PLAIN, key=signing_key(2048)), "không khớp"),
        (b"X: y\r\n" * 20_000 + GOOD, "quá dài"),
        (GOOD.replace(b"b=", b"b=*", 1), "không"),
    ],
)  # fmt: skip
def test_what_it_does_not_cover_vouches_for_nobody(published: Names, raw: bytes, said: str) -> None:
    assert said in fault(published, raw)
    assert all(name == AT for name in published.asked)  # a stranger's name is never asked for


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ([], "không công bố"),
        (["v=spf1 -all"], "sai dạng"),
        ([signing_key().record, signing_key(2048).record], "không công bố"),
        (["v=DKIM1; k=rsa; p="], "thu hồi"),
        ([signing_key().record + "; t=y"], "đang thử"),
        ([signing_key().record + "; h=sha1"], "không dùng cho"),
        ([signing_key().record.replace("rsa", "ed25519", 1)], "không dùng cho"),
        (["v=DKIM1; p=" + "A" * 3000], "sai dạng"),
        (["v=DKIM1; p=AAAA"], "không đọc được"),
        ([signing_key().record + "; t=s"], ""),
    ],
)
def test_the_key_has_to_be_good_for_it(published: Names, record: list[str], said: str) -> None:
    published.records = {AT: record} if record else {}
    found = fault(published, GOOD)
    assert found.startswith(said) if not said else said in found


def test_a_short_key_is_not_taken(published: Names) -> None:
    published.records = {AT: [signing_key(768).record]}
    assert "ngắn hơn 1024" in fault(published, signed(PLAIN, key=signing_key(768)))


def test_an_expired_signature_counts_by_our_clock(published: Names) -> None:
    raw = signed(PLAIN, more=b"x=%d" % (NOW.timestamp() + 3600))
    assert fault(published, raw) == ""
    assert "hết hạn" in fault(published, raw, now=datetime.fromtimestamp(NOW.timestamp() + 3601, UTC))


def test_a_name_server_that_is_silent_is_waited_for_once(published: Names) -> None:
    published.silent = True
    records, began = TextRecords((published.place,), 0.3), time.monotonic()
    for _ in range(20):
        assert "không trả lời" in dkim_fault(GOOD, "quangngai.example", NOW, records)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("filling", [b" " * 400_000, b"\r\n \t" * 100_000, b" \r\n" * 100_000])
def test_blanks_without_end_keep_nobody_busy(published: Names, filling: bytes) -> None:
    began = time.monotonic()
    assert "bị sửa" in fault(published, GOOD + filling + b"x\r\n")
    assert "quá dài" in fault(
        published, GOOD.replace(b"\r\nTo:", b"\r\nX: y" + b"\r\n z" * 200_000 + b"\r\nTo:")
    )
    assert time.monotonic() - began < 2


def test_who_vouches_is_said_in_words(published: Names) -> None:
    asked = TextRecords((published.place,), 0.5)
    assert prove(GOOD, STC, NOW, Vouchers("", asked)) == SenderProof(
        by="chữ ký DKIM của quangngai.example đúng"
    )
    assert "không bảo đảm" in prove(GOOD, STC, NOW, Vouchers()).fault
    assert "không chắc" in prove(PLAIN, STC, NOW, Vouchers("", asked)).fault
    two = PLAIN.replace(b"From: ", b"From: a@ke-gian.example, ")
    assert "nhiều địa chỉ" in prove(two, STC, NOW, Vouchers("", asked)).fault


def test_only_what_stands_above_our_servers_own_line_counts() -> None:
    said = b"Authentication-Results: m; dkim=pass header.d=quangngai.example\n"
    taken, stored = b"Received: from a by m with ESMTP id 1\n", b"Received: from m by m with LMTP id 2\n"
    assert vouched_for(said + taken + PLAIN, "m")
    assert vouched_for(stored + said + taken + PLAIN, "m")
    assert not vouched_for(
        taken + said + PLAIN, "m"
    )  # a stranger wrote it, and our server did not take it out
    assert not vouched_for(taken + said + taken + PLAIN, "m")
    assert not vouched_for(stored + taken + said + stored + PLAIN, "m")
    assert not vouched_for(stored + stored + said + taken + PLAIN, "m")


def test_name_servers_are_written_with_or_without_a_port() -> None:
    assert [name_server(one) for one in ("192.0.2.1", "192.0.2.1:5353", "2001:db8::1", "[2001:db8::1]:54")] == [
        ("192.0.2.1", 53), ("192.0.2.1", 5353), ("2001:db8::1", 53), ("2001:db8::1", 54),
    ]  # fmt: skip
    for wrong in ("dns.tinh.example", "192.0.2.1:0", "192.0.2.1:x", ""):
        with pytest.raises(ValueError, match=r".*"):
            name_server(wrong)
