"""Keeps of commenters what the run is told to keep, before anything is stored."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

from newscrawl.comments.people import Commenters, commenters_of
from newscrawl.items import CommentItem

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class PeoplePipeline:
    """Names of commenters as printed, as pseudonyms, or none. Settings: ``COMMENT_AUTHORS``, ``COMMENT_AUTHOR_KEY``."""

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
        return item
