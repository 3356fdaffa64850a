"""The command line in a folder of its own."""

from tests.cli.conftest import dondoc

__all__ = ["dondoc"]
