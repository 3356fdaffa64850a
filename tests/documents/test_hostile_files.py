"""Files made to harm, and files that broke on the way: refused in one sentence, never half read."""

import contextlib
import random
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.documents import DocumentError, read_document
from plan.documents.formats import archives
from tests.documents.making import EXAMPLE, essence, make_csv, make_docx, make_html, make_xlsx

PDF = Path(__file__).with_name("quang-ngai-2012.pdf")
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("good")
    makers = {"docx": make_docx, "xlsx": make_xlsx, "html": make_html, "csv": make_csv}
    files = {kind: make(folder / f"kh.{kind}").read_bytes() for kind, make in makers.items()}
    return files | {"pdf": PDF.read_bytes()}


def repacked(data: bytes, change, extra: dict[str, bytes] | None = None) -> bytes:
    """The same zip file with its parts changed by a function of name and bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return packed.getvalue()


def refused(tmp_path, data: bytes, name: str = "kh.docx") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as error:
        read_document(path)
    assert "\n" not in str(error.value)
    assert name in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, good, kind):
    bomb = repacked(good[kind], lambda _name, part: part, {"media/x.bin": bytes(archives.MOST_BYTES)})
    tracemalloc.start()
    message = refused(tmp_path, bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "bung ra lớn hơn 64 MB" in message
    assert most < 8 * 1024 * 1024


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path, good):
    flood = repacked(good["docx"], lambda n, part: bytes(90_000_000) if n == "word/document.xml" else part)
    true, small = (90_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert "hỏng" in refused(tmp_path, flood.replace(true, small))


@pytest.mark.parametrize(
    ("kind", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("docx", "_rels/.rels")]
)
@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://plan.example/x.dtd">',
    ],
)
def test_xml_that_declares_entities_is_refused(tmp_path, good, kind, part, declared):
    def declare(name, data):
        head, _, rest = data.partition(b"?>")
        return head + b"?>" + declared + rest if name == part else data

    assert "hỏng" in refused(tmp_path, repacked(good[kind], declare))


def test_xml_in_a_strange_encoding_is_refused(tmp_path, good):
    def encode(name, data):
        if name != "word/document.xml":
            return data
        return data.decode().replace("UTF-8", "UTF-7", 1).encode("utf-7")

    assert "hỏng" in refused(tmp_path, repacked(good["docx"], encode))


def test_xml_too_deep_is_refused(tmp_path, good):
    def deepen(name, data):
        if name != "word/document.xml":
            return data
        return data.replace(b"<w:body>", b"<w:body>" + b"<w:ins>" * 3000).replace(
            b"</w:body>", b"</w:ins>" * 3000 + b"</w:body>"
        )

    assert "hỏng" in refused(tmp_path, repacked(good["docx"], deepen))


def test_a_file_with_a_password_is_refused(tmp_path, good):
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert "mật khẩu" in refused(tmp_path, wrapped)
    locked = bytearray(good["docx"])
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + place] |= 1
            at = locked.find(mark, at + 4)
    assert "mật khẩu" in refused(tmp_path, bytes(locked))


def test_a_zip_of_something_else_is_refused(tmp_path):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr("anh.jpg", b"x")
    assert "giải nén" in refused(tmp_path, packed.getvalue())


def test_a_missing_part_is_refused(tmp_path, good):
    for kind, part in (("docx", b"word/document.xml"), ("xlsx", b"xl/worksheets/sheet3.xml")):
        damaged = good[kind].replace(part, part[:-4] + b".bin")
        assert "hỏng" in refused(tmp_path, damaged)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, f"kh.{name}") for kind in ("docx", "xlsx", "html", "csv") for name in ("doc", "pdf")],
)
def test_the_name_of_a_file_says_nothing(tmp_path, good, kind, name):
    path = tmp_path / name
    path.write_bytes(good[kind])
    assert len(read_document(path).entries) == 48


def test_a_plan_of_too_many_rows_is_refused(tmp_path):
    heading = "STT,Nhiệm vụ,Chủ trì,Phối hợp,Sản phẩm,Thời gian\n"
    rows = "".join(f"{n},Việc {n},Sở Y tế,,,Quý I\n" for n in range(12_001))
    assert "12000 dòng" in refused(tmp_path, (heading + rows).encode(), "kh.csv")


def outcome(tmp_path, data: bytes):
    """What was read, or None for a refusal: anything else is a crash."""
    path = tmp_path / "kh"
    path.write_bytes(data)
    with contextlib.suppress(DocumentError):
        plan = read_document(path)
        assert all(problem.where and problem.message for problem in plan.problems)
        return plan
    return None


@pytest.mark.slow
@given(st.sampled_from([b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"STT,Nhi"]), st.binary(max_size=300))
@few
def test_random_bytes_behind_a_good_sign_crash_nothing(tmp_path, sign, data):
    outcome(tmp_path, sign + data + b"word/document xl/workbook %%EOF")


@pytest.mark.parametrize(
    ("kind", "times"),
    [("docx", 20), ("xlsx", 20), ("pdf", 3), pytest.param("pdf", 20, marks=pytest.mark.slow)],
)
def test_a_truncated_file_is_refused_whole(tmp_path, good, kind, times):
    chance = random.Random(1)
    for _ in range(times):
        cut = chance.randrange(100, len(good[kind]) - 100)
        assert outcome(tmp_path, good[kind][:cut]) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "times"), [("docx", 40), ("xlsx", 40), ("html", 40), ("csv", 40), ("pdf", 12)]
)
def test_flipped_bytes_crash_nothing(tmp_path, good, kind, times):
    chance = random.Random(2)
    for _ in range(times):
        data = bytearray(good[kind])
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        outcome(tmp_path, bytes(data))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_flipped_byte_in_a_packed_part_is_never_read(tmp_path, good, kind):
    """The check sum of the part tells it; what is read is the plan or nothing."""
    chance, whole = random.Random(3), essence(read_document(EXAMPLE))
    for _ in range(25):
        data = bytearray(good[kind])
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        plan = outcome(tmp_path, bytes(data))
        assert plan is None or essence(plan) == whole
