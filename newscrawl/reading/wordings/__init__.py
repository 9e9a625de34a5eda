"""The languages whose correction notes, live blogs and paywalls are known: one file each.

Another language is another file in this folder that sets ``WORDS`` to a :class:`~newscrawl.reading.wording.Wording`; nothing
else has to change. What a page is written in is not asked: the tables of all languages are searched together.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from newscrawl.reading.wording import Wording

WORDINGS: tuple[Wording, ...] = tuple(
    words
    for module in sorted(iter_modules(__path__))
    if isinstance(words := import_module(f"{__name__}.{module.name}").WORDS, Wording)
)
"""By code."""
