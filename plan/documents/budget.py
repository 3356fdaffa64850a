"""What reading one file may cost: every paragraph, cell and sign is paid for, so a hostile file ends soon, in a sentence.

Sizes alone bound nothing: 84 kB of Word can hold nine million paragraphs, one cell of a web page can cover a million.
"""

import time
from dataclasses import dataclass, field

from plan.documents.model import DocumentError

# A plan of a thousand rows costs some forty thousand; twelve thousand rows of ten cells, half of this.
MOST_STEPS = 1_000_000
MOST_LINES = 100_000  # of a list of agencies, or of what came in
SIGNS_A_STEP = 100
# Excel lets a cell have 32,767.
LONGEST_TEXT = 100_000
SECONDS = 30
_LOOK_AT_CLOCK = 1 << 12


@dataclass
class Budget:
    """`left`: steps that may still be taken. Time is that of this thread, so a busy machine refuses nothing."""

    name: str
    left: int = MOST_STEPS
    began: float = field(default_factory=time.thread_time)

    def step(self, count: int = 1) -> None:
        before, self.left = self.left, self.left - count
        if self.left < 0 or (before // _LOOK_AT_CLOCK != self.left // _LOOK_AT_CLOCK and self._is_late()):
            raise self.spent()

    def text(self, text: str) -> str:
        """The same text, paid for by its length."""
        self.step(1 + len(text) // SIGNS_A_STEP)
        if len(text) > LONGEST_TEXT:
            raise DocumentError(
                f"Tệp {self.name} có một đoạn hoặc ô dài hơn {LONGEST_TEXT} chữ; "
                "hãy chép riêng phần kế hoạch sang một tệp mới rồi nhập lại."
            )
        return text

    def spent(self) -> DocumentError:
        return DocumentError(
            f"Tệp {self.name} có quá nhiều đoạn, ô hoặc thẻ so với một kế hoạch; "
            "hãy chép riêng phần kế hoạch sang một tệp mới rồi nhập lại."
        )

    def _is_late(self) -> bool:
        return time.thread_time() - self.began > SECONDS


def bounded(text: str, name: str) -> str:
    """The text of a list, unless it has more lines than anybody keeps."""
    if text.count("\n") > MOST_LINES:
        raise Budget(name).spent()
    return text
