"""What gateways answered: read from where they put it → the queue. A step of the flow, like what mail brings back.

Each answer is recorded in its own transaction, and settled with the gateway after that: a crash in between reads it
again, and finds it recorded.
"""

import logging
from dataclasses import dataclass, field

from notifications.channels.answers import record_answer, withdrawn_among
from notifications.channels.channel import Answer, Channel, Gateway
from plan.clock import Clock
from plan.storage.database import Database

log = logging.getLogger(__name__)


@dataclass(slots=True)
class AnswerReader:
    """Reads on, round after round. What is wrong with a gateway is said once, until it is something else."""

    _said: dict[str, str] = field(default_factory=dict)

    def read(self, channel: Channel, database: Database, clock: Clock) -> int:
        """Record what was answered, and take back what is not to be sent any more; how many answers there were."""
        if channel.gateway is None:
            return 0
        try:
            count = sum(
                _record(channel.gateway, answer, database, clock) for answer in channel.gateway.answers()
            )
            _take_back(channel.gateway, database)
        except OSError as error:
            self._tell(channel.name, f"{error.filename}: {error.strerror}")
            return 0
        self._said.pop(channel.name, None)
        return count

    def _tell(self, channel: str, said: str) -> None:
        if self._said.get(channel) != said:
            log.error("the answers of channel %s cannot be read: %s", channel, said)
        self._said[channel] = said


def _record(gateway: Gateway, answer: Answer, database: Database, clock: Clock) -> bool:
    with database.begin() as session:
        ours = record_answer(session, answer.message_id, answer.outcome, clock())
    if not ours:
        log.warning("an answer of a gateway is about no message of ours; it is set aside: %s", answer.handle)
        gateway.set_aside(answer)
        return False
    why = f": {answer.outcome.error}" if answer.outcome.error else ""
    log.info("message %s: %s%s", answer.message_id, answer.outcome.result, why)
    gateway.settle(answer)
    return True


def _take_back(gateway: Gateway, database: Database) -> None:
    """What was withdrawn after it was handed over and lies there still."""
    untaken = gateway.untaken()
    if not untaken:
        return
    with database.read() as session:
        withdrawn = withdrawn_among(session, untaken)
    for message_id in withdrawn:
        log.info("message %s was withdrawn: it is taken back from the gateway", message_id)
        gateway.take_back(message_id)
