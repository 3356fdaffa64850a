"""What the page of one document that came in shows, gathered in one moment."""

from plan.audit.labels import who_name
from plan.documents.edxml.values import BUSINESS, STATUSES
from plan.obligations.envelope_duties import meant
from plan.obligations.envelopes import incoming_row
from plan.obligations.views import ObligationFilter, duties, names
from plan.storage.session import Session
from plan.views.envelopes import incoming_line
from web.site import Site

MOST = 60  # duties to choose from


def incoming_case(site: Site, session: Session, number: int) -> dict[str, object] | None:
    """None if there is no document of that number. Looking changes nothing."""
    line = incoming_line(session, number)
    if line is None:
        return None
    today, waits = site.today(), line.state == "waiting"
    found = meant(session, incoming_row(session, number), today) if waits else None
    some = found.duties[:MOST] if found else ()
    about = some or ((line.obligation_id,) if line.obligation_id else ())
    called = {one.id: one for one in duties(session, today, ObligationFilter(ids=about))} if about else {}
    return {
        "one": line,
        "waits": waits,
        "meant": found,
        "choices": [called[number] for number in some if number in called],
        "duty": called.get(line.obligation_id) if line.obligation_id else None,
        "called": names(session),
        "status": STATUSES.get(line.status_code, ""),
        "business": BUSINESS.get(line.business, ""),
        "by": who_name(line.decided_by) if line.decided_by else "",
        "today": today,
    }
