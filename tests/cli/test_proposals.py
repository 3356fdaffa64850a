"""An import whose frame is in doubt is shown, kept under a working code, and told to nobody until it is answered."""

from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc
from tests.conftest import EXAMPLE

THEN = ("--as-of", "2026-01-12")
REGISTER = EXAMPLE.parent / "quang-ngai-2026" / "agencies.csv"
TABLE = """
\tSTT
\tNhiệm vụ
\tCơ quan chủ trì
\tThời gian hoàn thành

\t1
\tBáo cáo kết quả rà soát
\tSở Nội vụ
\tQuý III

\t2
\tXây dựng quy chế
\tSở Tài chính
\tHằng năm
"""
UNSURE = "KẾ HOẠCH\nPhát triển hạ tầng số đến năm 2030\n\n"
HEAD = "Số: 310/KH-UBND\nQuảng Ngãi, ngày 05 tháng 01 năm 2026\n\n"


@pytest.fixture
def office(dondoc: Dondoc, tmp_path: Path) -> Dondoc:
    """Every command runs a week after the plan was signed, with the register of 2026 beside the plan."""
    (tmp_path / "agencies.csv").write_bytes(REGISTER.read_bytes())

    def run(*args: object) -> object:
        return dondoc(*args, *THEN)

    return run  # type: ignore[return-value]


