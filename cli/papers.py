"""What the commands that write official papers share: where the file goes, and who signs it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from notifications.papers.signature_block import Signer

out_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp kết quả; không có thì ghi ra đầu ra chuẩn.",
)


def form_of(out: Path | None, given: str | None, forms: Sequence[str]) -> str:
    """The form to write, the first of `forms` where nobody says; a file is what its suffix says, or is not written."""
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    if suffix and suffix not in forms:
        known = ", ".join(f".{form}" for form in forms)
        raise click.UsageError(f"--out: không ghi được dạng .{suffix} ({out}); đặt tên kết thúc bằng {known}")
    if suffix and given and suffix != given:
        raise click.UsageError(f"--out {out} là .{suffix} mà --format là {given}; hãy bỏ một trong hai")
    return given or suffix or forms[0]


def save(content: bytes, out: Path | None) -> None:
    """Write to a new file, or to stdout if none is named."""
    if out is None:
        if sys.stdout.isatty():
            raise click.UsageError("đây là tệp, không phải chữ để đọc trên màn hình; thêm --out TÊN-TỆP")
        sys.stdout.buffer.write(content)
        return
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise click.ClickException(f"{out} đã có; hãy chọn tên khác") from error
    except FileNotFoundError as error:
        raise click.ClickException(
            f"không có thư mục {out.parent}; hãy tạo nó, hoặc chọn chỗ khác"
        ) from error
    except OSError as error:
        raise click.ClickException(f"không ghi được {out}: {error.strerror}; hãy chọn chỗ khác") from error
    click.echo(f"Đã ghi {out} ({len(content) // 1024 + 1} KiB).", err=True)


def tell_blanks(signer: Signer, *, is_letter: bool = False) -> None:
    """Which places of the paper stay open, and the settings that fill them."""
    if left := signer.blanks(is_letter=is_letter):
        click.echo(
            f"Còn để trống: {', '.join(left.values())}. Điền tay, hoặc ghi {', '.join(left)} ở mục [office] của dondoc.toml rồi lập lại.",
            err=True,
        )
