"""Jackson Hole News&Guide."""

from newscrawl.spiders.news import NewsSpider


class JacksonHoleNews(NewsSpider):
    """Jackson Hole News&Guide."""

    name = "jackson_hole_news"
    domain = "jhnewsandguide.com"
    place = "Jackson, Wyoming"
    timezone = "America/Denver"
