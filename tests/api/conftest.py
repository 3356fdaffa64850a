"""A province with programs that read and report to it."""

from collections.abc import Iterator
from datetime import date

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from plan.people import tokens
from plan.people.token_scopes import OF_AGENCY, Scope
from plan.people.tokens import TokenWish
from plan.storage.database import Database
from tests.web.conftest import Office
from web.app import create_app

LAST = date(2012, 12, 31)


class Programs:
    """An office's site, asked by programs with tokens."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.app: FastAPI = create_app(office.site())
        self.client = TestClient(self.app, base_url="http://localhost", follow_redirects=False)
        self.made = 0

    def token(self, *scopes: Scope, agency: str | None = None, ends_on: date = LAST) -> str:
        """A token of these scopes, of all if none is named; for one agency, of all that its program may have."""
        self.made += 1
        able = [s for s in Scope if agency is None or s in OF_AGENCY]
        wish = TokenWish(f"program-{self.made}", scopes or tuple(able), ends_on, agency)
        with self.office.database.begin() as session:
            return tokens.make(session, self.office.act(), wish, self.office.now, self.office.now.date())

    def ask(self, token: str | None, method: str, path: str, **more: object):
        """What `/api/v1{path}` answers."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= more.pop("headers", {})  # type: ignore[arg-type]
        return self.client.request(method, f"/api/v1{path}", headers=headers, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programs]:
    """One small office for a whole module."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('api')}/plan.db")
    office = Office(database)
    office.furnish()
    found = Programs(office)
    yield found
    found.client.close()
    office.shut()
