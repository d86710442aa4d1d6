"""Run the examples of the constructions; ``make lint`` does, and fails where one says something else."""

import sys

from reportparse.claims.check import problems
from reportparse.lexicon import default

if __name__ == "__main__":
    found = problems(default())
    print("\n".join(found) if found else "every construction has an example that defends it")
    sys.exit(bool(found))
