"""The command line in a folder whose plan.db holds the example."""

from tests.cli.conftest import dondoc

__all__ = ["dondoc"]
