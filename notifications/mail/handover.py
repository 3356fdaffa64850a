"""How far one letter came in the mail server's hands, recipient by recipient. Pure.

One letter may take several transactions: a server that takes no more recipients in one takes the rest in the next.
"""

from notifications.mail.faults import Fault
from notifications.mail.replies import classify
from notifications.mail.tries import Outcome
from plan.foreign_text import clean
from plan.secrecy import without_secrets

MOST = 2000  # characters of one error: a letter to many may be refused by each in many words


class HandOver:
    """What the server said of each recipient so far."""

    def __init__(self, recipients: tuple[str, ...]) -> None:
        self._left = list(recipients)
        self.taken: list[str] = []  # in the transaction that is open
        self.handed = False  # its text has begun to go over: from here on nobody knows until the reply
        self.accepted: list[str] = []
        self._refused: list[tuple[str, str]] = []
        self._later: list[tuple[str, Fault, str]] = []

    @property
    def left(self) -> tuple[str, ...]:
        """Those of whom the server has said nothing yet."""
        return tuple(self._left)

    def take(self, to: str) -> None:
        self._left.remove(to)
        self.taken.append(to)

    def put_off(self, to: str, code: int, message: str) -> None:
        """The server does not take it, for now or for good."""
        self._left.remove(to)
        self._note(to, classify(code, message), words(code, message))

    def refuse(self, to: str, said: str) -> None:
        """It can be handed to no server."""
        self._left.remove(to)
        self._refused.append((to, said))

    def confirm(self) -> None:
        """The letter is with those who were taken."""
        self.accepted += self.taken
        self.taken, self.handed = [], False

    def not_confirmed(self, code: int, message: str) -> None:
        """The server read the letter and does not take it; it says so of those whom it had taken, of no others."""
        for to in self.taken:
            self._note(to, classify(code, message), words(code, message))
        self.taken, self.handed = [], False

    def _note(self, to: str, fault: Fault, said: str) -> None:
        if fault == Fault.PERMANENT:
            self._refused.append((to, said))
        else:
            self._later.append((to, fault, said))

    def broken_off(self, said: str, fault: Fault) -> Outcome:
        """The conversation ended before the letter was through; what it brought until then holds."""
        accepted, refused = tuple(self.accepted), tuple(self._refused)
        return Outcome(
            "unknown" if fault == Fault.CUT else "later", clean(said, MOST), fault, accepted, refused
        )

    def outcome(self) -> Outcome:
        """Addresses refused for now are tried again, and only those; one accepted address counts as sent."""
        waiting = [f"{to}: {text}" for to, _, text in self._later]
        said = "; ".join(sorted([f"{to}: {text}" for to, text in self._refused] + waiting))
        error = clean(said, MOST) or None
        accepted, refused = tuple(self.accepted), tuple(self._refused)
        if self._later:
            faults = [fault for _, fault, _ in self._later]
            fault = Fault.REJECTED if Fault.REJECTED in faults else faults[0]
            return Outcome("later", error, fault, accepted, refused)
        if accepted:
            return Outcome("sent", error, None, accepted, refused)
        return Outcome("refused", error, Fault.PERMANENT, (), refused)


def words(code: int, message: str) -> str:
    """A server's reply as it is kept; it may quote what it was told."""
    return f"{code} {clean(without_secrets(message))}"
