"""Block Club Chicago, of Chicago's neighbourhoods."""

from newscrawl.spiders.news import NewsSpider


class BlockClubChicago(NewsSpider):
    """Block Club Chicago, of Chicago's neighbourhoods."""

    name = "block_club_chicago"
    domain = "blockclubchicago.org"
    place = "Chicago, Illinois"
    timezone = "America/Chicago"
