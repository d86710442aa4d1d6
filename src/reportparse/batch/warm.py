"""Importing this loads, once for all workers, what the first document of a process would have to wait for."""

import sys

# Arrow loads pandas to see whether a list is a Series; a worker has none, and pandas is large.
sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]

from reportparse.batch.work import Job, work  # noqa: E402

work(Job("warm.txt", "全年地区生产总值增长百分之五。".encode()))
