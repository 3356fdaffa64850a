"""The alert rules and the dashboard in deploy/: read by Prometheus' own tool, about metrics that there are."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plan.models import LetterState
from plan.storage.database import Database
from tests.metrics.test_metrics import scraped
from tests.servers.prometheus import promtool
from tests.web.conftest import Office
from web.app import create_app

RULES = Path("deploy/prometheus-rules.yml").resolve()
BOARD = Path("deploy/grafana-dashboard.json")
FROM_PROMETHEUS = {"up"}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[set[str]]:
    """The names of all series that a service in use has."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('alerts')}/plan.db")
    office = Office(database)
    office.furnish()
    office.post(office.now.date(), state=LetterState.WAITING)
    app = create_app(office.site())
    scraped(app)
    yield FROM_PROMETHEUS | set(re.findall(r"^(\w+)[ {]", scraped(app), re.MULTILINE)) | {
        f"dondoc_{name}_seconds_{part}" for name in ("import", "phrase") for part in ("bucket", "sum", "count")
    }  # fmt: skip
    office.shut()
    database.close()


def named(expression: str) -> set[str]:
    return set(re.findall(r"\b(?:dondoc|process)_\w+", expression))


def expressions() -> list[str]:
    board = json.loads(BOARD.read_text(encoding="utf-8"))
    found = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    return [one.replace("$instance", ".*") for one in found]


def test_the_rules_are_rules_and_fire_when_they_should(tmp_path: Path) -> None:
    promtool("check", "rules", str(RULES))
    told = Path("tests/metrics/alerts.yml").read_text(encoding="utf-8").replace("RULES", str(RULES))
    (tmp_path / "alerts.yml").write_text(told, encoding="utf-8")
    promtool("test", "rules", str(tmp_path / "alerts.yml"))


def test_every_alert_is_tried() -> None:
    alerts = re.findall(r"- alert: (\w+)", RULES.read_text(encoding="utf-8"))
    tried = Path("tests/metrics/alerts.yml").read_text(encoding="utf-8")
    assert [name for name in alerts if name not in tried] == []


def test_rules_are_about_metrics_that_there_are(known: set[str]) -> None:
    assert named(RULES.read_text(encoding="utf-8")) - known == set()


def test_prometheus_reads_every_expression_of_the_dashboard(tmp_path: Path) -> None:
    rules = [{"record": f"board:{n}", "expr": one} for n, one in enumerate(expressions())]
    as_rules = tmp_path / "board.yml"  # JSON is YAML
    as_rules.write_text(json.dumps({"groups": [{"name": "board", "rules": rules}]}), encoding="utf-8")
    promtool("check", "rules", str(as_rules))


def test_the_dashboard_shows_metrics_that_there_are(known: set[str]) -> None:
    for expression in expressions():
        assert named(expression), expression
        assert named(expression) - known == set()
