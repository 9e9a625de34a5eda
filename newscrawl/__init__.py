"""newscrawl: local news sites to a SQL database of articles, quotes and comments."""

__version__ = "0.1.0"
