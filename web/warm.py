"""What every page and act needs, made ready once beside the first answers, so that nobody's page pays for it."""

import logging
from importlib import import_module

from plan.storage.errors import StorageError
from web.rail import rail
from web.site import Site

# Loaded with their first use, and too long for whoever would wait for that: up to a tenth of a second.
GRAMMARS = ("plan.agencies.naming.names", "scheduler.phrases.read")
log = logging.getLogger(__name__)


def warm(site: Site) -> None:
    """The working calendar, the register, the open questions, the grammars. What fails is made by whoever asks first."""
    try:
        site.rules()
        rail(site)
        for name in GRAMMARS:
            import_module(name)
    except StorageError as error:
        log.warning("what every page needs could not be read yet: %s", error)
    except Exception:
        log.exception("what every page needs could not be made ready")
