"""Every paper in one process: ``scrapy crawl localnews``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.registry import chosen_readers

if TYPE_CHECKING:
    from newscrawl.spiders.arguments import RunArguments


class LocalNews(NewsSpider):
    """All sites, or those that ``-a sites=`` names: names by commas, a ``.toml`` or ``.csv`` file, or ``demo``."""

    name = "localnews"

    def choose_readers(self, arguments: RunArguments) -> list[NewsSpider]:
        """The papers of this run.

        Raises:
            ArgumentError: an unknown name, or a sites file that cannot be read.
        """
        return chosen_readers(arguments)
