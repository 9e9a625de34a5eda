"""Keeps of commenters what the run is told to keep, before anything is stored."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

from newscrawl.comments.people import AS_PRINTED, Commenters, commenters_of
from newscrawl.items import CommenterItem, CommentItem, PageItem

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class PeoplePipeline:
    """Commenters' names and badges as printed, as pseudonyms, or none: ``COMMENT_AUTHORS``, ``COMMENT_AUTHOR_KEY``."""

    def __init__(self, commenters: Commenters) -> None:
        self._commenters = commenters

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """By the settings.

        Raises:
            ValueError: they make no sense; ``scrapy crawl`` has said so before it comes to this.
        """
        return cls(commenters_of(crawler.settings, os.environ))

    def process_item(self, item: Any) -> Any:
        """The item, its author as it is to be stored."""
        if isinstance(item, CommentItem):
            item.author, item.author_key = self._commenters.kept(item.platform, item.author, item.author_key)
            item.badges = self._commenters.badges(item.badges)
        elif isinstance(item, CommenterItem):
            item.name = self._commenters.kept(item.platform, item.name, item.key)[0] if self._asks else None
        elif isinstance(item, PageItem) and not self._asks:
            item.found = [page for page in item.found if not page.hint.get("person")]
        return item

    @property
    def _asks(self) -> bool:
        """Whether platforms are asked for names: what is stored as a pseudonym is one of the account's key."""
        return self._commenters.way == AS_PRINTED