def written(tmp_path: Path, text: str, name: str = "kh.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_doubtful_period_is_asked_with_its_ground(office: Dondoc, tmp_path: Path) -> None:
    ran = office("import", written(tmp_path, HEAD + UNSURE + TABLE), "--json")
    assert ran.code == 3
    assert [task["title"] for task in ran.json["tasks"]] == ["Báo cáo kết quả rà soát", "Xây dựng quy chế"]
    assert ran.json["plan"]["period"] == ["2026-01-01", "2030-12-31"]
    (asked,) = ran.json["asked"]
    assert asked["proposal"] == "2026-2030"
    assert asked["ground"] == "ký ngày 05/01/2026, nên từ năm 2026; tiêu đề nói đến năm 2030"
    assert asked["command"] == 'dondoc settle --plan "310/KH-UBND" --period "2026-2030"'


def test_nobody_is_told_until_it_is_answered(office: Dondoc, tmp_path: Path) -> None:
    office("import", written(tmp_path, HEAD + UNSURE + TABLE))
    assert office("obligations", "--json").json == []
    assert office("tasks", "--json").json == []
    assert office("outbox", "list", "--json").json == []
    waiting = office("questions", "--json")
    assert waiting.code == 3
    assert [q["field"] for q in waiting.json] == ["period"]
    office("settle", "--plan", "310/KH-UBND", "--period", "2026")
    assert {row["due"] for row in office("obligations", "--json").json} == {"2026-09-30", "2026-12-31"}
    assert office("questions", "--json").json == []


def test_a_plan_without_a_number_waits_under_a_working_code(office: Dondoc, tmp_path: Path) -> None:
    ran = office("import", written(tmp_path, UNSURE + TABLE), "--json")
    assert (ran.code, ran.json["plan"]["code"]) == (3, "?1")
    assert {q["field"] for q in ran.json["asked"]} == {"number", "issued_on", "period"}
    other = office("import", written(tmp_path, UNSURE.replace("số", "nước") + TABLE, "khac.txt"), "--json")
    assert other.json["plan"]["code"] == "?2"
    half = office("settle", "--plan", "?1", "--number", "310/KH-UBND", "--json")
    assert (half.code, half.json["adopted"]) == (3, False)
    rest = office("settle", "--plan", "?1", "--issued-on", "2026-01-05", "--period", "2026-2030", "--json")
    assert rest.json["adopted"]
    assert rest.json["plan"]["code"] == "310/KH-UBND"
    assert len(office("tasks", "--json").json) == 2


def test_the_same_file_again_takes_the_place_of_what_waits(office: Dondoc, tmp_path: Path) -> None:
    file = written(tmp_path, UNSURE + TABLE)
    office("import", file)
    office("settle", "--plan", "?1", "--period", "2026")
    again = office("import", file, "--json").json
    assert again["plan"]["code"] == "?1"
    assert again["plan"]["period"] == ["2026-01-01", "2026-12-31"]
    assert {q["field"] for q in again["asked"]} == {"number", "issued_on"}


def test_an_adopted_plan_read_again_asks_nothing_about_its_frame(office: Dondoc, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + UNSURE + TABLE)
    office("import", file)
    office("settle", "--plan", "310/KH-UBND", "--period", "2026")
    again = office("import", file, "--json").json
    assert again["adopted"]
    assert again["asked"] == []
    assert again["changes"]["unchanged"] == 2


def test_answers_given_beforehand_leave_nothing_to_ask(office: Dondoc, tmp_path: Path) -> None:
    file = written(tmp_path, UNSURE + TABLE)
    ran = office(
        "import", file, "--period", "2026", "--code", "12-KH/TU", "--issued-on", "2026-01-05", "--json"
    )
    assert (ran.json["adopted"], ran.json["plan"]["code"]) == (True, "12-KH/TU")


def test_a_look_keeps_nothing(office: Dondoc, tmp_path: Path) -> None:
    ran = office("import", written(tmp_path, UNSURE + TABLE), "--dry-run")
    assert ran.code == 3
    assert "(chưa ghi gì)" in ran.out
    assert not (tmp_path / "plan.db").exists()


def test_what_waits_can_be_thrown_away(office: Dondoc, tmp_path: Path) -> None:
    office("import", written(tmp_path, UNSURE + TABLE))
    assert office("settle", "--plan", "?1", "--discard").code == 0
    assert office("questions").code == 0


def test_rows_are_adopted_while_sentences_beside_them_wait(office: Dondoc, tmp_path: Path) -> None:
    """Thrown away, the sentences take nothing with them that was adopted."""
    head = HEAD + "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
    below = "\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\na) Báo cáo UBND tỉnh trước ngày 15/12/2026.\n"
    ran = office("import", written(tmp_path, head + TABLE + below), "--json")
    assert (ran.code, ran.json["binding"], ran.json["waiting"]) == (3, 2, [3])
    assert [one["field"] for one in ran.json["asked"]] == ["confirm"]
    thrown = office("settle", "--plan", "310/KH-UBND", "--discard")
    assert "dòng nào đã nhận thì vẫn được theo dõi" in thrown.out
    assert office("questions").code == 0
    assert len(office("tasks", "--json").json) == 2


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--plan", "?9", "--period", "2026"), 1, "không có kế hoạch '?9' đang chờ"),
        (("--plan", "?1"), 2, "nêu --period"),
        (("--period", "2026"), 2, "--plan CODE"),
        (("7", "--plan", "?1", "--period", "2026"), 2, "cả kế hoạch"),
        (("--plan", "?1", "--period", "2030-2026"), 2, "năm cuối"),
        (("--plan", "?1", "--number", "?3"), 2, "39/QĐ-UBND"),
        (("--plan", "?1", "--confirm", "1-99"), 1, "kế hoạch có 2 nhiệm vụ"),
        (("--plan", "?1", "--confirm", "hai"), 1, "không phải số dòng"),
        ((), 2, "--plan CODE"),
    ],
)
def test_wrong_answers_change_nothing(
    office: Dondoc, tmp_path: Path, args: tuple[str, ...], code: int, words: str
) -> None:
    office("import", written(tmp_path, UNSURE + TABLE))
    before = office("questions", "--json").json
    ran = office("settle", *args)
    assert ran.code == code
    assert words in ran.err
    assert office("questions", "--json").json == before


PROSE = """KẾ HOẠCH
Cải cách hành chính năm 2026

V. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

a) Chủ trì, phối hợp với Sở Tài chính tham mưu ban hành quy chế trước ngày 31/3/2026.

b) Tổng hợp, báo cáo trước ngày 15/12/2026.

2. Sở Tư pháp

Rà soát văn bản, hoàn thành trong quý II năm 2026.
"""


