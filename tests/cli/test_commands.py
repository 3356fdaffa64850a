"""Every command of the contract, run as a new user would."""

import csv
import io
import json
from pathlib import Path

import pytest

from cli.main import COMMANDS
from tests.cli.conftest import Dondoc
from tests.conftest import EXAMPLE


@pytest.mark.parametrize("name", [*COMMANDS, "feed add", "outbox list"])
def test_every_command_says_how_it_is_used(dondoc: Dondoc, name: str) -> None:
    ran = dondoc(*name.split(), "--help")
    assert ran.code == 0
    assert "--as-of" in ran.out
    assert "--db" in ran.out


def test_explain_follows_the_contract(dondoc: Dondoc) -> None:
    phrase = "Hàng năm và tổng kết việc thực hiện kế hoạch vào năm 2015"
    ran = dondoc("explain", phrase, "--period", "2012-2015", "--json")
    assert ran.code == 0
    assert ran.json["state"] == "scheduled"
    assert [part["rule"] for part in ran.json["parts"]] == ["every", "once"]
    assert ran.json["parts"][0]["every"] == "year"
    assert ran.json["parts"][0]["deadlines"][0] == {
        "label": "Năm 2012",
        "opens": "2012-01-01",
        "due": "2012-12-31",
    }
    assert ran.json["parts"][1]["deadlines"][0]["due"] == "2015-12-31"
    assert ran.json["unclear"] == []


def test_what_is_not_understood_asks_for_a_person(dondoc: Dondoc) -> None:
    ran = dondoc("explain", "vào lúc nào đó thích hợp", "--period", "2012-2015", "--json")
    assert ran.code == 3
    assert ran.json["state"] == "unclear"
    assert ran.json["unclear"]


def test_explain_in_a_batch(dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"phrase": "Hàng năm", "period": "2012-2015"},
        {"phrase": "Quý II năm 2012", "period": "2012-2015"},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps(r) + "\n" for r in rows)))
    ran = dondoc("explain", "--batch")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [a["phrase"] for a in answers] == ["Hàng năm", "Quý II năm 2012"]


def test_resolve_without_a_register_still_splits(dondoc: Dondoc) -> None:
    ran = dondoc("resolve", "Các Sở: Nội vụ, Văn hóa, Thể thao và Du lịch", "--json")
    assert [(p["kind"], p["name"]) for p in ran.json["parts"]] == [
        ("unknown", "Sở Nội vụ"),
        ("unknown", "Sở Văn hóa, Thể thao và Du lịch"),
    ]


def test_resolve_with_a_register_never_guesses(dondoc: Dondoc) -> None:
    ran = dondoc("resolve", "Sở Thông tin và ru ền thông", "--agencies", EXAMPLE / "agencies.csv", "--json")
    part = ran.json["parts"][0]
    assert (part["kind"], part["agencies"]) == ("unknown", [])
    assert part["suggestions"][0] == "Sở Thông tin và Truyền thông"


def test_lists_can_be_narrowed(adopted_here: Dondoc) -> None:
    reports = adopted_here("obligations", "--agency", "so-y-te", "--kind", "report", "--json").json
    assert len(reports) == 24
    assert all("so-y-te" in row["agencies"] for row in reports)
    late = adopted_here(
        "obligations", "--status", "late", "--as-of", "2012-07-03", "--kind", "report", "--json"
    )
    assert {row["label"] for row in late.json} >= {"Báo cáo quý II năm 2012", "Báo cáo 6 tháng đầu năm 2012"}
    some = adopted_here(
        "deadlines", "--from", "2012-06-01", "--to", "2012-06-30", "--kind", "task", "--json"
    ).json
    assert {row["due"] for row in some} == {"2012-06-30"}
    tasks = adopted_here("tasks", "--status", "awaiting", "--json").json
    assert {f"{t['section']}.{t['number']}" for t in tasks} == {"II.8", "III.1", "III.6", "IV.2"}
    lines = adopted_here("tasks", "--status", "awaiting").out.splitlines()
    assert [int(line.split()[0]) for line in lines] == [task["id"] for task in tasks]
    # What is decided by cells gives lines of the same form as what is not.
    of_one = adopted_here("tasks", "--agency", "so-y-te").out.splitlines()
    assert of_one
    assert set(of_one) < set(adopted_here("tasks").out.splitlines())


def test_the_life_of_an_obligation(adopted_here: Dondoc) -> None:
    rows = adopted_here("obligations", "--agency", "so-y-te", "--kind", "report", "--json").json
    one = next(row for row in rows if row["label"] == "Báo cáo quý II năm 2012")
    assert (one["due"], one["ends"]) == ("2012-06-30", "2012-07-02")
    on = ("--as-of", "2012-07-05", "--json")
    extended = adopted_here("extend", one["id"], "--to", "2012-07-14", "--reason", "bão số 3", *on).json
    assert (extended["due"], extended["ends"]) == ("2012-07-14", "2012-07-16")
    assert (extended["extended_from"], extended["status"]) == ("2012-06-30", "open")
    done = adopted_here("done", one["id"], "--on", "2012-07-05", "--document", "12/BC-SYT", *on).json
    assert (done["status"], done["document"]) == ("done", "12/BC-SYT")
    again = adopted_here("done", one["id"], "--on", "2012-07-05", *on)
    assert (again.code, "đã ghi nhận xong" in again.err) == (1, True)
    assert adopted_here("reopen", one["id"], *on).json["status"] == "open"
    cancelled = adopted_here("cancel", one["id"], "--reason", "sáp nhập", *on).json
    assert cancelled["status"] == "cancelled"
    why = adopted_here("why", one["id"], *on).json
    assert [act["act"] for act in why["acts"]] == ["extend", "done", "reopen", "cancel"]


