"""The Canberra Times."""

from newscrawl.spiders.news import NewsSpider


class CanberraTimes(NewsSpider):
    """The Canberra Times."""

    name = "canberra_times"
    domain = "canberratimes.com.au"
    place = "Canberra, Australian Capital Territory"
    timezone = "Australia/Sydney"
