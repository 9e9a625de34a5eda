"""Papers as jobs: a queue in the PostgreSQL that holds the data, and workers on any number of machines.

The queue is procrastinate (https://procrastinate.readthedocs.io), an extra: ``pip install 'newscrawl[queue]'``. A job is one
paper, with the paper as lock and as queueing lock: it is never crawled by two, nor queued twice.
"""
