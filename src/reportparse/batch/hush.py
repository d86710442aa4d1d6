"""Importing this lets a process that starts workers, and them, print no errors: they come back as values.

What is left is what nobody wants to read, such as the traceback of a worker whose parent has gone while it started.
"""

import os

os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