def test_a_day_that_has_not_come_cannot_be_a_day_of_completion(adopted_here: Dondoc) -> None:
    ran = adopted_here("done", 1, "--on", "2012-07-06", "--as-of", "2012-07-05")
    assert (ran.code, "còn ở phía trước" in ran.err) == (1, True)


def test_an_event_releases_its_deadlines(adopted_here: Dondoc) -> None:
    ran = adopted_here("occurred", "II.8", "--on", "2013-05-02", "--as-of", "2013-05-02", "--json")
    assert [row["due"] for row in ran.json] == ["2013-12-31", "2014-12-31", "2015-12-31"]
    rows = adopted_here("obligations", "--agency", "van-phong-ubnd-tinh", "--kind", "task", "--json").json
    assert [r["due"] for r in rows if r["label"].startswith("II.8")] == [
        "2013-12-31",
        "2014-12-31",
        "2015-12-31",
    ]
    refused = adopted_here("occurred", "I.1", "--on", "2013-05-02")
    assert (refused.code, "không chờ sự kiện nào" in refused.err) == (1, True)


def test_preview_sends_nothing(adopted_here: Dondoc) -> None:
    rows = adopted_here("preview", "--on", "2012-07-04", "--json").json
    assert rows
    assert all(item["reason"] for row in rows for item in row["items"])
    assert adopted_here("outbox", "list", "--json").json == []
    assert "ngày nghỉ" in adopted_here("preview", "--on", "2012-07-07").out


def test_letters_can_be_listed_and_read(adopted_here: Dondoc) -> None:
    assert adopted_here("run", "--once", "--as-of", "2012-03-26").code == 0
    letters = adopted_here("outbox", "list", "--json").json
    assert {row["state"] for row in letters} == {"caught"}
    assert "Kính gửi: Ban Dân tộc" in adopted_here("outbox", "show", letters[0]["id"]).out
    shown = adopted_here("outbox", "show", letters[0]["id"], "--raw")
    assert shown.out.startswith("Content-Type: multipart/mixed")
    assert adopted_here("outbox", "show", 9999).code == 1


def test_why_tells_every_letter_with_its_reason(adopted_here: Dondoc) -> None:
    adopted_here("run", "--once", "--as-of", "2012-07-04")
    rows = adopted_here("obligations", "--agency", "so-y-te", "--kind", "report", "--json").json
    one = next(row for row in rows if row["label"] == "Báo cáo quý II năm 2012")
    why = adopted_here("why", one["id"], "--agency", "so-y-te", "--json").json
    assert [(t["step"], t["told"]) for t in why["told"]] == [
        ("late+1", True),
        ("before-14", False),
        ("before-5", False),
        ("before-1", False),
        ("before-0", False),
    ]
    assert why["ends_because"] == "30/6/2012 là ngày nghỉ (thứ Bảy)"
    assert why["source"]["regime"] == "qd39-2012"


def test_why_says_days_steps_and_acts_in_words(adopted_here: Dondoc) -> None:
    adopted_here("run", "--once", "--as-of", "2012-07-04")
    rows = adopted_here("obligations", "--agency", "so-y-te", "--kind", "report", "--json").json
    one = next(row for row in rows if row["label"] == "Báo cáo quý II năm 2012")
    assert adopted_here("done", one["id"], "--on", "2012-07-05", "--as-of", "2012-07-05T23:30").code == 0
    said = adopted_here("why", one["id"], "--as-of", "2012-07-06").out
    assert "thời hạn 30/6/2012, còn đúng hạn đến hết 02/7/2012" in said
    assert "04/7/2012 đã nói so-y-te" in " ".join(said.split())
    assert "quá hạn 1 ngày" in said
    assert "05/7/2012   ghi nhận đã xong" in said  # by the calendar of the plan's zone
    assert "late+1" not in said


def test_backup_and_restore(adopted_here: Dondoc, tmp_path: Path) -> None:
    before = adopted_here("obligations", "--json").out
    assert adopted_here("backup", "copy.db").code == 0
    assert adopted_here("backup", "copy.db").code == 1  # never overwritten
    (tmp_path / "plan.db").unlink()
    for rest in tmp_path.glob("plan.db-*"):
        rest.unlink()
    assert adopted_here("restore", "copy.db").code == 0
    assert adopted_here("obligations", "--json").out == before
    assert adopted_here("restore", "copy.db").code == 1  # needs --yes


