"""`dondoc import`: what is taken in, what is asked about, and what is refused."""

import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc
from tests.conftest import EXAMPLE

# The rows that a person has to look at: two leads that nobody can name, and a slip of the source.
QUESTIONS = [
    ("table 2, row 11, Cơ quan chủ trì", "chưa rõ cơ quan nào chủ trì"),
    ("table 2, row 13, Cơ quan phối hợp", "có phải: Sở Thông tin và Truyền thông?"),
    ("table 6, row 5, Cơ quan chủ trì", "chưa rõ cơ quan nào chủ trì"),
]


def test_the_plan_as_given(dondoc: Dondoc, example: Path) -> None:
    ran = dondoc("import", example, "--json")
    assert ran.code == 3  # done, and something needs a person
    assert ran.json["plan"] == {
        "code": "39/QĐ-UBND",
        "title": "Kế hoạch cải cách hành chính tỉnh Quảng Ngãi giai đoạn 2012 - 2015",
        "issued_on": "2012-03-25",
        "period": ["2012-01-01", "2015-12-31"],
    }
    assert len(ran.json["tasks"]) == 48
    assert [task for task in ran.json["tasks"] if task["state"] == "unclear"] == []
    assert len(ran.json["reports"]) == 48
    found = [(p["where"], p["message"]) for p in ran.json["problems"]]
    assert [where for where, _ in found] == [where for where, _ in QUESTIONS]
    assert all(words in message for (_, message), (_, words) in zip(found, QUESTIONS, strict=True))


def test_importing_twice_changes_nothing(dondoc: Dondoc, example: Path) -> None:
    first = dondoc("import", example, "--json").json
    before = dondoc("obligations", "--json").json
    second = dondoc("import", example, "--json").json
    assert second["changes"] == {"added": 0, "changed": 0, "withdrawn": 0, "unchanged": 48}
    assert second["tasks"] == first["tasks"]
    assert dondoc("obligations", "--json").json == before


def test_a_dry_run_writes_nothing(dondoc: Dondoc, example: Path) -> None:
    ran = dondoc("import", example, "--dry-run", "--json")
    assert len(ran.json["tasks"]) == 48
    assert dondoc("tasks", "--json").json == []


def test_decomposed_letters_read_the_same(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "nfd"
    folder.mkdir()
    text = example.read_text(encoding="utf-8")
    (folder / "plan.txt").write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    register = EXAMPLE / "agencies.csv"
    plain = dondoc("import", example, "--agencies", register, "--dry-run", "--json").json
    decomposed = dondoc("import", folder / "plan.txt", "--agencies", register, "--dry-run", "--json").json
    assert decomposed["tasks"] == plain["tasks"]


def test_an_alias_settles_a_slip_for_good(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    register = tmp_path / "agencies.csv"
    text = (EXAMPLE / "agencies.csv").read_text(encoding="utf-8")
    slip = "Sở Thông tin và ru ền thông"
    register.write_text(
        text.replace("Sở Thông tin Truyền thông", f"Sở Thông tin Truyền thông;{slip}"), encoding="utf-8"
    )
    assert slip in register.read_text(encoding="utf-8")
    ran = dondoc("import", example, "--agencies", register, "--json")
    assert slip not in " ".join(p["text"] for p in ran.json["problems"])


def test_a_changed_row_is_one_changed_task(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    dondoc("import", example, "--json")
    edited = tmp_path / "plan.txt"
    text = example.read_text(encoding="utf-8")
    edited.write_text(text.replace("Quý III, năm 2012", "Quý IV, năm 2012"), encoding="utf-8")
    ran = dondoc("import", edited, "--agencies", EXAMPLE / "agencies.csv", "--json")
    assert ran.json["changes"] == {"added": 0, "changed": 1, "withdrawn": 0, "unchanged": 47}
    task = next(t for t in ran.json["tasks"] if (t["section"], t["number"]) == ("I", "7"))
    assert [d["due"] for d in task["deadlines"]] == ["2012-12-31"]
    old = [o for o in dondoc("obligations", "--json").json if o["task"] == task["id"]]
    assert [(o["due"], o["status"]) for o in old] == [("2012-09-30", "cancelled"), ("2012-12-31", "late")]


def test_a_phrase_nobody_has_seen_is_asked_about(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    edited = tmp_path / "plan.txt"
    text = example.read_text(encoding="utf-8")
    edited.write_text(text.replace("Quý III, năm 2012", "Khi hoa phượng nở lần thứ ba"), encoding="utf-8")
    ran = dondoc("import", edited, "--agencies", EXAMPLE / "agencies.csv", "--json")
    task = next(t for t in ran.json["tasks"] if (t["section"], t["number"]) == ("I", "7"))
    assert ran.code == 3
    assert task["deadlines"] == []
    assert task["state"] in {"unclear", "awaiting"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "trống"),
        (b"\x00\x01\x02\xff\xfe binary \x00", ""),
        (bytes(range(256)) * 40, ""),
        ("Không có bảng nào ở đây.".encode(), ""),
    ],
    ids=["empty", "binary", "bytes", "no table"],
)
def test_what_cannot_be_a_plan_is_refused(dondoc: Dondoc, tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(content)
    ran = dondoc("import", file)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert words in ran.err
    assert dondoc("tasks", "--json").json == []


def test_a_table_without_the_time_column(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(
        example.read_text(encoding="utf-8").replace("\tThời gian\n", "\tGhi chú\n"), encoding="utf-8"
    )
    ran = dondoc("import", file)
    assert ran.code == 1
    assert "Thời gian" in ran.err or "thời gian" in ran.err
    assert dondoc("tasks", "--json").json == []


def test_a_row_with_too_few_cells_is_named_with_its_place(
    dondoc: Dondoc, example: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    text = example.read_text(encoding="utf-8")
    file.write_text(text.replace("\tQuý III, năm 2012\n", "", 1), encoding="utf-8")
    ran = dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", "--json")
    assert ran.code == 1
    assert "table 1, row 10: Dòng có 5 ô, bảng có 6 cột" in ran.err
    assert "table 1, row 10" in [problem["where"] for problem in ran.json["problems"]]
    assert dondoc("tasks", "--json").json == []  # nothing half-imported


def test_a_missing_file(dondoc: Dondoc) -> None:
    ran = dondoc("import", "nowhere.docx")
    assert ran.code == 1
    assert "nowhere.docx" in ran.err
