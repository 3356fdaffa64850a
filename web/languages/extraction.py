"""`make words`: what the pages say is found in templates and source, and the catalogue follows. What is new or changed is empty in it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from web.languages.catalogue import FILE
from web.languages.edition import Edition
from web.languages.sentences import sentences

ROOT = Path(__file__).parents[2]
# Modules of which the pages show sentences.
SAYING = (
    "web/*.py",
    "web/languages/names.py",
    "web/access/*.py",
    "web/api/*.py",
    "web/api/routes/*.py",
    "web/routes/*.py",
    "plan/labels.py",
    "plan/addresses.py",
    "plan/dates.py",
    "plan/audit/labels.py",
    "plan/obligations/*.py",
    "plan/people/*.py",
    "plan/subscriptions/*.py",
    "plan/views/*.py",
    "plan/papers/*.py",
    "plan/ledger/*.py",
    "scheduler/forecast/*.py",
    *(
        f"scheduler/letters/{name}.py"
        for name in ("kinds", "contacts", "changes", "envelopes", "turned_away", "urging_request")
    ),
    "scheduler/papers/ratings.py",
    "scheduler/papers/regime_periods.py",
    "scheduler/policy/*.py",
    "scheduler/working_days/*.py",
    "notifications/notice.py",
)
# Of the grammar, modules that say what was assumed or not understood; the others hold forms and their examples.
TELLING = (
    "clauses",
    "combination",
    "composer",
    "contradictions",
    "doubts",
    "joined_lines",
    "limits",
    "lists",
    "milestones",
    "naming",
    "neighbours",
    "parts",
    "shared_limits",
    "spans",
    "spelling",
    "topics",
    "turns_of_year",
    "years",
)
# Modules whose words are looked for in documents, or written into files, and shown on no page.
SILENT = frozenset(
    (
        "plan/agencies/groups.py",
        "web/api/examples.py",
        "plan/documents/headings.py",
        "plan/documents/issuers.py",
        "plan/documents/next_plan.py",
        "plan/documents/prose_lines.py",
        "plan/documents/sentences.py",
        "plan/documents/targets.py",
        "plan/documents/task_lists.py",
        "plan/documents/timelines.py",
        "plan/documents/titles.py",
        "plan/documents/formats/excel_values.py",
        "plan/obligations/words.py",  # cites documents, as they are called in Vietnamese
        "scheduler/intake/next_plan_file.py",
        "web/sentences.py",
    )
)
# The same of modules that also know words of documents, which are said to nobody.
READING = (
    "plan/agencies/*.py",
    "plan/tasks/*.py",
    "plan/storage/errors.py",
    "plan/storage/working_days.py",
    "plan/documents/*.py",
    "plan/documents/formats/*.py",
    "scheduler/*.py",
    "scheduler/intake/*.py",
    "scheduler/papers/periods.py",
    "scheduler/reconciliation/*.py",
    "scheduler/phrases/*.py",
    *(f"scheduler/phrases/grammar/{name}.py" for name in TELLING),
    "notifications/mail/[!m]*.py",
)
HEADER = """# What the pages of Đôn Đốc say in English. The Vietnamese is the source: it stands in the templates and modules.
# `{due}` is put in; `{late|day|days}` chooses by the number at that place; `<1>…</1>` is an element of the template.
# After a change of words: make words, then fill in what is empty. Words: docs/architecture.md, Glossary.

"""


def template_texts(source: str) -> list[str]:
    """The messages of one template, in order."""
    found: dict[str, None] = {}
    Edition(found.setdefault).of(source)
    return list(found)


def messages() -> Iterator[tuple[str, str]]:
    """Every message and a file that says it."""
    for file in sorted((ROOT / "templates" / "pages").glob("*.html")):
        yield from ((text, _name(file)) for text in template_texts(file.read_text(encoding="utf-8")))
    for globs, reads in ((SAYING, False), (READING, True)):
        for file in (file for glob in globs for file in sorted(ROOT.glob(glob)) if _name(file) not in SILENT):
            source = file.read_text(encoding="utf-8")
            yield from ((text, _name(file)) for text in sentences(source, reads=reads))


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def found() -> Catalog:
    """All messages, without translations."""
    places: dict[str, dict[str, None]] = {}
    for text, place in messages():
        places.setdefault(text, {})[place] = None
    made = Catalog(locale="en", charset="utf-8")
    for text, files in places.items():
        made.add(text, locations=[(file, 0) for file in files])
    return made


def update() -> Catalog:
    """The catalogue as the source now wants it; what is said no more is dropped."""
    with FILE.open("rb") as file:
        kept = read_po(file, locale="en")
    kept.update(found(), no_fuzzy_matching=True)
    return kept


if __name__ == "__main__":
    now = update()
    with FILE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, now, width=0, include_lineno=False, ignore_obsolete=True, omit_header=True)
    wanting = sum(1 for one in now if one.id and (one.fuzzy or not one.string))
    sys.stdout.write(f"{len(now)} messages, {wanting} to be said in English\n")
