"""The module map of docs/architecture.md: `python -m tests.docs.module_map` (or `make map`) writes it anew."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("plan", "notifications", "scheduler", "web", "cli")
PAGE = ROOT / "docs" / "architecture.md"
HEADING = "| module | what it is for |\n|---|---|\n"


def first_paragraph(path: Path) -> str:
    """What a module says it is for, on one line."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(doc.split("\n\n")[0].split())


def modules() -> dict[str, str]:
    """Every module that holds something → what it is for, folders after the files beside them."""
    return {
        str(path.relative_to(ROOT)): first_paragraph(path)
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"), key=lambda p: (len(p.parts), p))
        if "migrations" not in path.parts and path.read_text(encoding="utf-8").strip()
    }


def written(page: str) -> dict[str, str]:
    """The map that stands on the page."""
    return dict(re.findall(r"^\| `([\w/]+\.py)` \| (.*) \|$", page, flags=re.MULTILINE))


def main() -> None:
    """Replace the table on the page."""
    before, after = PAGE.read_text(encoding="utf-8").split(HEADING)
    rest = after[after.index("\n\n") :]
    rows = "\n".join(f"| `{path}` | {purpose} |" for path, purpose in modules().items())
    PAGE.write_text(before + HEADING + rows + rest, encoding="utf-8")


if __name__ == "__main__":
    main()
