"""The Philadelphia Inquirer."""

from newscrawl.spiders.news import NewsSpider


class PhiladelphiaInquirer(NewsSpider):
    """The Philadelphia Inquirer."""

    name = "philadelphia_inquirer"
    domain = "inquirer.com"
    place = "Philadelphia, Pennsylvania"
    timezone = "America/New_York"
