"""Many obligations at once, as rows."""

from datetime import date, timedelta

from sqlalchemy import insert
from sqlmodel import Session

from plan.models import Deadline, Kind, Obligation, Party, Role, Task
from plan.storage.changes import note_change
from tests.web.conftest import MADE


def fill(session: Session, many: int, agency: str = "so-y-te") -> None:
    """One task of `agency` with that many days in 2013, several a day."""
    task = Task(
        plan_id=1,
        position=1,
        section="I",
        section_title="",
        number="1",
        title="Rà soát thủ tục",
        lead=agency,
        partners="",
        product="Báo cáo",
        timing="Hằng ngày",
    )
    session.add(task)
    session.flush()
    days = [date(2013, 1, 1) + timedelta(n % 365) for n in range(many)]
    connection = session.connection()
    deadlines = [
        {
            "id": n,
            "task_id": task.id,
            "label": f"Lần {n}",
            "opens": day,
            "due": day,
            "source": "time",
            "target": False,
        }
        for n, day in enumerate(days, 1)
    ]
    connection.execute(insert(Deadline), deadlines)
    owed = [
        {
            "id": n,
            "deadline_id": n,
            "holder": "",
            "kind": Kind.TASK,
            "label": f"Lần {n}",
            "opens": day,
            "due": day,
            "ends": day,
            "revision": 0,
            "changed_at": MADE,
        }
        for n, day in enumerate(days, 1)
    ]
    connection.execute(insert(Obligation), owed)
    parties = [{"obligation_id": n, "agency": agency, "role": Role.LEAD} for n in range(1, many + 1)]
    connection.execute(insert(Party), parties)
    note_change(session)
