"""Bytecode of what the program imports, and of nothing else of its libraries: Python itself leaves it beside each source."""

import ast
import sysconfig
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

FOLDERS = ("plan", "notifications", "scheduler", "web", "cli")
SITE = Path(sysconfig.get_path("purelib"))
# By name at run time, so that no import of ours shows them.
NAMED = {
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "uvicorn.lifespan.on",
    "uvicorn.loops.uvloop",
    "uvicorn.protocols.http.httptools_impl",
}


def modules() -> Iterator[Path]:
    """Ours, without what Alembic alone runs."""
    for folder in FOLDERS:
        yield from (path for path in (SITE / folder).rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> Iterator[str]:
    """The module and all that it imports, in its functions too."""
    parts = path.relative_to(SITE).with_suffix("").parts
    yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for name in sorted(NAMED.union(*map(imported, modules()))):
        import_module(name)  # one that is missing fails the package, not its user
