"""How large an input may be. A report is 30,000 to 300,000 characters; these limits only stop what is none."""

from reportparse.formats.unreadable import UnreadableError

MAX_BYTES = 40_000_000
"""Bytes of one file."""
MAX_UNPACKED = 200_000_000
"""Bytes of a docx file's parts, unpacked."""
MAX_SHEETS = 30_000_000
"""Bytes of an xlsx file's parts, unpacked."""
MAX_PAGES = 2_000
"""Pages of a PDF."""
MAX_MEMBERS = 10_000
"""Files of a ZIP of reports."""
MAX_DEPTH = 250
"""Elements of an HTML page that lie one within the other."""
MAX_ATTRIBUTES = 10_000
"""Attributes of one element of an HTML page: the time to read it grows with their square."""


def too_large(what: str, found: int, limit: int) -> UnreadableError:
    """Return the error for an input beyond a limit.

    >>> str(too_large("pages", 3000, 2000))
    '3,000 pages, more than the 2,000 that are read; split the file'
    """
    return UnreadableError("too_large", f"{found:,} {what}, more than the {limit:,} that are read; split the file")
