"""An envelope of the axis at the shell: taken in, recorded where it is sure what it is for, answered by a file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from cli.base import needs_review, print_json
from cli.context import Context
from cli.papers import save
from cli.writers import build_writer
from plan.documents.edxml.reading import LARGEST, is_edxml
from plan.documents.model import DocumentError
from plan.errors import NotPossibleError
from plan.obligations import envelopes
from plan.obligations.envelope_duties import Meant, meant
from plan.storage.session import Session
from plan.views.envelopes import IncomingLine, incoming_line, incoming_number
from plan.vocabulary import IncomingState
from scheduler.letters.context import LetterContext
from scheduler.letters.envelopes import answer_envelope

MOST_NAMED = 12  # duties that a line names


@dataclass(frozen=True, slots=True)
class EnvelopeWish:
    """What the person says of it."""

    duty: int | None = None
    on: date | None = None
    returned: str | None = None
    answer: Path | None = None


def looks_like_envelope(file: Path) -> bool:
    """Told by its first bytes; what cannot be opened is said by whoever reads it."""
    try:
        with file.open("rb") as opened:
            return is_edxml(opened.read(4_000))
    except OSError:
        return False


def receive_envelope(context: Context, file: Path, wish: EnvelopeWish, *, as_json: bool) -> None:
    """Kept and, where it is sure or said what it is for, recorded. Exit status 3 while it waits for a person."""
    if wish.duty is not None and wish.returned is not None:
        raise click.UsageError("--for và --return không đi cùng nhau")
    rules, raw = context.rules(), _bytes_of(file)
    act, found = context.act, Meant((), None, "")
    with context.database.begin() as session:
        number = _number(
            session, context, file.name, raw, decides=wish.duty is not None or wish.returned is not None
        )
        row = envelopes.incoming_row(session, number)
        envelopes.recognize(session, row)
        if wish.returned is not None:
            envelopes.return_it(session, row, act, wish.returned)
        elif row.state is IncomingState.WAITING:
            found = meant(session, row, context.today)
            if duty := wish.duty or found.sure:
                envelopes.receive(session, row, act, rules.collection, duty, wish.on)
        line = incoming_line(session, number)
        assert line is not None, "it is there"
        answer = _answer(context, session, line) if wish.answer else None
    if answer and wish.answer:
        save(answer, wish.answer)
    _show(line, found, as_json=as_json)
    if line.state is IncomingState.WAITING:
        needs_review()


def _number(session: Session, context: Context, name: str, raw: bytes, *, decides: bool) -> int:
    """A new row; or the one that waits since the file was first read, where the person now says what it is."""
    known = incoming_number(session, raw) if decides else None
    return known if known is not None else envelopes.take(session, context.act, name, raw).id


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise DocumentError(f"Không mở được tệp {file.name}: {error.strerror}.") from error


def _answer(context: Context, session: Session, line: IncomingLine) -> bytes:
    if line.state is IncomingState.WAITING:
        raise NotPossibleError(
            "chưa trả lời được: văn bản chưa được ghi nhận hay trả lại; thêm --for ID hoặc --return"
        )
    letters = LetterContext(session, context.rules(), build_writer(context), context.now, context.today)
    return answer_envelope(letters, line.id).content


def _show(line: IncomingLine, found: Meant, *, as_json: bool) -> None:
    if as_json:
        print_json(line.to_json() | {"candidates": list(found.duties)})
        return
    what = f"Văn bản đến số {line.id}, {line.number or 'không số'} của {line.organ_name or line.organ}"
    if line.status_code:
        click.echo(
            f"Trạng thái {line.status_code} từ {line.organ_name or line.organ}: {line.subject}. Không việc nào đổi."
        )
    elif line.state is IncomingState.RECEIVED:
        click.echo(f"{what}: đã ghi nhận cho việc {line.obligation_id}.")
    elif line.state is IncomingState.RETURNED:
        click.echo(f"{what}: trả lại, {line.because}.")
    else:
        click.echo(f"{what}: giữ lại, {found.why}.")
        if found.duties:
            named = ", ".join(map(str, found.duties[:MOST_NAMED]))
            click.echo(f"Việc đang mở của nơi gửi: {named}. Ghi nhận: gửi lại tệp với --for ID.")
