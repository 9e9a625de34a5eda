"""The web pages of ``scrapy browse``: a front page, every paper's health, one article with its quotes and comments.

No script, nothing from another host; what strangers wrote is text. They stand in Datasette under ``/`` and ``/-/``.
"""

from newscrawl.browsing.pages import POLICY, Pages

__all__ = ["POLICY", "Pages"]
