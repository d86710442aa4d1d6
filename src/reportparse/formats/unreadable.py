"""The error of a file that gives no text."""


class UnreadableError(ValueError):
    """A file that cannot be read; ``error`` is the short name of the reason, the message says what to do."""

    def __init__(self, error: str, message: str):
        super().__init__(message)
        self.error = error
