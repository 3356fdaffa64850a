"""The thresholds of criticism: data that an office changes."""

from pathlib import Path

import pytest

from scheduler.papers.ratings import RatingsError, load_ratings
from tests.cli.conftest import Dondoc

GIVEN = ("report", "--period", "2012-Q1", "--as-of", "2012-07-17", "--format", "json")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "phê bình nghiêm khắc"), (0.6999, "phê bình nghiêm khắc"), (0.7, "phê bình"), (0.7999, "phê bình"),
        (0.8, ""), (1.0, ""), (None, ""),
    ],
)  # fmt: skip
def test_the_shipped_thresholds(share: float | None, words: str) -> None:
    assert load_ratings().of(share, 5) == words


def test_few_duties_are_not_rated(dondoc: Dondoc, plan_db: Path, tmp_path: Path) -> None:
    """One of two late was "phê bình nghiêm khắc"."""
    assert plan_db.exists()
    assert load_ratings().of(0.0, 4) == ""
    rows = dondoc(*GIVEN).json["agencies"]
    assert {row["verdict"] for row in rows if row["due"] < 5} == {""}
    (tmp_path / "own.toml").write_text(
        'source = "Quy chế"\nleast = 900\n[[verdict]]\nbelow = 5\nwords = "kiểm điểm"\n', "utf-8"
    )
    (tmp_path / "dondoc.toml").write_text('[reports]\nverdicts = "own.toml"\n', "utf-8")
    assert {row["verdict"] for row in dondoc(*GIVEN).json["agencies"]} == {""}


def test_an_offices_own_thresholds_count(dondoc: Dondoc, plan_db: Path, tmp_path: Path) -> None:
    assert plan_db.exists()
    (tmp_path / "own.toml").write_text(
        'source = "Quy chế"\n[[verdict]]\nbelow = 5\nwords = "kiểm điểm"\n', "utf-8"
    )
    (tmp_path / "dondoc.toml").write_text('[reports]\nverdicts = "own.toml"\n', "utf-8")
    assert {row["verdict"] for row in dondoc(*GIVEN).json["agencies"]} == {"kiểm điểm"}
    (tmp_path / "own.toml").write_text('source = "Quy chế"\n', "utf-8")
    assert {row["verdict"] for row in dondoc(*GIVEN).json["agencies"]} == {""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "không đọc được tệp ngưỡng"),
        ('source = "s"\n[[verdict]]\nbelow = 170\nwords = "a"', "ngưỡng thứ 1 [below]: phải là số lớn hơn 0"),
        ('source = "s"\n[[verdict]]\nbelow = 70', "ngưỡng thứ 1 [words]: thiếu"),
        ('source = "s"\n[[verdict]]\nbelow = 70\nwords = "a"\nover = 1', "[over]: không có cài đặt tên này"),
        ('source = "s"\nleast = 0', "[least]: phải là số nguyên từ 1"),
        ("[[verdict]]\nbelow = 70\nwords = 'a'", "[source]: thiếu"),
    ],
)
def test_a_file_with_a_fault_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "v.toml").write_text(text, "utf-8")
    with pytest.raises(RatingsError) as fault:
        load_ratings(tmp_path / "v.toml")
    assert said in str(fault.value)
