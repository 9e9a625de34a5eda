"""The dates that stand in a printed line: found, told apart and put together; see :mod:`newscrawl.cleaning.dates`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from newscrawl.cleaning import date_words as words
from newscrawl.cleaning.zones import ABBREVIATIONS, ZONE_WORDS, month_first

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<iso>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:\ ?[+-]\d\d:?\d\d|Z)?(?![\d:]))
      | (?P<date>(?<![\w/.-])\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{1,4}(?![\d/-]))
      | (?P<cjk>\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日일])
      | (?P<time>(?<!\d)\d{1,2}(?P<mark>[:.]|\ ?[hH]\ ?)\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?!\d))
      | (?P<offset>[+−-]\d\d?(?::?\d\d)?(?!\d))
      | (?P<number>\d+)
      | (?P<word>[^\W\d_]+(?:[.'’][^\W\d_]+)*)
      | (?P<rest>\S)""",
    re.VERBOSE,
)
_NUMBERS = re.compile(r"\d+")
_MOST_TOKENS = 60
"""A date line is short; what stands behind so many tokens is text."""


@dataclass(slots=True)
class Printed:
    """A date as far as its line states it."""

    rank: int = 1
    """0: the line says that it was published then, 2: that it was updated, 1: neither."""
    moment: datetime | None = None
    """An ISO 8601 moment with its offset, where one is printed."""
    months: list[tuple[str, int]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    numeric: tuple[int, int, int] | None = None
    hour: int | None = None
    minute: int = 0
    second: int = 0
    zone: str | None = None
    """Abbreviation, as in :data:`newscrawl.cleaning.zones.ABBREVIATIONS`."""
    offset: int | None = None
    """Minutes east of UTC."""
    days_ago: int | None = None
    amounts: list[tuple[int, int]] = field(default_factory=list)
    """Numbers and units (seconds) of a span: "1 hour 5 minutes"."""
    ago: bool = False

    @property
    def dated(self) -> bool:
        """Is a day named already?"""
        return bool(self.moment or self.numeric or self.days_ago is not None or (self.months and self.numbers))

    def day(self, now: date | None) -> date | None:
        """The day, in the year nearest before *now* where none is printed; None where it is open or there is none such."""
        if self.numeric:
            return _day(*self.numeric)
        months = [m for w, m in self.months if w != "mar"] or [m for _, m in self.months]  # "mar. 4 nov.": a Tuesday
        short = [n for n in self.numbers if len(n) <= 2]
        long = [n for n in self.numbers if len(n) > 2]
        if len(set(months)) != 1 or not short or any(len(n) != 4 for n in long):
            return None
        if long:
            return _day(int(long[0]), months[0], int(short[0]))
        if len(short) > 1:  # 8 Sep 20
            return _day(full_year(int(short[1]), now), months[0], int(short[0]))
        if now is None:
            return None
        day = _day(now.year, months[0], int(short[0])) or _day(now.year - 1, months[0], int(short[0]))
        ahead = day is not None and day > now + timedelta(days=2)
        return _day(now.year - 1, months[0], int(short[0])) if ahead else day

    @property
    def has_year(self) -> bool:
        """Does the line name the year?"""
        return bool(self.numeric) or len(self.numbers) > 1

    def tz(self, names: dict[str, tzinfo]) -> tzinfo | None:
        """The zone that is printed; an offset in figures wins over a name ("GMT-01:01")."""
        if self.offset is not None:
            return timezone(timedelta(minutes=self.offset))
        return names.get(self.zone) if self.zone else None


def full_year(short: int, now: date | None) -> int:
    """The year that two digits name: none far ahead of *now*; without a now as POSIX says (69 is 1969)."""
    if short >= 100:
        return short
    last = now.year + 2 if now else 2068
    return last - (last - short) % 100


def printed_dates(text: str, zone: str, now: date | None) -> tuple[list[Printed], bool]:
    """The dates of the line, and whether it holds words that belong to none. *zone* decides the order of figures."""
    run = Printed()
    runs, strange = [run], False
    tokens = list(_tokens(text))
    for at, (kind, token) in enumerate(tokens):
        if kind == "word":
            word = words.fold(token)
            if word in words.PUBLISHED or word in words.UPDATED:
                runs.append(run := Printed(rank=0 if word in words.PUBLISHED else 2))
            elif not _take_word(run, word, token, tokens[at - 1] if at else ("", "")):
                strange = True
                runs.append(run := Printed(rank=run.rank if not run.dated else 1))
        elif kind != "rest":
            if _full(run, kind):
                runs.append(run := Printed(rank=run.rank))
            if not _TAKE[kind](run, token, zone, now):
                strange = True
    return [r for r in runs if r.dated or (r.ago and r.amounts)], strange


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for number, match in enumerate(_TOKEN.finditer(text)):
        if number >= _MOST_TOKENS:
            return
        kind = match.lastgroup or "rest"
        yield ("date" if match["date"] else "time" if match["time"] else kind), match[0]


def _full(run: Printed, kind: str) -> bool:
    """Does this figure open another date?"""
    if kind == "time":
        return run.dated and run.hour is not None
    return kind in ("iso", "date", "cjk") and run.dated


def _take_word(run: Printed, word: str, token: str, before: tuple[str, str]) -> bool:
    """Put a word where it belongs; False for a word that no date holds."""
    after_number = before[0] == "number"
    if (word in words.AM or word in words.PM) and (after_number or before[0] in ("time", "iso")):
        return _take_half(run, word, after_number=after_number)
    if after_number and word in words.UNITS and not (word in words.HOUR_WORDS and run.dated):
        if run.numbers:
            run.amounts.append((int(run.numbers.pop()), words.UNITS[word]))
        return True
    if word in words.UNITS and before[0] == "word" and (number := words.NUMBERS.get(words.fold(before[1]))):
        run.amounts.append((number, words.UNITS[word]))
        return True
    if after_number and word in words.HOUR_WORDS and run.numbers and int(run.numbers[-1][:3]) < 24:
        run.hour = int(run.numbers.pop())
        return True
    if word in words.AGO and (run.amounts or word != "ago"):
        run.ago = True
        return True
    if run.hour is not None and (zone := _zone_named(word, token)):
        run.zone = run.zone or zone
        return True
    return _take_plain(run, word, after_number=after_number)


def _take_plain(run: Printed, word: str, *, after_number: bool) -> bool:
    if word in words.MONTHS:
        run.months.append((word, words.MONTHS[word]))
    elif word in words.CLOCK:
        if after_number and run.numbers and int(run.numbers[-1][:3]) == 12:
            run.numbers.pop()
        run.hour, run.minute = words.CLOCK[word], run.minute if run.hour is not None else 0
    elif word in words.DAYS:
        run.days_ago = words.DAYS[word]
    else:
        return word in words.FILLERS or word in words.WEEKDAYS or word in words.NUMBERS
    return True


def _zone_named(word: str, token: str) -> str | None:
    if word in ZONE_WORDS:
        return ZONE_WORDS[word]
    name = token.replace(".", "").upper()
    return name if name in ABBREVIATIONS and (token.isupper() or len(name) == 3) else None


def _take_half(run: Printed, word: str, *, after_number: bool) -> bool:
    if after_number:
        if not run.numbers or len(run.numbers[-1]) > 2 or run.hour is not None:
            return True
        run.hour, run.minute = int(run.numbers.pop()), 0
    if run.hour is not None and run.hour <= 12:
        run.hour = run.hour % 12 + (12 if word in words.PM else 0)
    return True


def _take_time(run: Printed, token: str, zone: str, now: date | None) -> bool:  # noqa: ARG001
    hour, minute, *rest = (int(n) for n in _NUMBERS.findall(token))
    run.hour, run.minute, run.second = hour, minute, rest[0] if rest else 0
    return True


def _take_offset(run: Printed, token: str, zone: str, now: date | None) -> bool:
    if run.hour is None or (len(token) < 5 and run.zone is None) or run.offset is not None:
        return _take_number(run, token[1:], zone, now) if token[1:].isdigit() else True
    figures = token[1:].replace(":", "")
    hours, minutes = (figures[:-2], figures[-2:]) if len(figures) > 2 else (figures, "0")
    value = int(hours) * 60 + int(minutes)
    if value > 14 * 60:  # no zone is further off: it is a year after a dash
        return _take_number(run, figures, zone, now)
    run.offset = value if token[0] == "+" else -value
    return True


def _take_number(run: Printed, token: str, zone: str, now: date | None) -> bool:  # noqa: ARG001
    run.numbers.append(token)
    return True


def _take_date(run: Printed, token: str, zone: str, now: date | None) -> bool:
    """9/8/20, 8.9.2020, 2020-09-08: full stops and a figure above 12 say which is the day, else the zone."""
    first, second, third = (f for f in _NUMBERS.findall(token))
    if len(first) == 4:
        run.numeric = (int(first), int(second), int(third))
        return True
    if len(first) > 2 or len(third) not in (2, 4):
        return False
    a, b, year = int(first), int(second), full_year(int(third), now) if len(third) == 2 else int(third)
    month_leads = month_first(zone) and "." not in token
    run.numeric = (year, a, b) if (month_leads and a <= 12) or b > 12 else (year, b, a)
    return True


def _take_cjk(run: Printed, token: str, zone: str, now: date | None) -> bool:  # noqa: ARG001
    year, month, day = (int(n) for n in _NUMBERS.findall(token))
    run.numeric = (year, month, day)
    return True


def _take_iso(run: Printed, token: str, zone: str, now: date | None) -> bool:  # noqa: ARG001
    try:
        moment = datetime.fromisoformat(token.replace(",", ".").replace(" +", "+").replace(" -", "-"))
    except ValueError:
        return False
    if moment.tzinfo:
        run.moment = moment
    else:  # a zone or "PM" may follow
        run.numeric = (moment.year, moment.month, moment.day)
        run.hour, run.minute, run.second = moment.hour, moment.minute, moment.second
    return True


_TAKE = {
    "time": _take_time,
    "offset": _take_offset,
    "number": _take_number,
    "date": _take_date,
    "cjk": _take_cjk,
    "iso": _take_iso,
}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
