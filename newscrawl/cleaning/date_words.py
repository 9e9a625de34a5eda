"""Words around dates, of all languages together; each language is a file in :mod:`newscrawl.cleaning.languages`.

All are folded (:func:`fold`): in lower case, without accents; short forms without their full stop.
"""

from __future__ import annotations

from unicodedata import category, normalize

from newscrawl.cleaning.languages import LANGUAGES, words_of_all


def fold(word: str) -> str:
    """The word in lower case, without accents and full stops."""
    if word.isascii():
        return word.lower().replace(".", "")
    bare = normalize("NFD", word.lower().replace("’", "'"))
    return "".join(c for c in bare if category(c) != "Mn").replace(".", "")


def _table(name: str) -> frozenset[str]:
    return frozenset(map(fold, words_of_all(name)))


def _by_number(texts: tuple[str, ...]) -> dict[str, int]:
    return {fold(word): number for number, text in enumerate(texts, 1) for word in text.split()}


MONTHS = {word: number for language in LANGUAGES for word, number in _by_number(language.months).items()}
WEEKDAYS = _table("weekdays")
PUBLISHED = _table("published")
UPDATED = _table("updated")
"""A date after one of these says when the page changed; a date that says when it appeared goes first."""
FILLERS = _table("fillers")
"""Words that a date may hold and that change nothing."""

AM = _table("am")
PM = _table("pm")
CLOCK = {fold(word): hour for language in LANGUAGES for word, hour in language.clock.items()}
HOUR_WORDS = _table("hours")
"""After a number: an hour of the day."""

DAYS = {fold(word): back for language in LANGUAGES for word, back in language.days.items()}
"""Days before today."""
AGO = _table("ago")
UNITS = {
    fold(word): seconds
    for language in LANGUAGES
    for seconds, text in zip((1, 60, 3_600, 86_400, 7 * 86_400), language.units, strict=True)
    for word in text.split()
}
"""Seconds of a unit. Months and years are left out: "2 months ago" names no day."""
NUMBERS = {word: number for language in LANGUAGES for word, number in _by_number(language.numbers).items()}
NOW = frozenset(fold(line) for language in LANGUAGES for line in language.now)


def says_update(line: str) -> bool:
    """Whether a date line says at its beginning that its date is one of a change: "Last updated: …", "Zuletzt geändert …"."""
    for word in line[:60].split()[:4]:
        folded = fold(word.strip(":,;()[]"))
        if folded in UPDATED:
            return True
        if folded in PUBLISHED or folded[:1].isdigit():
            return False
    return False
