"""A mail server that asks for a name and a password, as a program of its own: `python auth_smtp.py PORT USER PASSWORD LOG`.

Each line of the log is what a client asked for: AUTH, 535, 235, MAIL.
"""

import base64
import socketserver
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


def note(word: str) -> None:
    with Path(LOG).open("a", encoding="utf-8") as log:
        log.write(f"{word}\n")


if __name__ == "__main__":
    USER, PASSWORD, LOG = sys.argv[2:]
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), Conversation) as server:
        note(f"PORT {server.server_address[1]}")
        server.serve_forever()
