"""The tables: the whole schema. Rows carry no behaviour.

Days are dates in the plan's zone; instants are aware, stored as UTC.
The unique keys are what forbids doubles (docs/architecture.md, "Promises of the data").
"""

from plan.models.duties import Deadline, Kind, Obligation, Party, Role
from plan.models.letters import (
    Draft,
    Feed,
    Letter,
    LetterKind,
    LetterState,
    LinkStop,
    Notice,
    Return,
    ReturnKind,
    Shown,
)
from plan.models.promises import Agency, Alias, Answer, Cell, Plan, Regime, Task
from plan.models.records import (
    Audit,
    CalendarYear,
    Event,
    Lane,
    Lease,
    Override,
    Receipt,
    Reply,
    ReplyKind,
    ReplyState,
    Rulebook,
    State,
)

__all__ = [
    "Agency",
    "Alias",
    "Answer",
    "Audit",
    "CalendarYear",
    "Cell",
    "Deadline",
    "Draft",
    "Event",
    "Feed",
    "Kind",
    "Lane",
    "Lease",
    "Letter",
    "LetterKind",
    "LetterState",
    "LinkStop",
    "Notice",
    "Obligation",
    "Override",
    "Party",
    "Plan",
    "Receipt",
    "Regime",
    "Reply",
    "ReplyKind",
    "ReplyState",
    "Return",
    "ReturnKind",
    "Role",
    "Rulebook",
    "Shown",
    "State",
    "Task",
]
