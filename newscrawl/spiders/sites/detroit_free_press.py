"""Detroit Free Press."""

from newscrawl.spiders.news import NewsSpider


class DetroitFreePress(NewsSpider):
    """Detroit Free Press."""

    name = "detroit_free_press"
    domain = "freep.com"
    place = "Detroit, Michigan"
    timezone = "America/Detroit"
