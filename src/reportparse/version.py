"""The version of the program, written into every documents table."""

__version__ = "0.1.0"
