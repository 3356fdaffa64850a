"""An office as large as a province, made by SQL: 200 agencies and 5,000 obligations around `TODAY`, and any number that is merely stored.

Twelve rounds of reports that every agency owes in the year shown, and 260 tasks of five agencies on two days each. What
is stored beside them is an older plan: its reports of other years and its tasks, done long ago, or due after it.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from benchmarks.filling import PLAN, TODAY
from plan.storage.database import Database

AGENCIES = 200
OWN = 5_000  # obligations of the office itself

COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :n)"
AGENCY = f"""INSERT INTO agency (code, name, short_name, aliases, kind, groups, addresses) {COUNT}
    SELECT printf('co-quan-%03d', i), printf('Ủy ban nhân dân xã số %d', i), '', '[]', 'xã',
           CASE WHEN i <= 24 THEN '["sở, ban, ngành"]' WHEN i <= 38 THEN '["huyện, thành phố"]' ELSE '["xã, phường"]' END,
           json_array(printf('co-quan-%03d@quangngai.example', i)) FROM n"""
OFFICE = """INSERT INTO agency (code, name, short_name, aliases, kind, groups, addresses) VALUES
    ('so-noi-vu', 'Sở Nội vụ', '', '[]', 'sở', '["sở, ban, ngành"]', '["so-noi-vu@quangngai.example"]')"""
OLDER_PLAN = PLAN.replace("(1, '39/QĐ-UBND'", "(2, '12/QĐ-UBND'").replace("2012-03-25", "2001-03-25")
REGIME = """INSERT INTO regime (id, plan_id, name, definition) VALUES (:plan, :plan, printf('Báo cáo của kế hoạch %d', :plan),
    '{"name": "thang", "title": "Báo cáo tháng", "source": "Điều 5", "periods": ["month"],
      "link": [{"who": ["so-noi-vu"], "to": "UBND tỉnh", "label": "Báo cáo {period}"}]}')"""

# The year shown: reports of each month, due on the 15th; of those that are due nine tenths came in.
ROUNDS = f"""INSERT INTO deadline (id, regime_id, label, opens, due, target, source, grace, through, sent_to) {COUNT}
    SELECT i, 1, printf('Báo cáo tháng %d năm 2012', i), printf('2012-%02d-01', i), printf('2012-%02d-15', i), 0, 'report', 0,
           'so-noi-vu', 'Sở Nội vụ' FROM n"""
TASKS = f"""INSERT INTO task (id, plan_id, position, section, section_title, number, title, lead, partners, product, timing,
                              note, state, status, review) {COUNT}
    SELECT :first + i, :plan, i, printf('%d', 1 + i * 6 / (:n + 1)), 'Cải cách thể chế', printf('%d', i),
           printf('Xây dựng Đề án số %d nâng cao chất lượng ban hành văn bản quy phạm pháp luật của tỉnh', i),
           printf('Ủy ban nhân dân xã số %d', 1 + i % 200), 'Ủy ban nhân dân xã số 7',
           'Quyết định của UBND tỉnh phê duyệt Đề án', CASE WHEN i % 13 OR :plan > 1 THEN 'Hàng năm' ELSE 'Khi cần' END, '',
           CASE WHEN i % 13 OR :plan > 1 THEN 'scheduled' ELSE 'unclear' END, '', '[]' FROM n"""
TASK_DAYS = f"""INSERT INTO deadline (id, task_id, label, opens, due, target, source, grace) {COUNT}
    SELECT :after + i, :first + (i + 1) / 2, printf('Đợt %d', i), date(:day, printf('%+d days', i * :apart - 60)),
           date(:day, printf('%+d days', i * :apart)), 0, 'time', 0 FROM n"""
OTHER_ROUNDS = f"""INSERT INTO deadline (id, regime_id, label, opens, due, target, source, grace, through, sent_to) {COUNT}
    SELECT :after + i, 2, printf('Kỳ %d', i), date(:day, printf('%+d days', i * :apart - 30)),
           date(:day, printf('%+d days', i * :apart)), 0, 'report', 0, 'so-noi-vu', 'Sở Nội vụ' FROM n"""
# Of each deadline so many agencies, from one to the next; what is due is done but for a tenth, or altogether.
OWED = """INSERT INTO obligation (deadline_id, holder, kind, label, opens, due, ends, done_on, document, revision, changed_at)
    SELECT d.id, printf('co-quan-%03d', 1 + (d.id * 5 + a.i) % 200), iif(d.task_id IS NULL, 'report', 'task'), d.label, d.opens,
           d.due, d.due, iif(d.due < :today AND (:whole OR (d.id * 7 + a.i) % 10), d.due, NULL),
           iif(d.due < :today AND (:whole OR (d.id * 7 + a.i) % 10), '45/BC-UBND', NULL), 0, '2012-03-26 01:00:00.000000'
    FROM deadline d, (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199) SELECT i FROM n) a
    WHERE d.id > :after AND a.i < iif(d.task_id IS NULL, 200, :holders) ORDER BY d.id, a.i"""
PARTIES = """INSERT INTO party (obligation_id, agency, role, next_on)
    SELECT id, holder, 'lead', CASE WHEN done_on IS NULL AND due > '2050' THEN opens END FROM obligation WHERE id > :owed"""

