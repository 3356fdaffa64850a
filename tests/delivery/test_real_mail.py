"""Letters through a real Postfix, read over IMAP as an agency reads them; and what comes back of them.

The example plan is adopted; two days pass with real processes, real TLS and a real login.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from docx import Document
from icalendar import Calendar
from imap_tools import MailMessage
from openpyxl import load_workbook

from plan.models import Letter, LetterState
from tests.conftest import EXAMPLE
from tests.delivery.province import SENDER, Province, province
from tests.delivery.sink import until
from tests.story import parsed, text_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

# The second bounce carries a whole letter of fifteen kilobytes; the first, of one that is longer, its headers.
FIRST, SECOND = "2012-06-29T08:00", "2012-07-09T08:00"
GONE, AWAY, PERSON = (f"{name}@quangngai.example" for name in ("ban-dan-toc", "so-y-te", "so-tu-phap"))
URGES = "so-noi-vu@quangngai.example"


@pytest.fixture(scope="module")
def lived() -> Iterator[Province]:
    """Adopted in March; at first, on the first day, the password is wrong."""
    with province(without=GONE) as here:
        plan = here.dondoc("import", str(EXAMPLE / "plan.txt"), at="2012-03-25T08:00")
        assert plan.returncode in {0, 3}, plan.stderr
        wrong = here.dondoc("run", "--once", at="2012-06-29T07:31", PASSWORD="sai")
        assert "không nhận tên đăng nhập hoặc mật khẩu" in wrong.stderr
        for at in (FIRST, SECOND):
            ran = here.dondoc("run", "--once", at=at)
            assert ran.returncode == 0, ran.stderr
            here.settle()
        yield here


def sent(lived: Province, to: str) -> list[Letter]:
    return [letter for letter in lived.letters() if letter.recipients == [to]]


def read(lived: Province, letter: Letter) -> MailMessage:
    (found,) = [
        m for m in lived.inbox(letter.recipients[0]) if m.headers["message-id"] == (letter.message_id,)
    ]
    return found


def test_every_letter_is_in_its_mailbox_once_and_byte_for_byte(lived: Province) -> None:
    letters = lived.letters()
    assert {letter.state for letter in letters} == {LetterState.SENT}
    for address in sorted({letter.recipients[0] for letter in letters} - {GONE}):
        files = lived.files(address)
        ours = [letter.raw.replace(b"\r\n", b"\n") for letter in sent(lived, address)]
        assert len(files) == len(ours)
        assert all(sum(raw.endswith(mine) for raw in files) == 1 for mine in ours)  # below the trace headers


def test_they_left_over_tls_with_a_name_and_a_password(lived: Province) -> None:
    ours = f"client=unknown[127.0.0.1], sasl_method=PLAIN, sasl_username={SENDER}"
    assert lived.postfix.log.count(ours) == len(lived.letters())


def test_an_agency_reads_its_letter(lived: Province) -> None:
    letter = sent(lived, AWAY)[0]
    seen = read(lived, letter)
    assert seen.subject == letter.subject
    assert seen.subject.startswith("[Đôn đốc] Sở Y tế: ")
    assert seen.subject.endswith("(29/6/2012)")
    assert "  " not in seen.subject
    assert seen.from_values is not None
    assert (seen.from_values.name, seen.from_values.email) == ("Đôn Đốc", SENDER)
    assert [(to.name, to.email) for to in seen.to_values] == [("Sở Y tế", AWAY)]
    assert [to.email for to in seen.reply_to_values] == [URGES]
    assert seen.text == text_of(letter)
    assert "Kính gửi: Sở Y tế" in seen.text
    html = parsed(letter).get_body(("html",))
    assert html is not None
    assert seen.html == html.get_content()
    assert all(unicodedata.is_normalized("NFC", said) for said in (seen.subject, seen.text, seen.html))


def test_every_subject_is_read_as_it_was_written(lived: Province) -> None:
    for address in (AWAY, PERSON, URGES):
        read_back = Counter(message.subject for message in lived.inbox(address))
        assert read_back == Counter(letter.subject for letter in sent(lived, address))


def test_its_headers_say_what_it_is_and_where_it_belongs(lived: Province) -> None:
    first, second = (letter for letter in sent(lived, AWAY) if letter.kind == "digest")
    headers = read(lived, second).headers
    (message_id,) = headers["message-id"]
    assert re.fullmatch(r"<digest\.2012-07-09\.so-y-te\.[0-9a-f]{20}@quangngai\.example>", message_id)
    assert headers["auto-submitted"] == ("auto-generated",)
    assert headers["list-id"][0].endswith("<digest.dondoc.quangngai.example>")
    root = ("<digest.2012.so-y-te@quangngai.example>",)
    assert headers["references"] == headers["in-reply-to"] == root
    assert read(lived, first).headers["references"] == root  # one thread


def test_the_days_of_a_digest_open_in_a_calendar(lived: Province) -> None:
    letter = sent(lived, AWAY)[0]
    (days,) = read(lived, letter).attachments
    assert (days.filename, days.content_type) == ("thoi-han-2012-06-29.ics", "application/ics")
    events = Calendar.from_ical(days.payload).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events) > 0
    assert any("Sở Y tế" in str(event.get("DESCRIPTION", "")) for event in events)


def test_the_workbook_and_the_draft_of_an_escalation_open(lived: Province) -> None:
    letter = next(one for one in sent(lived, URGES) if one.kind == "escalation")
    files = {file.filename: file.payload for file in read(lived, letter).attachments}
    assert set(files) == {"danh-sach-qua-han-2012-06-29.xlsx", "cong-van-don-doc-2012-001.docx"}
    rows = list(load_workbook(io.BytesIO(files["danh-sach-qua-han-2012-06-29.xlsx"])).active.values)
    assert any("Sở " in str(cell) for row in rows for cell in row)
    draft = files["cong-van-don-doc-2012-001.docx"]
    assert ZipFile(io.BytesIO(draft)).testzip() is None
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(draft)).paragraphs)
    assert "Kính gửi" in words
    assert unicodedata.is_normalized("NFC", words)


def test_what_comes_back_is_read_and_never_counts_as_receipt(lived: Province) -> None:
    at = "2012-07-09T09:00"
    before = lived.json("obligations", at=at)
    away, person = sent(lived, AWAY)[0], sent(lived, PERSON)[0]
    # Sieve's vacation keeps silent at Auto-Submitted; these are programs that answer all the same.
    lived.answer(
        away, "Trả lời tự động: tôi đi công tác", "Đến hết ngày 13/7.", Auto_Submitted="auto-replied"
    )
    lived.answer(person, "Re: Đôn đốc", "Chúng tôi đã gửi báo cáo sáng nay.")
    assert until(lambda: len(lived.inbox(SENDER)) == 5), lived.postfix.log

    ran = lived.dondoc("returns", "read", at=at)
    assert "4 thư trả lại được ghi nhận." in ran.stdout, ran.stderr
    assert [m.subject for m in lived.inbox(SENDER) if "\\Seen" not in m.flags] == ["Re: Đôn đốc"]

    noted = lived.json("returns", "list", "--all", at=at)
    assert Counter((row["kind"], row["address"]) for row in noted) == {("dead", GONE): 3, ("auto", AWAY): 1}
    assert {row["letter"] for row in noted if row["kind"] == "dead"} == {x.id for x in sent(lived, GONE)}
    assert lived.json("obligations", at=at) == before

    told = lived.dondoc("returns", "list", at=at)
    assert told.returncode == 3  # a person is needed
    assert f"địa chỉ không còn: {GONE}" in told.stdout
    assert "5.1.1" in told.stdout
    assert AWAY not in told.stdout
    doctor = lived.dondoc("doctor", at=at)
    assert f"{GONE}: địa chỉ không còn" in doctor.stdout + doctor.stderr
    assert "không kết nối" not in doctor.stdout + doctor.stderr
