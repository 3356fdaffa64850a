"""`dondoc links`: the links of letters, revoked."""

import click

from cli.base import Group, operator_errors
from cli.context import Context, pass_context
from plan.links import revocation
from plan.obligations.acts import find_obligation


@click.group("links", cls=Group)
def links() -> None:
    """Liên kết trong thư: thu hồi."""


@links.command()
@click.argument("agency", metavar="CƠ-QUAN")
@click.option("--obligation", type=int, metavar="ID", help="Chỉ các liên kết về việc này.")
@pass_context
def revoke(context: Context, agency: str, obligation: int | None) -> None:
    """Thu hồi mọi liên kết đã gửi cho một cơ quan; thư sau mang liên kết mới."""
    with operator_errors(LookupError), context.database.begin() as session:
        if obligation is not None:
            find_obligation(session, obligation)
        revocation.revoke(session, context.act, agency, obligation)
    which = f" về việc số {obligation}" if obligation is not None else ""
    click.echo(f"Các liên kết{which} đã gửi cho {agency} đến lúc này không còn dùng được.")
