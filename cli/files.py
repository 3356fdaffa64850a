"""A file that somebody names at the shell: one that is there and cannot be read is not called missing."""

from pathlib import Path
from typing import Any

import click


class ExistingFile(click.Path):
    """A file to read. click would say of whatever it cannot look at that it does not exist."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            Path(value).stat()
        except (FileNotFoundError, NotADirectoryError):
            pass
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            shown = click.format_filename(value)
            self.fail(
                f"không xem được {shown!r} ({why}); kiểm tra tên và quyền của thư mục chứa tệp", param, ctx
            )
        return super().convert(value, param, ctx)


FILE = ExistingFile()
