"""The calendars that are kept as golden files. `python -m tests.calendars.golden` writes them anew.

When a file changes, look at every line of the difference; when more than words changed, raise
`notifications.events.FORM`, so that calendar programs are told that every event is another.
"""

from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "golden"
TITLE = "Rà soát, sửa đổi; bổ sung “chức năng”\\nhiệm vụ,\r\nquyền hạn – 📅👩🏽‍💼 Nghị định: số 04/2007/NĐ-CP\x07; "
DUTIES: list[dict[str, Any]] = [
    {"id": 1},
    {
        "id": 2,
        "status": "late",
        "revision": 3,
        "title": "Báo cáo quý II",
        "part": "Báo cáo quý II",
        "kind": "report",
    },
    {
        "id": 3,
        "status": "done-late",
        "done_on": date(2012, 7, 9),
        "document": "12/BC-SNV",
        "leads": ("so-y-te",),
        "partners": ("so-noi-vu", "so-tai-chinh"),
    },
    {"id": 4, "status": "cancelled", "cancelled_on": date(2012, 5, 2)},
    {"id": 5, "due": date(2012, 12, 31), "ends": date(2012, 12, 31), "extended_from": date(2012, 6, 30)},
    {"id": 6, "title": (TITLE * 4)[:300], "leads": ("so-tai-chinh", "so-noi-vu"), "partners": ()},
]
SCENE = {
    "office": "Sở Nội vụ",
    "addresses": ("snv@quangngai.example",),
    "link": "https://dondoc.example/help/calendars",
}
CASES: dict[str, dict[str, Any]] = {
    "agency": {"scene": SCENE},
    "everything": {"viewer": None, "title": "Đôn Đốc – Tất cả cơ quan, một; hai"},
    "alarms": {"choice": {"alarm": 3, "role": "lead"}},
    "tasks": {"choice": {"todo": True, "alarm": 0}},
    "empty": {"choice": {"plan": "40/QĐ-UBND"}},
}


def write() -> None:
    from tests.calendars.conftest import built, made

    FOLDER.mkdir(exist_ok=True)
    for name, facts in CASES.items():
        (FOLDER / f"{name}.ics").write_bytes(built(*(made(**d) for d in DUTIES), **facts))


if __name__ == "__main__":
    write()
