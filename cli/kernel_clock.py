"""Whether the kernel holds its clock to be synchronised (adjtimex(2)): to be shown, never a reason by itself."""

import ctypes

_TIMEX = 256  # bytes: more than `struct timex` has anywhere
_ERROR = 5  # TIME_ERROR: not synchronised


def synchronised() -> bool | None:
    """None where the kernel does not say."""
    try:
        state: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state != _ERROR
