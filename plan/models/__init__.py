"""The tables: the whole schema. Rows carry no behaviour.

Days are dates in the plan's zone; instants are aware, stored as UTC.
An `id` is given by the database: whoever reads one has flushed the row.
The unique keys are what forbids doubles (docs/architecture.md, "Promises of the data").
"""

from plan.models.corrections import Correction
from plan.models.declarations import Declaration
from plan.models.delays import Cause, Extension
from plan.models.duties import Deadline, DutyChange, Obligation, Party
from plan.models.exchanges import IncomingDocument, OrganCode
from plan.models.hooks import Delivery, Endpoint
from plan.models.imports import HeadingMeaning, Proposal, Upload
from plan.models.letters import (
    AssignmentLetter,
    Bounce,
    EventRevision,
    Feed,
    Letter,
    LinkRevocation,
    MailAnswer,
    Notice,
    StrayBounce,
    UrgingLetter,
)
from plan.models.papers import EvidenceSheet, IssuedReport
from plan.models.people import (
    AddressClaim,
    AgencySession,
    Attempt,
    Handshake,
    Invitation,
    KeptAnswer,
    Passkey,
    SignIn,
    SignInLink,
    Token,
    User,
)
from plan.models.promises import Agency, Alias, Plan, PlanDecision, Regime, Resolution, Task, TaskChange
from plan.models.records import (
    AgencyResponse,
    Audit,
    CalendarYear,
    Fact,
    Lease,
    Occurrence,
    Override,
    PolicyVersion,
    Receipt,
    ServerState,
)
from plan.vocabulary import (
    BounceKind,
    Cell,
    ChangeKind,
    DecisionWay,
    Kind,
    LetterState,
    ResponseKind,
    ResponseState,
    Role,
    RowChange,
    UploadState,
)

__all__ = [
    "AddressClaim",
    "Agency",
    "AgencyResponse",
    "AgencySession",
    "Alias",
    "AssignmentLetter",
    "Attempt",
    "Audit",
    "Bounce",
    "BounceKind",
    "CalendarYear",
    "Cause",
    "Cell",
    "ChangeKind",
    "Correction",
    "Deadline",
    "DecisionWay",
    "Declaration",
    "Delivery",
    "DutyChange",
    "Endpoint",
    "EventRevision",
    "EvidenceSheet",
    "Extension",
    "Fact",
    "Feed",
    "Handshake",
    "HeadingMeaning",
    "IncomingDocument",
    "Invitation",
    "IssuedReport",
    "KeptAnswer",
    "Kind",
    "Lease",
    "Letter",
    "LetterState",
    "LinkRevocation",
    "MailAnswer",
    "Notice",
    "Obligation",
    "Occurrence",
    "OrganCode",
    "Override",
    "Party",
    "Passkey",
    "Plan",
    "PlanDecision",
    "PolicyVersion",
    "Proposal",
    "Receipt",
    "Regime",
    "Resolution",
    "ResponseKind",
    "ResponseState",
    "Role",
    "RowChange",
    "ServerState",
    "SignIn",
    "SignInLink",
    "StrayBounce",
    "Task",
    "TaskChange",
    "Token",
    "Upload",
    "UploadState",
    "UrgingLetter",
    "User",
]
