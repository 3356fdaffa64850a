"""A heartbeat to a monitor elsewhere, in the form of Healthchecks: the address itself, with /start or /fail behind it.

The client is imported with the first one: most offices have no monitor.
"""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from plan.foreign_text import clean
from plan.secrecy import without_secrets

TIMEOUT = 10.0  # seconds for all of it
MOST_SAID = 4000  # characters: what Healthchecks keeps at least
START, WELL, FAIL = "/start", "", "/fail"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Where it goes: whoever knows the address may speak for us, so it is shown nowhere."""

    url: str = field(repr=False)
    timeout: float = TIMEOUT

    async def tell(self, end: str, said: str = "") -> str | None:
        """POST to the address with `end` behind its path; what went wrong, or None. Never raises for the other side."""
        import httpx2

        parts = urlsplit(self.url)
        url = urlunsplit(parts._replace(path=parts.path.rstrip("/") + end))
        try:
            async with asyncio.timeout(self.timeout):
                async with httpx2.AsyncClient(follow_redirects=False, timeout=self.timeout) as client:
                    request = client.build_request("POST", url, content=said[:MOST_SAID].encode())
                    answer = await client.send(request, stream=True)  # what it says is not read
                    await answer.aclose()
        except TimeoutError:
            return f"không trả lời trong {self.timeout:.0f} giây"
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
            return clean(without_secrets(f"không kết nối được: {type(error).__name__}"))
        return None if answer.is_success else f"trả lời {answer.status_code}"
