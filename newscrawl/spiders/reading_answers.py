"""What a reader process may answer (:mod:`newscrawl.spiders.readers`).

It reads what strangers wrote: were it ever taken over, its answers could still be nothing in the crawl's own process but
values, of its own paper and page.
"""

from __future__ import annotations

import io
import pickle
import sys
from typing import TYPE_CHECKING, Any

from newscrawl import items as item_room
from newscrawl.items import FoundPage
from newscrawl.reading.memory import Sighting
from newscrawl.spiders.page_reading import PageRead
from newscrawl.spiders.reading_messages import Done

if TYPE_CHECKING:
    from newscrawl.spiders.reading_messages import Job

ANSWER_AT_MOST = 256 * 1024 * 1024
"""Bytes; a thread of 20,000 comments takes some 20 MB."""
ANSWERS_HOLD = {
    "builtins": frozenset({"set", "frozenset"}),
    "datetime": frozenset({"datetime", "date", "time", "timedelta", "timezone"}),
    "newscrawl.items": None,
    "newscrawl.reading.memory": frozenset({"Sighting"}),
    "newscrawl.spiders.page_reading": frozenset({"PageRead"}),
    "newscrawl.spiders.reading_messages": frozenset({"Done"}),
}
"""The modules whose classes may stand in an answer, and which of them; None: each class that is defined there."""


def unpacked(body: bytes | memoryview) -> Any:
    """The answer that a reader process sent.

    Raises:
        pickle.UnpicklingError: it holds something that no answer holds.
    """
    return _Answer(io.BytesIO(body)).load()


class _Answer(pickle.Unpickler):
    """Makes the classes of :data:`ANSWERS_HOLD` alone (https://docs.python.org/3/library/pickle.html#restricting-globals)."""

    def find_class(self, module: str, name: str) -> Any:
        """The class that a pickle names."""
        if module in ANSWERS_HOLD and module in sys.modules:
            allowed = ANSWERS_HOLD[module]
            found = getattr(sys.modules[module], name, None)
            if isinstance(found, type) and found.__module__ == module and (allowed is None or name in allowed):
                return found
        raise pickle.UnpicklingError(f"a reader process sent a {module}.{name}, which is no part of an answer")


def is_sound(done: Any, job: Job) -> bool:
    """Whether an answer is one to *job*, of its paper and page alone."""
    if not isinstance(done, Done) or done.number != job.number or not isinstance(done.refused, set):
        return False
    if sum((done.read is not None, done.error is not None, bool(done.too_slow), bool(done.in_line))) != 1:
        return False
    if done.error is not None:
        return (
            isinstance(done.error, tuple) and len(done.error) == 3 and all(isinstance(one, str) for one in done.error)
        )
    return done.read is None or _is_sound(done.read, job)


def _is_sound(read: Any, job: Job) -> bool:
    if not isinstance(read, PageRead) or not isinstance(read.items, list) or not isinstance(read.found, list):
        return False
    if not (read.learned is None or isinstance(read.learned, Sighting)) or (read.following and not read.seen):
        return False
    return all(isinstance(place, FoundPage) for place in read.found) and all(_is_of(item, job) for item in read.items)


def _is_of(item: Any, job: Job) -> bool:
    if type(item).__module__ != item_room.__name__ or isinstance(item, FoundPage):
        return False
    return getattr(item, "outlet", job.outlet) == job.outlet and getattr(item, "page", None) == job.fetched["page"]