def test_tasks_of_prose_bind_nobody_until_confirmed(office: Dondoc, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + PROSE)
    ran = office("import", file, "--json")
    assert ran.code == 3
    assert [task["row"] for task in ran.json["tasks"]] == [1, 2, 3]
    assert ran.json["tasks"][0]["note"].startswith("Trích: a) Chủ trì, phối hợp với Sở Tài chính")
    assert ran.json["waiting"] == [1, 2, 3]
    (asked,) = ran.json["asked"]
    assert asked["command"] == 'dondoc settle --plan "310/KH-UBND" --confirm 1-3'
    assert office("obligations", "--json").json == []

    some = office("settle", "--plan", "310/KH-UBND", "--confirm", "1,3", "--json")
    assert (some.code, some.json["waiting"]) == (3, [2])
    dues = {(o["agencies"][0], o["due"]) for o in office("obligations", "--json").json}
    assert dues == {("so-noi-vu", "2026-03-30"), ("so-tu-phap", "2026-06-30")}

    again = office("import", file, "--json").json
    assert again["waiting"] == [2]
    assert len(office("tasks", "--json").json) == 2

    office("settle", "--plan", "310/KH-UBND", "--confirm", "all")
    assert len(office("tasks", "--json").json) == 3
    assert office("import", file, "--json").json["waiting"] == []


ODD = (
    TABLE.replace("Nhiệm vụ", "Công tác")
    .replace("Cơ quan chủ trì", "Ai, ở đâu")
    .replace("Thời gian hoàn thành", "Mốc")
)
COLUMNS = "title=Công tác,lead=Ai, ở đâu,timing=Mốc"


def test_columns_named_by_hand_are_remembered(office: Dondoc, tmp_path: Path) -> None:
    head = HEAD + "KẾ HOẠCH\nCông tác năm 2026\n\n"
    first = office("import", written(tmp_path, head + ODD), "--columns", COLUMNS, "--json").json
    assert first["adopted"]
    assert [task["timing"] for task in first["tasks"]] == ["Quý III", "Hằng năm"]
    later = written(tmp_path, head.replace("310", "311") + ODD.replace("Xây dựng", "Sửa đổi"), "sau.txt")
    again = office("import", later, "--json").json
    assert (again["adopted"], len(again["tasks"])) == (True, 2)


def test_columns_hold_for_the_office_that_was_meant(office: Dondoc, tmp_path: Path) -> None:
    title = "KẾ HOẠCH\nCông tác năm 2026\n\n"
    ours = "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n\n" + HEAD + title + ODD
    theirs = "UBND TỈNH GIA LAI\n\n" + HEAD.replace("310", "7") + title + ODD
    office("import", written(tmp_path, ours), "--columns", COLUMNS)
    same = ours.replace("ỦY BAN NHÂN DÂN", "UBND").replace("310", "311")
    assert office("import", written(tmp_path, same), "--json").json["adopted"]
    asked = office("import", written(tmp_path, theirs), "--json").json
    assert [task["lead"] for task in asked["tasks"]] == [
        task["lead"] for task in asked["tasks"] if task["proposed"]
    ]


def test_columns_of_nobody_are_not_kept_and_that_is_said(office: Dondoc, tmp_path: Path) -> None:
    text = "KẾ HOẠCH\nCông tác năm 2026\n\n" + ODD
    ran = office(
        "import", written(tmp_path, text), "--columns", COLUMNS, "--code", "9/KH", "--issued-on", "2026-01-05"
    )
    assert "không ghi cơ quan ban hành nên --columns không được nhớ" in ran.err


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ("Công tác", "--columns viết như"),
        ("việc=Công tác", "--columns viết như"),
        ("job=Công tác", "các khóa: number, title"),
        ("title=Không có", "bảng không có cột Không có; các cột đọc được: STT, Nhiệm vụ"),
    ],
)
def test_columns_that_say_nothing_are_refused(
    office: Dondoc, tmp_path: Path, columns: str, words: str
) -> None:
    ran = office("import", written(tmp_path, HEAD + UNSURE + TABLE), "--columns", columns)
    assert ran.code == 1
    assert words in ran.err
    assert office("tasks").code == 1  # there is no database yet


def test_rows_that_were_adopted_are_asked_about_with_their_plan(office: Dondoc, tmp_path: Path) -> None:
    pair = "\t3\n\t- Họp báo\n- Sơ kết\n\tSở Nội vụ\nSở Tài chính\n\tTháng 3\nTháng 6\n"
    unknown = "\t4\n\tKhảo sát\n\tTổ Chuyên viên\n\tQuý III\n"
    plan = HEAD + "KẾ HOẠCH\nChuyển đổi số năm 2026\n\n" + f"{TABLE}\n{pair}\n{unknown}"
    office("import", written(tmp_path, plan))
    shown = office("questions", "--plan", "310/KH-UBND").out
    assert "--confirm 3-4" in shown
    assert "dondoc alias new 'Tổ Chuyên viên'" in shown
