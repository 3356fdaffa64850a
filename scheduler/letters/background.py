"""What letters say of obligations beside the obligations themselves: how often told, of how many, what is asked for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

from sqlmodel import Session, col, func, select

from plan.addresses import MAIL, of_channel
from plan.dates import day
from plan.ledger.bounces import dead_since
from plan.models import AgencyResponse, Notice, Obligation, Party, ResponseKind, ResponseState, Role
from plan.models.letters import TOLD_A_LEAD
from plan.obligations.duty import Duty
from plan.prepared import PreparedAmong
from scheduler.letters.chains import missing_reports
from scheduler.letters.context import LetterContext


@dataclass(frozen=True, slots=True)
class LineBackground:
    """By obligation; `in_all` by deadline; `dead` by address."""

    last_told: Mapping[int, date] = field(default_factory=dict)
    awaits: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    times_told: Mapping[int, int] = field(default_factory=dict)
    in_all: Mapping[int, int] = field(default_factory=dict)
    asked: Mapping[int, str] = field(default_factory=dict)
    dead: Mapping[str, date] = field(default_factory=dict)

    def unreachable(self, context: LetterContext, duty: Duty) -> date | None:
        """Since when no letter reaches one of its leads: all its addresses of mail are dead."""
        if not self.dead:
            return None
        for code in duty.leads:
            mail = of_channel(context.contact(context.current(code)).addresses, MAIL)
            if mail and all(one.lower() in self.dead for one in mail):
                return max(self.dead[one.lower()] for one in mail)
        return None


NO_BACKGROUND = LineBackground()


def background_of(
    context: LetterContext, duties: Collection[Duty], *, watching: bool = True
) -> LineBackground:
    """The background of these obligations, as it is now; who compiles from others is asked only by who watches."""
    session, ids = context.session, tuple(duty.id for duty in duties)
    return LineBackground(
        last_told=last_told(session, ids),
        awaits=missing_reports(session, duties, context.rules.calendar) if watching else {},
        times_told=times_told(session, ids),
        in_all=in_all(session, {duty.deadline for duty in duties}),
        asked=_asked(session, ids),
        dead=dead_since(session, context.rules.zone) if watching else {},
    )


def last_told(session: Session, ids: Collection[int]) -> dict[int, date]:
    """The day on which the leads of each obligation were last told."""
    return dict(_LAST_TOLD.all(session, tuple(ids)))


def times_told(session: Session, ids: Collection[int]) -> dict[int, int]:
    """On how many days the leads of each were written to."""
    return dict(_TIMES_TOLD.all(session, tuple(ids)))


def in_all(session: Session, deadlines: Collection[int]) -> dict[int, int]:
    """How many owe the same: obligations of one deadline that were not cancelled."""
    return dict(_IN_ALL.all(session, sorted(deadlines)))


def _asked(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What was asked for and nobody has decided on."""
    found: dict[int, str] = {}
    for number, until, _ in sorted(_ASKED.all(session, tuple(ids)), key=itemgetter(2)):
        found.setdefault(number, f"xin gia hạn đến {day(until)}" if until else "xin rút nhiệm vụ")
    return found


_LAST_TOLD = PreparedAmong(
    select(Party.obligation_id, func.max(Party.told_on))
    .where(Party.role == Role.LEAD, col(Party.told_on).is_not(None))
    .group_by(col(Party.obligation_id)),
    col(Party.obligation_id),
)
_TIMES_TOLD = PreparedAmong(
    select(Notice.obligation_id, func.count(func.distinct(Notice.day)))
    .where(TOLD_A_LEAD)
    .group_by(col(Notice.obligation_id)),
    col(Notice.obligation_id),
)
_IN_ALL = PreparedAmong(
    select(Obligation.deadline_id, func.count())
    .where(col(Obligation.cancelled_on).is_(None))
    .group_by(col(Obligation.deadline_id)),
    col(Obligation.deadline_id),
)
_ASKED = PreparedAmong(
    select(AgencyResponse.obligation_id, col(AgencyResponse.until), AgencyResponse.id).where(
        AgencyResponse.kind == ResponseKind.EXTENSION, AgencyResponse.state == ResponseState.WAITING
    ),
    col(AgencyResponse.obligation_id),
)
