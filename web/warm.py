"""What every page needs, read once while the program starts, so that nobody's first page pays for it."""

import logging

from plan.storage.errors import StorageError
from web.rail import rail
from web.site import Site

log = logging.getLogger(__name__)


def warm(site: Site) -> None:
    """The working calendar, the register, the open questions. Without a database the pages say what is wrong."""
    try:
        site.rules()
        rail(site)
    except StorageError as error:
        log.warning("what every page needs could not be read yet: %s", error)
