"""Which language an article is in: by its commonest words where they leave no doubt, else as it states."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from newscrawl.quotes.languages.de.grammar import GERMAN
from newscrawl.quotes.languages.en.grammar import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.quotes.languages.language import Language

LANGUAGES = {language.code: language for language in (ENGLISH, GERMAN)}
"""By ISO 639-1 code; the first one is what an article is read as that nothing is known of."""
_WORD = re.compile(r"[^\W\d_]+")
_READ = 400
"""Words that are counted."""
_LONG = 4_000
"""Characters of a paragraph that is not taken apart whole."""
_LEAST = 5
"""Function words of a language that leave no doubt, where another's are a third of them."""


def language_of(stated: str | None, paragraphs: Iterable[str]) -> Language:
    """The language to read an article by.

    Its words go before its statement: many a paper's template states the language of whoever wrote the template.

    Args:
        stated: BCP 47 ("de-AT"), or None.
        paragraphs: the article's body.
    """
    words: list[str] = []
    for text in paragraphs:
        words += (
            _WORD.findall(text) if len(text) < _LONG else [found[0] for found in islice(_WORD.finditer(text), _READ)]
        )
        if len(words) >= _READ:
            break
    read = " ".join(words[:_READ]).lower().split(" ")
    counts = {code: sum(map(language.function_words.__contains__, read)) for code, language in LANGUAGES.items()}
    first, second, *_ = sorted(counts, key=lambda code: -counts[code])
    if counts[first] >= _LEAST and counts[first] >= 3 * counts[second]:
        return LANGUAGES[first]
    told = (stated or "").lower().replace("_", "-").partition("-")[0]
    return LANGUAGES.get(told, ENGLISH)
