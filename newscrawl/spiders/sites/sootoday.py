"""SooToday, of Sault Ste. Marie."""

from newscrawl.spiders.news import NewsSpider


class SooToday(NewsSpider):
    """SooToday, of Sault Ste. Marie."""

    name = "sootoday"
    domain = "sootoday.com"
    place = "Sault Ste. Marie, Ontario"
    timezone = "America/Toronto"
