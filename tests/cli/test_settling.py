"""What an import asks is answered once, kept, and asked again only when the plan's own words change."""

from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc, small_plan
from tests.conftest import EXAMPLE

SLIP = "Sở Thông tin và ru ền thông"
THEN = ("--as-of", "2012-04-02")


@pytest.fixture
def office(dondoc: Dondoc, example: Path) -> Dondoc:
    """The example plan taken in a week after it was signed; every command runs that day."""
    dondoc("import", example, *THEN)

    def run(*args: object) -> object:
        return dondoc(*args, *THEN)

    return run  # type: ignore[return-value]


def asked(office: Dondoc) -> dict[str, dict[str, object]]:
    return {f"{q['ref']} {q['cell']}": q for q in office("questions", "--json").json}


def test_what_an_import_asks_is_listed_with_the_command_that_answers(office: Dondoc) -> None:
    ran = office("questions")
    assert ran.code == 3
    assert "dondoc alias add" in ran.out
    # The example's directory has no commune and no district department: those groups are asked in every role.
    assert set(asked(office)) == {
        "II.– lead",
        "II.7 lead",
        "II.7 partners",
        "II.8 partners",
        "V.2 lead",
        "VI.4 lead",
    }


def test_an_accepted_name_is_remembered_through_a_second_import(office: Dondoc, example: Path) -> None:
    ran = office("alias", "add", SLIP, "so-thong-tin-va-truyen-thong")
    assert ran.code == 0
    office("import", example)  # the register of the file, which does not have the name
    assert not [q for q in asked(office).values() if q["text"] == SLIP]
    assert office("alias", "list", "--json").json[0]["name"] == SLIP
    assert office("alias", "remove", SLIP).code == 0
    assert [q for q in asked(office).values() if q["text"] == SLIP]


@pytest.mark.parametrize(
    ("name", "agency", "words"),
    [
        ("Sở Nội vụ", "so-ngoai-vu", "đã chỉ so-noi-vu"),
        (SLIP, "khong-co", "sổ cơ quan không có mã"),
        ("  ", "so-noi-vu", "trống"),
        (SLIP, "Sở Nội vụ, Sở Tài chính", "nhiều cơ quan"),
        ("các cơ quan liên quan", "so-noi-vu", "mỗi nơi"),
        ("\udcff", "so-noi-vu", "trống"),
    ],
)
def test_a_name_that_cannot_be_given(office: Dondoc, name: str, agency: str, words: str) -> None:
    ran = office("alias", "add", name, agency)
    assert ran.code == 1
    assert words in ran.err
    assert office("alias", "list", "--json").json == []


def test_a_name_captures_neither_a_group_nor_an_agency_that_ends(dondoc: Dondoc, tmp_path: Path) -> None:
    """Empty groups and agencies of another time are in the register as much as those of today."""
    rows = (EXAMPLE / "agencies.csv").read_text(encoding="utf-8")
    rows += "cac-xa,UBND các xã,,,group,,,,,,\nso-sap-thoi,Sở Sắp thôi,,,so,,,,,2012-12-01,\n"
    (tmp_path / "more.csv").write_text(rows, encoding="utf-8")
    file = small_plan(
        tmp_path, ("Rà soát", "UBND các xã", "Hàng năm"), ("Quy chế", "Sở Sắp thôi", "Hàng quý")
    )
    dondoc("import", file, "--agencies", tmp_path / "more.csv", *THEN)
    for name, words in (("UBND các xã", "là một nhóm"), ("Sở Sắp thôi", "đã chỉ so-sap-thoi")):
        ran = dondoc("alias", "add", name, "so-noi-vu", *THEN)
        assert (ran.code, words in ran.err) == (1, True)


