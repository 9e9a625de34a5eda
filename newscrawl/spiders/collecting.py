"""How often Python looks for values that only hold each other, in a process that reads pages.

A page makes some ten thousand small objects at once (a handle for every element that is looked at), and none of them
hold each other: they go when the page does. Python looks for cycles after every 700 new ones, thus dozens of times a
page, and finds nothing; that is a fifth of the CPU of reading. Seldom is enough for the few cycles that a crawl makes.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 50
"""Objects made and not yet gone before the young are looked through; how often that before the older ones are."""


def collect_seldom() -> None:
    """Look for cycles seldom from now on, in this whole process. Where somebody has set it higher, or off, it stays."""
    young, middle, old = gc.get_threshold()
    if 0 < young < YOUNG:
        gc.set_threshold(YOUNG, max(middle, MIDDLE), max(old, OLD))
