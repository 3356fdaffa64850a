"""What every page and act needs, made ready once beside the first answers, so that nobody's page pays for it."""

import logging

from plan.storage.errors import StorageError
from scheduler.phrases import door as phrases
from web.rail import rail
from web.site import Site

log = logging.getLogger(__name__)


def warm(site: Site) -> None:
    """The working calendar, the register, the open questions, the grammar. What fails is made by whoever asks first."""
    try:
        site.rules()
        rail(site)
        phrases.load()
    except StorageError as error:
        log.warning("what every page needs could not be read yet: %s", error)
    except Exception:
        log.exception("what every page needs could not be made ready")
