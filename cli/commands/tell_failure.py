"""`dondoc tell-failure`: called by systemd when a unit of ours failed; tells the operator without the database."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

import click

from cli.base import Command
from cli.context import Context, pass_reading_context
from cli.trial_letter import send_now
from notifications.heartbeat import FAIL, Heartbeat
from plan.errors import NotPossibleError

HOUR = 3600  # seconds: a service that fails again and again is told once an hour
STAMP = ".failure-told"


@click.command("tell-failure", cls=Command)
@click.argument("unit")
@pass_reading_context
def tell_failure(context: Context, unit: str) -> None:
    """Báo người vận hành rằng UNIT đã hỏng (systemd gọi lệnh này); không cần cơ sở dữ liệu."""
    if _ended_well(os.environ) or not _is_due(os.environ.get("STATE_DIRECTORY"), context.now.timestamp()):
        return
    said = f"{unit} đã hỏng{_how(os.environ)}. Xem: systemctl status {unit}; journalctl -u {unit} -n 50"
    faults = [fault for fault in (_by_mail(context, said), _by_heartbeat(context, said)) if fault]
    if faults:
        raise click.ClickException("; ".join(faults))


def _ended_well(environment: Mapping[str, str]) -> bool:
    """As ExecStopPost= it is called at every end, with what came of it."""
    return environment.get("SERVICE_RESULT") == "success"


def _how(environment: Mapping[str, str]) -> str:
    """What systemd says of it: to what it calls after a service, or to what it starts on a failure."""
    result = environment.get("MONITOR_SERVICE_RESULT") or environment.get("SERVICE_RESULT") or ""
    status = environment.get("MONITOR_EXIT_STATUS") or environment.get("EXIT_STATUS") or ""
    return f" ({', '.join(filter(None, (result, status)))})" if result else ""


def _is_due(folder: str | None, now: float) -> bool:
    """Once an hour; where no state can be kept, always."""
    if not folder:
        return True
    stamp = Path(folder.partition(":")[0]) / STAMP
    try:
        if abs(now - stamp.stat().st_mtime) < HOUR:
            return False
    except OSError:
        pass  # never told
    try:
        stamp.touch(mode=0o600)
        os.utime(stamp, (now, now))
    except OSError:
        return True  # a full disk is a reason to tell
    return True


def _by_mail(context: Context, said: str) -> str | None:
    operator = context.settings.mail.operator
    if not operator:
        return "chưa đặt [mail] operator"
    try:
        send_now(context, operator, "[Đôn đốc] BÁO ĐỘNG: dịch vụ hỏng", said, "failed")
    except NotPossibleError as error:
        return str(error)
    return None


def _by_heartbeat(context: Context, said: str) -> str | None:
    if not (url := context.settings.watch.heartbeat):
        return None
    fault = asyncio.run(Heartbeat(url.get_secret_value()).tell(FAIL, said))
    return f"báo nhịp: {fault}" if fault else None
