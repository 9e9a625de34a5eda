"""Signals of our own, sent through ``crawler.signals``."""

pages_written = object()
"""Pages and all that they gave are committed. ``pages``: a list of (outlet, page address, page kind); ``report``: the
:class:`newscrawl.db.records.WriteReport`."""

problem_found = object()
"""Something cost data on its way to the database. ``problem``: a :class:`newscrawl.items.ProblemItem`; the store writes
it with its page."""

store_waits = object()
"""The database is held by somebody else or away (``waits``: True), or there again (False): the store holds what it cannot
write, and nothing more is to be fetched meanwhile."""

page_captured = object()
"""A page was kept as it was fetched: ``outlet``, ``page`` (its address as requested), ``kind``, ``captured``
(:class:`newscrawl.db.captures.Captured`)."""
