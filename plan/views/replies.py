"""What agencies replied by the links of their letters: that they read of it, that they ask for more time."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from plan.dates import day
from plan.labels import EXTENSION_WAYS
from plan.models import Agency, AgencyResponse, Obligation
from plan.models.records import WAITING_REQUEST
from plan.views.columns import columns_of
from plan.vocabulary import ExtensionWay, ResponseKind, ResponseState


@dataclass(frozen=True, slots=True)
class AgencyReply:
    """One reply of one agency about one obligation."""

    kind: ResponseKind
    state: ResponseState
    at: datetime
    until: date | None
    way: ExtensionWay | None
    reason: str | None
    decided_because: str | None


def replies_to(session: Session, obligation: int, agency: str) -> tuple[AgencyReply, ...]:
    """What the agency replied about the obligation, oldest first."""
    query = select(*columns_of(AgencyReply, AgencyResponse)).where(
        AgencyResponse.obligation_id == obligation, AgencyResponse.agency == agency
    )
    return tuple(AgencyReply(*row) for row in session.exec(query.order_by(col(AgencyResponse.id))))


@dataclass(frozen=True, slots=True)
class ExtensionRequest:
    """A request for more time, with what it is about as it stands now."""

    id: int
    obligation: int
    agency: str
    who: str  # the agency's official name
    label: str
    due: date
    state: ResponseState
    at: datetime
    until: date | None  # None: to be released from it
    reason: str
    way: ExtensionWay | None
    because: str | None  # why it was decided so

    @property
    def asked(self) -> str:
        """What is asked for, in a few words."""
        if self.until is None:
            return EXTENSION_WAYS[ExtensionWay.WITHDRAW]
        return f"{EXTENSION_WAYS[self.way or ExtensionWay.LATER]} đến {day(self.until)}"

    def to_json(self) -> dict[str, object]:
        """The contract's request."""
        return {
            "id": self.id,
            "obligation": self.obligation,
            "agency": self.agency,
            "state": str(self.state),
            "at": self.at.isoformat(),
            "until": self.until and self.until.isoformat(),
            "way": self.way and self.way.value,
            "reason": self.reason,
            "because": self.because,
        }


def extension_requests(session: Session, *, decided_too: bool = False) -> list[ExtensionRequest]:
    """The requests that wait for a decision, or all of them; oldest first."""
    query = _REQUESTS if decided_too else _REQUESTS.where(WAITING_REQUEST)
    return [ExtensionRequest(*row) for row in session.exec(query.order_by(col(AgencyResponse.id)))]


def extension_request(session: Session, number: int) -> ExtensionRequest:
    """The request of that number, which is there."""
    return ExtensionRequest(*session.exec(_REQUESTS.where(AgencyResponse.id == number)).one())


_REQUESTS = (
    select(
        *columns_of(
            ExtensionRequest,
            AgencyResponse,
            obligation=AgencyResponse.obligation_id,
            who=Agency.name,
            label=Obligation.label,
            due=Obligation.due,
            because=AgencyResponse.decided_because,
        )
    )
    .join(Obligation, col(Obligation.id) == col(AgencyResponse.obligation_id))
    .join(Agency, col(Agency.code) == col(AgencyResponse.agency))
    .where(AgencyResponse.kind == ResponseKind.EXTENSION)
)
