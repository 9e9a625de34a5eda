"""A paper's time zone: what its system states, what its place tells, and what its dates print. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from newscrawl.cleaning.zones import zone_of
from newscrawl.scouting.clues import Clue
from newscrawl.scouting.places import (
    country_name,
    country_of,
    country_of_host,
    region_in,
    zone_at,
    zones_of_country,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ZERO = timedelta()
_COUNTRY_OF_LANGUAGE = {"de": "DE", "fr": "FR", "es": "ES", "it": "IT", "nl": "NL", "pl": "PL", "pt": "PT", "sv": "SE",
                        "en": "US", "da": "DK", "nb": "NO", "fi": "FI", "cs": "CZ", "uk": "UA", "tr": "TR", "id": "ID",
                        "ru": "RU"}  # fmt: skip
"""Where most papers of a language are, for one that says no more."""
_OF_MOST = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage",
            "Pacific/Honolulu")  # fmt: skip
"""The zones of the United States, before the many of single counties."""


def zone_of_paper(
    place: str | None,
    host: str,
    moments: Iterable[str],
    *,
    stated: str | None = None,
    language: str | None = None,
    at: tuple[float | None, float | None] = (None, None),
) -> Clue:
    """The paper's time zone.

    Args:
        place: "Mapleton, Oregon", where it is known.
        host: of the paper.
        moments: dates as its pages and feeds state them (ISO 8601); those with an offset tell.
        stated: what the publishing system itself says (WordPress' interface).
        language: a tag as declared; its region, or where most papers of the language are, is the last resort.
        at: latitude and longitude, where a list gives them.
    """
    if stated and "/" in stated and stated in available_timezones():
        return Clue(stated, "the site's own interface")
    offsets = offsets_in(moments)
    region = region_in(place)
    if region is not None:
        best, doubt = zone_at(region, *at)
        return _fitting([best, *region.zones], offsets, region.name, doubt)
    country = country_of((place or "").rpartition(",")[2]) or country_of_host(host)
    if country and (zones := zones_of_country(country)):
        several = f"{country_name(country)} has {len(zones)} zones" if len(zones) > 1 else None
        return _fitting(_of_most_first(country, zones), offsets, country_name(country), several)
    tag, _, part = (language or "").replace("_", "-").partition("-")
    guessed = country_of(part) if len(part) == 2 else None
    guessed = guessed or _COUNTRY_OF_LANGUAGE.get(tag.casefold())
    if guessed and any(offset for _, offset in offsets):
        found = _fitting(_of_most_first(guessed, zones_of_country(guessed)), offsets, "printed offsets", None)
        return Clue(found.value, found.source, found.doubt or "other places have the same hours")
    if guessed and len(zones_of_country(guessed)) == 1 and part:
        return Clue(zones_of_country(guessed)[0], f"the language {language}", "a language is no place")
    return Clue("UTC", "nothing", "nothing tells it")


def offsets_in(moments: Iterable[str]) -> list[tuple[datetime, timedelta]]:
    """The moments that state an offset, with it; UTC (what servers say of themselves) only where one states another."""
    found = []
    for text in moments:
        try:
            moment = datetime.fromisoformat(text)
        except (ValueError, TypeError):
            continue
        if moment.tzinfo is not None and (offset := moment.utcoffset()) is not None:
            found.append((moment, offset))
    return found if any(offset for _, offset in found) else []


def _of_most_first(country: str, zones: tuple[str, ...]) -> list[str]:
    return [*(zone for zone in _OF_MOST if country == "US"), *zones]


def _fitting(zones: Sequence[str], offsets: list[tuple[datetime, timedelta]], source: str, doubt: str | None) -> Clue:
    """The first of *zones* that has the hours which most of the dates print; the first, in doubt, where none has."""
    told = [(moment, offset) for moment, offset in offsets if offset != _ZERO] or offsets
    if not told:
        return Clue(zones[0], source, doubt)
    hits = {
        zone: sum(moment.astimezone(zone_of(zone)).utcoffset() == offset for moment, offset in told) for zone in zones
    }
    best = max(zones, key=lambda zone: hits[zone])
    if hits[best] * 2 <= len(told):
        return Clue(zones[0], source, f"its dates print other hours ({_hours(told[0][1])})")
    rivals = {zone for zone in zones if hits[zone] == hits[best]}
    still = doubt if len(rivals) > 1 and best == zones[0] and doubt else None
    return Clue(best, f"{source}, and printed offsets" if source != "printed offsets" else source, still)


def _hours(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
