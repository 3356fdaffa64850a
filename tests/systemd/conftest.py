"""One machine under systemd for all tests of this folder: it boots once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import machine as machines
from tests.servers.machine import Machine


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A booted machine with the program installed and not started."""
    folder: Path = tmp_path_factory.mktemp("machine")
    with machines.booted(folder) as booted:
        machines.install(booted, '[database]\nurl = "sqlite:////var/lib/dondoc/plan.db"\n')
        booted.dondoc("run", "--once", check=False)  # makes the database: its address was given
        yield booted
