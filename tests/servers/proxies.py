"""Real web servers in front of ours: nginx and Caddy of Debian, each with a configuration of its own."""

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.missing import needs

FRAME = """
user root;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def trusting(folder: Path) -> ssl.SSLContext:
    """What knows the self-made certificate of the folder."""
    return ssl.create_default_context(cafile=folder / "proxy.pem")


@contextmanager
def nginx(folder: Path, site: str, port: int) -> Iterator[None]:
    needs("nginx", "nginx")
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder), encoding="utf-8")
    (folder / "site.conf").write_text(site, encoding="utf-8")
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with _running([*command, "-g", "daemon off;"], port):
        yield


@contextmanager
def caddy(folder: Path, site: str, port: int) -> Iterator[None]:
    needs("caddy", "caddy")
    (folder / "Caddyfile").write_text(site, encoding="utf-8")
    home = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    with _running(
        ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")], port, home
    ):
        yield


@contextmanager
def _running(command: list[str], port: int, env: dict[str, str] | None = None) -> Iterator[None]:
    path = {"PATH": f"{os.environ['PATH']}:/usr/sbin"}
    process = subprocess.Popen(
        command, env={**os.environ, **path, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _wait(process, port)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        assert process.poll() is None, process.stdout.read().decode() if process.stdout else ""
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("it does not listen")
