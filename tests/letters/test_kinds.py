"""The table of kinds is all that the queue, pages and commands know of kinds of letters."""

import pytest

from notifications.rendering import environment
from plan.models import Letter
from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import KINDS, LABELS

EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@EACH
@pytest.mark.parametrize("form", ["txt", "html"])
def test_a_kind_has_both_bodies(kind: LetterKind, form: str) -> None:
    environment().get_template(f"letters/{kind.name}.{form}")


@EACH
def test_a_name_fits_its_column(kind: LetterKind) -> None:
    assert len(kind.name) <= Letter.__table__.c.kind.type.length  # type: ignore[attr-defined]  # set by SQLModel


def test_no_two_kinds_are_called_the_same() -> None:
    assert len(KINDS) == len(LABELS) == len(set(LABELS.values())) == len({k.list_title for k in KINDS})
