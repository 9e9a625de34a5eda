"""Liverpool Echo."""

from newscrawl.spiders.news import NewsSpider


class LiverpoolEcho(NewsSpider):
    """Liverpool Echo."""

    name = "liverpool_echo"
    domain = "liverpoolecho.co.uk"
    place = "Liverpool, England"
    timezone = "Europe/London"
