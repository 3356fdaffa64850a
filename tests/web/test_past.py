"""The history of a duty on its page: who by name, the last first."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from plan.audit.log import HistoryAct
from web.past import past

WHO = "user:lan@tinh.example"


def test_the_last_act_of_a_day_comes_first() -> None:
    acts = [
        HistoryAct(98, datetime(2012, 7, 17, 1, 2, tzinfo=UTC), WHO, "done", {}),
        HistoryAct(100, datetime(2012, 7, 17, 1, 5, tzinfo=UTC), WHO, "correct", {}),
    ]
    details = [line.detail for line in past(acts, (), {}, ZoneInfo("Asia/Ho_Chi_Minh"))]
    assert details == [
        "lan@tinh.example, 08:05 · nhật ký số 100",
        "lan@tinh.example, 08:02 · nhật ký số 98",
    ]
