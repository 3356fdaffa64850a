"""How wide words stand on paper in Times New Roman, for rules that must be as long as the words above them. Pure."""

import unicodedata
from collections.abc import Mapping

MM = 25.4 / 72  # of a point

# Widths in thousandths of the size, by Adobe's metrics of the Times family; an accent adds nothing.
_UPRIGHT = {
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr", 389: "Js", 408: '"', 444: "?acez",
    480: "{}", 541: "~", 556: "FPS", 564: "+<=>", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐ",
    778: "&m", 833: "%", 889: "M", 921: "@", 944: "W",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt", 389: "Is", 394: "{}", 444: "cerz", 520: "~",
    555: '"', 556: "Sbdhknpquđ", 570: "+<=>", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQ",
    833: "&m", 930: "@", 944: "M", 1000: "%W",
}  # fmt: skip
_OTHER = 500


def _by_letter(widths: Mapping[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in widths.items() for letter in letters}


_WIDTHS = {False: _by_letter(_UPRIGHT), True: _by_letter(_BOLD)}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """In mm, on one line, at `size` points."""
    widths = _WIDTHS[bold]
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return sum(widths.get(letter, _OTHER) for letter in letters) / 1000 * size * MM
