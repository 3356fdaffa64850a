"""`dondoc requests`, `dondoc links`: what agencies ask for by the links of their letters, and those links."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from cli.base import Group, json_option, print_json
from cli.commands.lists import DAY
from cli.context import Context

if TYPE_CHECKING:  # heavy
    from plan.models import AgencyResponse

STATES = {"waiting": "đang chờ", "accepted": "đã gia hạn", "refused": "không gia hạn"}


@click.group("requests", cls=Group)
def requests() -> None:
    """Đề nghị gia hạn của các cơ quan: xem, đồng ý, từ chối."""


@requests.command("list")
@click.option("--all", "everything", is_flag=True, help="Cả những đề nghị đã quyết định.")
@json_option
@click.pass_obj
def list_(context: Context, *, everything: bool, as_json: bool) -> None:
    """Các đề nghị đang chờ quyết định."""
    from plan.obligations import responses
    from plan.obligations.views import ObligationFilter, duties, names

    with context.database.read() as session:
        found = responses.requests(session) if everything else responses.waiting(session)
        rows = [_row(reply) for reply in found]
        ids = tuple({reply.obligation_id for reply in found})
        labels = {d.id: d.label for d in duties(session, context.today, ObligationFilter(ids=ids))}
        called = names(session)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(
            f"{row['id']:>4}  {STATES[str(row['state'])]:<14} đến {row['until']}  "
            f"{called.get(str(row['agency']), row['agency'])}: {labels.get(int(str(row['obligation'])), '')}\n"
            f"      Lý do: {row['reason']}"
            + (f"\n      Quyết định: {row['because']}" if row["because"] else "")
        )
    if not rows:
        click.echo("Không có đề nghị nào đang chờ.")


@requests.command()
@click.argument("number", metavar="SỐ", type=int)
@click.option("--to", type=DAY, help="Ngày được gia hạn, nếu khác ngày đề nghị.")
@json_option
@click.pass_obj
def accept(context: Context, number: int, to: datetime | None, *, as_json: bool) -> None:
    """Đồng ý gia hạn; cơ quan được trả lời trong thư nhắc việc kế tiếp, thư nhắc theo thời hạn mới."""
    from plan.obligations import responses
    from plan.obligations.views import duty

    with _speaking(), context.database.begin() as session:
        asked = responses.find_request(session, number)
        day = to.date() if to else asked.until
        assert day is not None, "who asks names a day"
        ends = context.rules().calendar.on_or_after(day)
        row = responses.accept_extension(session, number, context.act, to=day, ends=ends)
        found = duty(session, context.today, row.id or 0)
    assert found is not None, "it was just extended"
    if as_json:
        print_json(found.to_json())
    else:
        click.echo(f"Đã gia hạn việc số {found.id} đến {found.due:%d/%m/%Y}.")


@requests.command()
@click.argument("number", metavar="SỐ", type=int)
@click.option("--reason", required=True, help="Lý do không gia hạn.")
@json_option
@click.pass_obj
def refuse(context: Context, number: int, reason: str, *, as_json: bool) -> None:
    """Không gia hạn; thời hạn giữ nguyên; cơ quan được trả lời kèm lý do trong thư nhắc việc kế tiếp."""
    from plan.obligations import responses

    with _speaking(), context.database.begin() as session:
        row = _row(responses.refuse_extension(session, number, context.act, reason=reason))
    if as_json:
        print_json(row)
    else:
        click.echo(f"Đề nghị số {number}: không gia hạn.")


@click.group("links", cls=Group)
def links() -> None:
    """Liên kết trong thư: thu hồi."""


@links.command("revoke")
@click.argument("agency", metavar="CƠ-QUAN")
@click.option("--obligation", type=int, metavar="ID", help="Chỉ các liên kết về việc này.")
@click.pass_obj
def revoke_links(context: Context, agency: str, obligation: int | None) -> None:
    """Thu hồi mọi liên kết đã gửi cho một cơ quan; thư sau mang liên kết mới."""
    from plan.links import revocation
    from plan.obligations import acts

    with _speaking(), context.database.begin() as session:
        if obligation is not None:
            acts.find_obligation(session, obligation)
        revocation.revoke(session, context.act, agency, obligation)
    which = f" về việc số {obligation}" if obligation is not None else ""
    click.echo(f"Các liên kết{which} đã gửi cho {agency} đến lúc này không còn dùng được.")


@contextmanager
def _speaking() -> Iterator[None]:
    """What is not found is the operator's slip; what cannot be done says why by itself."""
    try:
        yield
    except LookupError as error:
        raise click.ClickException(str(error)) from error


def _row(reply: "AgencyResponse") -> dict[str, object]:
    return {
        "id": reply.id,
        "obligation": reply.obligation_id,
        "agency": reply.agency,
        "state": str(reply.state),
        "at": reply.at.isoformat(),
        "until": reply.until and reply.until.isoformat(),
        "reason": reply.reason,
        "because": reply.decided_because,
    }
