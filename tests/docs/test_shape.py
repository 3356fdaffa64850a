"""The shape of the program, beside what ruff counts: functions stay short, names say one thing, modules are nouns."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.module_map import FOLDERS

MOST_LINES = 50
IN_ING = {"naming", "reading", "rendering", "scanning", "spelling"}  # nouns of their field
MOST_OTHERS = 3
FILES = [p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py") if "versions" not in p.parts]


@pytest.fixture(scope="module")
def nodes() -> list[tuple[Path, ast.AST]]:
    """Of every module; read when these tests run, not by everybody who collects them."""
    return [(path, node) for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def _place(path: Path, name: str) -> str:
    return f"{path.relative_to(ROOT)}: {name}"


def test_no_function_is_long(nodes: list[tuple[Path, ast.AST]]) -> None:
    functions = [(p, n) for p, n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [_place(p, n.name) for p, n in functions if (n.end_lineno or 0) - n.lineno >= MOST_LINES]
    assert (len(functions) > 1000, long) == (True, [])


def test_no_class_name_means_two_things(nodes: list[tuple[Path, ast.AST]]) -> None:
    classes = [(p, n.name) for p, n in nodes if isinstance(n, ast.ClassDef)]
    count = Counter(name for _, name in classes)
    assert [_place(p, name) for p, name in classes if count[name] > 1] == []


def test_modules_are_nouns() -> None:
    """Those in -ing are things that are being done: five are words of their field, and few others may be."""
    stems = {part for p in FILES for part in p.relative_to(ROOT).with_suffix("").parts}
    others = {stem for stem in stems if stem.endswith("ing")} - IN_ING
    assert len(others) <= MOST_OTHERS, others


def test_the_shell_and_the_pages_hand_a_session_on(nodes: list[tuple[Path, ast.AST]]) -> None:
    """What they ask is a query of plan/views; all that they do with a session itself is to give up what was tried."""
    asked = {
        _place(path, f"session.{node.attr}")
        for path, node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "session"
        and node.attr not in {"rollback", "begin_nested"}
        and path.relative_to(ROOT).parts[0] in {"cli", "web"}
    }
    assert asked == set()
