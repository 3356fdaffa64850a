"""The client that is shown to others does what it says, against the real service."""

import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest
from httpx2 import Client
from sqlmodel import func, select
from standardwebhooks import Webhook, WebhookVerificationError

from plan.clock import system_clock
from plan.models import Receipt
from plan.people.token_scopes import Scope
from tests.api.conftest import Programs
from tests.conftest import ROOT
from web.server import WebServer, bind


@pytest.fixture(scope="module")
def shown() -> ModuleType:
    spec = spec_from_file_location("shown_client", ROOT / "examples" / "clients" / "report_and_read.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def client(programs: Programs, shown: ModuleType) -> Iterator[Client]:
    listening, started = bind("127.0.0.1", 0), threading.Event()
    server = WebServer(programs.app, "127.0.0.1", 0, started.set)
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]))
    thread.start()
    assert started.wait(20)
    port = listening.getsockname()[1]
    with shown.connect(f"http://127.0.0.1:{port}", programs.token(Scope.READ, Scope.RECEIVE)) as connected:
        yield connected
    server.should_exit = True
    thread.join(20)
    listening.close()


def test_it_reads_what_changed_and_reports_once(
    programs: Programs, shown: ModuleType, client: Client
) -> None:
    duty = programs.office.oblige("so-y-te", date(2012, 6, 29))
    yesterday = system_clock() - timedelta(days=1)
    assert duty in [one["id"] for one in shown.changed_since(client, yesterday)]
    for _ in range(2):
        assert shown.received(client, duty, "2012-07-09", "45/BC-SYT")["status"] == "done-late"
    with programs.office.database.read() as session:
        assert session.exec(select(func.count()).where(Receipt.obligation_id == duty)).one() == 1
    with pytest.raises(RuntimeError, match="422 /help/api#not-possible"):
        shown.received(client, duty, "2012-07-09", "46/BC-SYT")


def test_it_knows_a_genuine_webhook(shown: ModuleType) -> None:
    secret, body = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"type": "obligation.late"}'
    now = datetime.now(UTC)  # noqa: TID251 - the library checks by real time
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body.decode()),
    }
    assert shown.genuine(secret, headers, body) == {"type": "obligation.late"}
    with pytest.raises(WebhookVerificationError):
        shown.genuine(secret, headers, body + b" ")
    assert "httpx2" in sys.modules
