"""The register as CSV: all problems together, each with its line; nothing guessed."""

from datetime import date

import pytest

from plan.documents import DocumentError, read_agencies

HEAD = "code,name,short_name,aliases,kind,groups,emails,parent,active_from,active_to,successor\n"


@pytest.fixture
def read(tmp_path):
    def reader(rows: str, head: str = HEAD, encoding: str = "utf-8"):
        path = tmp_path / "so.csv"
        path.write_bytes((head + rows).encode(encoding))
        return read_agencies(path)

    return reader


def test_a_row_is_an_agency_and_cells_hold_several_values(read):
    (agency,), problems = read(
        'so-noi-vu,Sở Nội vụ,SNV,Sở  Nội vụ tỉnh; SNV tỉnh,so,"các sở, ban, ngành;khối nội chính",'
        "a@x.example;b@x.example,,2012-01-01,,\n"
    )
    assert problems == ()
    assert agency.aliases == ("Sở Nội vụ tỉnh", "SNV tỉnh")
    assert agency.groups == ("các sở, ban, ngành", "khối nội chính")
    assert agency.addresses == ("a@x.example", "b@x.example")
    assert (agency.active_from, agency.active_to, agency.parent) == (date(2012, 1, 1), None, None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_a_spreadsheet_writes_is_read(read, encoding):
    head = "Code;Name;Emails\r\n"
    agencies, problems = read('so-y-te;Sở Y tế;"a@x.example;b@x.example"\r\n;;\r\n', head, encoding)
    assert [(agency.code, len(agency.addresses)) for agency in agencies] == [("so-y-te", 2)]
    assert problems == ()


@pytest.mark.parametrize("year", ["0001", "0201", "9999"])
def test_a_year_out_of_all_sight_is_asked_about(read, year):
    """A slip of the hand was an office that began before there was a country."""
    agencies, (problem,) = read(f"so-a,Sở A,,,so,,,,01/7/{year},,\n")
    assert agencies == ()
    assert "1900 đến 2100" in problem.message


def test_all_problems_are_told_with_their_lines(read):
    agencies, problems = read(
        "So Noi Vu,Sở Nội vụ,,,so,,,,,,\n"
        "so-y-te,,,,so,,,,,,\n"
        "so-a,Sở A,,,so,,khong phai,,02/31/2012,,\n"
        "so-b,Sở B,,,so,,khong phai;b@x.example,khong-co,,2020-01-01,so-z\n"
        "so-b,Sở B hai,,,so,,,,,,\n"
        "so-c,Sở C,,,so,,,,2020-01-01,2019-01-01,\n"
        "so-d,Sở B,,,so,,,,,,\n"
        "so-e,Sở E,,,so,,,,,,so-d\n"
        "so-f,Sở F,,,so,các sở, ban, ngành,f@x.example,,,,\n"
    )
    assert [agency.code for agency in agencies] == ["so-b", "so-d", "so-e"]
    assert agencies[0].addresses == ("b@x.example",)
    assert (agencies[0].parent, agencies[0].successor) == (None, None)
    assert [problem.where for problem in problems] == [
        "line 2, code",
        "line 3, name",
        "line 4, active_from",
        "line 5, emails",
        "line 5, parent",
        "line 5, successor",
        "line 6, code",
        "line 7, active_to",
        "line 8, name",
        "line 9, active_to",
        "line 10",
    ]
    assert all(problem.message for problem in problems)


def test_one_name_after_the_other_is_no_problem(read):
    agencies, problems = read("so-cu,Sở X,,,so,,,,,2020-01-01,so-moi\nso-moi,Sở X,,,so,,,,2020-01-01,,\n")
    assert len(agencies) == 2
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ten,ma\na,b\n", "thiếu cột code, name"),
        ("code,name,dia chi\n", "cột lạ dia chi"),
        ("code,name,name\n", "hai cột name"),
        ("", "trống"),
        ('code,name\n"so-a,Sở A\n', "không đúng dạng CSV"),
    ],
)
def test_what_is_no_register_is_refused(tmp_path, text, says):
    path = tmp_path / "so.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=says):
        read_agencies(path)


@pytest.mark.parametrize("kind", ["so", "group"])
def test_offices_that_follow_each_other_in_a_circle(read, kind):
    """Each would answer with the other's members, though all have ended."""
    circle = ("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")
    rows = (f"so-{one},Sở {one},,,{kind},,,,,2025-07-01,so-{after}\n" for one, after in circle)
    _, problems = read("".join(rows))
    assert [p.where for p in problems] == ["line 2, successor", "line 3, successor", "line 4, successor"]
    assert "thành vòng" in problems[0].message
