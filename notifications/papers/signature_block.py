"""Who signs an official paper: the values of its head and foot."""

from dataclasses import dataclass, replace

from plan.text import nfc

BLANK = "……"  # to be filled in by hand: better than a guess


@dataclass(frozen=True, slots=True)
class Signer:
    """The office that signs. What the settings leave empty is printed as dots, to be filled in by hand."""

    name: str = ""  # "Sở Nội vụ"; empty: the department that urges
    parent: str = ""  # the body above it: "UBND tỉnh Quảng Ngãi"
    place: str = ""  # "Quảng Ngãi"
    symbol: str = ""  # of its documents: "SNV"
    unit: str = ""  # that drafts them: "CCHC"
    signer: str = "Giám đốc"
    signer_name: str = ""
    contact: str = ""  # whom to ask: a person, a number
    answer_days: int = 3  # working days that an urging letter gives

    def called(self, name: str) -> "Signer":
        """With this name if the settings give none."""
        return self if self.name else replace(self, name=name)

    def number(self, kind: str = "") -> str:
        """The line of the number, left open: "Số:        /BC-SNV", of a letter "Số:        /SNV-CCHC"."""
        symbol = self.symbol or BLANK
        tail = f"{kind}-{symbol}" if kind else "-".join(filter(None, (symbol, self.unit)))
        return f"Số:        /{tail}".replace(" ", "\u00a0")

    def named(self, kind: str = "") -> str:
        """The same number within a sentence: "số        /BC-SNV"."""
        number = self.number(kind).removeprefix("Số:").lstrip("\u00a0")
        return f"số\u00a0……{number}"

    @property
    def head(self) -> str:
        return nfc(self.name).upper()

    @property
    def over(self) -> str:
        return nfc(self.parent or BLANK).upper()

    @property
    def at(self) -> str:
        return self.place or BLANK
