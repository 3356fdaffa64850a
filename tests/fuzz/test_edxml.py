"""Envelopes of the document axis, damaged: an envelope, a status, or one sentence why not."""

from plan.documents.edxml.file_names import plain_name
from plan.documents.edxml.reading import is_edxml, read_edxml
from plan.documents.edxml.values import Envelope
from plan.documents.edxml.writer import envelope_bytes
from tests.documents.test_edxml import LETTER, NOW, national
from tests.fuzz import damage
from tests.fuzz.damage import Drawn
from tests.fuzz.fuzzing import fuzz, marks

pytestmark = marks
HEADER = """<edXML:To><edXML:OrganId>H99.05</edXML:OrganId></edXML:To><edXML:Code><edXML:CodeNumber>45</edXML:CodeNumber>
<edXML:CodeNotation>SNV</edXML:CodeNotation></edXML:Code><edXML:PromulgationInfo><edXML:PromulgationDate>2026-12-03</edXML:PromulgationDate>
</edXML:PromulgationInfo><edXML:DueDate>2026/12/10</edXML:DueDate></edXML:MessageHeader>"""
SEEDS = [envelope_bytes(LETTER, NOW)]


def check(drawn: Drawn) -> None:
    data = drawn()
    is_edxml(data)
    found = read_edxml(data, "a.edxml")
    assert found.sender.code
    if isinstance(found, Envelope):
        assert all(plain_name(file.name) for file in found.files)
        for day in (found.on, found.due):
            assert day is None or 1990 <= day.year <= 2100, day
        f"{found.number}{found.subject}{found.document_id}{found.place}".encode()


def test_marks_damaged() -> None:
    fuzz(check, damage.marked(SEEDS), 0.6)


def test_bytes_damaged() -> None:
    fuzz(
        check,
        damage.octets(
            [*SEEDS, national(HEADER)],
            [b"<!DOCTYPE x [", b"<![CDATA[", b"]]>", b"&#0;", b"xmlns=", b"href='cid:"],
        ),
        0.6,
    )
