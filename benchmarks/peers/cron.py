"""What an office would write itself: a script that cron runs each morning, so that agencies hear what is late.

Jinja2 for the words, smtplib for the way, SQLite for the memory. A letter is written down before it goes and after it
went, each as durably as ours are (WAL, synchronous=FULL): killed between, it repeats one letter at most. It knows no
ladder, no calendar, no files, no pace and no second process.
"""

import smtplib
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import date
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

from jinja2 import DictLoader, Environment

SENDER = "dondoc@quangngai.example"
TEMPLATES = {
    "letter.txt": """Kính gửi {{ agency }},

Các nhiệm vụ sau đã quá hạn tính đến ngày {{ today.strftime('%d/%m/%Y') }}:
{% for one in duties %}
{{ loop.index }}. {{ one.title }}
   {{ one.label }}; hạn {{ one.due }}; sản phẩm: {{ one.product }}
{% endfor %}
Đề nghị quý cơ quan khẩn trương hoàn thành và báo cáo.
""",
    "letter.html": """<html><body><p>Kính gửi {{ agency }},</p>
<p>Các nhiệm vụ sau đã quá hạn tính đến ngày {{ today.strftime('%d/%m/%Y') }}:</p><ol>
{% for one in duties %}<li><b>{{ one.title }}</b><br>{{ one.label }}; hạn {{ one.due }};
sản phẩm: {{ one.product }}</li>{% endfor %}</ol>
<p>Đề nghị quý cơ quan khẩn trương hoàn thành và báo cáo.</p></body></html>""",
}
# Its own small tables, filled from the rows that ours works on.
TABLES = (
    """CREATE TABLE duty AS SELECT o.id, o.holder, o.label, o.due, o.ends, o.done_on, t.title, t.product
    FROM plan.obligation o JOIN plan.deadline d ON d.id = o.deadline_id JOIN plan.task t ON t.id = d.task_id""",
    "CREATE INDEX late ON duty (ends) WHERE done_on IS NULL",
    "CREATE TABLE agency AS SELECT code, name, json_extract(addresses, '$[0]') AS address FROM plan.agency",
    "CREATE UNIQUE INDEX code ON agency (code)",
    "CREATE TABLE letter (agency TEXT, day TEXT, message_id TEXT, raw BLOB, sent INTEGER, UNIQUE (agency, day))",
)
LATE = """SELECT a.name, a.address, d.holder, d.title, d.label, d.due, d.product FROM duty d
    JOIN agency a ON a.code = d.holder WHERE d.ends < ? AND d.done_on IS NULL ORDER BY d.holder, d.due"""


def furnish(file: Path, plan: Path) -> None:
    """The script's own database, with the duties and agencies of a plan of ours."""
    with closing(_connected(file)) as db:
        db.execute("ATTACH ? AS plan", (str(plan),))
        for statement in TABLES:
            db.execute(statement)


def run(file: Path, today: date, port: int) -> int:
    """One morning; how many letters went."""
    env = Environment(loader=DictLoader(TEMPLATES), autoescape=True)
    text, html = env.get_template("letter.txt"), env.get_template("letter.html")
    with closing(_connected(file)) as db, smtplib.SMTP("127.0.0.1", port) as server:
        late = defaultdict(list)
        for row in db.execute(LATE, (today.isoformat(),)):
            late[row["holder"]].append(row)
        for code, duties in late.items():
            facts = {"agency": duties[0]["name"], "duties": duties, "today": today}
            message = EmailMessage()
            message["From"], message["To"] = SENDER, duties[0]["address"]
            message["Subject"], message["Message-ID"] = f"{len(duties)} nhiệm vụ quá hạn", make_msgid()
            message.set_content(text.render(facts))
            message.add_alternative(html.render(facts), subtype="html")
            values = (code, today.isoformat(), message["Message-ID"], message.as_bytes())
            db.execute("INSERT INTO letter VALUES (?, ?, ?, ?, 0)", values)
            server.send_message(message)
            db.execute("UPDATE letter SET sent = 1 WHERE agency = ? AND day = ?", values[:2])
    return len(late)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)  # each statement is a commit
    connection.row_factory = sqlite3.Row
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
