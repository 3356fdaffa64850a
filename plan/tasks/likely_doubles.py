"""Whether a document that comes in as a plan of its own asks again for what an adopted plan asks already."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from plan.documents import Entry
from plan.errors import named_together
from plan.models import Plan, Task
from plan.tasks.adoption import UnsettledError, named
from plan.text import fold

MOST_ALIKE = 1 / 2  # of the document's rows, without a word
FEWEST = 3  # so few rows alike are no sign of anything


class RelationError(UnsettledError):
    """The document is at least half like an adopted plan and nobody said how they are related."""

    told = "kế hoạch đã nhận cũng giao việc này"

    def __init__(self, code: str, alike: Sequence[Task], rows: int) -> None:
        self.rows = tuple(alike)
        self.message = (
            f"{len(alike)} trong {rows} nhiệm vụ của văn bản này đã có trong kế hoạch {code}; nhận như một kế hoạch riêng thì "
            f"mỗi việc ấy bị đòi hai lần; chưa ghi gì. Nếu văn bản sửa đổi kế hoạch ấy, thêm --amends {code}; nếu thay thế nó, "
            f"--supersedes {code}; nếu đứng riêng và rút những nhiệm vụ trùng khỏi kế hoạch cũ, --withdraw; nếu cả hai cùng còn, "
            "--amends none"
        )
        super().__init__(f"{self.message}. Trùng: {named_together(map(named, alike))}")


def likely_double(
    session: Session, entries: Sequence[Entry], period: tuple[date, date], code: str
) -> tuple[Plan, list[Task]] | None:
    """The adopted plan of the same years that has at least half of the rows, and those rows of it."""
    titles = {fold(entry.title) for entry in entries}
    same_years = select(Plan).where(Plan.code != code, Plan.first <= period[1], Plan.last >= period[0])
    best: tuple[Plan, list[Task]] | None = None
    for plan in session.exec(same_years.order_by(col(Plan.id))).all():
        mine = select(Task).where(Task.plan_id == plan.id, col(Task.withdrawn_on).is_(None))
        alike = [t for t in session.exec(mine.order_by(col(Task.position))) if fold(t.title) in titles]
        if best is None or len(alike) > len(best[1]):
            best = plan, alike
    enough = best and len(best[1]) >= max(FEWEST, len(entries) * MOST_ALIKE)
    return best if enough else None
