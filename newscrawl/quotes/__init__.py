"""Who said what: quotations of an article with their speakers. Pure: no model, no clock, no network.

Door: :func:`find_quotes`.
"""

from newscrawl.quotes.quote import find_quotes

__all__ = ["find_quotes"]
