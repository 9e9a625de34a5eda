"""The Northern Echo, of Darlington and the North East."""

from newscrawl.spiders.news import NewsSpider


class NorthernEcho(NewsSpider):
    """The Northern Echo, of Darlington and the North East."""

    name = "northern_echo"
    domain = "thenorthernecho.co.uk"
    place = "Darlington, England"
    timezone = "Europe/London"
