"""`dondoc audit`, as an operator runs it."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc


def test_an_act_is_in_the_log_and_an_altered_log_is_found(dondoc: Dondoc, plan_db: Path) -> None:
    assert dondoc("done", 5, "--on", "2012-06-20", "--note", "=1+1", "--as-of", "2012-07-01").code == 0
    good = dondoc("audit", "verify", "--json")
    assert (good.code, good.json["faults"]) == (0, [])
    head = good.json["head"]
    with sqlite3.connect(plan_db) as raw:
        raw.execute(
            "UPDATE audit SET detail = replace(detail, '2012-06-20', '2012-06-10') WHERE act = 'done'"
        )
    raw.close()
    bad = dondoc("audit", "verify", "--noted", head)
    assert bad.code == 1
    assert "KHÔNG nguyên vẹn" in bad.err


@pytest.mark.parametrize("noted", ["", "abc", "12", "12:", ":9f86", "12:9f86", "-1:", "٣:"])
def test_a_mark_that_was_copied_wrongly_proves_nothing(dondoc: Dondoc, plan_db: Path, noted: str) -> None:
    """Half a mark was taken for none, and the log said to be whole."""
    assert plan_db.exists()
    seal = dondoc("audit", "verify", "--json").json["head"].partition(":")[2]
    assert dondoc("audit", "verify", "--noted", f"0{seal}").code == 2
    ran = dondoc("audit", "verify", "--noted", noted)
    assert (ran.code, "dấu phải" in ran.err) == (2, True)


def test_the_log_is_written_out(dondoc: Dondoc, plan_db: Path, tmp_path: Path) -> None:
    assert plan_db.exists()
    dondoc("done", 5, "--on", "2012-06-20", "--note", "=1+1", "--as-of", "2012-07-01")
    dondoc("reopen", 5, "--as-of", "2012-07-02")
    rows = [json.loads(line) for line in dondoc("audit", "export").out.splitlines()]
    assert [row["act"] for row in rows][-2:] == ["done", "reopen"]
    assert rows[-1]["detail"]["before"]["done_on"] == "2012-06-20"
    assert dondoc("audit", "export", "--from", "2012-07-02", "--out", tmp_path / "a.jsonl").code == 0
    assert len((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    again = dondoc("audit", "export", "--out", tmp_path / "a.jsonl")
    assert (again.code, "đã có" in again.err) == (1, True)
    table = list(csv.DictReader(io.StringIO(dondoc("audit", "export", "--format", "csv").out)))
    assert table[-1]["act"] == "reopen"


def test_old_names_are_trimmed_by_a_command(dondoc: Dondoc, plan_db: Path) -> None:
    assert plan_db.exists()
    dondoc("done", 5, "--on", "2012-06-20", "--note", "nhận của chị Lan", "--as-of", "2012-07-01")
    assert "1 dòng" in dondoc("audit", "trim", "--before", "2012-07-02", "--as-of", "2012-09-01").out
    assert "chị Lan" not in dondoc("audit", "export").out
    assert dondoc("audit", "verify").code == 0
    assert dondoc("audit", "trim", "--before", "2012-10-02", "--as-of", "2012-09-01").code == 1
