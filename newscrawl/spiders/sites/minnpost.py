"""MinnPost, of Minneapolis and Minnesota."""

from newscrawl.spiders.news import NewsSpider


class MinnPost(NewsSpider):
    """MinnPost, of Minneapolis and Minnesota."""

    name = "minnpost"
    domain = "minnpost.com"
    place = "Minneapolis, Minnesota"
    timezone = "America/Chicago"
