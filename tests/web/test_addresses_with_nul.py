"""An address with a NUL in it: PostgreSQL takes no such text, and no page breaks over it."""

from datetime import date

import pytest

from tests.web.conftest import Office

ADDRESSES = (
    "/agencies/%00", "/agencies/a%00b", "/obligations/1/files/%00", "/due?agency=%00x", "/tasks?agency=%00x",
    "/tasks?section=%00x", "/tasks.csv?section=%00x", "/calendar/2012/7?agency=%00x", "/calendar/2012?agency=%00x",
    "/mail?agency=%00x", "/admin/log?who=%00x", "/admin/log?act=%00x", "/admin/log?subject=%00x",
    "/admin/log?q=%00x", "/find?q=%00", "/static/%00",
)  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """On PostgreSQL always: there it was a fault of the server."""
    return str(request.param)


def test_no_page_breaks(office: Office, local) -> None:
    office.oblige("so-y-te", date(2012, 6, 29))
    for address in ADDRESSES:
        assert local.get(address).status_code in (200, 404), address
