"""What document, of when: whose report it is, and the time and status that govern its numbers."""

from reportparse.frame.metadata import describe

__all__ = ["describe"]
