"""Old and other office formats through LibreOffice, when it is there: the only module that starts a program not ours.

Exit status 0 proves nothing: it is given for a missing source too. What counts is the file that comes out.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from plan.documents.formats.excel import read_excel
from plan.documents.formats.kinds import Kind, kind_of
from plan.documents.formats.open_document import refuse_a_flood
from plan.documents.formats.word import read_word
from plan.documents.model import DocumentError, Page
from plan.documents.progress import tell

SECONDS = 90
# Of address space, which LibreOffice takes far more of than it fills; a shell sets it, for all that it starts.
_KILOBYTES = 4 * 1024 * 1024
_LIMITED = f'ulimit -v {_KILOBYTES}; ulimit -t {SECONDS}; exec "$@"'
_PROGRAMS = ("soffice", "libreoffice")
_MAGIC = b"PK\x03\x04"
# Nothing that the file links to is fetched, and none of its macros run.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


class _Route(NamedTuple):
    target: str
    filter: str


_WORD, _EXCEL = _Route("docx", "MS Word 2007 XML"), _Route("xlsx", "Calc MS Excel 2007 XML")
_ROUTES: dict[Kind, _Route] = {"doc": _WORD, "odt": _WORD, "rtf": _WORD, "xls": _EXCEL, "ods": _EXCEL}


def read_foreign(data: bytes, name: str) -> Page:
    """Converted to Word or Excel first, where LibreOffice is installed."""
    kind = kind_of(data, name)
    if kind in {"odt", "ods"}:
        refuse_a_flood(data, name)
    return read_converted(kind, data, name)


def read_converted(kind: Kind, data: bytes, name: str) -> Page:
    route = _ROUTES[kind]
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DocumentError(
            f"Để đọc dạng .{kind} của tệp {name}, máy cần có LibreOffice; "
            f"hãy cài LibreOffice, hoặc mở tệp và lưu lại thành .{route.target}."
        )
    tell("LibreOffice đang chuyển tệp sang dạng đọc được; việc này có thể lâu một phút")
    converted = _convert(program, kind, data, name)
    return read_word(converted, name) if route is _WORD else read_excel(converted, name)


def _convert(program: str, kind: Kind, data: bytes, name: str) -> bytes:
    route = _ROUTES[kind]
    with TemporaryDirectory(prefix="dondoc-") as folder:
        # Two runs on one profile disturb each other, so each has its own.
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        source = Path(folder, f"plan.{kind}")
        source.write_bytes(data)
        output = Path(folder, "out")
        _run(_command(program, Path(folder, "profile"), source, route), folder, name)
        made = output / f"plan.{route.target}"
        result = made.read_bytes() if made.is_file() else b""
    if not result.startswith(_MAGIC):
        raise DocumentError(
            f"LibreOffice không mở được tệp {name} (hỏng hoặc có mật khẩu); "
            f"hãy mở bằng chương trình đã tạo ra nó và lưu lại thành .{route.target}."
        )
    return result


def _command(program: str, profile: Path, source: Path, route: _Route) -> list[str]:
    return [
        *("/bin/sh", "-c", _LIMITED, "sh", program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        f"{route.target}:{route.filter}",
        "--outdir",
        str(source.parent / "out"),
        str(source),
    ]


def _run(command: list[str], folder: str, name: str) -> None:
    environment = {"PATH": os.defpath, "HOME": folder, "LANG": "C.UTF-8"}
    try:
        process = subprocess.Popen(  # noqa: S603 the program is found by name, the file has a name of ours
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DocumentError(
            f"Không chạy được LibreOffice để đọc tệp {name}; hãy cài lại LibreOffice."
        ) from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"LibreOffice không đọc xong tệp {name} trong {SECONDS} giây; hãy mở tệp và lưu lại thành .docx hoặc .xlsx."
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """With the program proper, which its starter leaves behind when it is stopped alone."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
