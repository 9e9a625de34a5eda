"""Anchorage Daily News."""

from newscrawl.spiders.news import NewsSpider


class AnchorageDailyNews(NewsSpider):
    """Anchorage Daily News."""

    name = "anchorage_daily_news"
    domain = "adn.com"
    place = "Anchorage, Alaska"
    timezone = "America/Anchorage"