def test_a_name_that_two_have_is_said_to_be_two(dondoc: Dondoc, tmp_path: Path) -> None:
    file = small_plan(tmp_path, ("Rà soát", "Sở Số hóa", "Hàng năm"))
    dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", *THEN)
    dondoc("alias", "add", "Sở Số hóa", "so-noi-vu", *THEN)
    heading, *_ = (EXAMPLE / "agencies.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "more.csv").write_text(f"{heading}\nso-so-hoa,Sở Số hóa,,,so,,,,,,\n", encoding="utf-8")
    dondoc("import", file, "--agencies", tmp_path / "more.csv", *THEN)
    (question,) = dondoc("questions", "--json", *THEN).json
    assert "nhiều cơ quan trong sổ: so-noi-vu, so-so-hoa" in question["message"]


def test_other_words_of_time_are_doubted_anew(dondoc: Dondoc, tmp_path: Path) -> None:
    office = with_row(dondoc, tmp_path, "Tháng 1 năm 2012")  # past when the plan was signed
    number = next(q["task"] for q in office("questions", "--json").json if q["cell"] == "review")
    office("settle", number, "--accept")
    ran = office("settle", number, "--timing", "Tháng 2 năm 2012", "--json")
    assert [q["cell"] for q in ran.json["questions"]] == ["review"]
    assert office("settle", number, "--timing", "Tháng 2 năm 2012", "--accept").code == 0


@pytest.mark.parametrize(
    "args",
    [("calendar", "set", "2012-07-03", "--off", "--label", "\udcff", "--source", "x"), ("roll", "\udcff")],
)
def test_letters_that_are_none_are_no_fault_of_the_program(office: Dondoc, args: tuple[str, ...]) -> None:
    ran = office(*args, *(("--period", "2016") if args[0] == "roll" else ()))
    assert ran.code == 1
    assert "không phải UTF-8" in ran.err


def test_a_row_that_names_nobody_gets_a_lead(office: Dondoc) -> None:
    task = asked(office)["VI.4 lead"]["task"]
    ran = office("settle", task, "--lead", "Sở Tài chính", "--json")
    assert ran.code == 0
    assert ran.json["task"]["answers"] == {"lead": "Sở Tài chính"}
    assert [part["agencies"] for part in ran.json["task"]["lead"]] == [["so-tai-chinh"]]
    mine = office("obligations", "--agency", "so-tai-chinh", "--json").json
    led = [o for o in mine if o["task"] == task]
    assert led
    assert all(o["agencies"] == ["so-tai-chinh"] for o in led)
    assert "VI.4 lead" not in asked(office)


def test_nobody_is_charged_with_what_was_due_before_they_were_named(dondoc: Dondoc, example: Path) -> None:
    dondoc("import", example, *THEN)
    task = next(q for q in dondoc("questions", "--json", *THEN).json if q["ref"] == "VI.4")["task"]
    later = ("--as-of", "2014-02-03")
    dondoc("settle", task, "--lead", "Sở Tài chính", *later)
    mine = dondoc("obligations", "--agency", "so-tai-chinh", "--json", *later).json
    led = [o for o in mine if o["task"] == task]
    assert [o for o in led if o["status"] in {"late", "done-late"}] == []


def test_an_unclear_phrase_is_settled_in_words_that_are_understood(dondoc: Dondoc, tmp_path: Path) -> None:
    office = with_row(dondoc, tmp_path, "Mùa hoa phượng nở lần thứ ba")
    (question,) = [q for q in office("questions", "--json").json if q["cell"] == "timing"]
    assert "chưa hiểu" in question["message"]
    wrong = office("settle", question["task"], "--timing", "Quý năm nào đó")
    assert wrong.code == 1
    assert "chưa hiểu câu trả lời" in wrong.err
    ran = office("settle", question["task"], "--timing", "Quý III năm 2012", "--json")
    assert ran.code == 0
    assert ran.json["task"]["timing"] == "Mùa hoa phượng nở lần thứ ba"  # as written, for ever
    assert [d["due"] for d in ran.json["task"]["deadlines"]] == ["2012-09-30"]
    again = with_row(dondoc, tmp_path, "Mùa hoa phượng nở lần thứ ba")
    assert [d["due"] for d in task(again, question["task"])["deadlines"]] == ["2012-09-30"]


def test_an_answer_is_asked_about_anew_when_the_plan_says_something_else(
    dondoc: Dondoc, tmp_path: Path
) -> None:
    office = with_row(dondoc, tmp_path, "Mùa hoa phượng nở lần thứ ba")
    number = next(q["task"] for q in office("questions", "--json").json if q["cell"] == "timing")
    office("settle", number, "--timing", "Quý III năm 2012")
    office = with_row(dondoc, tmp_path, "Quý IV, năm 2012")
    assert [d["due"] for d in task(office, number)["deadlines"]] == ["2012-12-31"]
    (stale,) = [q for q in office("questions", "--json").json if q["task"] == number]
    assert "không còn dùng" in stale["message"]
    assert office("settle", number, "--forget", "timing").code == 0
    assert not [q for q in office("questions", "--json").json if q["task"] == number]


def test_words_edited_into_a_riddle_suspend_the_work(dondoc: Dondoc, tmp_path: Path) -> None:
    office = with_row(dondoc, tmp_path, "Quý III, năm 2012")
    number = next(
        t["id"] for t in office("tasks", "--json").json if t["section"] == "I" and t["number"] == "7"
    )
    office = with_row(dondoc, tmp_path, "Mùa hoa phượng nở lần thứ ba")
    (mine,) = [o for o in office("obligations", "--json").json if o["task"] == number]
    assert mine["status"] == "cancelled"
    assert "chờ người trả lời" in office("why", mine["id"]).out
    office("settle", number, "--timing", "Quý III năm 2012")
    (mine,) = [o for o in office("obligations", "--json").json if o["task"] == number]
    assert mine["status"] in {"upcoming", "open"}


def test_a_doubt_that_somebody_looked_at_is_not_asked_again(dondoc: Dondoc, tmp_path: Path) -> None:
    office = with_row(dondoc, tmp_path, "Tháng 1 năm 2012")  # past when the plan was signed
    (question,) = [q for q in office("questions", "--json").json if q["cell"] == "review"]
    assert "đã qua" in question["message"]
    assert office("settle", question["task"], "--accept").code == 0
    assert not [q for q in office("questions", "--json").json if q["task"] == question["task"]]
    office = with_row(dondoc, tmp_path, "Tháng 1 năm 2012")
    assert not [q for q in office("questions", "--json").json if q["task"] == question["task"]]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--lead", "Sở Nội vu"), 1, "có phải: Sở Nội vụ"),
        (("--lead", "các cơ quan liên quan"), 1, "không có"),
        (("--lead", ""), 1, "chưa nêu"),
        (("--forget", "lead"), 1, "chưa có câu trả lời"),
        ((), 2, "nêu câu trả lời"),
        (("--lead", "Sở Nội vụ", "--forget", "lead"), 2, "nêu câu trả lời"),
    ],
)
def test_an_answer_that_is_none(office: Dondoc, args: tuple[str, ...], code: int, words: str) -> None:
    before = office("tasks", "--json").json
    ran = office("settle", "VI.4", *args)
    assert ran.code == code
    assert words in ran.err
    assert office("tasks", "--json").json == before


def with_row(dondoc: Dondoc, folder: Path, timing: str) -> Dondoc:
    """The example with other words of time in row I.7."""
    text = (EXAMPLE / "plan.txt").read_text(encoding="utf-8")
    (folder / "plan.txt").write_text(text.replace("Quý III, năm 2012", timing), encoding="utf-8")
    dondoc("import", folder / "plan.txt", "--agencies", EXAMPLE / "agencies.csv", *THEN)
    return lambda *args: dondoc(*args, *THEN)


def task(office: Dondoc, number: int) -> dict[str, list[dict[str, str]]]:
    found = next(t for t in office("tasks", "--json").json if t["id"] == number)
    assert isinstance(found, dict)
    return found
