"""Every kind of letter, in the order in which a tick writes them.

A new kind is a row here, its bodies templates/letters/NAME.txt and NAME.html, and a module that writes it. The flow,
the queue, pages and commands know of kinds by this table alone.
"""

from notifications.wording import agencies, offices, operators, weeks, year
from plan.models import Role
from scheduler.letters import assignment, digest, monthly, operator, weekly
from scheduler.letters.attachments import calendar_for, late_list_and_draft, long_list, year_list_and_calendar
from scheduler.letters.contacts import ADDRESS, DOOR, MOVED
from scheduler.letters.kind import LetterKind

DIGEST = LetterKind(  # to each agency that leads or helps and has something new to hear
    name="digest",
    label="thư nhắc việc",
    list_title="Đôn Đốc – thư nhắc việc",
    subject=agencies.subject_of,
    view=agencies.digest_view,
    write=lambda context, kind: digest.write_digests(context, kind, (Role.LEAD, Role.PARTNER)),
    attach=calendar_for,
    says_unread=True,
)
ESCALATION = LetterKind(  # to each office that is to hear of others who are late
    name="escalation",
    label="báo cáo đôn đốc",
    list_title="Đôn Đốc – báo cáo đôn đốc",
    subject=offices.subject_of,
    view=offices.escalation_view,
    write=lambda context, kind: digest.write_digests(context, kind, (Role.WATCH,)),
    attach=late_list_and_draft,
    says_requests=True,
)
SUMMARY = LetterKind(  # to the department that urges, once a week
    name="summary",
    label="tổng hợp tuần",
    list_title="Đôn Đốc – tổng hợp tuần",
    subject=weeks.subject_of,
    view=weeks.summary_view,
    write=weekly.write_weekly,
    attach=long_list,
    says_requests=True,
)
MONTHLY = LetterKind(  # to the head of each agency
    name=monthly.NAME,
    label="thư tháng",
    list_title="Đôn Đốc – tổng hợp tháng",
    subject=monthly.subject,
    view=agencies.monthly_view,
    write=monthly.write_monthly,
)
ASSIGNMENT = LetterKind(  # to each agency of a plan, once, when the plan is adopted
    name=assignment.NAME,
    label="giao việc",
    list_title="Đôn Đốc – giao việc",
    subject=year.subject_of,
    view=year.assignment_view,
    write=assignment.write_assignments,
    attach=year_list_and_calendar,
)
ALARM = LetterKind(  # to the operator, when the nightly check finds differences
    name="alarm",
    label="báo động",
    list_title="Đôn Đốc – báo động",
    subject=operator.alarm_subject,
    view=operators.alarm_view,
)
RESUMED = LetterKind(  # to the operator, after a long outage
    name="resumed",
    label="hoạt động lại",
    list_title="Đôn Đốc – hoạt động trở lại",
    subject=operator.resumed_subject,
    view=operators.resumed_view,
)
TURNED_AWAY = LetterKind(  # to the operator, when the mail server does not take our letters
    name="turned-away",
    label="máy chủ thư từ chối",
    list_title="Đôn Đốc – máy chủ thư từ chối",
    subject=operator.turned_away_subject,
    view=operators.turned_away_view,
)
MAIL_ILL = (
    LetterKind(  # to the operator, by a channel beside mail, when mail is ill and when it is well again
        name="mail-ill",
        label="đường thư hỏng",
        list_title="Đôn Đốc – đường thư hỏng",
        subject=operator.mail_ill_subject,
        view=operators.turned_away_view,
    )
)
HELD = LetterKind(  # to the operator, when letters wait until somebody has looked
    name="held",
    label="giữ lại",
    list_title="Đôn Đốc – việc gửi được giữ lại",
    subject=operator.held_subject,
    view=operators.held_view,
)

KINDS = (
    ASSIGNMENT, DIGEST, ESCALATION, SUMMARY, MONTHLY, ALARM, RESUMED, TURNED_AWAY, MAIL_ILL, HELD, DOOR, ADDRESS, MOVED
)  # fmt: skip
LABELS = {kind.name: kind.label for kind in KINDS}