def test_restoring_what_is_no_backup(dondoc: Dondoc, tmp_path: Path) -> None:
    (tmp_path / "junk").write_text("junk" * 500)
    ran = dondoc("restore", "junk")
    assert (ran.code, "không phải bản sao lưu" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Năm 2012, chậm nhất trong năm 2013", ["mục tiêu", "chậm nhất"]),
        ("Hàng năm", ["lặp lại"]),
        ("Quý I năm 2012", ["một lần"]),
        ("Năm 2012-2013", ["cả một quãng"]),
        ("Thường xuyên", ["thường xuyên"]),
        ("Sau khi Chính phủ phê duyệt Đề án", ["chờ: Chính phủ phê duyệt Đề án"]),
    ],
)
def test_what_was_understood_is_said_in_vietnamese(dondoc: Dondoc, phrase: str, words: list[str]) -> None:
    said = dondoc("explain", phrase, "--period", "2012-2015").out.splitlines()
    assert [line.strip() for line in said if line.startswith("  ") and line[2] != " "][: len(words)] == words


def test_restoring_into_postgresql_says_how(adopted_here: Dondoc) -> None:
    """A backup is an SQLite file whatever it was taken from: pg_restore could not read it."""
    assert adopted_here("backup", "copy.db").code == 0
    ran = adopted_here("restore", "copy.db", "--db", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert (ran.code, "dondoc move --db sqlite:///copy.db --to URL" in ran.err) == (1, True)


def test_testmail_without_a_server(dondoc: Dondoc) -> None:
    ran = dondoc("testmail", "ai@x.example")
    assert (ran.code, "chưa khai báo máy chủ thư" in ran.err) == (1, True)


def test_doctor_lists_what_is_wrong(adopted_here: Dondoc) -> None:
    ran = adopted_here("doctor", "--as-of", "2012-07-04", "--json")
    assert ran.code == 3
    assert any("Lịch làm việc năm 2012" in line for line in ran.json["problems"])


def test_a_bad_line_among_answers_is_named(adopted_here: Dondoc, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text("cơ quan,việc,ngày\nso-y-te,Báo cáo,hôm qua\n", encoding="utf-8")
    span = ("--from", "2012-06-25", "--to", "2012-06-26", "--out", "out")
    ran = adopted_here("simulate", *span, "--answers", "answers.csv")
    assert (ran.code, "dòng 2: ngày cần viết như 2012-07-04 hoặc 04/7/2012" in ran.err) == (1, True)


def test_a_wrong_file_gets_a_message_that_can_be_read(adopted_here: Dondoc, tmp_path: Path) -> None:
    """Not one of a hundred kilobytes: who reads twenty faults knows what is wrong with the file."""
    lines = "agency,label,on,document\n" + "so-y-te,Báo cáo năm 2012,hôm qua,1/BC\n" * 5000
    (tmp_path / "answers.csv").write_text(lines, encoding="utf-8")
    span = ("--from", "2012-03-25", "--to", "2012-03-26", "--out", "x")
    ran = adopted_here("simulate", *span, "--answers", "answers.csv")
    assert ran.code == 1
    assert len(ran.err) < 3000
    assert ran.err.rstrip().endswith("và 4980 chỗ nữa")


@pytest.mark.slow
def test_simulate_twice_gives_the_same_timeline(adopted_here: Dondoc, tmp_path: Path) -> None:
    span = ("--from", "2012-06-25", "--to", "2012-07-06")
    answers = tmp_path / "answers.csv"
    with answers.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["agency", "label", "on", "document"])
        rows.writerow(["so-y-te", "Báo cáo quý II năm 2012", "2012-07-03", "12/BC-SYT"])
    for out in ("one", "two"):
        assert adopted_here("simulate", *span, "--out", out, "--answers", answers).code == 0
    one, two = ((tmp_path / out / "timeline.json").read_text(encoding="utf-8") for out in ("one", "two"))
    assert one == two
    timeline = json.loads(one)
    assert set(timeline[0]) == {"date", "kind", "to", "items", "subject", "channel", "file"}
    assert all((tmp_path / "one" / row["file"]).is_file() for row in timeline)
    assert adopted_here("outbox", "list", "--json").json == []  # a copy was replayed


def test_answers_that_fit_nothing_are_all_named(adopted_here: Dondoc, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "agency,label,on,document\nso-y-te,Báo cáo lạ,2012-07-03,\nai-do,Báo cáo quý II năm 2012,2012-07-03,\n",
        encoding="utf-8",
    )
    span = ("--from", "2012-06-25", "--to", "2012-07-06")
    ran = adopted_here("simulate", *span, "--out", "x", "--answers", answers)
    assert ran.code == 1
    assert "so-y-te" in ran.err
    assert "ai-do" in ran.err


def test_wrong_usage_is_two(dondoc: Dondoc) -> None:
    assert dondoc("explain").code == 2
    assert dondoc("explain", "Hàng năm", "--period", "mai").code == 2
    assert dondoc("obligations", "--as-of", "hôm qua").code == 2
    assert dondoc("nonsense").code == 2
