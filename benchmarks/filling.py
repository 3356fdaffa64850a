"""A database of any size in seconds: rows made by SQL itself, one plan, one task, many deadlines.

Every agency owes one obligation for each deadline, so agencies × deadlines is how many there are.
All fall due far in the future and nobody is due to hear, but for the first deadline: its obligations
are reports that were due on the day before `TODAY`, and their agencies can be made to hear (`ask`).
The words of the task ask for all of it: what no words ask for is cancelled by the first tick of a day.
"""

from datetime import date

from sqlalchemy import Connection

from plan.storage.database import Database

TODAY = date(2012, 7, 4)  # a Wednesday
YESTERDAY = date(2012, 7, 3)
TITLE = "Xây dựng Đề án nâng cao chất lượng ban hành văn bản quy phạm pháp luật của tỉnh"

COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
AGENCY = "INSERT INTO agency (code, name, short_name, aliases, kind, groups, addresses)"
AGENCIES = f"""{AGENCY} {COUNT}
    SELECT printf('so-%03d', i), printf('Sở số %d tỉnh Quảng Ngãi', i), '', '[]', 'sở', '["các sở"]',
           json_array(printf('so-%03d@quangngai.example', i)) FROM n"""
OFFICE = f"""{AGENCY}
    VALUES ('so-noi-vu', 'Sở Nội vụ', '', '[]', 'sở', '[]', '["so-noi-vu@quangngai.example"]')"""
PLAN = """INSERT INTO plan (id, code, title, issued_on, first, last, reporting, supersedes)
    VALUES (1, '39/QĐ-UBND', 'Kế hoạch cải cách hành chính', '2012-03-25', '2012-01-01', '2015-12-31', '', '[]')"""
TASK = """INSERT INTO task (id, plan_id, position, section, section_title, number, title, lead, partners,
                            product, timing, note, state, status, review, bare)
    VALUES (1, 1, 1, 'I', 'Cải cách thể chế', '3', ?, 'Các sở', '', 'Quyết định của UBND tỉnh phê duyệt Đề án',
            'Hàng năm', '', 'scheduled', '', '[]', 'xay dung de an nang cao chat luong ban hanh van ban')"""
DEADLINES = f"""INSERT INTO deadline (id, task_id, label, opens, due, target, source, grace) {COUNT}
    SELECT i, 1, printf('Kỳ %d', i), date('2090-01-01', printf('+%d days', i)),
           date('2090-03-31', printf('+%d days', i)), 0, 'time', 0 FROM n"""
FIRST = "UPDATE deadline SET opens = '2012-04-01', due = ? WHERE id = 1"
OBLIGATIONS = """INSERT INTO obligation (deadline_id, holder, kind, label, opens, due, ends, revision, changed_at)
    SELECT d.id, a.code, iif(d.id = 1, 'report', 'task'), 'I.3 · ' || d.label, d.opens, d.due, d.due, 0,
           '2012-03-26 01:00:00.000000'
    FROM deadline d CROSS JOIN agency a WHERE a.code != 'so-noi-vu' ORDER BY d.id, a.code"""
PARTIES = """INSERT INTO party (obligation_id, agency, role, next_on)
    SELECT id, holder, 'lead', iif(deadline_id = 1, NULL, opens) FROM obligation"""
# The first tick of a week writes the summary; every later tick of the week finds it written.
SUMMARY = """INSERT INTO letter (agency, kind, day, message_id, subject, sender, recipients, raw, state,
                                 attempts, written_at, try_at, edition, accepted, refused,
                                 channel, beside)
    VALUES ('so-noi-vu', 'summary', '2012-07-02', '<summary>', '', '', '[]', x'', 'sent', 1,
            '2012-07-02 01:00:00.000000', '2012-07-02 01:00:00.000000', 1, '[]', '[]', 'mail', 0)"""
ASK = "UPDATE party SET next_on = ?, told_on = ? WHERE obligation_id <= ?"


def fill(database: Database, agencies: int, deadlines: int) -> None:
    with database.engine.begin() as connection:
        run = connection.exec_driver_sql
        run(AGENCIES, (agencies,))
        run(OFFICE)
        run(PLAN)
        run(TASK, (TITLE,))
        run(DEADLINES, (deadlines,))
        run(FIRST, (YESTERDAY.isoformat(),))
        run(OBLIGATIONS)
        run(PARTIES)
        run(SUMMARY)


def ask(database: Database, agencies: int) -> None:
    """So many agencies have something to hear today: that they are late by one working day."""
    with database.engine.begin() as connection:
        _forget(connection, agencies)
        days = (TODAY.isoformat(), YESTERDAY.isoformat(), agencies)
        connection.exec_driver_sql(ASK, days)


def quiet(database: Database, agencies: int) -> None:
    """Nobody has anything to hear."""
    with database.engine.begin() as connection:
        _forget(connection, agencies)
        connection.exec_driver_sql(ASK, (None, None, agencies))


def _forget(connection: Connection, agencies: int) -> None:
    connection.exec_driver_sql("DELETE FROM notice WHERE obligation_id <= ?", (agencies,))
    connection.exec_driver_sql("DELETE FROM letter WHERE kind = 'digest'")
