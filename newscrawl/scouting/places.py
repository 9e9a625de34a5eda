"""Regions and countries with their time zones: what a place's name or a country's suffix tells of a paper's clock. Pure.

Facts: United States time zones by state and their borders (49 CFR part 71), rounded to what a town's place can tell;
provinces of Canada and states of Australia by the tz database (https://www.iana.org/time-zones). Postal codes, and the short
forms that American papers print (The Associated Press Stylebook's), name a state. Countries and their zones come from the
tz database's own tables, which the package tzdata carries.
"""

# ruff: noqa: SIM905  (a table of words reads best as words)

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_REGIONS = """
US|Alabama|AL|Ala.|America/Chicago
US|Alaska|AK|Alaska|America/Anchorage
US|Arizona|AZ|Ariz.|America/Phoenix
US|Arkansas|AR|Ark.|America/Chicago
US|California|CA|Calif.|America/Los_Angeles
US|Colorado|CO|Colo.|America/Denver
US|Connecticut|CT|Conn.|America/New_York
US|Delaware|DE|Del.|America/New_York
US|District of Columbia|DC|D.C.|America/New_York
US|Florida|FL|Fla.|America/New_York America/Chicago
US|Georgia|GA|Ga.|America/New_York
US|Hawaii|HI|Hawaii|Pacific/Honolulu
US|Idaho|ID|Idaho|America/Boise America/Los_Angeles
US|Illinois|IL|Ill.|America/Chicago
US|Indiana|IN|Ind.|America/Indiana/Indianapolis America/Chicago
US|Iowa|IA|Iowa|America/Chicago
US|Kansas|KS|Kan.|America/Chicago America/Denver
US|Kentucky|KY|Ky.|America/New_York America/Chicago
US|Louisiana|LA|La.|America/Chicago
US|Maine|ME|Maine|America/New_York
US|Maryland|MD|Md.|America/New_York
US|Massachusetts|MA|Mass.|America/New_York
US|Michigan|MI|Mich.|America/Detroit America/Menominee
US|Minnesota|MN|Minn.|America/Chicago
US|Mississippi|MS|Miss.|America/Chicago
US|Missouri|MO|Mo.|America/Chicago
US|Montana|MT|Mont.|America/Denver
US|Nebraska|NE|Neb.|America/Chicago America/Denver
US|Nevada|NV|Nev.|America/Los_Angeles
US|New Hampshire|NH|N.H.|America/New_York
US|New Jersey|NJ|N.J.|America/New_York
US|New Mexico|NM|N.M.|America/Denver
US|New York|NY|N.Y.|America/New_York
US|North Carolina|NC|N.C.|America/New_York
US|North Dakota|ND|N.D.|America/Chicago America/Denver
US|Ohio|OH|Ohio|America/New_York
US|Oklahoma|OK|Okla.|America/Chicago
US|Oregon|OR|Ore.|America/Los_Angeles America/Boise
US|Pennsylvania|PA|Pa.|America/New_York
US|Puerto Rico|PR|P.R.|America/Puerto_Rico
US|Rhode Island|RI|R.I.|America/New_York
US|South Carolina|SC|S.C.|America/New_York
US|South Dakota|SD|S.D.|America/Chicago America/Denver
US|Tennessee|TN|Tenn.|America/Chicago America/New_York
US|Texas|TX|Texas|America/Chicago America/Denver
US|Utah|UT|Utah|America/Denver
US|Vermont|VT|Vt.|America/New_York
US|Virginia|VA|Va.|America/New_York
US|Washington|WA|Wash.|America/Los_Angeles
US|West Virginia|WV|W.Va.|America/New_York
US|Wisconsin|WI|Wis.|America/Chicago
US|Wyoming|WY|Wyo.|America/Denver
CA|Alberta|AB|Alta.|America/Edmonton
CA|British Columbia|BC|B.C.|America/Vancouver
CA|Manitoba|MB|Man.|America/Winnipeg
CA|New Brunswick|NB|N.B.|America/Moncton
CA|Newfoundland and Labrador|NL|N.L.|America/St_Johns
CA|Northwest Territories|NWT|N.W.T.|America/Yellowknife
CA|Nova Scotia|NS|N.S.|America/Halifax
CA|Nunavut|NU|Nunavut|America/Iqaluit
CA|Ontario|ON|Ont.|America/Toronto
CA|Prince Edward Island|PE|P.E.I.|America/Halifax
CA|Quebec|QC|Que.|America/Toronto
CA|Saskatchewan|SK|Sask.|America/Regina
CA|Yukon|YT|Yukon|America/Whitehorse
AU|Australian Capital Territory|ACT|A.C.T.|Australia/Sydney
AU|New South Wales|NSW|N.S.W.|Australia/Sydney
AU|Northern Territory|NT|N.T.|Australia/Darwin
AU|Queensland|QLD|Qld|Australia/Brisbane
AU|South Australia|SAU|S.A.|Australia/Adelaide
AU|Tasmania|TAS|Tas.|Australia/Hobart
AU|Victoria|VIC|Vic.|Australia/Melbourne
AU|Western Australia|WAU|W.A.|Australia/Perth
"""
# Where the second zone of a state begins: degrees of longitude west of which it holds ("<"), or of latitude north of
# which (">"). Oregon's and Texas' second zones are corners: Malheur County; El Paso and Hudspeth.
_SECOND_ZONE = {
    "FL": ("long", "<", -85.1), "IN": ("long", "<", -86.9), "KS": ("long", "<", -101.4), "KY": ("long", "<", -85.9),
    "MI": ("long", "<", -87.4), "NE": ("long", "<", -100.9), "ND": ("long", "<", -101.6), "SD": ("long", "<", -100.6),
    "TN": ("long", ">", -85.2), "TX": ("long", "<", -104.9), "ID": ("lat", ">", 45.5), "OR": ("long", ">", -118.2),
}  # fmt: skip
_NEAR = 0.8
"""Degrees from a border within which a town may be on either side of it."""
_ELSEWHERE = frozenset(
    "ac ai as bz cc cd co cx dj fm gg gl im io la ly me ms mu nu pw sc sh st sx tk to tv vc vu ws".split()
)
"""Suffixes of countries that papers anywhere use (https://en.wikipedia.org/wiki/Country_code_top-level_domain)."""
_SUFFIXES = {"uk": "GB", "eu": "", "scot": "GB", "wales": "GB", "cymru": "GB", "london": "GB", "nyc": "US", "berlin": "DE",
             "hamburg": "DE", "koeln": "DE", "bayern": "DE", "wien": "AT", "paris": "FR", "bzh": "FR", "cat": "ES",
             "melbourne": "AU", "sydney": "AU", "quebec": "CA"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A state or province."""

    country: str
    """ISO 3166, two letters."""
    name: str
    code: str
    """As in addresses: "OR"."""
    short: str
    """As papers print it: "Ore."."""
    zones: tuple[str, ...]
    """IANA names, that of most people first."""


REGIONS: tuple[Region, ...] = tuple(
    Region(country, name, code, short, tuple(zones.split()))
    for country, name, code, short, zones in (line.split("|") for line in _REGIONS.split("\n") if line)
)
_BY_WORD = {
    word.casefold().replace(".", ""): region for region in REGIONS for word in (region.name, region.short, region.code)
}
_BY_NAME = {region.name.casefold(): region for region in REGIONS}
_NAME = re.compile(
    r"\b(?:" + "|".join(sorted((re.escape(one.name) for one in REGIONS), key=len, reverse=True)) + r")\b"
)


def region_of(word: str | None) -> Region | None:
    """The region that *word* names: "Oregon", "OR" or "Ore."; None for no or an unknown word."""
    return _BY_WORD.get(" ".join((word or "").split()).casefold().replace(".", "")) if word else None


def region_in(text: str | None) -> Region | None:
    """The region that a place ends with ("Mapleton, Oregon", "Salem, Ore.") or whose whole name stands in *text*.

    "Washington" alone is left out, for it is as often the capital or a man.
    """
    if not text:
        return None
    if (region := region_of(text[:300].rpartition(",")[2])) is not None:
        return region
    found = {_BY_NAME[name.casefold()] for name in _NAME.findall(text[:1_000]) if name != "Washington"}
    return next(iter(found)) if len(found) == 1 else None


def zone_at(region: Region, latitude: float | None, longitude: float | None) -> tuple[str, str | None]:
    """The zone of a town in *region*, and why that is doubtful; None where it is not."""
    if len(region.zones) == 1:
        return region.zones[0], None
    axis, side, bound = _SECOND_ZONE[region.code]
    at = longitude if axis == "long" else latitude
    both = f"{region.name} has two zones, {' and '.join(region.zones)}"
    if at is None:
        return region.zones[0], both
    second = at < bound if side == "<" else at > bound
    return region.zones[second], both if abs(at - bound) < _NEAR else None


def country_of_host(host: str) -> str | None:
    """The country whose suffix *host* has ("GB" for "paper.co.uk"); None for suffixes that are used anywhere."""
    suffix = host.partition(":")[0].rstrip(".").rpartition(".")[2].casefold()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix] or None
    return suffix.upper() if len(suffix) == 2 and suffix not in _ELSEWHERE and suffix.upper() in _countries() else None


def country_of(word: str | None) -> str | None:
    """The country that *word* names, by its English name or its code; None for no or an unknown word."""
    word = " ".join((word or "").split())
    if word.upper() in _countries():
        return word.upper()
    return _OTHER_NAMES.get(word.casefold()) or next(
        (code for code, name in _countries().items() if name.casefold() == word.casefold()), None
    )


_OTHER_NAMES = {"uk": "GB", "united kingdom": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
                "usa": "US", "united states": "US", "united states of america": "US", "deutschland": "DE",
                "österreich": "AT", "schweiz": "CH", "suisse": "CH", "españa": "ES"}  # fmt: skip


def country_name(code: str) -> str:
    """Its English name, as the tz database has it."""
    return {"GB": "United Kingdom"}.get(code, _countries().get(code, code))


@cache
def zones_of_country(code: str) -> tuple[str, ...]:
    """The IANA zones of a country, the most populous of each part first; none for an unknown code."""
    return tuple(zone for codes, zone in _rows("zone.tab", 0, 2) if code in codes.split(","))


@cache
def country_of_zone(zone: str) -> str | None:
    """The country whose zone *zone* is; None for one of no country ("UTC")."""
    return next((codes.split(",")[0] for codes, name in _rows("zone.tab", 0, 2) if name == zone), None)


@cache
def _countries() -> dict[str, str]:
    return dict(_rows("iso3166.tab", 0, 1))


def _rows(table: str, first: int, second: int) -> list[tuple[str, str]]:
    text = (resources.files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(row[first], row[second]) for row in rows if len(row) > second]
