"""The Post and Courier, of Charleston."""

from newscrawl.spiders.news import NewsSpider


class PostAndCourier(NewsSpider):
    """The Post and Courier, of Charleston."""

    name = "post_and_courier"
    domain = "postandcourier.com"
    place = "Charleston, South Carolina"
    timezone = "America/New_York"
