"""Three fictional local papers, generated and served on loopback: what the first run crawls, with everything known.

``with DemoServer() as server`` serves them through a proxy, ``SITES`` are their entries, ``truth()`` is what a perfect
crawl would store. Nothing here reads a clock or a network: the same bytes come out in every process.
"""

from newscrawl.demo.papers import SITES
from newscrawl.demo.server import DemoServer
from newscrawl.demo.truth import truth

__all__ = ["SITES", "DemoServer", "truth"]
