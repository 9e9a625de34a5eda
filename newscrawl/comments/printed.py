"""The time that a page prints beside a comment, as ISO 8601 and no more precise than it was printed.

Many themes print a date and no machine-readable time ("2. Dezember 2019 um 6:11 Uhr"). No offset is invented, and
relative words ("8 hours ago") give nothing: the reader of a saved page has no clock.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

# Months in the languages of Unicode CLDR 46's Latin-script locales most used by news sites; beginnings of at least
# three letters, without accents. Longer ones win ("mars" before "mar", "juin" and "juillet" before "jui").
_MONTHS = {
    1: "january januar jan janvier enero ene gennaio gen janeiro januari styczen janner jaenner ledna",
    2: "february februar feb fevrier fev febrero febbraio fevereiro februari helmikuu fevr",
    3: "march mar mars marz maerz marzo marco maart mrz mrt",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maggio mag maio mei maj",
    6: "june jun juni juin junio giugno giu junho",
    7: "july jul juli juillet juil julio luglio lug julho",
    8: "august aug aout agosto ago augustus augusti",
    9: "september sep sept septembre septiembre settembre set setembro",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez decembre diciembre dic dicembre dezembro desember",
}
_NUMBER = {name: month for month, names in _MONTHS.items() for name in names.split()}
_PLAIN = str.maketrans("äàáâãåçèéêëíîïñóôõöúûüýÄÉÁÜÖÛ", "aaaaaaceeeeiiinoooouuuyaeauou")

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ,]+(\d{1,2}):(\d\d)(?::\d\d)?(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")
_NAMED_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:de\s+|of\s+)?(\d{4})\b")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|°)?\.?[\s\-/]*(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?[\s\-/]*(?:de\s+|"
    r"del\s+)?(\d{4}|['’]?\d\d(?=\W|$))"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[./年년]\s?(\d{1,2})\s?[./月월]\s?(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([./\-])\s?(\d{1,2})\2\s?(\d{4}|\d\d)(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d.:/-])(\d{1,2})\s?(?:[:.]|h|u|Uhr)\s?(\d\d)(?![\d])(?:[:.]\d\d)?\s*([ap])?\.?\s?(?:m\b)?", re.IGNORECASE
)
_HOUR = re.compile(r"(?<![\d.:/-])(\d{1,2})\s?([ap])\.?m\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def printed_time(text: str, *, day_first: bool | None = None) -> str | None:
    """The date that *text* prints, with the time of day where one is printed; None where it names no whole date.

    Args:
        text: What stands beside the comment, up to a few hundred characters of it.
        day_first: How "4/5/2024" is meant; None where nobody knows: with points the day stands first, else the month.
    """
    found = _found(text, day_first=day_first)
    return found[0] if found else None


_FIGURE = re.compile(r"\d")
_YEARLESS = re.compile(
    r"\b(?:([^\W\d_]{3,12})\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th|"
    r"\.)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?),?\s+(?:at|um|à|a las|alle|om|kl\.?|@|-|–)?\s*\d{1,2}[:.h]\d\d",
    re.IGNORECASE,
)


def is_yearless(text: str) -> bool:
    """A day and a clock without a year ("Jun 20th at 2:41 am"): a time, though not one that can be told from here."""
    if _FIGURE.search(text) is None:
        return False
    found = _YEARLESS.search(text[:120])
    return found is not None and _month(found[1] or found[2]) is not None


_DATE_LIKE = re.compile(r"\d\s?[./\-年월月년]\s?\d|\d{4}|['’]\d\d|\d{1,2}\W{0,3}[^\W\d_]{3,12}\W{1,3}\d\d")


def may_hold_date(text: str) -> bool:
    """A cheap first look: are there figures that may be a date?"""
    return _FIGURE.search(text) is not None and _DATE_LIKE.search(text) is not None


def date_starts(text: str) -> int | None:
    """Where in *text* a date begins; None where it holds none. For names printed with a date behind them."""
    found = _found_short(text) if len(text) <= _SHORT else _found(text, day_first=None)
    return found[1] if found else None


_SHORT = 120
"""Characters of a text that several readers of one comment look at, so that what was found is kept for the next."""


@lru_cache(maxsize=1024)
def _found_short(text: str) -> tuple[str, int] | None:
    return _found(text, day_first=None)


def _found(text: str, *, day_first: bool | None) -> tuple[str, int] | None:
    text = " ".join(text[:2_000].split())[:300]
    if _FIGURE.search(text) is None:
        return None
    if found := _ISO.search(text):
        hour = found[4]
        if hour and (half := re.match(r"(?::\d\d)?\s*([ap])\.?m\b", text[found.end(5) :], re.IGNORECASE)):
            hour = str(int(hour) % 12 + (12 if half[1].lower() == "p" else 0))
        day = _checked(found[1], found[2], found[3], hour, found[5], zone=found[6] or "")
        return (day, found.start()) if day else None
    for pattern, order in ((_NAMED_FIRST, "mdy"), (_DAY_FIRST, "dmy"), (_YEAR_FIRST, "ymd"), (_NUMERIC, "")):
        for found in pattern.finditer(text):
            parts = found.groups() if order else (found[1], found[3], found[4])
            named = order or _order(found, day_first=day_first)
            by = dict(zip(named, parts, strict=True))
            month = by["m"] if by["m"].isdecimal() else _month(by["m"])
            if month is None:
                continue
            hour, minute = _clock(text[: found.start()], text[found.end() :])
            if day := _checked(_year(by["y"]), month, by["d"], hour, minute, zone=""):
                return day, found.start()
    return None


def _order(found: re.Match[str], *, day_first: bool | None) -> str:
    """How the three numbers of a date are meant: a number over 12 decides, then what is known, then the sign between."""
    if int(found[1]) > 12 or int(found[3]) > 12:
        return "dmy" if int(found[1]) > 12 else "mdy"
    return "dmy" if day_first or (day_first is None and found[2] == ".") else "mdy"


def is_day_first(texts: list[str], language: str) -> bool | None:
    """How a thread means "4/5/2024": by the numbers that can only be days, else by the page's language."""
    found = [match for text in texts for match in _NUMERIC.finditer(text[:300])]
    if any(int(match[1]) > 12 for match in found):
        return True
    if any(int(match[3]) > 12 for match in found):
        return False
    return True if language and language.lower().replace("_", "-") not in ("en", "en-us") else None


