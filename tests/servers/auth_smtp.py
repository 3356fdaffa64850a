"""A mail server that asks for a name and a password, as a program of its own: `python auth_smtp.py PORT USER PASSWORD LOG [CERTIFICATE]`.

With a certificate (its key beside it, NAME.pem and NAME.key) it speaks TLS from the first byte.
Each line of the log is what a client asked for: AUTH, 535, 235, MAIL.
"""

import base64
import socket
import socketserver
import ssl
import sys
from pathlib import Path


class Conversation(socketserver.StreamRequestHandler):
    """One client."""

    def handle(self) -> None:
        self._say("220 mail.tinh.example")
        for line in self.rfile:
            word = line.decode(errors="replace").split(" ")[0].strip().upper()
            if word == "EHLO":
                self._say("250-mail.tinh.example\r\n250 AUTH PLAIN LOGIN")
            elif word == "AUTH":
                self._log_in(line.decode().split())
            elif word == "DATA":
                self._take_text()
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                note(word)
                self._say("250 OK")

    def _log_in(self, words: list[str]) -> None:
        given = words[2] if len(words) > 2 else ""
        if words[1].upper() == "LOGIN":
            self._say("334 UGFzc3dvcmQ6")
            given = self.rfile.readline().decode().strip()
            expected = base64.b64encode(PASSWORD.encode()).decode()
        else:
            expected = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
        note("235" if given == expected else "535")
        self._say("235 2.7.0 welcome" if given == expected else "535 5.7.8 bad credentials")

    def _take_text(self) -> None:
        self._say("354 go on")
        while self.rfile.readline().strip(b"\r\n") != b".":
            pass
        note("TAKEN")
        self._say("250 2.0.0 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    """Many clients at once; one that does not trust us is no matter."""

    allow_reuse_address = True

    def get_request(self) -> tuple[socket.socket, object]:
        client, place = super().get_request()
        client.settimeout(20)
        return TLS.wrap_socket(client, server_side=True) if TLS else client, place


def tls(certificate: Path) -> ssl.SSLContext:
    found = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    found.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return found


def note(word: str) -> None:
    with Path(LOG).open("a", encoding="utf-8") as log:
        log.write(f"{word}\n")


if __name__ == "__main__":
    USER, PASSWORD, LOG = sys.argv[2:5]
    TLS = tls(Path(sys.argv[5])) if sys.argv[5:] else None
    with Server(("127.0.0.1", int(sys.argv[1])), Conversation) as server:
        note(f"PORT {server.server_address[1]}")
        server.serve_forever()
