"""Labels, openings and reasons too: nothing of a reading changes unseen."""

from tests.phrases.readings import WRITTEN, paragraphs


def test_nothing_is_read_otherwise_than_written() -> None:
    written, at = WRITTEN.read_text(encoding="utf-8"), 0
    for paragraph in paragraphs():
        assert written[at : at + len(paragraph)] == paragraph
        at += len(paragraph)
    assert at == len(written)
