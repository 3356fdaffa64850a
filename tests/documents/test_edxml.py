"""Envelopes of the document axis: both dialects, as public samples have them, re-made here; hostile ones refused."""

import zipfile
from base64 import b64encode
from datetime import date, datetime
from io import BytesIO

import pytest

from plan.agencies.organ_ids import organ_id
from plan.documents.edxml.file_names import plain_name
from plan.documents.edxml.reading import LARGEST, is_edxml, read_edxml
from plan.documents.edxml.times import day_in
from plan.documents.edxml.values import (
    AnsweredPaper,
    Envelope,
    EnvelopeFile,
    Organ,
    Signature,
    StatusNote,
)
from plan.documents.edxml.writer import envelope_bytes, status_bytes
from plan.documents.model import DocumentError

NOW = datetime(2026, 12, 3, 9, 15)  # noqa: DTZ001 - local, as an envelope writes it
PDF = b"%PDF-1.4\nb\xc3\xa1o c\xc3\xa1o\n"
NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
LETTER = Envelope(
    document_id="H99.05,2026/12/03,45/SNV-CCHC",
    sender=Organ("H99.05", "Sở Nội vụ", "UBND tỉnh Thí Dụ"),
    receivers=(Organ("H99.08", "Sở Tư pháp"), Organ("000.00.12.H99", "Sở Y tế & Dân số")),
    number="45/SNV-CCHC",
    on=date(2026, 12, 3),
    subject="Đôn đốc báo cáo <quý IV>",
    place="Thí Dụ",
    signature=Signature("KT. GIÁM ĐỐC", "Phó Giám đốc", "Nguyễn Văn Thí Dụ"),
    due=date(2026, 12, 10),
    answers=AnsweredPaper("H99.01", "7/VP-TH", date(2026, 11, 2), "H99.01,2026/11/02,7/VP-TH"),
    business_reason="Văn bản mới",
    files=(EnvelopeFile("45_SNV-CCHC.pdf", PDF), EnvelopeFile("phu_luc.docx", b"PK\x05\x06" + bytes(18))),
)


