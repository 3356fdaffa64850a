"""Who signs an official paper: the values of its head and foot."""

from dataclasses import dataclass, replace

from plan import labels
from plan.text import nfc

OF_EVERY_PAPER = ("parent", "place", "symbol", "signer_name")
BLANK = "……"  # to be filled in by hand: better than a guess


@dataclass(frozen=True, slots=True)
class Signer:
    """The office that signs. What the settings leave empty is printed as dots, to be filled in by hand."""

    name: str = ""  # "Sở Nội vụ"; empty: the department that urges
    parent: str = ""  # the body above it: "UBND tỉnh Quảng Ngãi"
    place: str = ""  # "Quảng Ngãi"
    symbol: str = ""  # of its documents: "SNV"
    unit: str = ""  # that drafts them: "CCHC"
    signer: str = "Giám đốc"  # "KT. Giám đốc / Phó Giám đốc" is two lines
    signer_name: str = ""
    contact: str = ""  # whom to ask: a person
    phone: str = ""  # that person's telephone
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

    def blanks(self, *, is_letter: bool = False) -> dict[str, str]:
        """What stands open in a paper because the settings do not say it, by the key of `[office]` that would."""
        asked = labels.OFFICE if is_letter else {key: labels.OFFICE[key] for key in OF_EVERY_PAPER}
        return {key: what for key, what in asked.items() if not (getattr(self, key) or self._is_both(key))}

    def _is_both(self, key: str) -> bool:
        return key == "phone" and any(sign.isdigit() for sign in self.contact)

    @property
    def positions(self) -> tuple[str, ...]:
        """The lines above the name, in capitals: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"."""
        return tuple(line.strip().upper() for line in nfc(self.signer).split("/") if line.strip())

    @property
    def whom_to_ask(self) -> str:
        """A person and a telephone, with dots for what the settings leave empty."""
        if not self.phone and self._is_both("phone"):
            return self.contact  # both in one setting, as it was once
        return f"{self.contact or BLANK}, điện thoại {self.phone or BLANK}"

    @property
    def known_contact(self) -> str:
        """The same without what is not known: nobody fills in dots in an e-mail. Empty if nothing is."""
        return ", ".join(filter(None, (self.contact, self.phone and f"điện thoại {self.phone}")))

    @property
    def head(self) -> str:
        return nfc(self.name).upper()

    @property
    def over(self) -> str:
        return nfc(self.parent or BLANK).upper()

    @property
    def at(self) -> str:
        return self.place or BLANK
