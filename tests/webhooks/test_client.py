"""The example of a receiver: it takes what is ours once, and nothing that is forged or old."""

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from plan.clock import system_clock
from plan.hooks.secrets import secret_of, signatures
from tests.web.conftest import KEY
from tests.webhooks.conftest import Listening

PLACE = Path("examples/clients/webhook_receiver.py").resolve()


@pytest.fixture(scope="module")
def client() -> ModuleType:
    spec = importlib.util.spec_from_file_location("webhook_receiver", PLACE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def test_what_we_send_is_taken_once(listening: Listening, client: ModuleType) -> None:
    inbox = client.Inbox(listening.secret)
    listening.receiver.answers = [(503, {})]
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20)))
    await listening.run.send()
    listening.later(minutes=1)
    await listening.run.send()
    taken = [inbox.take(told.body.encode(), told.headers) for told in listening.receiver.told]
    assert [status for status, _ in taken] == [204, 200]
    assert taken[0][1]["type"] == "obligation.done"
    assert taken[1][1] is None


def test_what_is_forged_or_replayed_is_not(client: ModuleType) -> None:
    inbox, now = client.Inbox(secret_of(KEY, "salt")), int(system_clock().timestamp())

    def headers(stamp: int, body: str = "{}", number: str = "msg_1") -> dict[str, str]:
        signed = signatures(KEY, ["salt"], number, stamp, body)
        return {"Webhook-Id": number, "Webhook-Timestamp": str(stamp), "Webhook-Signature": signed}

    assert inbox.take(b"{}", headers(now))[0] == 204
    assert inbox.take(b"{}", headers(now))[0] == 200  # the same again
    assert inbox.take(b'{"a":1}', headers(now))[0] == 401
    assert inbox.take(b"{}", headers(now) | {"Webhook-Id": "msg_2"})[0] == 401
    assert inbox.take(b"{}", headers(now - 600, number="msg_3"))[0] == 401  # kept and sent much later
    assert inbox.take(b"{}", {})[0] == 401
    assert inbox.take(b"\xff", headers(now))[0] == 401
