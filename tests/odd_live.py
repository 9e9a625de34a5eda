"""An odd paper of loopback; ``scrapy crawl odd_live -s SPIDER_MODULES=odd_live`` crawls it at ``ODD_DOMAIN``."""

import os

import odd_papers


class OddLive(odd_papers.OddPaper):
    """As its base, at a host that the environment names."""

    name = "odd_live"
    domain = os.environ.get("ODD_DOMAIN", "oddpaper.example")
    scheme = "http"
    allow_private = True
