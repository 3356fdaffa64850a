"""What the commands that act on one obligation share: find it by its number, act, show the result."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from cli.base import DAY, print_json
from cli.context import Context
from notifications.mail.attachments import safe_name
from plan.dates import day
from plan.documents.formats.files import read_bytes
from plan.foreign_text import clean
from plan.labels import OBLIGATION_STATES
from plan.obligations.acts import ObligationAct, perform
from plan.obligations.extensions import DecisionPaper
from plan.obligations.receipts import ReceiptFile
from plan.obligations.views import duty

F = TypeVar("F", bound=Callable[..., Any])
number_argument = click.argument("number", metavar="ID", type=int)


def decision_options(command: F) -> F:
    """The paper of whoever assigned the work that decides: its number and its day, both or neither."""
    on = click.option("--on", type=DAY, help="Ngày của văn bản ấy.")
    document = click.option(
        "--document", metavar="NUMBER", help="Số văn bản quyết định của nơi giao việc; đi với --on."
    )
    return document(on(command))


def decision_paper(document: str | None, on: datetime | None) -> DecisionPaper | None:
    """The paper as given; UsageError for half of it."""
    if (document is None) != (on is None):
        raise click.UsageError("--document SỐ và --on NGÀY đi cùng nhau")
    return DecisionPaper(" ".join(document.split()), on.date()) if document is not None and on else None


def change(context: Context, number: int, act: ObligationAct, *, as_json: bool) -> None:
    """Do it in one transaction, then show the obligation."""
    context.act  # noqa: B018 - the zone is read before the database is held
    with context.database.begin() as session:
        perform(session, number, act)
        after = duty(session, context.today, number)
    assert after is not None, "it was there a moment ago"
    if as_json:
        print_json(after.to_json())
    else:
        click.echo(f"{after.id}  {after.label}: {OBLIGATION_STATES[after.status]}, thời hạn {day(after.due)}")


def read_paper(path: Path | None) -> ReceiptFile | None:
    """The file as received. Raises DocumentError if it cannot be kept."""
    return ReceiptFile(safe_name(clean(path.name)), read_bytes(path)) if path else None
