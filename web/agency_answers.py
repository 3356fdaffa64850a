"""What an agency answers about one obligation → an act: read of it, done, taken back, more time, why it is late."""

from fastapi import HTTPException
from starlette.datastructures import FormData

from plan.audit.log import Act
from plan.obligations import acceptance, acts, causes, responses
from plan.obligations.acceptance import Said
from plan.vocabulary import ExtensionWay
from web.answer_case import answer_case
from web.forms import day_of_field, number_of_field, text
from web.site import Site
from web.uploads import paper_of

# What was typed stays on the page that refuses it.
KEPT = ("act", "on", "document", "note", "until", "reason", "way", "cause")


def answer_of_agency(site: Site, agency: str, number: int, fields: FormData, origin: str) -> None:
    """In one transaction. Raises NotPossibleError for what cannot be done, 404 for what is not the agency's."""
    act = Act(f"agency:{agency}", site.clock(), site.today(), origin)
    rules = site.rules()
    with site.database.begin() as session:
        case = answer_case(site, session, agency, number)
        if case is None:
            raise HTTPException(404)
        row = acts.find_obligation(session, case.duty.id)
        match text(fields, "act"):
            case "received":
                responses.confirm_reading(session, row, agency, act)
            case "done" if case.leads:
                said = Said(
                    day_of_field(site, fields, "on"),
                    number_of_field(fields),
                    text(fields, "note") or None,
                    paper_of(fields),
                )
                acceptance.declare(session, row, agency, act, said, rules.collection)
            case "taken-back" if case.leads:
                acceptance.take_back(session, row, agency, act)
            case "extension" if case.leads:
                way, reason = _way(fields), text(fields, "reason")
                until = day_of_field(site, fields, "until") if way is not ExtensionWay.WITHDRAW else None
                responses.request_extension(session, row, agency, act, until=until, reason=reason, way=way)
            case "cause" if case.leads:
                causes.give_cause(session, row, act, text=text(fields, "cause"), agency=agency)
            case _:
                raise HTTPException(400)


def _way(fields: FormData) -> ExtensionWay:
    """What is asked for; a later day where nothing else is said."""
    try:
        return ExtensionWay(text(fields, "way") or ExtensionWay.LATER)
    except ValueError as error:
        raise HTTPException(400) from error
