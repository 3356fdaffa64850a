"""What stands at the head of a letter, read by decoders that are not the ones that wrote it."""

import re
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.letters import Letterhead, LetterWriter
from notifications.mail import mime
from notifications.notice import Contact, LetterContent, LetterLine
from notifications.rendering import environment
from plan.steps import StepKind, StepName
from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import DIGEST, ESCALATION, KINDS

NOW = datetime(2012, 7, 10, 2, tzinfo=UTC)
OFFICE = Contact("so-noi-vu", "Sở Nội vụ", ("snv@quangngai.example",))
TO = Contact("so-tu-phap", "Sở Tư pháp", ("stp@quangngai.example",))
LINE = LetterLine(
    obligation=7,
    step=StepName(StepKind.LATE, 1),
    role="lead",
    reason="quá hạn",
    plan="Quyết định số 39/QĐ-UBND ngày 25/3/2012",
    ref="I.3",
    title="Xây dựng Đề án",
    label="Quý II năm 2012",
    product="Quyết định",
    opens=date(2012, 4, 1),
    due=date(2012, 6, 30),
    ends=date(2012, 7, 2),
    due_note="thứ Bảy",
    late_by=6,
    days_left=-10,
    leads=(TO,),
    last_told=None,
)
HEAD = Letterhead("Đôn Đốc <dondoc@quangngai.example>", "https://dondoc.example", key=b"k" * 32)


def letter(
    kind: LetterKind = DIGEST, head: Letterhead = HEAD, day: date = date(2012, 7, 10)
) -> dict[str, str]:
    message = LetterContent(kind, TO, day, (LINE,), OFFICE, notes=("Máy chủ thư không nhận thư",))
    return headers(LetterWriter(environment(), head).write(message, NOW).raw)


def headers(raw: bytes) -> dict[str, str]:
    """By RFC 5322: unfolded as the standard says, nothing decoded."""
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    lines = re.sub(r"\r\n([ \t])", r"\1", head).split("\r\n")
    return {name: value for name, _, value in (line.partition(": ") for line in lines)}


def decoded(value: str) -> str:
    """By RFC 2047: blanks between two encoded words go, each word is whole characters of its own."""
    value = re.sub(r"(\?=)[ \t]+(?==\?)", r"\1", value)
    return re.sub(r"=\?utf-8\?([bq])\?([^?]*)\?=", _word, value)


def _word(match: re.Match[str]) -> str:
    if match[1] == "b":
        return b64decode(match[2], validate=True).decode()
    octets = re.sub("=([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), match[2].replace("_", " "))
    return octets.encode("latin-1").decode()


VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặếệộổỗợởỳỵ0123456789 –“”,;:()[]/🇻🇳", min_size=1, max_size=300
)


@given(VIETNAMESE)
def test_subjects_and_names_lose_no_space(words: str) -> None:
    words = f"Đ{words}".rstrip()
    raw = mime.build(
        headers={"From": "d@x.example", "Subject": words, "Message-ID": "<1@x.example>"},
        to=[(words, "a@x.example")],
        sent_at=NOW,
        text="chữ",
        html="chữ",
    )
    said = headers(raw)
    assert decoded(said["Subject"]) == " ".join(words.split())
    assert decoded(said["To"]).removesuffix(" <a@x.example>").split() == words.split()
    assert all(len(line) <= 78 for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))
    for word in re.findall(r"=\?[^ ]*?\?=", said["Subject"]):
        assert len(word) <= 75


def test_a_years_letters_of_a_kind_are_one_thread() -> None:
    first, second, next_year, other = (
        letter(),
        letter(day=date(2012, 7, 11)),
        letter(day=date(2013, 1, 2)),
        letter(ESCALATION),
    )
    assert first["References"] == first["In-Reply-To"] == "<digest.2012.so-tu-phap@quangngai.example>"
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]
    assert len({first["References"], next_year["References"], other["References"]}) == 3


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_programs_know_what_it_is(kind: LetterKind) -> None:
    said = letter(kind)
    assert said["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(rf"Đôn Đốc – .* <{kind.name}\.dondoc\.quangngai\.example>", decoded(said["List-Id"]))
    assert "List-Unsubscribe" not in said
    mark = r"[0-9a-f]{20}"
    assert re.fullmatch(
        rf"<{kind.name}\.2012-07-10\.so-tu-phap\.{mark}@quangngai\.example>", said["Message-ID"]
    )


def test_nobody_guesses_a_message_id_and_a_repeat_has_the_same() -> None:
    ours, again = letter()["Message-ID"], letter()["Message-ID"]
    others = {
        letter(head=replace(HEAD, key=b"other"))["Message-ID"],
        letter(day=date(2012, 7, 11))["Message-ID"],
        letter(head=replace(HEAD, identity=b"another"))["Message-ID"],
    }
    assert ours == again
    assert len({ours, *others}) == 4
    assert len({one.split(".")[3].partition("@")[0] for one in (ours, *others)}) == 4


def test_answers_go_to_the_office_or_where_it_says() -> None:
    assert decoded(letter()["Reply-To"]) == "Sở Nội vụ <snv@quangngai.example>"
    elsewhere = Letterhead(HEAD.sender, "", reply_to=(("Phòng CCHC, Sở Nội vụ", "cchc@quangngai.example"),))
    assert decoded(letter(head=elsewhere)["Reply-To"]) == "Phòng CCHC, Sở Nội vụ <cchc@quangngai.example>"


def test_the_same_letter_is_the_same_bytes() -> None:
    message = LetterContent(DIGEST, TO, date(2012, 7, 10), (LINE,), OFFICE)
    assert len({LetterWriter(environment(), HEAD).write(message, NOW).raw for _ in range(3)}) == 1
