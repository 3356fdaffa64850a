"""An office with an endpoint on 127.0.0.2, a clock set by hand, and the sender of the service."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network

import pytest

from notifications.hooks import HookSender
from plan.hooks import endpoints
from plan.hooks.secrets import secret_of
from plan.obligations import acts
from plan.storage.processes import worker_id
from scheduler.hook_run import HookRun
from tests.web.conftest import KEY, Office, kind, office  # noqa: F401 - fixtures
from tests.webhooks.receiver import HOST, Receiver, receiver

ALLOWED = (ip_network(f"{HOST}/32"),)


@dataclass
class Listening:
    """An office, who listens to it, and what tells them."""

    office: Office
    receiver: Receiver
    run: HookRun
    number: int
    secret: str

    def done(self, obligation: int) -> None:
        with self.office.database.begin() as session:
            row = acts.find_obligation(session, obligation)
            act = self.office.act()
            acts.complete(session, row, act, on=act.today, document="45/BC-SYT", note=None)

    def later(self, **more: float) -> None:
        self.office.now += timedelta(**more)


def hook_run(office: Office, who: str | None = None) -> HookRun:  # noqa: F811 - the office that is given
    sender = HookSender(KEY, ALLOWED)
    return HookRun(office.database, sender, lambda: office.now, who or worker_id("test"), chance=lambda: 0.0)


@pytest.fixture
def listening(office: Office) -> Iterator[Listening]:  # noqa: F811 - as above
    with receiver() as found:
        with office.database.begin() as session:
            number, salt = endpoints.add(session, office.act(), "Hệ thống của tỉnh", found.url, ALLOWED)
        yield Listening(office, found, hook_run(office), number, secret_of(KEY, salt))