def zipped(*entries: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return made.getvalue()


def national(header: str, content: bytes = PDF, kind: str = "application/pdf", name: str = "a.pdf") -> bytes:
    """As the kit of the national axis writes it: prefix in the envelope, none outside, business before trace."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="{NAMESPACE}">
  <edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}">
    <!-- lời chú -->
    <edXML:edXMLHeader><edXML:MessageHeader>
        <edXML:From><edXML:OrganId> 000.01.12.H28 </edXML:OrganId><edXML:OrganName>Sở Tư pháp</edXML:OrganName></edXML:From>
        {header}
      </edXML:MessageHeader>
      <edXML:TraceHeaderList><edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType></edXML:Bussiness>
        <edXML:TraceHeader><edXML:OrganId>000.01.12.H28</edXML:OrganId></edXML:TraceHeader></edXML:TraceHeaderList>
      <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>c2FpYQ==</SignatureValue></Signature>
    </edXML:edXMLHeader>
    <edXML:edXMLBody><edXML:edXMLManifest version="1.0"><edXML:Reference xlink:href="">
      <edXML:ContentId>cid:36b8</edXML:ContentId><edXML:AttachmentName>{name}</edXML:AttachmentName>
    </edXML:Reference></edXML:edXMLManifest></edXML:edXMLBody>
  </edXML:edXMLEnvelope>
  <edXML:AttachmentEncoded><Attachment><ContentId>36b8</ContentId><ContentType>{kind}</ContentType>
    <ContentTransferEncoded>
{b64encode(content).decode()}
</ContentTransferEncoded></Attachment></edXML:AttachmentEncoded>
</edXML>""".encode()


CODE = "<edXML:Code><edXML:CodeNumber>12</edXML:CodeNumber><edXML:CodeNotation>BC-STP</edXML:CodeNotation></edXML:Code>"
FLAT = f"""<?xml version="1.0"?><EdXMLEnvelope xmlns="http://www.go.vn/eDoc"><MessageHeader>
<From><OrganId>H99.DN.001</OrganId><OrganName>Công ty Thí Dụ</OrganName></From><To><OrganId>H99.05</OrganId></To>
<Code><CodeNumber>12/BC-TD</CodeNumber><CodeNotation>N/A</CodeNotation></Code>
<PromulgationInfo><Promulgator>Ông A</Promulgator><PromulgationDate>2026-12-02T17:00:00.000Z</PromulgationDate></PromulgationInfo>
<DocumentType>Báo cáo</DocumentType><Subject>Kết quả quý IV</Subject><SignerInfo><Signer>Ông A</Signer></SignerInfo>
<DocumentId>ab535a99-cb2a-404f-8fe8-a762bf4010cc</DocumentId></MessageHeader>
<Manifest><Attachment><Content>{b64encode(PDF).decode()}</Content><FileName>Báo cáo quý IV.pdf</FileName>
<FileType>application/pdf</FileType></Attachment></Manifest></EdXMLEnvelope>""".encode()


def document(raw: bytes) -> Envelope:
    found = read_edxml(raw, "thu.edxml")
    assert isinstance(found, Envelope)
    return found


def test_what_is_written_is_read_back_the_same() -> None:
    raw = envelope_bytes(LETTER, NOW)
    assert is_edxml(raw)
    assert document(raw) == LETTER
    assert envelope_bytes(LETTER, NOW) == raw


def test_everything_in_the_envelope_has_its_prefix_and_the_files_outside_have_none() -> None:
    raw = envelope_bytes(LETTER, NOW).decode()
    inside = raw.partition("<edXML:edXMLEnvelope")[2].partition("</edXML:edXMLEnvelope>")[0]
    assert (
        "<edXML:TraceHeader><edXML:OrganId>H99.05</edXML:OrganId><edXML:Timestamp>2026/12/03 09:15:00"
        in inside
    )
    assert {tag[:6] for tag in inside.split("<")[1:] if tag[0] != "/"} == {"edXML:"}
    assert "<AttachmentEncoded><Attachment><ContentId>cid:0001</ContentId>" in raw


def test_a_status_says_what_became_of_a_document() -> None:
    paper = AnsweredPaper("H99.08", "12/BC-STP", date(2026, 12, 2), "H99.08,2026/12/02,12/BC-STP")
    note = StatusNote(
        Organ("H99.05", "Sở Nội vụ"), paper, "02", "Thiếu biểu số 2", NOW, "Văn thư", "Trần Thị B"
    )
    assert read_edxml(status_bytes(note), "tt.edxml") == note


class TestDialects:
    def test_the_national_one_with_prefixes_that_nobody_declared(self) -> None:
        found = document(national(CODE + "<edXML:ResponseFor/>"))
        assert (found.sender.code, found.number, found.document_id) == ("000.01.12.H28", "12/BC-STP", "")
        assert found.files == (EnvelopeFile("a.pdf", PDF),)
        assert found.answers is None

    def test_the_flat_one_with_its_files_in_the_manifest(self) -> None:
        found = document(FLAT)
        assert is_edxml(FLAT)
        assert (found.number, found.on, found.kind) == ("12/BC-TD", date(2026, 12, 3), "Báo cáo")
        assert found.signature.name == "Ông A"
        assert found.files == (EnvelopeFile("Bao_cao_quy_IV.pdf", PDF),)

    @pytest.mark.parametrize("kind", ["application/zip", "application/pdf"])
    def test_a_packed_file_is_told_by_its_bytes(self, kind: str) -> None:
        packed = zipped(("59ab995d-e131.pdf", PDF))
        assert document(national(CODE, packed, kind)).files[0].content == PDF
        assert document(national(CODE, PDF, "application/zip")).files[0].content == PDF

    def test_an_office_document_is_a_zip_and_stays_one(self) -> None:
        office = zipped(("[Content_Types].xml", b"<Types/>"))
        assert document(national(CODE, office, name="bc.docx")).files[0].content == office
        archive = zipped(("a.txt", b"a"), ("b.txt", b"b"))
        assert document(national(CODE, archive, name="bc.zip")).files[0].content == archive


class TestHostile:
    @pytest.mark.parametrize(
        ("raw", "said"),
        [
            (b"", "không phải edXML"),
            (b"<edXML>", "không phải edXML"),
            (b"<edXML/>", "không có MessageHeader"),
            (national("").replace(b"000.01.12.H28", b""), "mã định danh nơi gửi"),
            (b'<!DOCTYPE edXML [<!ENTITY a "b">]><edXML/>', "DTD"),
            (b'<!DOCTYPE edXML SYSTEM "file:///etc/passwd"><edXML/>', "DTD"),
            (b"<edXML>" + b"<a>" * 20_001, "quá nhiều phần tử"),
            (b"<edXML>" + b"<a>" * 9_000 + b"</a>" * 9_000 + b"</edXML>", "không phải edXML"),
            (b" " * (LARGEST + 1), "lớn hơn 50 MB"),
            (national(CODE, b""), "trống"),
            (national(CODE).replace(b64encode(PDF), b"${tep}"), "bị hỏng"),
            (national(CODE, zipped(("a", b"a"), ("b", b"b"))), "nén 2 tệp"),
            (national(CODE, zipped(("a.pdf", bytes(50 * 1024 * 1024 + 1)))), "lớn hơn 50 MB"),
            (national(CODE, zipped(("a.pdf", PDF))[:60]), "nén hỏng"),
        ],
    )  # fmt: skip
    def test_it_is_refused_with_a_sentence(self, raw: bytes, said: str) -> None:
        with pytest.raises(DocumentError, match=said):
            read_edxml(raw, "thu.edxml")

    def test_a_zip_that_lies_about_its_size_is_not_unpacked_further_than_it_says(self) -> None:
        bomb = bytearray(zipped(("a.pdf", bytes(1 << 20))))
        at = bomb.rindex(b"PK\x01\x02") + 24
        bomb[at : at + 4] = (10).to_bytes(4, "little")
        with pytest.raises(DocumentError):
            read_edxml(national(CODE, bytes(bomb)), "thu.edxml")

    def test_names_are_no_paths(self) -> None:
        assert document(national(CODE, name="../../etc/passwd")).files[0].name == "passwd"
        assert plain_name("Đề án " * 30 + ".docx") == ("De_an_" * 8)[:45].rstrip("_") + ".docx"
        assert plain_name("..") == "tep"


@pytest.mark.parametrize("code", ["H48", "H48.01.02", " h48.01 ", "000.01.12.H28", "002.00.20.H13"])
def test_both_forms_of_identifiers_are_known(code: str) -> None:
    assert organ_id(code) == code.strip().upper()


@pytest.mark.parametrize(
    "code", ["", "SNV", "Z48", "H4", "H48.", "000.01.H28", "vxp.saas.03", "H48." + "1" * 40]
)
def test_what_is_no_identifier_is_none(code: str) -> None:
    assert organ_id(code) == ""


@pytest.mark.parametrize(
    "text", ["2026/12/03", "2026-12-03", "03/12/2026", "2026-12-03 10:00", "2026-12-02T17:00:00Z"]
)
def test_days_are_read_as_systems_write_them(text: str) -> None:
    assert day_in(text) == date(2026, 12, 3)


def test_a_day_that_is_none_is_not_guessed() -> None:
    assert [day_in(text) for text in ("", "2026/13/40", "hôm qua", "26/12/03")] == [None] * 4


def test_an_instant_out_of_all_years_is_no_day():
    """A clock that was never set was taken at its word, where a day in figures was not."""
    assert [day_in(f"{year}-01-01T00:00:00Z") for year in ("0001", "1970", "9998")] == [None] * 3
    assert day_in("2026-12-03T00:00:00Z") == date(2026, 12, 3)
