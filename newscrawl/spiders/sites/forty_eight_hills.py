"""48 Hills, independent daily of San Francisco."""

from newscrawl.spiders.news import NewsSpider


class FortyEightHills(NewsSpider):
    """48 Hills, independent daily of San Francisco."""

    name = "48hills"
    domain = "48hills.org"
    place = "San Francisco, California"
    timezone = "America/Los_Angeles"
