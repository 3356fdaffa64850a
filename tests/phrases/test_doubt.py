"""No silent guess: a word that carries meaning and was not used makes the reading a question."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period, Wait

PLAN = Period.parse("2012-2015")

PHRASES = [
    "Quý II năm 2012",
    "Quý II, năm 2012",
    "Tháng 6/2012",
    "6 tháng đầu năm 2012",
    "9 tháng năm 2013",
    "Năm 2012",
    "15/12/2012",
    "Trước ngày 15/12/2012",
    "Chậm nhất 30/6/2013",
    "Hàng năm",
    "6 tháng một lần",
    "Hằng quý",
    "định kỳ hàng tháng",
    "quý I hàng năm",
    "trước 15/12 hàng năm",
    "trước ngày 25 hằng tháng",
    "trước ngày 20 tháng cuối quý",
    "thứ Sáu hàng tuần",
    "Năm 2012-2013",
    "Từ 2012 đến 2015",
    "Cả giai đoạn 2012-2015",
    "Năm 2012, chậm nhất trong năm 2013",
    "Thường xuyên",
    "Quý I, 6 tháng, 9 tháng và năm",
    "Từ ngày 20 đến ngày 25 tháng cuối quý",
    "Từ năm 2012 đến năm 2015 và tiếp theo",
    "Chiều thứ Năm hàng tuần",
    "năm: trước ngày 15/12",
]
# Words that would change the day, or that nobody knows.
FOREIGN = [
    *(
        "không",
        "chưa",
        "trừ",
        "nếu",
        "hoặc",
        "rưỡi",
        "ngoài",
        "gần",
        "quá",
        "sớm",
        "muộn",
        "ngoại trừ",
        "tùy",
    ),
    *(
        "xyz",
        "Tết",
        "âm lịch",
        "đợt",
        "dịp",
        "hôm qua",
        "lần",
        "nhiệm kỳ",
        "học kỳ",
        "thế kỷ",
        "giờ",
        "phút",
        "kỳ",
    ),
    *(
        "ít",
        "nhiều",
        "sắp",
        "dài hạn",
        "sau này",
        "vài",
        "mấy",
        "rằm",
        "thập niên",
        "☃",
        "abc123",
        "%",
        "=",
        "năm nào",
    ),
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_foreign_word_anywhere_is_a_question(phrase: str) -> None:
    words = phrase.split()
    for at in range(len(words) + 1):
        for word in FOREIGN:
            typed = " ".join([*words[:at], word, *words[at:]])
            reading = read(typed, PLAN)
            assert (reading.state, reading.parts) == ("unclear", ()), typed
            assert reading.unclear


@given(
    phrase=st.sampled_from(PHRASES),
    words=st.lists(st.sampled_from(FOREIGN), min_size=1, max_size=3),
    before=st.booleans(),
)
def test_foreign_words_around_are_a_question(phrase: str, words: list[str], before: bool) -> None:
    typed = " ".join([*words, phrase] if before else [phrase, *words])
    assume("không quá" not in typed and "không muộn" not in typed)  # two of them together make a limit
    assert read(typed, PLAN).state == "unclear"


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Hoàn thành trong quý I/2012 và kế hoạch năm 2013", [date(2012, 3, 31), date(2013, 12, 31)]),
        (
            "Trước ngày 25/12/2012 gửi báo cáo tổng kết năm 2012 và phương hướng năm 2013",
            [date(2012, 12, 24)],
        ),
        ("Trước ngày 25/12/2012 và kế hoạch năm 2013", []),
        ("Trước ngày 30/11/2012 và báo cáo kết quả năm 2012", []),
        ("Trước ngày 31/7/2012 và tổng hợp trong quý I/2012", [date(2012, 7, 30), date(2012, 3, 31)]),
    ],
)
def test_a_plan_beside_a_day_is_its_topic_only_in_a_report(phrase: str, due: list[date]) -> None:
    assert [one.due for part in read(phrase, PLAN).parts for one in part.deadlines] == due


@pytest.mark.parametrize("unit", ["tháng", "quý", "năm"])
def test_who_declares_by_the_cycle_says_nothing_new(unit: str) -> None:
    limit = {"tháng": "ngày 20 hằng tháng", "quý": "ngày cuối cùng của quý", "năm": "ngày 31/3 hằng năm"}[
        unit
    ]
    alone, declared = (read(f"Chậm nhất {limit}{to}", PLAN) for to in ("", f" đối với khai theo {unit}"))
    assert alone.state == "scheduled"
    assert [part.deadlines for part in declared.parts] == [part.deadlines for part in alone.parts]


def test_a_named_day_is_counted_from_what_it_says() -> None:
    (part,) = read("chậm nhất vào ngày thứ sáu kể từ ngày kết thúc hội nghị", PLAN).parts
    assert part.wait == Wait(6, "day")


@pytest.mark.parametrize(
    "phrase",
    [
        # beyond the calendar
        "Quý V năm 2012",
        "Quý IIII năm 2012",
        "Quý VI/2012",
        "Quý 5/2012",
        "Quý 0/2012",
        "Tháng 13/2012",
        "Tháng 0/2012",
        "32/12/2012",
        "15/13/2012",
        "0/6/2012",
        "II",
        "Năm 20121",
        # no year in a plan of several
        "Quý II",
        "Trước ngày 15/12",
        "trong năm",
        # read in two ways
        "Năm 2012, 2013",
        "Quý I và II/2012",
        "2012-2013-2014",
        "Quý II 2013 năm 2012",
        "- Quý III năm 2012 - Quý IV năm 2012",
        "2 lần/năm",
        "5 năm một lần",
        "hàng quý, trước ngày 15",
        "ngày 25",
        # marks that contradict each other
        "trước cuối năm 2012",
        "từ trước năm 2013",
        "từ quý I hàng năm",
        "đến hàng năm",
        # conditions, exceptions, choices
        "Năm 2012 hoặc năm 2013",
        "Hàng năm trừ năm 2013",
        "Quý II năm 2012 (nếu được phê duyệt)",
        "Không trước 15/12/2012",
        "Sau năm 2012",
        # names and numbers that are no dates
        "Quyết định số 04/2007/QĐ-UBND ngày 19/01/2007",
        "Năm học 2012-2013",
        "Kế hoạch năm 2013",
        "TCVN ISO 9001:2008",
        "giai đoạn 1",
        # waiting for what was not understood
        "Sau khi kết thúc quý II",
        "trong 10 ngày kể từ ngày 01/7/2012",
        "Trong 10 ngày",
        "Theo tiến độ chung",
        # the cycle of another's declaration, or of none that is named
        "Trước ngày 20 hằng tháng đối với khai theo quý",
        "Chậm nhất ngày 31/3/2013 đối với trường hợp khai theo tháng",
        "Chậm nhất ngày 30 tháng 4 năm 2013 đối với khai theo tháng",
        "ban hành kế hoạch tháng trước ngày 15/12 hằng năm",
        "ban hành kế hoạch quý trước ngày 25 hằng tháng",
        "họp định kỳ trong 12 tháng, từ tháng 1/2012 đến tháng 12/2012",
        # a weekday, or so many days
        "chậm nhất vào ngày thứ sáu sau khi kết thúc hội nghị",
        "ngày thứ ba sau khi nhận hồ sơ",
        # no time at all
        "Chưa xác định",
        "Đang thực hiện",
        "Ban hành Quyết định",
        "Hàng năm và",
    ],
)
def test_questions(phrase: str) -> None:
    reading = read(phrase, PLAN)
    assert (reading.state, reading.parts) == ("unclear", ())


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Quý II năm 2012 xyz", "xyz"),
        ("Hàng năm trừ năm 2013", "trừ"),
        ("Tháng 13/2012", "Tháng 13"),
        ("Theo tiến độ được giao", "Theo tiến độ được giao"),
        ("Ban hành Kế hoạch năm 2013", "Ban hành Kế hoạch năm 2013"),
    ],
)
def test_the_words_are_named(phrase: str, words: str) -> None:
    assert read(phrase, PLAN).unclear == (words,)


def test_a_reason_stands_beside_its_words() -> None:
    assert read("Quý II", PLAN).unclear == ("Quý II", "không ghi năm, trong khi kế hoạch có nhiều năm")


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("Ban hành trong năm 2012", "Ban hành"),
        ("Trình HĐND tỉnh quý II năm 2012", "Trình HĐND tỉnh"),
        ("Tháng 9/2012 trình UBND tỉnh", "trình UBND tỉnh"),
        ("Hoàn thành 12 dịch vụ vào quý II năm 2012", "Hoàn thành 12 dịch vụ"),
        ("Quý II năm 2012 (đối với cấp huyện)", "đối với cấp huyện"),
        ("Phê duyệt đầu tư trong quý II năm 2012", "Phê duyệt đầu tư"),
        ("Triển khai Nghị quyết số 10/2012/NQ-HĐND ngày 05/7/2012 trong quý II năm 2013", None),
        ("Ban hành Kế hoạch năm 2013 trước ngày 31/12/2012", "Ban hành Kế hoạch năm 2013"),
        ("Trình tại Kỳ họp thứ 9 (tháng 5/2012)", "Trình tại Kỳ họp thứ 9"),
    ],
)
def test_words_of_action_are_a_label(phrase: str, label: str | None) -> None:
    (part,) = read(phrase, PLAN).parts
    (deadline,) = part.deadlines
    if label is not None:
        assert (part.label, deadline.label) == (label, label)


@pytest.mark.parametrize(
    "phrase",
    [
        "10 ngày kể từ ngày nhận hồ sơ, Sở trả kết quả, trừ trường hợp bất khả kháng",
        "10 ngày kể từ ngày nhận hồ sơ, Sở trả kết quả, trường hợp phức tạp thì được gia hạn",
        "10 ngày kể từ ngày nhận hồ sơ, Sở trả kết quả và có thể gia hạn một lần",
        "10 ngày kể từ ngày nhận hồ sơ, trường hợp từ chối phải trả lời trong 3 ngày",
        "10 ngày kể từ ngày nhận hồ sơ, không áp dụng với hồ sơ trực tuyến",
        "Trước ngày 15/6/2012, trường hợp từ chối phải trả lời trước ngày 10/6/2012",
        "Trước ngày 15/6/2012 đối với trường hợp khẩn cấp",
        "Trước ngày 15/6/2012, miễn báo cáo nếu không phát sinh",
        "Trước ngày 15/6/2012, tạm dừng khi có chỉ đạo",
        "Trước ngày 20 hằng tháng, riêng tháng 12 trước ngày 15",
    ],
)
def test_a_second_limit_or_an_exception_is_never_closed(phrase: str) -> None:
    assert read(phrase, PLAN).state == "unclear"


@pytest.mark.parametrize(
    "phrase",
    [
        "Báo cáo kết quả quý II, sau khi Tỉnh ủy quán triệt",
        "phát sinh trong năm 2025",
        "1. 9/2026",
    ],
)
def test_events_beside_names_and_what_there_was_are_questions(phrase: str) -> None:
    assert read(phrase, Period.parse("2026")).state == "unclear"


def test_nothing_is_lost_beside_an_event_or_a_request() -> None:
    def found(phrase: str, period: str) -> tuple[str, list[int]]:
        reading = read(phrase, Period.parse(period))
        return reading.state, [
            due.due.year * 100 + due.due.month for part in reading.parts for due in part.deadlines
        ]

    assert found("Hằng ngày; đột xuất khi có yêu cầu", "2026") == ("ongoing", [])
    assert found("Thường xuyên; báo cáo kết quả theo quý gửi Sở Nội vụ", "2026")[1] == [
        202603,
        202606,
        202609,
        202612,
    ]
    assert found("Hằng năm, bắt đầu từ năm 2027 sau khi được phê duyệt", "2026-2028")[1] == [202712, 202812]
    assert found("Ban hành quý III/2026, riêng cấp xã trước 30/8/2026", "2026")[1] == [202609, 202608]
    assert found("Quý II/2026 sau khi được phê duyệt và thực hiện hằng năm", "2026") == ("awaiting", [202606])


@pytest.mark.parametrize(
    "phrase",
    [
        "Hằng năm, riêng năm 2012 trước 30/6",
        "Hằng năm (riêng năm 2012 trước ngày 30/6)",
        "Trước ngày 15/12 hằng năm, riêng năm 2012 trước ngày 30/11",
        "Hằng quý, riêng quý IV trước ngày 15/12",
    ],
)
def test_one_round_unlike_the_others_is_a_question(phrase: str) -> None:
    """The limit of the one was given to all."""
    assert any(word.startswith("riêng") for word in read(phrase, PLAN).unclear)


def test_what_ends_before_it_begins_is_a_question() -> None:
    assert read("Ngày 20/12/2012, trước 15/12/2012", PLAN).state == "unclear"
