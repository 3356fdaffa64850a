"""What one event says."""

from datetime import date

import pytest
from icalendar import Calendar, Event


def only(body: bytes) -> Event:
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_a_deadline_takes_a_whole_day_and_nobodys_time(duty, build) -> None:
    body = build(duty())
    assert b"DTSTART;VALUE=DATE:20120630\r\nDTEND;VALUE=DATE:20120701\r\n" in body
    assert b"TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n" in body
    assert b"VTIMEZONE" not in body
    assert b"VALARM" not in body


@pytest.mark.parametrize(
    ("viewer", "begins"),
    [
        ("so-noi-vu", "[Chủ trì] Rà soát"),
        ("so-tai-chinh", "[Phối hợp] Rà soát"),
        (None, "Sở Nội vụ: Rà soát"),
    ],
)
def test_a_reader_sees_its_part_at_a_glance(duty, build, viewer: str | None, begins: str) -> None:
    assert str(only(build(duty(), viewer=viewer))["SUMMARY"]).startswith(begins)


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        ({"status": "upcoming"}, ""),
        ({"status": "open"}, ""),
        ({"status": "late"}, "[Quá hạn] "),
        ({"status": "done", "done_on": date(2012, 5, 2)}, "[Đã xong] "),
        ({"status": "done-late", "done_on": date(2012, 8, 2)}, "[Đã xong] "),
        ({"status": "cancelled", "cancelled_on": date(2012, 5, 2)}, "[Đã hủy] "),
    ],
)
def test_a_reader_sees_how_it_stands_at_a_glance(duty, build, facts: dict[str, object], mark: str) -> None:
    event = only(build(duty(**facts)))
    assert str(event["SUMMARY"]) == f"{mark}[Chủ trì] Rà soát chức năng, nhiệm vụ – Quý II năm 2012"
    assert event["STATUS"] == ("CANCELLED" if facts["status"] == "cancelled" else "CONFIRMED")


def test_everything_names_the_first_of_several_leads(duty, build) -> None:
    joint = duty(leads=("so-noi-vu", "so-tai-chinh", "so-y-te"))
    assert str(only(build(joint, viewer=None))["SUMMARY"]).startswith("Sở Nội vụ và 2 cơ quan khác: ")
    assert str(only(build(duty(leads=()), viewer=None))["SUMMARY"]).startswith("Chưa rõ cơ quan: ")


def test_the_description_tells_all(duty, build) -> None:
    assert str(only(build(duty()))["DESCRIPTION"]).split("\n") == [
        "Nhiệm vụ: II.6. Rà soát chức năng, nhiệm vụ",
        "Phần việc: Quý II năm 2012",
        "Thời hạn: thứ Bảy, 30/6/2012 (ngày nghỉ); còn đúng hạn đến hết thứ Hai, 02/7/2012",
        "Sản phẩm: Báo cáo; Quyết định",
        "Chủ trì: Sở Nội vụ",
        "Cơ quan giải đáp: Sở Nội vụ",
        "Căn cứ: Văn bản số 39/QĐ-UBND ngày 25/3/2012 – Kế hoạch cải cách hành chính giai đoạn 2012-2015",
        "Thời gian ghi trong văn bản: Quý II, năm 2012",
        "Phối hợp: Sở Tài chính; Sở Y tế",
    ]


def test_what_is_done_says_when_and_by_which_document(duty, build) -> None:
    done = duty(
        status="done", done_on=date(2012, 6, 20), document="12/BC-SNV", extended_from=date(2012, 5, 31)
    )
    text = str(only(build(done))["DESCRIPTION"])
    assert "Tình trạng: đã hoàn thành đúng hạn ngày 20/6/2012, văn bản 12/BC-SNV" in text
    assert "gia hạn từ ngày 31/5/2012" in text


def test_a_full_stop_does_not_stand_in_the_middle(duty, build) -> None:
    assert (
        str(only(build(duty(title="Đào tạo cán bộ. ")))["SUMMARY"])
        == "[Chủ trì] Đào tạo cán bộ – Quý II năm 2012"
    )
    assert str(only(build(duty(title="Đào tạo.", part="")))["SUMMARY"]) == "[Chủ trì] Đào tạo."


def test_a_report_is_called_one_and_says_its_name_once(duty, build) -> None:
    report = duty(
        kind="report",
        section="",
        number="",
        title="Báo cáo quý II",
        part="Báo cáo quý II",
        product="",
        timing="",
    )
    event = only(build(report))
    assert str(event["SUMMARY"]) == "[Chủ trì] Báo cáo quý II"
    assert str(event["DESCRIPTION"]).startswith("Báo cáo: Báo cáo quý II\nThời hạn: ")


def test_categories_can_be_filtered_by(duty, build) -> None:
    assert (
        b"CATEGORIES:Ch\xe1\xbb\xa7 tr\xc3\xac,Qu\xc3\xa1 h\xe1\xba\xa1n,Nhi\xe1\xbb\x87m v\xe1\xbb\xa5\r\n"
        in build(duty(status="late"))
    )


@pytest.mark.parametrize(("today", "there"), [(date(2012, 8, 29), True), (date(2012, 8, 30), False)])
def test_what_was_cancelled_stays_for_ninety_days(duty, build, today: date, there: bool) -> None:
    cancelled = duty(status="cancelled", cancelled_on=date(2012, 5, 31))
    assert (b"BEGIN:VEVENT" in build(cancelled, today=today)) is there


def test_an_agency_without_a_name_is_shown_by_its_code(duty, build) -> None:
    assert "Chủ trì: so-moi" in str(only(build(duty(leads=("so-moi",))))["DESCRIPTION"])
