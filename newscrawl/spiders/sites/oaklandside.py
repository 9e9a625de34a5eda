"""The Oaklandside."""

from newscrawl.spiders.news import NewsSpider


class Oaklandside(NewsSpider):
    """The Oaklandside."""

    name = "oaklandside"
    domain = "oaklandside.org"
    place = "Oakland, California"
    timezone = "America/Los_Angeles"
