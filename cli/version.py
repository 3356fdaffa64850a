"""Which program this is: its version (the newest of CHANGELOG.md), the schema it works with, the commit it was made from."""

import re
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from plan.storage.upgrade import HEAD

ROOT = Path(__file__).parents[1]
ARCHIVED = "$Format:%H$"  # `git archive` puts the commit here (.gitattributes)
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    """What to name in a report of a fault."""

    program: str
    schema: str
    commit: str | None  # None: nobody can tell, as in a copy without its history

    def to_json(self) -> dict[str, str | None]:
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.program}, schema {self.schema}, commit {self.commit[:12] if self.commit else '?'}"


def this_version() -> ProgramVersion:
    archived = ARCHIVED if _COMMIT.fullmatch(ARCHIVED) else None
    return ProgramVersion(version("dondoc"), HEAD, archived or commit_of(ROOT))


def commit_of(folder: Path) -> str | None:
    """The commit that is checked out there, read without git: it refuses a folder of another user's."""
    try:
        git = folder / ".git"
        if git.is_file():  # a worktree: the file says where
            git = folder / git.read_text(encoding="utf-8").partition("gitdir:")[2].strip()
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        found = _resolve(git, head.removeprefix("ref:").strip()) if head.startswith("ref:") else head
    except (OSError, ValueError):
        return None
    return found if found and _COMMIT.fullmatch(found) else None


def _resolve(git: Path, name: str) -> str | None:
    """The commit of a branch: in a file of its own, or in the list of packed ones."""
    shared = git / "commondir"
    places = [git, git / shared.read_text(encoding="utf-8").strip()] if shared.is_file() else [git]
    for place in places:
        if (place / name).is_file():
            return (place / name).read_text(encoding="utf-8").strip()
        packed = place / "packed-refs"
        for line in packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else ():
            commit, _, ref = line.partition(" ")
            if ref == name:
                return commit
    return None
