"""A webhook on the wire: one signed request to the very address that was looked at. The only module that tells programs.

The client is imported with the first delivery: most offices have no endpoint.
"""

import asyncio
import socket
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from plan.clock import Clock, system_clock
from plan.errors import NotPossibleError
from plan.foreign_text import clean
from plan.hooks.queue import ClaimedDelivery
from plan.hooks.retries import HookAnswer
from plan.hooks.secrets import signatures
from plan.hooks.targets import Address, HookTarget, Networks, fault_of, parse_target
from plan.secrecy import without_secrets

if TYPE_CHECKING:
    import httpx2

TIMEOUT = 15.0  # seconds for all of it: the name, the connection, the answer
MOST_READ = 2048  # octets of an answer, of which a line is kept
AGENT = "DonDoc-Webhooks/1.0"


@dataclass(frozen=True, slots=True)
class HookSender:
    """Signs with `key`, and connects only to where `allowed` or the world at large is. `wall` dates signatures.

    `authorities` is a file of certificates that are trusted besides the system's.
    """

    key: bytes = field(repr=False)
    allowed: Networks = ()
    wall: Clock = system_clock
    authorities: Path | None = None

    async def deliver(self, one: ClaimedDelivery) -> HookAnswer:
        """What came of one try; never raises for what the other side does."""
        import httpx2

        try:
            async with asyncio.timeout(TIMEOUT):
                return await self._asked(one)
        except NotPossibleError as error:
            return HookAnswer(None, str(error))
        except TimeoutError:
            return HookAnswer(None, f"không trả lời trong {TIMEOUT:.0f} giây")
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
            return HookAnswer(
                None, clean(without_secrets(f"không kết nối được: {error or type(error).__name__}"))
            )

    async def _asked(self, one: ClaimedDelivery) -> HookAnswer:
        target = parse_target(one.url, self.allowed)
        address = await self._address(target)
        async with self._client() as client:
            request = self._request(client, one, target, address)
            answer = await client.send(request, stream=True)
            try:
                said = await _beginning(answer)
            finally:
                await answer.aclose()
        return HookAnswer(answer.status_code, said, answer.headers.get("retry-after"))

    async def _address(self, target: HookTarget) -> Address:
        """Resolved once. Where a name leads inward and outward, nothing is sent."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
        if fault := fault_of(addresses, target.scheme, self.allowed):
            raise NotPossibleError(fault)
        return addresses[0]

    def _client(self) -> "httpx2.AsyncClient":
        import ssl

        import httpx2

        trust = ssl.create_default_context()
        if self.authorities:
            trust.load_verify_locations(self.authorities)
        # No proxy of the environment: it would connect to what was not looked at.
        return httpx2.AsyncClient(verify=trust, follow_redirects=False, trust_env=False, timeout=TIMEOUT)

    def _request(
        self, client: "httpx2.AsyncClient", one: ClaimedDelivery, target: HookTarget, address: Address
    ) -> "httpx2.Request":
        import httpx2

        url, stamp = httpx2.URL(one.url), int(self.wall().timestamp())
        headers = {
            "Host": url.netloc.decode(),
            "Content-Type": "application/json",
            "User-Agent": AGENT,
            "Accept-Encoding": "identity",
            "Connection": "close",
            "webhook-id": one.message_id,
            "webhook-timestamp": str(stamp),
            "webhook-signature": signatures(self.key, one.salts, one.message_id, stamp, one.body),
        }
        content, extensions = one.body.encode(), {"sni_hostname": target.host}
        there = url.copy_with(host=str(address))
        return client.build_request("POST", there, content=content, headers=headers, extensions=extensions)


async def _beginning(answer: "httpx2.Response") -> str:
    """Enough of the answer to see what it is about; the rest is not read."""
    read = b""
    async for part in answer.aiter_raw():
        read += part
        if len(read) >= MOST_READ:
            break
    return clean(" ".join(read[:MOST_READ].decode("utf-8", "replace").split()))
