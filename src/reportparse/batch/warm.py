"""Importing this loads, once for all workers, what the first document of a process would have to wait for."""

from reportparse.batch.work import Job, work

work(Job("warm.txt", "全年地区生产总值增长百分之五。".encode()))
