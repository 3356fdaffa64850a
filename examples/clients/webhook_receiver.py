"""A program that is told by webhooks: `python webhook_receiver.py 8099`, with the secret in DONDOC_WEBHOOK_SECRET.

It needs one package: standardwebhooks. What is told is thin: a real program then reads the row by the API.
"""

import json
import os
import sys
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

MOST = 2048  # octets: nothing longer is ever sent


class Inbox:
    """What was received, each thing once, whatever is sent again or by anybody else."""

    def __init__(self, secret: str) -> None:
        self._webhook = Webhook(secret)
        self.seen: set[str] = set()  # a real program keeps them in its database

    def take(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, dict[str, object] | None]:
        """The status to answer, and what is new. Forged or older than five minutes: 401; known already: 200, nothing."""
        small = {name.lower(): value for name, value in headers.items()}
        try:
            said: dict[str, object] = self._webhook.verify(body, small)
        except (WebhookVerificationError, json.JSONDecodeError, UnicodeDecodeError):
            return 401, None
        if small["webhook-id"] in self.seen:
            return 200, None
        self.seen.add(small["webhook-id"])
        return 204, said


def serve(inbox: Inbox, port: int) -> None:
    class Receiving(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            status, said = (
                (413, None) if length > MOST else inbox.take(self.rfile.read(length), dict(self.headers))
            )
            if said:
                sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    ThreadingHTTPServer(("127.0.0.1", port), Receiving).serve_forever()


if __name__ == "__main__":
    serve(Inbox(os.environ["DONDOC_WEBHOOK_SECRET"]), int(sys.argv[1]))
