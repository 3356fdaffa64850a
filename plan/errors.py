"""The base of every error that is told to the operator as it is: its text says what is wrong and what to do."""


class ExpectedError(Exception):
    """Not a fault of the program: `cli.main` prints the text as one line and ends with exit status 1."""


class NotPossibleError(ExpectedError):
    """The act is not possible; the text says why and what to do."""
