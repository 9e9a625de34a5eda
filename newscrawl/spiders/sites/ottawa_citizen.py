"""Ottawa Citizen."""

from newscrawl.spiders.news import NewsSpider


class OttawaCitizen(NewsSpider):
    """Ottawa Citizen."""

    name = "ottawa_citizen"
    domain = "ottawacitizen.com"
    place = "Ottawa, Ontario"
    timezone = "America/Toronto"
