"""Where articles are found, and what a site allows. Pure: no network, no database, no clock, no log.

Doors: :func:`read_feed`, :func:`read_sitemap`, :func:`may_fetch` and :func:`read_optouts`.
"""

from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.optouts import read_optouts
from newscrawl.discovery.robots import RobotsRules, may_fetch
from newscrawl.discovery.sitemaps import read_sitemap

__all__ = ["RobotsRules", "may_fetch", "read_feed", "read_optouts", "read_sitemap"]
