"""A process that sends what waits: `python -m tests.webhooks.sending URL NOW`."""

import asyncio
import sys
from contextlib import closing
from datetime import datetime

from notifications.hooks import HookSender
from plan.storage.database import Database
from plan.storage.processes import worker_id
from scheduler.hook_run import HookRun
from tests.web.conftest import KEY
from tests.webhooks.conftest import ALLOWED

if __name__ == "__main__":
    now = datetime.fromisoformat(sys.argv[2])
    with closing(Database(sys.argv[1])) as database:
        asyncio.run(HookRun(database, HookSender(KEY, ALLOWED), lambda: now, worker_id("child")).send())
