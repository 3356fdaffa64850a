"""Letters with everything in them that a letter can say, of every kind, for whoever looks at their form."""

from dataclasses import replace
from datetime import date, timedelta

from notifications.letters import LetterWriter
from notifications.mail.message import FinishedLetter
from notifications.notice import (
    Contact,
    DeclaredWord,
    LetterContent,
    LetterLine,
    SentBackWord,
    WeekFigures,
    WeekReport,
)
from notifications.rendering import environment
from plan.steps import StepKind, StepName
from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import ALARM, ASSIGNMENT, ESCALATION, HELD, KINDS, RESUMED, SUMMARY, TURNED_AWAY
from tests.letters.test_headers import HEAD, LINE, NOW, OFFICE, TO

DAY = NOW.date()
LONG = Contact(
    "ban-quan-ly",
    "Ban Quản lý các khu công nghiệp và khu kinh tế <Dung Quất> & vùng phụ cận",
    ("ban-quan-ly-cac-khu-cong-nghiep-va-khu-kinh-te-dung-quat@quangngai.example", "sms:+84901234567"),
)
TASK = replace(LINE, is_task=True, deadline=1, in_all=1, due_note="thứ Bảy")
REPORT = replace(
    LINE,
    ref="",
    label="",
    title="Báo cáo quý II năm 2012",
    product="",
    sent_to="UBND tỉnh (qua Sở Nội vụ)",
    data=(date(2012, 3, 15), date(2012, 6, 14)),
    deadline=2,
    in_all=35,
)
WORD = DeclaredWord("Sở Tư pháp", date(2012, 7, 5), "164/BC-STP", date(2012, 7, 6), True, 2, 4)


def _coming(line: LetterLine, days: int) -> LetterLine:
    due = DAY + timedelta(days)
    return replace(line, due=due, ends=due, due_note="", late_by=0, days_left=days)


def agency_lines() -> tuple[LetterLine, ...]:
    """What a reminder may say: each state once."""
    opened = StepName(StepKind.OPENED)
    lines = (
        replace(
            TASK,
            title="Rà soát, sửa đổi, bổ sung quy định về trình tự, thủ tục xây dựng",
            sent_back=SentBackWord(date(2012, 7, 9), "mới là tờ trình", date(2012, 7, 6), "87/TTr-STP"),
            times_told=16,
            last_told=date(2012, 7, 9),
        ),
        replace(_coming(REPORT, 0), title="Báo cáo đột xuất về rà soát"),
        replace(_coming(TASK, 9), title="Lập kế hoạch", asked="xin gia hạn đến 31/8/2012"),
        replace(_coming(TASK, 80), title="Ban hành quy chế làm việc", assumed=("24/11 là ngày nghỉ",)),
        replace(_coming(TASK, 90), title="Nâng cấp cổng thông tin", step=opened, of_plan=LINE.plan),
        replace(
            _coming(TASK, 82),
            title="Xây dựng Đề án nâng cao chất lượng",
            change="chuyển thời hạn từ 30/6/2012 sang 30/9/2012, theo Quyết định số 612/QĐ-UBND",
            changed_by="Quyết định số 612/QĐ-UBND",
        ),
        replace(
            TASK,
            title="Tập huấn cán bộ",
            late_by=0,
            over="đã hoàn thành đúng hạn",
            corrects=True,
            remarks=("Sửa lại: ghi nhầm",),
        ),
        replace(
            REPORT,
            title="Báo cáo 6 tháng đầu năm 2012",
            waiting=True,
            words=(WORD,),
            declared="x",
            accepted_by="Sở Nội vụ",
        ),
        replace(_coming(TASK, 30), title="Tiếp dân, giải quyết khiếu nại", role="partner", leads=(LONG, TO)),
    )
    return tuple(replace(line, obligation=n) for n, line in enumerate(lines, 1))


def office_lines() -> tuple[LetterLine, ...]:
    """What an office hears of others."""
    late = replace(REPORT, role="watch")
    lines = (
        replace(late, leads=(LONG,), late_by=10, last_told=date(2012, 7, 3), unreachable=date(2012, 7, 3)),
        replace(
            late,
            leads=(TO,),
            late_by=6,
            due=date(2012, 7, 2),
            due_note="",
            extended_from=date(2012, 6, 30),
            awaits=("Sở Y tế",),
        ),
        replace(
            TASK,
            role="watch",
            title="Thành lập Công ty TNHH một thành viên",
            late_by=6,
            asked="xin gia hạn đến 31/8/2012",
        ),
        replace(_coming(TASK, 9), role="watch", title="Ban hành Quy định một số biện pháp"),
        replace(
            late,
            waiting=True,
            words=(WORD,),
            declared="x",
            asks=True,
            waits_long=True,
            reason="đã chờ xác nhận 5 ngày làm việc",
        ),
        replace(
            TASK,
            role="watch",
            title="Tập huấn cán bộ cấp xã",
            waiting=True,
            words=(replace(WORD, document="", late_by=0),),
            declared="x",
            asks=True,
        ),
        replace(late, late_by=0, over="đã hủy", corrects=True, remarks=("Sửa lại: hủy nhầm",)),
    )
    return tuple(replace(line, obligation=n) for n, line in enumerate(lines, 21))


WEEK = WeekReport(
    first=date(2012, 7, 2),
    last=date(2012, 7, 6),
    now=WeekFigures(9, 1, 24, 2, 0.652),
    before=WeekFigures(21, 1, 31, 1, None),
    ahead_days=14,
    reports=tuple(line for line in office_lines()[:2]),
    next_round=replace(_coming(REPORT, 82), title="Báo cáo quý III năm 2012"),
    declared=(("Sở Tư pháp", date(2012, 7, 6)),),
    asking=("Sở Y tế",),
    unreachable=((LONG.name, date(2012, 7, 3)),),
)


def content_of(kind: LetterKind) -> LetterContent:
    """A letter of that kind with all of it."""
    if kind in (ESCALATION, SUMMARY):
        week = WEEK if kind is SUMMARY else None
        notes = ("28:" + "8a0b0229" * 8,) if kind is SUMMARY else ()
        return LetterContent(kind, OFFICE, DAY, office_lines(), OFFICE, notes=notes, requests=2, week=week)
    if kind in (ALARM, HELD, RESUMED, TURNED_AWAY):
        to = Contact("dondoc", "Người vận hành Đôn Đốc", ("truc@quangngai.example",))
        return LetterContent(kind, to, DAY, (), OFFICE, notes=("việc số 7, bậc late+1: <chưa> báo",))
    lines = agency_lines()
    if kind is ASSIGNMENT:
        lines = tuple(line for line in lines if not (line.corrects or line.change or line.waiting))
    return LetterContent(
        kind, TO, DAY, lines, OFFICE, ("văn thư",), notes=("Tháng 6/2012 có 3 việc đến hạn.",)
    )


def letter_of(kind: LetterKind) -> FinishedLetter:
    """The same, written."""
    return LetterWriter(environment(), HEAD).write(content_of(kind), NOW)


__all__ = ["KINDS", "content_of", "letter_of"]
