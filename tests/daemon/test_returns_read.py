"""The daemon reads the mailbox that letters are answered to."""

import mailbox
import signal
from pathlib import Path

import pytest
from sqlmodel import select

from plan.ledger import bounces
from plan.models import Letter
from plan.storage.database import Database
from tests.daemon.test_killed import finish, queue, start
from tests.delivery.sink import Sink, listening, until
from tests.delivery.test_returns import postfix


@pytest.mark.slow
def test_a_bounce_is_read_while_the_service_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db, box = tmp_path / "plan.db", tmp_path / "Maildir"
    queue(db, 1)
    database = Database(f"sqlite:///{db}")
    with database.read() as session:
        letter = session.exec(select(Letter)).one()
        raw, address = postfix(letter.recipients[0], letter.message_id), letter.recipients[0]
    mailbox.Maildir(box).add(raw)
    monkeypatch.setenv("DONDOC_RETURNS__MAILDIR", str(box))

    def dead() -> frozenset[str]:
        with database.read() as session:
            return bounces.dead_addresses(session)

    with listening(Sink()) as sink:
        process = start(db, sink, "--no-web")
        assert until(lambda: dead() == {address}, seconds=60)
        process.send_signal(signal.SIGTERM)
        code, err = finish(process)
    database.close()
    assert code == 0, err
    assert "came back: dead" in err