# What was said and done: a letter of each agency a week, two steps of each obligation, one act.
LETTERS = f"""INSERT INTO letter (agency, kind, day, message_id, subject, sender, recipients, raw, state, attempts, written_at,
                                  try_at, finished_at, edition, accepted, refused, channel, beside) {COUNT}
    SELECT printf('co-quan-%03d', 1 + i % 200), 'digest', date(:day, printf('-%d days', i / 200)),
           printf('<%d@quangngai.example>', :after + i), 'Nhắc việc: báo cáo quá hạn', 'dondoc@quangngai.example',
           json_array(printf('co-quan-%03d@quangngai.example', 1 + i % 200)), zeroblob(:bytes), 'sent', 1,
           '2012-06-04 01:00:00.000000', '2012-06-04 01:00:00.000000', '2012-06-04 01:00:01.000000', 1, '[]', '{{}}', 'mail', 0
    FROM n"""
NOTICES = """INSERT INTO notice (obligation_id, step, agency, role, day, reason, letter_id, owed)
    SELECT o.id, s.step, o.holder, 'lead', o.due, 'đến hạn', :letters + o.id % :many, 0
    FROM obligation o, (SELECT 'before:7' AS step UNION ALL SELECT 'due') s WHERE o.id > :owed AND o.due < :today"""
ACTS = """INSERT INTO audit (number, at, who, origin, act, subject, detail, salts, digests, seal)
    SELECT id, '2012-06-15 01:00:00.000000', 'user:lan@quangngai.example', '10.0.0.7', 'done', printf('obligation %d', id),
           '{"before": {"done_on": null}, "after": {"done_on": "2012-06-15", "document": "45/BC-UBND"}}', '{}', '{}', printf('%064x', id)
    FROM obligation WHERE id > :owed"""
HEAD = "INSERT OR REPLACE INTO fact (name, value) SELECT 'audit-head', max(number) || ':' || printf('%064x', max(number)) FROM audit"

# What waits: words of agencies, causes, requests for time.
LATE = "SELECT id, holder FROM obligation WHERE done_on IS NULL AND kind = 'report' AND due < :today ORDER BY id LIMIT :waiting"
DECLARED = f"""INSERT INTO declaration (obligation_id, agency, "on", document, declared_on, at, state)
    SELECT id, holder, '2012-07-02', '45/BC-UBND', '2012-07-02', '2012-07-02 02:00:00.000000', 'waiting' FROM ({LATE})"""
CAUSES = f"""INSERT INTO cause (obligation_id, agency, text, given_on, at, given_by)
    SELECT id, holder, 'Chờ số liệu của xã', '2012-07-03', '2012-07-03 02:00:00.000000', holder FROM ({LATE} OFFSET :waiting)"""
REQUESTS = f"""INSERT INTO agency_response (obligation_id, agency, kind, state, at, until, way, reason)
    SELECT id, holder, 'extension', 'waiting', '2012-07-03 02:00:00.000000', '2012-07-31', 'later', 'Chờ số liệu' FROM ({LATE} OFFSET :waiting)"""


@dataclass(frozen=True, slots=True)
class Filling:
    """Statements with the values that they name."""

    connection: Connection

    def run(self, statement: str, **values: object) -> None:
        known = {name: value for name, value in values.items() if f":{name}" in statement}
        self.connection.exec_driver_sql(statement, known)

    def owe(self, after: int, owed: int, *, holders: int, whole: bool) -> None:
        """The obligations of the deadlines after that one, with their parties."""
        self.run(OWED, after=after, holders=holders, whole=whole, today=TODAY.isoformat())
        self.run(PARTIES, owed=owed)

    def say(self, owed: int, letters: int, many: int, until: str) -> None:
        """So many letters, and what they and the log say of the obligations after that one."""
        self.run(LETTERS, n=many, day=until, after=letters, bytes=3000)
        self.run(NOTICES, owed=owed, letters=letters, many=many, today=TODAY.isoformat())
        self.run(ACTS, owed=owed)


def fill_province(database: Database, stored: int = OWN, waiting: int = 40) -> None:
    """The office, and so many obligations in all; so many words of agencies of each kind wait for an answer."""
    with database.engine.begin() as connection:
        filling = Filling(connection)
        _fill_office(filling, waiting)
        if stored > OWN:
            _store(filling, (stored - OWN) // 2, max(200, stored // 10))
        filling.run(HEAD)


def _fill_office(filling: Filling, waiting: int) -> None:
    run = filling.run
    run(AGENCY, n=AGENCIES)
    run(OFFICE)
    run(PLAN)
    run(REGIME, plan=1)
    run(ROUNDS, n=12)
    run(TASKS, n=260, first=0, plan=1)
    run(TASK_DAYS, n=520, first=0, after=12, day="2012-01-31", apart=1)
    filling.owe(0, 0, holders=5, whole=False)
    filling.say(0, 1, 2_000, "2012-06-29")
    for what in (DECLARED, CAUSES, REQUESTS):
        run(what, today=TODAY.isoformat(), waiting=waiting)


def _store(filling: Filling, half: int, letters: int) -> None:
    """An older plan: so many obligations to report, and as many of its tasks."""
    run, rounds, days, after = filling.run, half // 200, half // 50, 12 + 520
    run(OLDER_PLAN)
    run(REGIME, plan=2)
    run(OTHER_ROUNDS, n=rounds, after=after, day="2013-06-30", apart=2)
    run(TASKS, n=days // 2, first=260, plan=2)
    run(TASK_DAYS, n=days, first=260, after=after + rounds, day="1990-01-31", apart=0)
    filling.owe(after, OWN, holders=50, whole=True)
    filling.say(OWN, 2_001, letters, "2009-06-29")
