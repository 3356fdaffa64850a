"""What click says, in Vietnamese, and every error with the same beginning: `dondoc: `.

click takes its words from gettext, by the language of the environment. A service has none, and an operator's is
English on most servers: the words are given to it here.
"""

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

MESSAGES = {
    # The frame of every error.
    "Error: {message}": "dondoc: {message}",
    "Try '{command} {option}' for help.": "Xem cách dùng: {command} {option}",
    "Aborted!": "dondoc: đã dừng theo yêu cầu",
    "Did you mean {possibility}?": "Có phải {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Có phải một trong: {possibilities}?",
    # What was typed wrongly.
    "Missing command.": "Còn thiếu tên lệnh.",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "No such option {name!r}.": "Không có tùy chọn {name!r}.",
    "Missing argument": "Còn thiếu",
    "Missing option": "Còn thiếu tùy chọn",
    "Missing parameter": "Còn thiếu",
    "Missing parameter: {param_name}": "Còn thiếu: {param_name}",
    "Missing {param_type}": "Còn thiếu {param_type}",
    "Choose from:\n\t{choices}": "Chọn một trong:\n\t{choices}",
    "Invalid value: {message}": "Giá trị không dùng được: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị của {param_hint} không dùng được: {message}",
    "Got unexpected extra argument ({args})": "Thừa một tham số: {args} (có dấu cách thì đặt trong ngoặc kép)",
    "Got unexpected extra arguments ({args})": "Thừa các tham số: {args} (có dấu cách thì đặt trong ngoặc kép)",
    "Option {name!r} does not take a value.": "Tùy chọn {name!r} không nhận giá trị.",
    "Option {name!r} requires an argument.": "Tùy chọn {name!r} cần một giá trị.",
    "Option {name!r} requires {nargs} arguments.": "Tùy chọn {name!r} cần {nargs} giá trị.",
    "Argument {name!r} takes {nargs} values.": "Tham số {name!r} nhận {nargs} giá trị.",
    "Takes {nargs} values but 1 was given.": "Cần {nargs} giá trị, mới có một.",
    "Takes {nargs} values but {len} were given.": "Cần {nargs} giá trị, đã có {len}.",
    "{len_type} values are required, but {len_value} was given.": "Cần {len_type} giá trị, mới có {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "Cần {len_type} giá trị, đã có {len_value}.",
    "Value must be an iterable.": "Cần một danh sách.",
    "{value!r} is not {choice}.": "{value!r} không phải {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} không phải một trong {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải một số.",
    "{value} is not in the range {range}.": "{value} ngoài khoảng {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} không phải có hay không: {states}",
    "{value!r} is not a valid UUID.": "{value!r} không phải UUID.",
    "{value!r} does not match the format {format}.": "{value!r} không theo dạng {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} không theo dạng nào trong {formats}.",
    # Files.
    "Could not open file {filename!r}: {message}": "Không mở được tệp {filename!r}: {message}",
    "{name} {filename!r} does not exist.": "Không có {name} {filename!r}; kiểm tra lại đường dẫn.",
    "{name} {filename!r} is a file.": "{filename!r} là tệp, không phải thư mục.",
    "{name} {filename!r} is a directory.": "{filename!r} là thư mục, không phải tệp.",
    "{name} {filename!r} is not readable.": "Không được phép đọc {filename!r}; kiểm tra quyền.",
    "{name} {filename!r} is not writable.": "Không được phép ghi {filename!r}; kiểm tra quyền.",
    "{name} {filename!r} is not executable.": "Không được phép chạy {filename!r}; kiểm tra quyền.",
    "file": "tệp",
    "directory": "thư mục",
    "path": "đường dẫn",
    "unknown error": "lỗi không rõ",
    # Help.
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Positional arguments": "Tham số",
    "Commands": "Các lệnh",
    "Show this message and exit.": "Hiện trợ giúp này rồi dừng.",
    "Show the version and exit.": "Hiện phiên bản rồi dừng.",
    "%(prog)s, version %(version)s": "%(prog)s, phiên bản %(version)s",
    "default: {default}": "mặc định: {default}",
    "env var: {var}": "biến môi trường: {var}",
    "(dynamic)": "(tính khi chạy)",
    "required": "bắt buộc",
    "deprecated": "sắp bỏ",
    # Questions.
    "Do you want to continue?": "Tiếp tục?",
    "Confirm the action without prompting.": "Làm luôn, không hỏi lại.",
    "Repeat for confirmation": "Gõ lại lần nữa",
    "Press any key to continue...": "Gõ phím bất kỳ để tiếp tục…",
    "Error: invalid input": "dondoc: gõ chưa đúng",
    "Error: The two entered values do not match.": "dondoc: hai lần gõ không giống nhau",
}
_MODULES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)


def translate(message: str) -> str:
    return MESSAGES.get(message, message)


def _translate_counted(singular: str, plural: str, count: int) -> str:
    return translate(singular if count == 1 else plural)


def speak_vietnamese() -> None:
    """From here on click speaks Vietnamese, whatever the language of the environment."""
    for module in _MODULES:
        for name, ours in (("_", translate), ("ngettext", _translate_counted)):
            if hasattr(module, name):
                setattr(module, name, ours)
