"""A page becomes raw values: what stands in it, as it stands, and where. Pure: no network, no clock, no log.

Doors: :func:`read_article` (bytes), :func:`read_page` (a parsed page), :func:`encoding_of`.
"""

from newscrawl.charset import encoding_of
from newscrawl.reading.article import read_article, read_page

__all__ = ["encoding_of", "read_article", "read_page"]
