"""The words that rows are marked with: kinds, roles, states. Each value is as stored and as JSON says it. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """What an obligation asks for."""

    TASK = "task"
    REPORT = "report"


class Source(StrEnum):
    """What gives the day of a deadline."""

    TIME = "time"  # the words of the task's time
    PRODUCT = "product"  # those of its product
    REPORT = "report"  # a round of a regime
    REQUEST = "request"  # a document that asks for a report by itself


class Role(StrEnum):
    """Why an agency hears of an obligation."""

    LEAD = "lead"
    PARTNER = "partner"
    WATCH = "watch"


class Cell(StrEnum):
    """What of a task a person may settle: a cell in other words, or one of three things about the whole row.

    `review`: all is right as read; `row`: it is no task; `status`: it is not done, though the document says so.
    """

    LEAD = "lead"
    PARTNERS = "partners"
    TIMING = "timing"
    REVIEW = "review"
    ROW = "row"
    STATUS = "status"


class LetterState(StrEnum):
    """Where a letter is on its way."""

    WAITING = "waiting"  # written, not yet handed to a mail server; `try_at` says when
    SENDING = "sending"  # claimed by a sender until `claimed_until`
    UNKNOWN = "unknown"  # handed over, the answer lost: it may have arrived; waits to be sent again, the same
    SENT = "sent"  # the server accepted it
    CAPTURED = "caught"  # no mail server is configured: kept to be looked at
    REFUSED = "refused"  # the server refused it for good: needs an operator
    WITHDRAWN = "withdrawn"  # taken back before it went, as it no longer held true; `error` says why


class BounceKind(StrEnum):
    """What a message that came back says of a letter."""

    DEAD = "dead"  # there is no such address (any more)
    FAILED = "failed"  # the letter did not arrive, for another reason
    DELAYED = "delayed"  # a server is still trying
    AUTO = "auto"  # a program answered: noted, and no receipt


class ResponseKind(StrEnum):
    """What an agency said through the link of a letter; that work is done is a `Receipt`."""

    RECEIVED = "received"
    EXTENSION = "extension"


class ResponseState(StrEnum):
    """Where a reply stands; only what is asked for waits for a decision."""

    NOTED = "noted"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class DecisionWay(StrEnum):
    """What a decision did to a plan."""

    ADOPTS = "adopts"
    REPLACES = "replaces"
    AMENDS = "amends"


class RowChange(StrEnum):
    """What an amending decision did to a row."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class DeclarationState(StrEnum):
    """Where an agency's word stands with whoever collects."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    SENT_BACK = "sent-back"
    TAKEN_BACK = "taken-back"


class ChangeKind(StrEnum):
    """What a decision changed for an agency."""

    MOVED = "moved"
    ASSIGNED = "assigned"
    TAKEN = "taken"  # another agency has it now
    CANCELLED = "cancelled"


class ExtensionWay(StrEnum):
    """What is asked for, or decided, where a day cannot be kept: a later day, a longer span, or no longer to do it."""

    LATER = "later"
    STRETCH = "stretch"
    WITHDRAW = "withdraw"


class UploadState(StrEnum):
    """Where a document that came in by a page is on its way into the plan."""

    WAITING = "waiting"  # to be read
    READING = "reading"
    READY = "ready"  # read; a person reviews it
    ADOPTING = "adopting"  # a person said yes, and it is so long that it is taken in beside the pages
    FAILED = "failed"  # it could not be read; `message` says why
    ADOPTED = "adopted"
    DROPPED = "dropped"  # a person took it away; its bytes are gone


class IncomingState(StrEnum):
    """What became of a document that came in in an envelope."""

    WAITING = "waiting"  # a person says what it is
    RECEIVED = "received"
    RETURNED = "returned"
    NOTED = "noted"  # a status, or nothing that anybody owes


class DeliveryState(StrEnum):
    """Where a delivery to a webhook stands."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed by a sender
    TAKEN = "taken"  # the receiver answered with 2xx
    FAILED = "failed"  # no try is left
