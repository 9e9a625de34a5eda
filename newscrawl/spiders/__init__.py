"""Spiders: the base of every paper, ``localnews`` for all of them at once, one short file a paper in ``sites``."""
