"""Groups are sets of kinds: whatever the order of the words, and part of a group when only some are named."""

from datetime import date
from pathlib import Path

import pytest

from plan.agencies.directory import AgencyDirectory
from plan.documents import read_agencies

EXAMPLES = Path(__file__).parents[2] / "examples"
NOW = date(2026, 9, 1)


@pytest.fixture(scope="module")
def directory() -> AgencyDirectory:
    return AgencyDirectory(read_agencies(EXAMPLES / "quang-ngai-2026" / "agencies.csv")[0])


def members(directory: AgencyDirectory, words: str) -> tuple[str, ...]:
    (part,) = directory.resolve(words, on=NOW)
    assert part.kind == "group"
    return part.agencies


@pytest.mark.parametrize(
    "words",
    [
        "UBND các đặc khu, xã, phường",
        "các phường, đặc khu và xã",
        "UBND phường - xã - đặc khu",
        "UBND cấp xã",
        "Ủy ban nhân dân đặc khu, phường, xã",
    ],
)
def test_the_order_of_the_kinds_does_not_matter(directory: AgencyDirectory, words: str) -> None:
    assert members(directory, words) == members(directory, "UBND các xã, phường, đặc khu") != ()


@pytest.mark.parametrize("words", ["Sở", "Giám đốc sở", "Lãnh đạo Sở", "Ban"])
def test_one_office_without_a_name_is_not_all_of_them(directory: AgencyDirectory, words: str) -> None:
    """In the plan of one sở it is that one, and a cut cell says nothing: a person must say who is meant."""
    assert members(directory, words) == ()
    assert members(directory, "Giám đốc các sở") == members(directory, "các sở") != ()


@pytest.mark.parametrize(
    ("words", "unit"),
    [("UBND các xã", {"xã"}), ("UBND các phường, xã", {"xã", "phường"}), ("các đặc khu", {"đặc khu"})],
)
def test_some_of_the_kinds_are_some_of_the_members(
    directory: AgencyDirectory, words: str, unit: set[str]
) -> None:
    names = [directory.get(code).name for code in members(directory, words)]  # type: ignore[union-attr]
    assert names
    assert all(any(name.startswith(f"UBND {kind}") for kind in unit) for name in names)


def test_sectors_are_every_office_of_the_state(directory: AgencyDirectory) -> None:
    assert members(directory, "Các ban, ngành, sở") == members(directory, "các sở, ngành thuộc tỉnh") != ()
    assert set(members(directory, "các sở")) < set(members(directory, "các sở, ban, ngành"))


@pytest.mark.parametrize(
    "words", ["Các sở, ban, ngành, đoàn thể", "UBND các xã, phường miền núi", "các khoa"]
)
def test_kinds_that_no_group_has_are_nobody(directory: AgencyDirectory, words: str) -> None:
    (part,) = directory.resolve(words, on=NOW)
    assert part.agencies == ()


def test_districts_that_a_province_has_none_of_are_not_missed() -> None:
    directory = AgencyDirectory(read_agencies(EXAMPLES / "quang-ngai-2012" / "agencies.csv")[0])
    words = ("UBND các huyện, thị xã, thành phố", "UBND các huyện, thành phố")
    some, all_ = (directory.resolve(each, on=date(2012, 5, 1))[0].agencies for each in words)
    assert some == all_ != ()
