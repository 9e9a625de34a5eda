"""The languages whose words are known around dates and names: one file each.

Another language is another file in this folder that sets ``WORDS`` to a
:class:`~newscrawl.cleaning.language.Language`; nothing else has to change. What a page is written in is not asked: the
tables of all languages are searched together, so a word that would mislead in another language stays out.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from newscrawl.cleaning.language import Language

LANGUAGES: tuple[Language, ...] = tuple(
    words
    for module in sorted(iter_modules(__path__))
    if isinstance(words := import_module(f"{__name__}.{module.name}").WORDS, Language)
)
"""By code."""


def words_of_all(table: str) -> frozenset[str]:
    """The words that *table*, the name of a field of running text, has in any language."""
    return frozenset(word for language in LANGUAGES for word in getattr(language, table).split())
