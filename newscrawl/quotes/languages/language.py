"""What the reader of quotations asks of a language: tables of words, and how its sentences attribute speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from newscrawl.quotes.attribution import Claim, Subject
    from newscrawl.quotes.people import People


@dataclass(slots=True)
class Language:
    """A folder of tables, and the functions that read by them. Words are in lower case."""

    code: str
    """ISO 639-1."""
    function_words: frozenset[str]
    """Its commonest words that few other languages have, by which an article of no stated language is known."""
    saying: frozenset[str]
    """Verbs whose subject is the speaker."""
    mixed: frozenset[str]
    """Verbs that take quoted words into a paraphrase."""
    words: frozenset[str]
    """Words before marks that enclose a name, a title or a word as a word."""
    things: frozenset[str]
    """Things that bear words and are no speakers."""
    documents: frozenset[str]
    """Things that are read."""
    works: frozenset[str]
    """Nouns for what has a title."""
    little: frozenset[str]
    """Words that a title prints without a capital."""
    roles: frozenset[str]
    """Offices, trades, relations."""
    places: frozenset[str]
    """Last words of names that are no person's."""
    companies: frozenset[str]
    """Last words of names of what speaks as "they" or "it"."""
    abbreviation: re.Pattern[str]
    """What ends before a full stop that ends no sentence."""
    introduced: re.Pattern[str]
    """The end of a paragraph that introduces the next one as a quotation."""
    told_later: re.Pattern[str]
    """The head of a paragraph that says whose words the one before was."""
    claim_after: Callable[[str], Claim | None]
    """The attribution in the text behind a segment."""
    claim_before: Callable[[str], Claim | None]
    """The attribution in the sentence before a segment."""
    first_subject: Callable[[str], Subject | None]
    """The first subject of a sentence."""
    find_people: Callable[[list[str], list[str]], People]
    """The names of an article, from its paragraphs and these with quoted words blanked out."""
    is_document: Callable[[str], bool]
    """The words of a description are of a thing to read."""
