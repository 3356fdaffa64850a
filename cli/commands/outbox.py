"""`dondoc outbox`: letters and what became of them."""

import sys
from datetime import date, datetime
from email import message_from_bytes, policy

import click

from cli.base import DAY, Group, json_option, print_json
from cli.commands.outbox_plan import plan
from cli.commands.outbox_release import agency_option, release, set_pause
from cli.context import Context, pass_context, pass_reading_context
from notifications import short_message
from notifications.mail.queue_acts import retry_one, retry_refused
from plan import dates
from plan.addresses import CHANNELS, MAIL
from plan.labels import LETTER_STATES, where_kept
from plan.ledger.old_letters import KeptLetter, kept_letter
from plan.storage.archives import digest_of, taken_out
from plan.views.letters import letter, letter_bytes, letters
from plan.vocabulary import LetterState
from scheduler.letters.kinds import LABELS


@click.group("outbox", cls=Group)
def outbox() -> None:
    """Thư đi: xem, gửi lại, giữ lại, cho đi tiếp."""


@outbox.command("list")
@click.option("--state", type=click.Choice(list(LETTER_STATES)), help="Chỉ thư ở trạng thái này.")
@json_option
@pass_reading_context
def list_(context: Context, state: str | None, *, as_json: bool) -> None:
    """Các thư, cũ trước mới sau."""
    with context.database.read() as session:
        found = letters(session, [LetterState(state)] if state else None)
    if as_json:
        print_json([one.to_json() for one in found])
        return
    for one in found:
        what = f"{LABELS[one.kind]:<16} {LETTER_STATES[one.state]:<16}"
        what += f" {CHANNELS[one.channel]:<12}"
        fault = f"  ! {one.error}" if one.error else ""
        click.echo(f"{one.id:>6}  {dates.day(one.day):<10}  {what} {one.subject}{fault}")
    if not found:
        click.echo("Không có thư nào.")


@outbox.command()
@click.argument("number", metavar="ID", type=int)
@click.option("--raw", is_flag=True, help="Đúng từng byte như đã gửi.")
@pass_reading_context
def show(context: Context, number: int, *, raw: bool) -> None:
    """Toàn văn một thư."""
    with context.database.read() as session:
        content, found = letter_bytes(session, number), letter(session, number)
        kept = kept_letter(session, number)
    if content is None or found is None:
        raise click.ClickException(f"không có thư số {number}")
    if kept:
        content = _from_archive(context, number, kept)
    if raw:
        sys.stdout.buffer.write(content)
        return
    if found.channel != MAIL:
        to, text = short_message.read(content)
        click.echo(f"Kênh: {CHANNELS[found.channel]}\nTo: {to}\n\n{text}")
        return
    message = message_from_bytes(content, policy=policy.default)
    for name in ("Date", "From", "To", "Subject", "Message-ID"):
        click.echo(f"{name}: {' '.join(str(message[name]).split())}")
    body = message.get_body(("plain",))
    click.echo(f"\n{body.get_content() if body else ''}")


def _from_archive(context: Context, number: int, kept: KeptLetter) -> bytes:
    """The bytes of a letter that was put away; its digest proves them."""
    folder = context.settings.keeping.archive
    content = taken_out(folder / kept.file, kept.entry) if folder and kept.file else None
    if content is None or digest_of(content) != kept.digest:
        raise click.ClickException(f"thư số {number}: {where_kept(kept.file, kept.entry, kept.digest)}")
    return content


@outbox.command()
@click.argument("number", metavar="[ID]", type=int, required=False)
@click.option("--refused", is_flag=True, help="Mọi thư bị từ chối hẳn.")
@click.option("--since", metavar="NGÀY", type=DAY, help="Với --refused: chỉ thư từ ngày này.")
@pass_context
def retry(context: Context, number: int | None, since: datetime | None, *, refused: bool) -> None:
    """Xếp lại vào hàng đợi một thư bị từ chối hoặc đang chờ thử lại, hay (--refused) mọi thư bị từ chối."""
    if refused == (number is not None) or (since and not refused):
        raise click.UsageError("cần số của một thư, hoặc --refused (có thể thêm --since NGÀY)")
    if number is None:
        _retry_refused(context, since.date() if since else date.min)
    else:
        _retry_one(context, number)


def _retry_refused(context: Context, since: date) -> None:
    act = context.act
    with context.database.begin() as session:
        count = retry_refused(session, act, since)
    if count:
        click.echo(
            f"{count} thư được rút lại; nội dung sẽ được viết lại, đúng với hôm gửi và địa chỉ hiện nay."
        )
    else:
        click.echo("Không có thư nào bị từ chối.")


def _retry_one(context: Context, number: int) -> None:
    act = context.act
    with context.database.begin() as session:
        done = retry_one(session, act, number)
    click.echo(
        f"Thư {number} sẽ được thử lại ngay."
        if done == "queued"
        else f"Thư {number} được rút lại; nội dung sẽ được viết lại, đúng với hôm gửi và địa chỉ hiện nay."
    )


@outbox.command()
@agency_option
@pass_context
def hold(context: Context, agency: str | None) -> None:
    """Ngừng gửi mọi thư, hoặc thư gửi một cơ quan; thư vẫn được viết và xếp hàng."""
    set_pause(context, agency, paused=True)
    more = f" --agency {agency}" if agency else ""
    click.echo(f"Đã ngừng gửi. Cho đi tiếp bằng: dondoc outbox release{more}")


outbox.add_command(plan)
outbox.add_command(release)
