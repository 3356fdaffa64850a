"""Whatever the shell can do to a plan, an obligation, an agency, a letter, a feed or the calendar is done on a page, too.

Every command stands here with the addresses that do the same, or with the reason why none does.
"""

import re
from collections.abc import Iterator

import click
import pytest

from cli.main import cli
from tests.web.test_roles import TABLE
from web import agency_forms, obligation_forms, paper_forms, plan_forms, task_forms, todo_forms
from web.routes import envelopes, new_plan, workdays

Addresses = tuple[str, ...]
PAGES: dict[str, Addresses] = {
    "explain": ("GET /tasks/{number}", "POST /plans/new"),
    "import": ("POST /plans/new", "POST /plans/new/{number}/adopt", "POST /plans/new/{number}/relation", "POST /agencies/register"),
    "questions": ("GET /todo", "GET /plans/new/{number}"),
    "settle": (
        "POST /todo/settle", "POST /tasks/{number}/lead", "POST /tasks/{number}/partners", "POST /tasks/{number}/timing",
        "POST /tasks/{number}/review", "POST /tasks/{number}/no-task", "POST /tasks/{number}/not-done",
        "POST /tasks/{number}/forget", "POST /plans/new/{number}/frame", "POST /plans/new/{number}/confirm",
        "POST /plans/new/{number}/relation", "POST /plans/new/{number}/drop", "POST /plans/waiting/{number}/discard",
    ),
    "alias add": ("POST /todo/name", "POST /agencies/{code}/name"),
    "alias list": ("GET /agencies/{code}",),
    "alias new": ("POST /agencies",),
    "alias outside": ("POST /todo/outside",),
    "alias remove": ("POST /agencies/{code}/unname",),
    "agency codes": ("POST /agencies/{code}/codes",),
    "agency edit": ("POST /agencies/{code}/edit",),
    "agency merge": ("POST /agencies/{code}/merge",),
    "agency show": ("GET /agencies/{code}",),
    "agency split": ("POST /agencies/{code}/split",),
    "agency undo-merge": ("POST /agencies/{code}/undo-merge",),
    "calendar confirm": ("POST /admin/workdays/{year}/confirm", "POST /todo/year"),
    "calendar set": ("POST /admin/workdays/{year}/set",),
    "calendar show": ("GET /admin/workdays/{year}",),
    "calendar unconfirm": ("POST /admin/workdays/{year}/unconfirm",),
    "calendar unset": ("POST /admin/workdays/{year}/unset",),
    "roll": ("GET /plans/{number}/next", "GET /plans/{number}/next.xlsx"),
    "tasks": ("GET /tasks", "GET /tasks.{form}"),
    "deadlines": ("GET /calendar/{year}/{month}", "GET /tasks/{number}"),
    "obligations": ("GET /due", "GET /reports", "GET /obligations/{number}"),
    "done": ("POST /obligations/{number}/done", "POST /reports/{number}/receipts"),
    "accept": ("POST /obligations/{number}/accept",),
    "send-back": ("POST /obligations/{number}/send-back",),
    "cause": (
        "POST /obligations/{number}/cause", "POST /obligations/{number}/objective",
        "POST /obligations/{number}/not-objective",
    ),
    "receive": (
        "POST /reports/incoming", "POST /reports/incoming/{number}/receive", "POST /reports/incoming/{number}/return",
        "POST /reports/incoming/{number}/note", "GET /reports/incoming/{number}/answer.edxml", "POST /reports/receipts", "POST /reports/{number}/receipts",
    ),
    "correct": ("POST /obligations/{number}/correct", "POST /obligations/{number}/move"),
    "reopen": ("POST /obligations/{number}/reopen",),
    "extend": ("POST /obligations/{number}/extend", "POST /obligations/{number}/undo-extension"),
    "cancel": ("POST /obligations/{number}/cancel",),
    "occurred": ("POST /tasks/{number}/occurred",),
    "preview": ("GET /mail/coming", "GET /plans/{number}/letters"),
    "why": ("GET /obligations/{number}",),
    "feed add": ("POST /agencies/{code}/feed", "POST /calendar/feeds", "POST /our/calendars"),
    "feed export": ("GET /feeds/{secret}.ics",),
    "feed list": ("GET /agencies/{code}", "GET /calendar/feeds"),
    "feed revoke": ("POST /agencies/{code}/revoke", "POST /calendar/feeds"),
    "feed rotate": ("POST /agencies/{code}/rotate", "POST /calendar/feeds"),
    "requests accept": ("POST /todo/grant", "POST /todo/withdraw"),
    "requests list": ("GET /todo",),
    "requests refuse": ("POST /todo/deny",),
    "links revoke": ("POST /agencies/{code}/links",),
    "token end": ("POST /admin/tokens/{number}",),
    "token list": ("GET /admin/tokens",),
    "token new": ("POST /admin/tokens",),
    "webhook add": ("POST /admin/webhooks",),
    "webhook close": ("POST /admin/webhooks/{number}",),
    "webhook list": ("GET /admin/webhooks",),
    "webhook ping": ("POST /admin/webhooks/{number}",),
    "webhook resend": ("POST /admin/webhooks/{number}",),
    "webhook rotate": ("POST /admin/webhooks/{number}",),
    "webhook show": ("GET /admin/webhooks/{number}",),
    "user close": ("POST /admin/users/{number}",),
    "user invite": ("POST /admin/users",),
    "user list": ("GET /admin/users",),
    "user role": ("POST /admin/users/{number}",),
    "outbox hold": ("POST /mail/hold", "POST /agencies/{code}/hold"),
    "outbox list": ("GET /mail",),
    "outbox plan": ("GET /mail",),
    "outbox release": ("POST /mail/release", "POST /agencies/{code}/release", "POST /todo/release"),
    "outbox retry": ("POST /mail/{letter}/retry", "POST /todo/retry"),
    "outbox show": ("GET /mail/{letter}", "GET /mail/{letter}/raw"),
    "request-report": ("POST /reports/request",),
    "report": ("GET /papers/report", "POST /papers/report", "GET /papers/{kind}/{number}"),
    "letter": ("POST /papers/urging", "POST /papers/sent", "POST /reports/{number}/letter", "GET /papers/edxml/{number}"),
    "proof": ("POST /papers/sheet/{number}",),
    "audit export": ("GET /admin/log.{form}",),
    "audit verify": ("GET /admin/log",),
    "answers list": ("GET /todo",),
    "answers settle": ("POST /todo/answer", "POST /todo/received"),
    "returns list": ("GET /todo", "GET /agencies/{code}"),
    "returns settle": ("POST /todo/returned", "POST /todo/stray", "POST /agencies/{code}/returned"),
    "version": ("GET /admin/system",),
    "policy": ("GET /admin/policy", "GET /admin/system"),
    "doctor": ("POST /admin/system/check",),
    "clock": ("POST /todo/clock",),
    "testmail": ("POST /admin/system/letter",),
}  # fmt: skip
NOWHERE: dict[str, str] = {
    "resolve": "changes nothing; the review of a plan says the same of each cell of it",
    "simulate": "lives through days on a copy, for hours: what comes is on a page, what was is in the ledger",
    "sign-in": "who cannot sign in has no page; at the machine it is known who asks",
    "audit trim": "takes names out of the log for good: not by somebody who only took over a browser",
    "returns read": "the service reads the mailbox by itself every five minutes",
    "run": "is what serves the pages",
    "demo": "is what serves the pages",
    "tell-failure": "systemd calls it when there is no service",
    "prune": "the service does it at night, by its settings",
    "backup": "writes into a folder of the machine",
    "restore": "the service stands still meanwhile",
    "setup": "is what makes the pages: settings, password, first admin",
    "migrate": "the service does it when it starts",
    "move": "needs the address of another database, with its password",
}
ACTS: dict[str, set[str]] = {
    "/todo/{name}": set(todo_forms.FORMS),
    "/tasks/{number}/{name}": set(task_forms.FORMS),
    "/obligations/{number}/{name}": set(obligation_forms.FORMS),
    "/agencies/{code}/{name}": set(agency_forms.FORMS),
    "/papers/{name}": set(paper_forms.FORMS),
    "/reports/incoming/{number}/{name}": set(envelopes.FORMS),
    "/plans/new/{number}/{name}": {*plan_forms.FORMS, *new_plan.WHOLE},
    "/plans/waiting/{number}/{name}": {"review", "discard"},
    "/admin/workdays/{year}/{name}": set(workdays.ACTS),
    "/admin/system/{name}": {"check", "letter"},
    "/mail/{name}": {"hold", "release"},
    "/mail/{letter}/{name}": {"retry", "hold", "release"},
}