def _month(word: str) -> str | None:
    word = word.translate(_PLAIN).lower()
    number = _NUMBER.get(word)
    if number is None and len(word) > 3:
        number = next((n for name, n in _NUMBER.items() if len(name) > 3 and word.startswith(name)), None)
    return None if number is None else str(number)


def _year(text: str) -> str:
    digits = text.lstrip("'’")
    return digits if len(digits) == 4 else f"20{digits}"


def _clock(before: str, after: str) -> tuple[str | None, str | None]:
    """Hour and minute, from behind the date where there is a clock, else from before it ("9:47 pm, May 26")."""
    for side in (after[:60], before[-40:]):
        if found := _CLOCK.search(side):
            hour = int(found[1])
            if found[3]:
                hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
            if hour < 24 and int(found[2]) < 60:
                return str(hour), found[2]
        if found := _HOUR.search(side):
            return str(int(found[1]) % 12 + (12 if found[2].lower() == "p" else 0)), "00"
    return None, None


def _checked(year: str, month: str, day: str, hour: str | None, minute: str | None, *, zone: str) -> str | None:
    try:
        when = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    if not 1990 <= when.year <= 2100:
        return None
    if hour is None:
        return when.date().isoformat()
    return when.isoformat(timespec="minutes") + ("+00:00" if zone == "Z" else zone)
