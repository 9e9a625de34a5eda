"""A paper as a job holds it: its name where its class is in the code, else its whole entry, so that a worker needs no file."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.site import Site, SiteError
from newscrawl.spiders.toml_values import toml_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PASSED_ON = ("since", "until", "max_articles", "again")
"""Arguments of ``scrapy crawl`` that a job holds for the crawl that it becomes."""


class UnknownPaperError(ValueError):
    """A job whose paper this machine does not know. The message names the fix."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of a job."""

    name: str
    entry: Mapping[str, Any] | None = None
    """What a sites file states of it; None where a class of that name does."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    """Arguments of the crawl, as typed after ``-a``."""

    @property
    def kind(self) -> tuple[bool, tuple[tuple[str, str], ...]]:
        """What papers must share to be crawled by one process."""
        return self.entry is not None, tuple(sorted(self.arguments.items()))

    def as_json(self) -> dict[str, Any]:
        """The job's arguments."""
        said: dict[str, Any] = {"name": self.name}
        if self.entry is not None:
            said["entry"] = dict(self.entry)
        if self.arguments:
            said["arguments"] = dict(self.arguments)
        return said

    @classmethod
    def from_json(cls, said: Mapping[str, Any], known: Iterable[str]) -> Paper:
        """The paper of a job's arguments; *known* are the names of the classes of this machine.

        Raises:
            UnknownPaperError: it is none that this machine's newscrawl can crawl.
        """
        name, entry, arguments = said.get("name"), said.get("entry"), said.get("arguments") or {}
        if not isinstance(name, str) or not isinstance(arguments, dict) or not set(arguments) <= set(PASSED_ON):
            raise UnknownPaperError(f"the job was made by another newscrawl ({str(said)[:200]}): update this machine's")
        if entry is None:
            if name not in known:
                raise UnknownPaperError(
                    f"this machine has no spider called {name!r}: install the same newscrawl on all"
                )
            return cls(name, None, arguments)
        try:
            stated_name = Site.from_mapping(entry).name if isinstance(entry, dict) else None
        except SiteError as error:
            raise UnknownPaperError(f"the entry of {name!r} cannot be read here: {error}") from None
        if stated_name != name:
            raise UnknownPaperError(f"the job of {name!r} holds the entry of {stated_name!r}")
        return cls(name, entry, arguments)


def paper_of(reader: NewsSpider, arguments: Mapping[str, str]) -> Paper:
    """The job of a paper that ``-a sites=`` names."""
    has_code = type(reader) is not NewsSpider
    return Paper(reader.name, None if has_code else stated(reader.site), arguments)


def stated(site: Site) -> dict[str, Any]:
    """What an entry must say for :meth:`Site.from_mapping` to give *site* again: JSON's kinds of values alone."""
    entry: dict[str, Any] = {}
    for one in fields(Site):
        value = getattr(site, one.name)
        if isinstance(value, tuple):
            value = list(value)
        elif one.name in ("comments", "fields"):
            value = dict(value)
        if value not in (None, [], {}) and (value != one.default or one.name == "scheme"):  # its default is not fixed
            entry[one.name] = value
    return entry


def sites_toml(entries: Iterable[Mapping[str, Any]]) -> str:
    """A sites file of these entries (https://toml.io/en/v1.0.0)."""
    return "\n".join(
        "[[site]]\n" + "".join(f"{name} = {toml_value(value)}\n" for name, value in entry.items()) for entry in entries
    )
