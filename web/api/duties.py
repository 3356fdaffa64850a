"""The rows that a program may see: of an agency's program its own alone, and another's are not there."""

from collections.abc import Sequence

from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties, duty
from plan.storage.rows import LARGEST_NUMBER
from plan.storage.session import Session
from web.api.caller import Caller
from web.api.problems import ProblemError
from web.site import Site


def codes_of(session: Session, site: Site, agency: str | None) -> tuple[str, ...] | None:
    """The agency and those that became part of it; None for everybody."""
    if agency is None:
        return None
    known, today = load_directory(session), site.today()
    return (agency, *(one.code for one in known.all if known.current(one.code, today) == agency != one.code))


def own_duty(session: Session, site: Site, caller: Caller, number: int) -> Duty:
    """The obligation of that number; 404 if there is none, or it is another agency's."""
    found = duty(session, site.today(), number) if number <= LARGEST_NUMBER else None
    if found is None or (caller.agency and not _part(session, site, caller.agency, found)):
        raise ProblemError("not-found")
    return found


def check_leads(session: Session, site: Site, caller: Caller, one: Duty) -> None:
    """Whoever only helps cannot speak for those who lead."""
    if caller.agency and not {*one.leads} & {*(codes_of(session, site, caller.agency) or ())}:
        raise ProblemError("forbidden", "chỉ cơ quan chủ trì báo được việc này")


def _part(session: Session, site: Site, agency: str, one: Duty) -> bool:
    known: AgencyDirectory = load_directory(session)
    return any(agency in (code, known.current(code, site.today())) for code in (*one.leads, *one.partners))


def duty_rows(session: Session, site: Site, numbers: Sequence[int]) -> list[dict[str, object]]:
    """These obligations, in the order in which they are named."""
    found = {one.id: one for one in duties(session, site.today(), ObligationFilter(ids=tuple(numbers)))}
    return [found[number].to_json() for number in numbers if number in found]
