"""What `dondoc doctor` reports about the data as a whole: why letters are held, and how old the last backup is."""

from collections.abc import Iterator

from cli.commands.clock import clock_facts, clock_lines
from cli.context import Context
from plan.clock import day_of
from plan.ledger.holds import holds
from plan.ledger.old_letters import kept_files
from plan.storage.backups import last_made
from plan.storage.session import Session

OLD = 2  # days: the shipped timer makes a backup each night


def find_state_faults(session: Session, context: Context) -> list[str]:
    """Everything about the data as a whole that a person should look at."""
    return [
        *(one.message for one in holds(session)),
        *_find_doubted_clock(session, context),
        *_find_old_backup(session, context),
        *_find_lost_archives(session, context),
        *_find_deaf_watch(context),
    ]


def _find_doubted_clock(session: Session, context: Context) -> Iterator[str]:
    """A clock that a tick would not believe; one that a tick saw is among the holds."""
    facts = clock_facts(session, context)
    if facts["standing"] != "right" and not facts["held_since"]:
        yield clock_lines(facts, context)[0]


def _find_old_backup(session: Session, context: Context) -> Iterator[str]:
    made = last_made(session)
    if made is None:
        yield "chưa sao lưu lần nào; sao lưu bằng: dondoc backup TỆP (hằng đêm: dondoc-backup.timer)"
        return
    days = (context.today - day_of(made, context.zone)).days
    if days > OLD:
        yield f"bản sao lưu gần nhất đã cũ {days} ngày; sao lưu bằng: dondoc backup TỆP"


def _find_lost_archives(session: Session, context: Context) -> Iterator[str]:
    """Files with old letters that are not where the settings say."""
    files, folder = kept_files(session), context.settings.keeping.archive
    if not files:
        return
    if folder is None:
        yield f"{len(files)} tệp lưu giữ thư cũ, mà [keeping] archive không nói chúng ở đâu"
    elif lost := [name for name in files if not (folder / name).is_file()]:
        yield f"không thấy {len(lost)} tệp lưu thư cũ trong {folder} ({lost[0]}…); tìm bản sao, rồi kiểm: dondoc prune --check"


def _find_deaf_watch(context: Context) -> Iterator[str]:
    """A way to the operator that leads nowhere."""
    if context.settings.watch.messages and context.settings.channels.spool is None:
        yield "[watch] messages cần [channels] spool: chưa có thì đường thư hỏng không ai được báo bằng tin nhắn"
