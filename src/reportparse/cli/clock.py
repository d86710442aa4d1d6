"""When the command began: loading what reads reports takes a second of its own."""

import time

BEGAN = time.monotonic()
