"""What programs send, a model an act: a field that is not here is an error. Pure."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from plan.vocabulary import ExtensionWay
from web.api.values import ActDay, DocumentNumber, Words

MOST_RECEIPTS = 1000


class Body(BaseModel):
    """What every body shares."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class ReportedBody(Body):
    """That it is done: on which day, under which number."""

    on: ActDay
    document: DocumentNumber | None = None
    note: Words | None = None


class ReceiptLine(Body):
    """One line of a list of what came in: of which agency (code or name), and which obligation (label or number)."""

    agency: Annotated[str, Field(min_length=1, max_length=300)]
    label: Annotated[str, Field(min_length=1, max_length=2000)]
    on: ActDay
    document: DocumentNumber | None = None


class CauseBody(Body):
    """Why it is late."""

    text: Words


class ExtensionRequestBody(Body):
    """More time is asked for, to that day; or to be released (`withdraw`)."""

    until: ActDay | None = None
    reason: Words
    way: ExtensionWay = ExtensionWay.LATER


class AcceptBody(Body):
    """What was declared is received; on the day on which it was declared, unless another is said."""

    on: ActDay | None = None
    document: DocumentNumber | None = None


class SendBackBody(Body):
    """What was declared is not accepted."""

    reason: Words


class CauseDecisionBody(Body):
    """Whether the cause is objective, by which document of whom."""

    objective: bool
    document: DocumentNumber
    on: ActDay
    by: DocumentNumber


class DecidedBody(Body):
    """A reason, and the document that decided, with its day; both or neither."""

    reason: Words
    document: DocumentNumber | None = None
    on: ActDay | None = None


class ExtendBody(DecidedBody):
    """A later day."""

    to: ActDay


class ReopenBody(Body):
    """It is not done, or not cancelled, after all."""

    reason: Words


class OccurredBody(Body):
    """What a task waited for has happened."""

    on: ActDay
    document: DocumentNumber | None = None
