"""What a crawl and its reader processes tell each other (:mod:`newscrawl.spiders.readers`).

A message is its length in four bytes and a pickle, over a socket pair that two processes of ours hold and nobody else;
none is ever stored, or comes from or goes to the network. What an answer may hold: :mod:`newscrawl.spiders.reading_answers`.
"""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    from newscrawl.reading.memory import Memory
    from newscrawl.spiders.page_reading import PageRead, Wishes
    from newscrawl.spiders.paper import Paper

HEAD = struct.Struct(">I")
"""The length of what follows."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a paper's reader is made in another process."""

    module: str
    name: str
    """The class's, within its module."""
    stated: dict[str, Any]
    """Attributes of the one that is copied."""
    given: dict[str, str] = field(default_factory=dict)
    """The run's arguments (``-a``), as the one that is copied was given them."""

    def make(self) -> Paper:
        """A reader like it."""
        found: Any = import_module(self.module)
        for part in self.name.split("."):
            found = getattr(found, part)
        reader = found(self.stated["name"], **self.given)
        for name, value in self.stated.items():
            setattr(reader, name, value)
        return cast("Paper", reader)


@dataclass(slots=True)
class News:
    """What has changed with a paper since its last page was sent to this process; None: nothing."""

    recipe: Recipe | None = None
    memory: tuple[Memory | None] | None = None
    grounds: tuple[Any, Any] | None = None
    """Of its opt-outs (:meth:`newscrawl.spiders.site_rules.SiteRules.grounds`)."""
    refusing: set[str] | None = None


@dataclass(slots=True)
class Job:
    """A page to read."""

    outlet: str
    kind: str
    """"article", "part" or "thread"."""
    fetched: dict[str, Any]
    """The fields of its :class:`~newscrawl.spiders.fetched.Fetched`, the reader and the answer left out."""
    answer: tuple[str, int, dict[Any, Any], bytes]
    """URL, status, headers, body."""
    part: dict[str, Any] | None = None
    news: News = field(default_factory=News)
    number: int = 0
    """Of this message; its answer has the same."""


@dataclass(slots=True)
class Done:
    """What came of a job."""

    read: PageRead | None
    error: tuple[str, str, str] | None = None
    """The exception's name, words and traceback, where the reader raised one."""
    too_slow: bool = False
    refused: set[str] = field(default_factory=set)
    """Interfaces of comments that have refused."""
    in_line: bool = False
    """It cannot be read here: the crawl's own process is to read it."""
    never: bool = False
    """Nor can any other page of this paper."""
    resident: int = 0
    """Megabytes that the process takes now."""
    number: int = 0
    """Of the job."""


@dataclass(slots=True)
class Terms:
    """What holds for a whole run: sent first, once."""

    wishes: Wishes
    seconds: float
    """A page may take."""


def send(stream: BinaryIO, message: Any) -> None:
    """Write a message."""
    stream.write(packed(message))
    stream.flush()


def packed(message: Any) -> bytes:
    """A message as it is sent."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body


def receive(stream: BinaryIO) -> Any:
    """The next message; None at the end."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    body = stream.read(size := HEAD.unpack(head)[0])
    return pickle.loads(body) if len(body) == size else None  # noqa: S301 - from our own parent, over a socket pair
