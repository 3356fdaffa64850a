"""The facts in the docs, tested against the code."""

import re
import tomllib
from pathlib import Path

import pytest

from cli.main import COMMANDS
from cli.settings import Settings
from plan import models
from tests.conftest import ROOT
from tests.docs.module_map import FOLDERS, first_paragraph, modules, written

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
OPERATING = {
    name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("operating.vi.md", "operating.md")
}


def test_the_module_map_is_the_disk() -> None:
    assert written(ARCHITECTURE) == modules(), "run: make map"


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if path.read_text(encoding="utf-8").strip() and not first_paragraph(path)
        if "versions" not in path.parts
    ]
    assert silent == []


def test_every_table_is_in_the_promises() -> None:
    tables = {
        name for name, cls in vars(models).items() if isinstance(cls, type) and hasattr(cls, "__table__")
    }
    named = set(re.findall(r"`([A-Z]\w+)`", ARCHITECTURE))
    assert tables <= named


@pytest.mark.parametrize("page", OPERATING)
def test_every_setting_is_on_the_page(page: str) -> None:
    for section, field in Settings.model_fields.items():
        for key in field.annotation.model_fields:  # type: ignore[union-attr]  # every section is a model
            assert f"`[{section}] {key}`" in OPERATING[page], (section, key)


@pytest.mark.parametrize("page", OPERATING)
def test_every_command_is_on_the_page(page: str) -> None:
    assert [name for name in COMMANDS if f"`dondoc {name}" not in OPERATING[page]] == []


def test_the_shipped_settings_file_is_accepted(tmp_path: Path) -> None:
    from cli.settings import load

    text = (ROOT / "deploy" / "dondoc.toml").read_text(encoding="utf-8")
    everything = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    file = tmp_path / "dondoc.toml"
    file.write_text(everything, encoding="utf-8")
    load(file, {})
    assert tomllib.loads(everything).keys() == Settings.model_fields.keys()


def test_links_in_the_docs_lead_somewhere() -> None:
    for page in [
        ROOT / "README.md",
        ROOT / "README.vi.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").rglob("*.md"),
    ]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


def test_the_licence_is_the_one_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (file,) = project["license-files"]
    assert (ROOT / file).read_text(encoding="utf-8").startswith(f"{project['license']} License\n")


def test_the_version_is_the_newest_heading_of_the_changelog() -> None:
    from importlib.metadata import version

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## \[(\d+\.\d+\.\d+)\]", text, flags=re.MULTILINE)
    assert found is not None
    assert version("dondoc") == found[1]


def test_the_lock_of_the_package_is_the_other_one_without_the_tools() -> None:
    """`make lock` writes both: a library in one alone would be missing from the package."""
    lines = {
        name: set(re.findall(r"^[\w.-]+==[^\\\n]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-run.txt")
    }
    named = {line.partition("==")[0] for line in lines["requirements-run.txt"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=\[ ]", one)[0].lower() for one in project["dependencies"]}
    assert (wanted - named, lines["requirements-run.txt"] - lines["requirements.txt"]) == (set(), set()), (
        "run make lock"
    )
