"""Isthmus, of Madison."""

from newscrawl.spiders.news import NewsSpider


class Isthmus(NewsSpider):
    """Isthmus, of Madison."""

    name = "isthmus"
    domain = "isthmus.com"
    place = "Madison, Wisconsin"
    timezone = "America/Chicago"
