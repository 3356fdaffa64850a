"""Days of the example plan lived through again, with what came in and without."""

import gc
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from time import process_time

from benchmarks.figures import Figure
from benchmarks.office import EXAMPLE, HEAD, SIGNED, adopt, copied, folder, opened, rules
from benchmarks.sizes import Sizes
from cli.collection import set_aside
from notifications.letters import LetterWriter
from notifications.mail.attachments import Attachment
from notifications.mail.message import FinishedLetter
from notifications.notice import LetterContent
from notifications.rendering import environment
from plan.documents.receipts_file import ReceiptRow
from scheduler.replay import read_receipts_file, replay

FOUR_YEARS = (SIGNED, date(2016, 1, 31))


class Remembering(LetterWriter):
    """Keeps what it was given to write, so that the same letters can be written once more alone."""

    def __init__(self) -> None:
        super().__init__(environment(), HEAD)
        self.given: list[tuple[LetterContent, datetime, Sequence[Attachment]]] = []

    def write(
        self, content: LetterContent, now: datetime, attachments: Sequence[Attachment] = ()
    ) -> FinishedLetter:
        self.given.append((content, now, attachments))
        return super().write(content, now, attachments)

    def again(self) -> None:
        for content, now, attachments in self.given:
            super().write(content, now, attachments)


def run_days(sizes: Sizes) -> Iterator[Figure]:
    yield from _spans((SIGNED, SIGNED + timedelta(sizes.days - 1)), f"{sizes.days} days", "replay-days")


def run_four(_sizes: Sizes) -> Iterator[Figure]:
    yield from _spans(FOUR_YEARS, "four years", "replay")


def _spans(span: tuple[date, date], name: str, part: str) -> Iterator[Figure]:
    answers = read_receipts_file(EXAMPLE / "answers.csv")
    with folder() as path:
        adopted = adopt(path / "adopted.db")
        gc.collect()
        set_aside()  # what is loaded, as `dondoc simulate` does
        yield from _lived(adopted, path / "with.db", span, answers, f"{name}, answers", part)
        yield from _lived(adopted, path / "without.db", span, (), f"{name}, none", part)


def _lived(
    adopted: Path, file: Path, span: tuple[date, date], answers: Sequence[ReceiptRow], what: str, part: str
) -> Iterator[Figure]:
    """Once each, by the processor: a replay is long enough to even out what disturbs it."""
    writer = Remembering()
    with opened(copied(adopted, file)) as database:
        start = process_time()
        replay(database, rules(), writer, span, answers)
        taken = process_time() - start
    start = process_time()
    writer.again()
    alone = process_time() - start
    count = len(writer.given)
    size = f"{count:,} letters"
    yield Figure(part, f"{what}: CPU", size, taken, "s", "writing its letters", alone)
    yield Figure(part, f"{what}: letters", size, count / taken, "/s", "writing them alone", count / alone)
