"""The tables: the whole schema. Rows carry no behaviour.

Days are dates in the plan's zone; instants are aware, stored as UTC.
The unique keys are what forbids doubles (docs/architecture.md, "Promises of the data").
"""

from plan.models.duties import Deadline, Kind, Obligation, Party, Role
from plan.models.imports import HeadingMeaning, Proposal
from plan.models.letters import (
    Bounce,
    BounceKind,
    Feed,
    Letter,
    LetterKind,
    LetterState,
    LinkStop,
    Notice,
    Shown,
    UrgingLetter,
)
from plan.models.promises import Agency, Alias, Answer, Cell, Plan, Regime, Task
from plan.models.records import (
    Audit,
    CalendarYear,
    Event,
    Lease,
    Override,
    Receipt,
    Reply,
    ReplyKind,
    ReplyState,
    Rulebook,
    ServerState,
    State,
)

__all__ = [
    "Agency",
    "Alias",
    "Answer",
    "Audit",
    "Bounce",
    "BounceKind",
    "CalendarYear",
    "Cell",
    "Deadline",
    "Event",
    "Feed",
    "HeadingMeaning",
    "Kind",
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
    "Proposal",
    "Receipt",
    "Regime",
    "Reply",
    "ReplyKind",
    "ReplyState",
    "Role",
    "Rulebook",
    "ServerState",
    "Shown",
    "State",
    "Task",
    "UrgingLetter",
]
