"""Words typed for old fonts, with look-alikes or soft hyphens: read as what they show, kept as they were typed. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from plan.documents.model import Block, Entry, Page, Problem, Prose
from plan.legacy_encodings import decoded, encoding_of_all, legacy_encoding, seems_legacy
from plan.text import evened

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class TypedWords:
    """`typed`: the words as they stand in the file, by what they were understood to say; `encoding`: that of them all."""

    typed: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""

    def kept(self, entry: Entry) -> Entry:
        """The entry with the words of its cells as they stand in the file, and a title that can be read as a note."""
        if not self.typed:
            return entry
        typed = self.typed.get
        note = entry.note
        if entry.title in self.typed and legacy_encoding(self.typed[entry.title]):
            note = "\n".join(filter(None, (note, f"Đọc là: {' '.join(entry.title.split())}")))
        return replace(
            entry,
            title=typed(entry.title, entry.title),
            lead=typed(entry.lead, entry.lead),
            partners=typed(entry.partners, entry.partners),
            product=typed(entry.product, entry.product),
            timing=typed(entry.timing, entry.timing),
            note=note,
        )


def understood(page: Page) -> tuple[Page, TypedWords]:
    """The page as a person reads it, and how its words were typed."""
    texts = list(_texts(page.blocks))
    encoding = encoding_of_all(texts)
    known = {text: said for text in texts if (said := _said(text, encoding)) != text}
    if not known:
        return page, TypedWords()
    blocks = tuple(_read(block, known) for block in page.blocks)
    problems = (*page.problems, *_unsure(known.get(text, text) for text in texts))
    return replace(page, blocks=blocks, problems=problems), TypedWords(_turned(known), encoding or "")


def cause_of(page: Page) -> str:
    """Why nothing may have been found in it, where that is to be seen."""
    if any(seems_legacy(text) for text in _texts(page.blocks)):
        return " Chữ trong tệp có vẻ gõ bằng phông cũ (TCVN3, VNI); hãy chuyển sang Unicode rồi nhập lại."
    return ""


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from (block.text,) if isinstance(block, Prose) else dict.fromkeys(block.cells)


def _said(text: str, encoding: str | None) -> str:
    if text.isascii():
        return text
    own = encoding or legacy_encoding(text)
    return evened(decoded(text, own) if own else text)


def _read(block: Block, known: Mapping[str, str]) -> Block:
    if isinstance(block, Prose):
        return replace(block, text=known.get(block.text, block.text))
    return replace(block, cells=tuple(known.get(cell, cell) for cell in block.cells))


def _turned(known: Mapping[str, str]) -> dict[str, str]:
    turned: dict[str, str] = {}
    for typed, said in known.items():
        turned.setdefault(said, typed)
    return turned


def _unsure(texts: Iterable[str]) -> Iterator[Problem]:
    """One problem for all that is still strange."""
    strange = [text for text in texts if seems_legacy(text)]
    if strange:
        message = "Có chữ dường như gõ bằng phông cũ (TCVN3, VNI) mà không chắc đọc đúng; hãy chuyển sang Unicode rồi nhập lại."
        yield Problem("document", strange[0][:_LONGEST], message)
