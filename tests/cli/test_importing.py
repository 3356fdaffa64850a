"""`dondoc import`: what is taken in, what is asked about, and what is refused."""

import unicodedata
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from cli.commands.import_proposal import grouped
from plan.documents.entry_checks import NO_TIME
from tests.cli.conftest import Dondoc, small_plan
from tests.conftest import EXAMPLE

# The rows that a person has to look at: two leads that nobody can name, a slip of the source, and the groups that the
# directory has no members of, in every role.
EMPTY = "nhóm này chưa có cơ quan nào trong sổ"
QUESTIONS = [
    ("table 2, row 11, Cơ quan chủ trì", "chưa rõ cơ quan nào chủ trì"),
    ("table 2, row 13, Cơ quan chủ trì", EMPTY),
    ("table 2, row 13, Cơ quan phối hợp", "có phải: Sở Thông tin và Truyền thông?"),
    ("table 2, row 14, Cơ quan phối hợp", EMPTY),
    ("table 5, row 3, Cơ quan chủ trì", EMPTY),
    ("table 5, row 3, Cơ quan chủ trì", EMPTY),
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
    assert dondoc("tasks", "--json").code == 1  # there is no database yet


def test_what_is_said_of_many_rows_is_said_once() -> None:
    said = [
        {"where": f"dòng {n}", "text": "Vụ  GDĐH", "message": "không có trong sổ cơ quan"} for n in range(5)
    ]
    other = {"where": "dòng 9", "text": "Quý V", "message": "chưa rõ"}
    assert grouped([*said, other]) == [
        ("5 chỗ (dòng 0; dòng 1; dòng 2 và 2 chỗ khác)", "Vụ GDĐH", "không có trong sổ cơ quan"),
        ("dòng 9", "Quý V", "chưa rõ"),
    ]


def test_blank_cells_of_many_rows_are_one_line() -> None:
    said = [{"where": f"dòng {n}", "text": f"Việc {n}", "message": NO_TIME} for n in range(5)]
    assert grouped(said) == [("5 chỗ (dòng 0; dòng 1; dòng 2 và 2 chỗ khác)", "", NO_TIME)]
    assert [words for _, words, _ in grouped(said[:2])] == ["Việc 0", "Việc 1"]


def test_a_look_makes_no_database(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    ran = dondoc("import", example, "--dry-run")
    assert ran.code == 3
    assert "hiểu" in ran.out or "đã có thời hạn" in ran.out
    assert "giả định" in ran.out
    assert list(tmp_path.iterdir()) == []


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


def test_five_edited_rows_are_those_five(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    before = dondoc("import", example, "--json").json["tasks"]
    edited, expected = edit_five(example.read_text(encoding="utf-8"), before)
    (tmp_path / "plan.txt").write_text(edited, encoding="utf-8")
    ran = dondoc("import", tmp_path / "plan.txt", "--agencies", EXAMPLE / "agencies.csv", "--json")
    assert ran.json["changes"] == {"added": 0, "changed": 5, "withdrawn": 0, "unchanged": 43}
    assert {(row["task"], *row["cells"]) for row in ran.json["rows"]} == expected
    assert all(row["change"] == "changed" for row in ran.json["rows"])


def edit_five(text: str, tasks: list[dict[str, Any]]) -> tuple[str, set[tuple[int, str]]]:
    """Other words in the title of two rows, the product of two, the time of one; which rows, which cells."""
    edited = {(tasks[6]["id"], "timing")}
    text = text.replace("\tQuý III, năm 2012\n", "\tQuý IV, năm 2012\n")
    for cell in ("title", "product", "title", "product"):
        at, line = next(
            (task["id"], line)
            for task in tasks[7:]
            if (line := f"\t{task[cell]}\n") and text.count(line) == 1
            if sum(t[cell] == task[cell] for t in tasks) == 1  # no row below inherits it
            if task["id"] not in {number for number, _ in edited}
        )
        text = text.replace(line, line.rstrip("\n") + " (đã sửa)\n")
        edited.add((at, cell))
    return text, edited


def test_a_superseding_decision_takes_the_place_of_an_adopted_one(
    dondoc: Dondoc, example: Path, tmp_path: Path
) -> None:
    then = ("--as-of", "2012-11-05")
    first = dondoc("import", example, "--json", "--as-of", "2012-04-02").json
    done = next(o for o in dondoc("obligations", "--json", *then).json if o["due"] == "2012-06-30")
    dondoc("done", done["id"], "--on", "2012-06-28", "--document", "7/BC", *then)
    open_before = ids(dondoc("obligations", "--json", *then).json, "late")
    file = tmp_path / "plan.txt"
    text = example.read_text(encoding="utf-8").replace("Quý III, năm 2012", "Quý III, năm 2013")
    file.write_text(text, encoding="utf-8")
    args = (file, "--agencies", EXAMPLE / "agencies.csv", "--code", "90/QĐ-UBND", "--issued-on", "2012-11-01")
    assert (
        "chưa nhận kế hoạch số 12/QĐ-UBND" in dondoc("import", *args, "--supersedes", "12/QĐ-UBND", *then).err
    )
    ran = dondoc("import", *args, "--supersedes", "39/QĐ-UBND", "--json", *then).json
    assert ran["plan"]["code"] == "90/QĐ-UBND"
    assert ran["supersedes"] == ["39/QĐ-UBND"]
    assert ran["changes"] == {"added": 0, "changed": 1, "withdrawn": 0, "unchanged": 47}
    assert [t["id"] for t in ran["tasks"]] == [t["id"] for t in first["tasks"]]
    after = dondoc("obligations", "--json", *then).json
    assert next(o for o in after if o["id"] == done["id"])["document"] == "7/BC"
    assert open_before <= ids(after, "late")  # what fell due under the first decision is still owed
    again = dondoc("import", *args, "--supersedes", "39/QĐ-UBND", "--json", *then).json
    assert again["changes"]["unchanged"] == 48


def test_a_document_that_says_it_supersedes_is_asked_about(
    dondoc: Dondoc, example: Path, tmp_path: Path
) -> None:
    dondoc("import", example)
    file = tmp_path / "plan.txt"
    text = example.read_text(encoding="utf-8")
    words = "Quyết định này thay thế Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012."
    file.write_text(
        text.replace("ỦY BAN NHÂN DÂN TỈNH", f"{words}\n\nỦY BAN NHÂN DÂN TỈNH", 1), encoding="utf-8"
    )
    args = (file, "--agencies", EXAMPLE / "agencies.csv", "--code", "90/QĐ-UBND", "--issued-on", "2012-11-01")
    asked = dondoc("import", *args, "--dry-run").err
    assert "--supersedes 39/QĐ-UBND" in asked
    assert "--supersedes" not in dondoc("import", *args, "--dry-run", "--supersedes", "39/QĐ-UBND").err


def ids(rows: list[dict[str, Any]], status: str) -> set[int]:
    return {row["id"] for row in rows if row["status"] == status}


def test_a_number_given_by_hand(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    text = example.read_text(encoding="utf-8")
    file.write_text(text[text.index("KẾ HOẠCH") :].replace("39/QĐ-UBND", "…"), encoding="utf-8")
    bare = dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", "--period", "2012-2015")
    assert bare.code == 3
    assert 'dondoc settle --plan "?1" --number "SỐ"' in bare.err
    ran = dondoc(
        "import", file, "--agencies", EXAMPLE / "agencies.csv", "--period", "2012-2015",
        "--code", "39/QĐ-UBND", "--issued-on", "2012-03-25", "--json",
    )  # fmt: skip
    assert ran.json["plan"]["code"] == "39/QĐ-UBND"
    assert ran.json["plan"]["issued_on"] == "2012-03-25"
    assert not [p for p in ran.json["problems"] if "--issued-on" in p["message"]]


def test_a_phrase_nobody_has_seen_is_asked_about(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    edited = tmp_path / "plan.txt"
    text = example.read_text(encoding="utf-8")
    edited.write_text(text.replace("Quý III, năm 2012", "Mùa hoa phượng nở lần thứ ba"), encoding="utf-8")
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
    assert not (tmp_path / "plan.db").exists()


def test_a_table_without_the_time_column(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(
        example.read_text(encoding="utf-8").replace("\tThời gian\n", "\tGhi chú\n"), encoding="utf-8"
    )
    ran = dondoc("import", file)
    assert ran.code == 3
    assert "không có cột thời gian" in ran.err
    assert len(dondoc("tasks", "--json").json) == 48


def test_a_row_with_too_few_cells_is_named_with_its_place(
    dondoc: Dondoc, example: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    text = example.read_text(encoding="utf-8")
    file.write_text(text.replace("\tQuý III, năm 2012\n", "", 1), encoding="utf-8")
    ran = dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", "--json")
    assert ran.code == 1
    assert "bảng 1, dòng 10: Dòng có 5 ô, bảng có 6 cột" in ran.err
    assert "table 1, row 10" in [problem["where"] for problem in ran.json["problems"]]
    assert dondoc("tasks", "--json").json == []  # nothing half-imported


def test_a_missing_file(dondoc: Dondoc) -> None:
    ran = dondoc("import", "nowhere.docx")
    assert ran.code == 1
    assert "nowhere.docx" in ran.err


def test_a_look_says_what_the_import_then_does(dondoc: Dondoc, example: Path) -> None:
    looked = dondoc("import", example, "--dry-run", "--json").json
    done = dondoc("import", example, "--json").json
    for result in (looked, done):
        for task in result["tasks"]:
            del task["id"]
            for day in task["deadlines"]:
                del day["id"], day["task"]
    assert looked["problems"] == done["problems"]
    assert [task | {"row": None, "proposed": None} for task in looked["tasks"]] == [
        task | {"row": None, "proposed": None} for task in done["tasks"]
    ]
    assert [r["label"] for r in looked["reports"]] == [r["label"] for r in done["reports"]]
    assert looked["changes"] == done["changes"]


def long_plan(folder: Path, rows: int) -> Path:
    times = ("Quý I năm 2012", "Hằng quý", "Tháng 6/2013", "Trước ngày 15/12/2014", "Thường xuyên")
    return small_plan(
        folder, *((f"Nhiệm vụ số {n} của kế hoạch", "Sở Nội vụ", times[n % 5]) for n in range(rows))
    )


def test_a_long_look_shows_how_far_it_is(dondoc: Dondoc, tmp_path: Path) -> None:
    ran = dondoc("import", long_plan(tmp_path, 600), "--dry-run", "--json")
    assert len(ran.json["tasks"]) == 600
    assert "đã hiểu 500/600 nhiệm vụ" in ran.err


@pytest.mark.slow
def test_ten_thousand_rows_are_looked_at_in_a_minute(dondoc: Dondoc, tmp_path: Path) -> None:
    file = long_plan(tmp_path, 10_000)
    begun = process_time()
    ran = dondoc("import", file, "--dry-run", "--json")
    assert len(ran.json["tasks"]) == 10_000
    assert process_time() - begun < 60
