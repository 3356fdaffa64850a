"""A form of the report board that was refused: the row again with why, all that was typed, and what another person did."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse

from plan.audit.log import history
from web.board_address import board_view_of
from web.board_page import BoardAsk, board_facts
from web.fragments import wants_fragment
from web.page import fragment
from web.past import PastLine, past
from web.site import Site

ON_BOARD = ("done", "correct", "reopen")  # what can be sent from there


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """What was sent about which obligation, from which address, and why it was not taken; `why` is empty for 412."""

    number: int
    name: str
    back: str
    typed: Mapping[str, str]
    status: int
    why: str


def refused_on_board(site: Site, request: Request, sent: RefusedForm) -> HTMLResponse | None:
    """The answer to an open board; None where the form came from elsewhere."""
    view = board_view_of(sent.back) if wants_fragment(request) and sent.name in ON_BOARD else None
    if view is None:
        return None
    facts = board_facts(site, BoardAsk(view, sent.number))
    if facts["edited_at"] is None:
        return None
    refusal = {
        "typed": sent.typed,
        "trouble": sent.why,
        "tried": sent.name,
        "meanwhile": _last_act(site, sent.number) if sent.status == 412 else None,
        "may_act": True,
    }
    # The form is gone from the page when it was taken; refused, it stays, and is put anew.
    headers = {"HX-Reswap": "none" if sent.name == "reopen" else "outerHTML"}
    return fragment(site, "reports", "refused", facts | refusal, sent.status, headers)


def _last_act(site: Site, number: int) -> PastLine | None:
    """What was done to it last, and by whom."""
    with site.database.read() as session:
        lines = past(history(session, f"obligation {number}")[-1:], (), {}, site.zone)
    return lines[0] if lines else None
