"""Importing this loads, once for all workers, what the first document of a process would have to wait for."""

from reportparse.batch.work import Job, work
from reportparse.lexicon.number_words import beside

work(Job("warm.txt", beside("sentence")[0].encode()))
