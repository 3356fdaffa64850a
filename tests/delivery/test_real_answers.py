"""Answers by mail through a real Postfix, read over IMAP: a good signature makes one the agency's word, all else is listed.

This Postfix adds no Authentication-Results and takes none out: what bears its name was written by a stranger.
"""

from datetime import date
from email.message import EmailMessage

import pytest
from sqlmodel import select

from plan.models import Declaration, Letter
from plan.storage.database import Database
from tests.delivery.digests import OURS, told
from tests.delivery.province import SENDER, post
from tests.delivery.signed import signed, signing_key
from tests.delivery.sink import until
from tests.servers import names
from tests.web.conftest import Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

THEIRS, AT = "stc@quangngai.example", "2012-07-10T09:00"
RESULTS = "mail.tinh.example; dkim=pass header.d=quangngai.example; dmarc=pass header.from=quangngai.example"


def answer(number: int, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        THEIRS,
        SENDER,
        "Re: [Đôn đốc] Sở Tài chính: 1 việc quá hạn",
    )
    message["Date"], message["Message-ID"] = (
        "Tue, 10 Jul 2012 08:30:00 +0700",
        f"<{number}@quangngai.example>",
    )
    message["In-Reply-To"] = message["References"] = OURS
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Sở đã gửi báo cáo số 12/BC-STC ngày 09/7/2012.")
    message.add_attachment(b"%PDF-1.4 ky so", maintype="application", subtype="pdf", filename="báo cáo.pdf")
    return message


def test_a_signed_answer_is_the_agencys_word_and_all_else_is_listed() -> None:
    with (
        post({THEIRS}) as here,
        names.running({"s1._domainkey.quangngai.example": [signing_key().record]}) as server,
    ):
        here.more.update(
            DONDOC_RETURNS__ANSWERS="true",
            DONDOC_RETURNS__AUTHSERV_ID="mail.tinh.example",
            DONDOC_RETURNS__DNS=f'["127.0.0.1:{server.port}"]',
        )
        office = Office(Database(here.url))
        office.furnish()
        (duty,) = told(office, "Báo cáo quý II")
        good = signed(answer(1).as_bytes())
        sent = [
            good,
            good,
            answer(2).as_bytes(),
            signed(answer(3, Auto_Submitted="auto-replied").as_bytes()),
            answer(4, Authentication_Results=RESULTS).as_bytes(),
            signed(answer(5).as_bytes()).replace(b"12/BC-STC", b"13/BC-STC"),
        ]
        for raw in sent:
            here.postfix.inject(raw, THEIRS, SENDER)
        assert until(lambda: len(here.inbox(SENDER)) == len(sent)), here.postfix.log

        for _ in range(2):  # what was read is not read anew
            ran = here.dondoc("returns", "read", at=AT)
            assert ran.returncode == 0, ran.stderr
        listed = here.json("answers", "list", at=AT)
        found = [(row["agency"], row["why"].rpartition(": ")[2]) for row in listed]
        assert sorted(found) == [  # as they happened to be delivered
            ("so-tai-chinh", "nội dung thư đã bị sửa sau khi ký DKIM"),
            ("so-tai-chinh", "thư không có chữ ký DKIM của quangngai.example"),
            ("so-tai-chinh", "thư không có chữ ký DKIM của quangngai.example"),
        ]
        with office.database.read() as session:
            (word,) = session.exec(select(Declaration))
            assert (word.obligation_id, word.on, word.document) == (duty, date(2012, 7, 9), "12/BC-STC")
            assert (word.file_name, word.state.value) == ("báo cáo.pdf", "waiting")
            assert "chữ ký DKIM của quangngai.example đúng" in str(word.note)
            assert len(session.exec(select(Letter)).all()) == 1  # nobody is answered
        assert here.inbox(THEIRS) == []
        office.shut()