def commands(command: click.Command = cli, names: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every command that can be typed, with its group before it."""
    if not isinstance(command, click.Group):
        yield " ".join(names)
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from commands(found, (*names, name))


def route_of(address: str) -> tuple[str, str] | None:
    """The route of the application that answers for it."""
    method, _, path = address.partition(" ")
    if (method, path) in TABLE:
        return method, path
    place, _, act = path.rpartition("/")
    return next(
        ((method, route) for route, acts in ACTS.items()
         if route == f"{place}/{{name}}" and act in acts and (method, route) in TABLE), None
    )  # fmt: skip


def test_every_command_is_listed() -> None:
    found = list(commands())
    assert sorted(found) == sorted([*PAGES, *NOWHERE])


@pytest.mark.parametrize("command", PAGES)
def test_every_address_is_one_of_the_application(command: str) -> None:
    assert [one for one in PAGES[command] if route_of(one) is None] == []


def test_every_act_of_a_page_has_its_row() -> None:
    """A form whose name is in the address is known to the test above by its name."""
    named = {path for method, path in TABLE if method == "POST" and path.endswith("/{name}")}
    assert named == set(ACTS)


def test_what_has_no_page_says_why() -> None:
    assert all(re.match(r"[a-z].{15,}", why) for why in NOWHERE.values())
