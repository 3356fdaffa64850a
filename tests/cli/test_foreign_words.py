"""Words that are no UTF-8, from the shell, its environment and the names of files: kept where they can be, else told."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc
from tests.conftest import EXAMPLE

BROKEN = os.fsdecode("bá".encode("latin-1"))


def test_who_acts_has_a_name_whatever_the_environment_says(
    adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", BROKEN)
    monkeypatch.setenv("SSH_CONNECTION", f"{BROKEN} 1 2")
    ran = adopted_here("cancel", "1", "--reason", "x", "--as-of", "2012-06-01")
    assert ran.code == 0, ran.err
    acts = adopted_here("why", "1", "--json").json["acts"]
    assert [act["who"] for act in acts if act["act"] == "cancel"] == ["shell:bá"]


def test_a_setting_that_is_no_utf8_is_named(adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_PLAN__ESCALATE_TO", BROKEN)
    ran = adopted_here("preview", "--on", "2012-07-04")
    assert ran.code == 1
    assert "DONDOC_PLAN__ESCALATE_TO" in ran.err
    assert "Unicode" not in ran.err


def test_files_with_any_name_are_taken(dondoc: Dondoc, tmp_path: Path) -> None:
    plan = tmp_path / f"{BROKEN}.txt"
    plan.write_bytes((EXAMPLE / "plan.txt").read_bytes())
    for name in ("agencies.csv", "reports.toml"):
        if (EXAMPLE / name).exists():
            (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    assert dondoc("import", plan, "--as-of", "2012-03-25").code in {0, 3}
    proof = tmp_path / f"{BROKEN}.pdf"
    proof.write_bytes(b"%PDF-1.4")
    ran = dondoc("done", "1", "--on", "2012-06-01", "--file", proof, "--as-of", "2012-06-01")
    assert ran.code == 0, ran.err


def test_a_file_that_is_not_there_is_named_all_the_same(dondoc: Dondoc) -> None:
    ran = dondoc("import", f"{BROKEN}.docx")
    assert ran.code in {1, 2}
    assert "b" in ran.err


def test_an_argument_that_is_no_utf8_changes_nothing(adopted_here: Dondoc) -> None:
    ran = adopted_here("cancel", "1", "--reason", BROKEN, "--as-of", "2012-06-01")
    assert ran.code == 1
    assert adopted_here("why", "1", "--json").json["acts"] == []
