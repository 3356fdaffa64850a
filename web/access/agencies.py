"""Which agency a browser came in as, by the link of a letter: its own pages ask this and nothing else."""

from fastapi import Request

from plan.audit.log import Act
from plan.links.claims import Claim
from plan.links.revocation import is_revoked
from plan.people import agency_sessions
from plan.people.agency_sessions import AgencyVisitor
from web.access.addresses import address_of
from web.access.cookies import secrets_of
from web.site import Site

OURS, LINK = "/our", "/our/link"  # where agencies are, and how they come in


def agency_of(site: Site, request: Request) -> AgencyVisitor | None:
    """None where no agency came in, its 12 hours are over, or its link was taken back."""
    secrets = secrets_of(request)
    if not secrets:
        return None
    with site.database.read() as session:
        found = (agency_sessions.find(session, secret, site.wall()) for secret in secrets)
        visitor = next((one for one in found if one is not None), None)
        if visitor and is_revoked(session, Claim("door", visitor.agency, None, visitor.link_made_at)):
            return None
    return visitor


def current_agency(request: Request) -> AgencyVisitor:
    """Which one `needs_agency` let through."""
    agency = request.state.agency
    assert isinstance(agency, AgencyVisitor)
    return agency


def act_of_agency(site: Site, request: Request, agency: str) -> Act:
    """An act of an agency, for the log."""
    return Act(f"agency:{agency}", site.clock(), site.today(), address_of(request, site.trusted_proxies))
