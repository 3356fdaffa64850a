"""The directory over time: exact names only, successors, members, what is left."""

from dataclasses import replace
from datetime import date

import pytest

from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import AgencyEntry

ON = date(2025, 1, 1)
LATER = date(2025, 7, 1)


def agency(code, name, *aliases, **more):
    groups = more.pop("groups", ())
    plain = AgencyEntry(
        code, name, "", aliases, "so", groups, (f"{code}@tinh.example",), None, None, None, None
    )
    return replace(plain, **more)


NOI_VU = agency("so-noi-vu", "Sở Nội vụ", groups=("các sở, ban, ngành",))
NGOAI_VU = agency("so-ngoai-vu", "Sở Ngoại vụ", groups=("các sở, ban, ngành",))
TTTT = agency(
    "so-tttt",
    "Sở Thông tin và Truyền thông",
    groups=("các sở, ban, ngành",),
    active_to=LATER,
    successor="so-khcn",
)
KHCN = agency("so-khcn", "Sở Khoa học và Công nghệ", groups=("các sở, ban, ngành",))
GROUP = agency("nhom", "các sở, ban, ngành", "các sở, ngành", kind="group")
REGISTER = AgencyDirectory([NOI_VU, NGOAI_VU, TTTT, KHCN, GROUP])


def codes(phrase, **more):
    return [(part.kind, part.agencies) for part in REGISTER.resolve(phrase, **more)]


def test_a_near_name_is_a_suggestion_and_never_an_agency():
    (part,) = REGISTER.resolve("Sở Nôi vụ")
    assert (part.kind, part.agencies) == ("unknown", ())
    assert part.suggestions[:2] == ("Sở Nội vụ", "Sở Ngoại vụ")
    assert len(REGISTER.resolve("Sở Nội vu và Thông tin")[0].suggestions) <= 3


@pytest.mark.parametrize("phrase", ["SỞ NỘI VỤ", "sở  nội vụ", "So\u031b\u0309 No\u0323\u0302i vu\u0323", "Giám đốc Sở Nội vụ", "Sở Nội vụ (Chi cục Văn thư)"])  # fmt: skip
def test_writing_does_not_matter(phrase):
    assert codes(phrase) == [("agency", ("so-noi-vu",))]


def test_from_its_last_day_on_the_successor_answers():
    assert codes("Sở TT&TT", on=ON) == [("agency", ("so-tttt",))]
    assert codes("Sở TT&TT", on=date(2025, 6, 30)) == [("agency", ("so-tttt",))]
    assert codes("Sở TT&TT", on=LATER) == [("agency", ("so-khcn",))]
    assert REGISTER.current("so-tttt", LATER) == "so-khcn"
    assert REGISTER.current("so-tttt", ON) == "so-tttt"
    assert REGISTER.current("nobody", ON) == "nobody"


def test_successors_in_a_circle_end():
    one = agency("a", "Sở A", active_to=ON, successor="b")
    other = agency("b", "Sở B", active_to=ON, successor="a")
    assert AgencyDirectory([one, other]).current("a", LATER) in {"a", "b"}
    assert AgencyDirectory([one, other]).resolve("Sở A", on=LATER)[0].kind == "unknown"


def test_a_group_has_the_members_of_the_day_each_once():
    assert REGISTER.members("các sở, ngành", ON) == ("so-noi-vu", "so-ngoai-vu", "so-tttt", "so-khcn")
    assert REGISTER.members("Các Sở, Ban, Ngành", LATER) == ("so-noi-vu", "so-ngoai-vu", "so-khcn")
    assert REGISTER.members("các hội") == ()


def test_an_agency_not_yet_there_is_no_member_and_unknown():
    young = agency("so-moi", "Sở Mới", groups=("các sở, ban, ngành",), active_from=LATER)
    directory = AgencyDirectory([NOI_VU, young])
    assert directory.members("các sở, ban, ngành", ON) == ("so-noi-vu",)
    assert directory.resolve("Sở Mới", on=ON)[0].kind == "unknown"
    assert directory.resolve("Sở Mới", on=LATER)[0].kind == "agency"


def test_one_name_after_the_other_finds_the_agency_of_the_day():
    old = agency("so-xd-cu", "Sở Xây dựng", active_to=LATER, successor="so-xd")
    new = agency("so-xd", "Sở Xây dựng", active_from=LATER)
    directory = AgencyDirectory([old, new])
    assert directory.resolve("Sở Xây dựng", on=ON)[0].agencies == ("so-xd-cu",)
    assert directory.resolve("Sở Xây dựng", on=LATER)[0].agencies == ("so-xd",)


def test_a_name_of_two_agencies_finds_neither():
    directory = AgencyDirectory([agency("a", "Ban Quản lý dự án"), agency("b", "Ban Quản lý dự án")])
    (part,) = directory.resolve("Ban Quản lý dự án")
    assert (part.kind, part.agencies) == ("unknown", ())


def test_what_is_left_needs_somebody_named_before():
    assert codes("các sở, ngành còn lại") == [("unspecified", ())]
    assert codes("các sở, ngành còn lại", on=ON, already=["so-noi-vu"]) == [
        ("group", ("so-ngoai-vu", "so-tttt", "so-khcn"))
    ]
    assert codes("Sở Nội vụ và các sở, ngành còn lại", on=LATER)[1] == ("group", ("so-ngoai-vu", "so-khcn"))


def test_every_one_of_a_group_is_the_group():
    assert codes("Mỗi sở, ngành", on=LATER) == [("group", ("so-noi-vu", "so-ngoai-vu", "so-khcn"))]


def test_a_counted_group_must_have_that_many_members():
    towns = [agency(f"h{n}", f"UBND huyện H{n}", groups=("UBND các huyện",)) for n in range(3)]
    directory = AgencyDirectory(towns)
    assert directory.resolve("UBND 3 huyện")[0].agencies == ("h0", "h1", "h2")
    assert directory.resolve("UBND 5 huyện")[0].agencies == ()


def test_a_register_keeps_a_name_whole_that_it_knows():
    directory = AgencyDirectory([agency("tt", "Trung tâm Giống, Vật nuôi và Thủy sản"), NOI_VU])
    parts = directory.resolve("Trung tâm Giống, Vật nuôi và Thủy sản, Sở Nội vụ")
    assert [part.agencies for part in parts] == [("tt",), ("so-noi-vu",)]


def test_the_json_has_exactly_the_keys_of_the_contract():
    part = REGISTER.resolve("Sở Nội vụ")[0].to_json()
    assert part == {
        "text": "Sở Nội vụ",
        "kind": "agency",
        "name": "Sở Nội vụ",
        "agencies": ["so-noi-vu"],
        "suggestions": [],
    }


@pytest.mark.parametrize(
    "cell",
    [
        "các sở, ngành (trừ Sở Nội vụ)",
        "Các sở (trừ Sở Nội vụ, Sở Ngoại vụ)",
        "các sở, ban, ngành trừ Sở Nội vụ",
        "Các sở, ban, ngành, ngoại trừ Sở Nội vụ",
        "các sở, ban, ngành (không bao gồm Sở Nội vụ)",
    ],
)
def test_who_is_left_out_of_all_is_not_told_with_them(cell):
    """The exception was taken for a list of who is meant, or dropped: all were told, or the one left out alone."""
    assert [(kind, members) for kind, members in codes(cell)] == [("group", ())]
