"""Zone names that papers print, and which countries put the month first."""

# ruff: noqa: SIM905  (a table of words reads best as words)

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

# Facts: abbreviations of the tz database (https://www.iana.org/time-zones; files northamerica, europe, australasia, asia,
# africa) in hours east of UTC, and those of RFC 822. As printed: "EST" in July is five hours behind, whatever the writer
# meant.
_HOURS = {
    # United States, Canada
    "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "HDT": -9, "SST": -11, "CHST": 10,
    # Canada in French: heure normale, heure avancée
    "HNT": -3.5, "HAT": -2.5, "HNA": -4, "HAA": -3, "HNE": -5, "HAE": -4, "HNC": -6, "HAC": -5, "HNR": -7, "HAR": -6,
    "HNP": -8, "HAP": -7,
    # Europe, Africa
    "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "TRT": 3, "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3,
    # Asia, Australia, New Zealand
    "GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "ICT": 7, "WIB": 7, "SGT": 8, "HKT": 8, "PHT": 8, "AWST": 8, "JST": 9,
    "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_BY_DATE = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "AT": "America/Halifax", "NT": "America/St_Johns", "AKT": "America/Anchorage", "HT": "Pacific/Honolulu",
    "HE": "America/Toronto", "UKT": "Europe/London", "AET": "Australia/Sydney", "ACT": "Australia/Adelaide",
    "AWT": "Australia/Perth", "NZT": "Pacific/Auckland",
}  # fmt: skip
"""Names without "standard" or "daylight": the date decides."""
_IN_WORDS = {
    "eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT", "atlantic": "AT", "newfoundland": "NT",
    "alaska": "AKT", "hawaii": "HT", "greenwich": "GMT",
}  # fmt: skip
"""As in "5 p.m. Eastern"; "standard" and "daylight" after them are left to the date."""
_ELSEWHERE = (
    # One abbreviation, several zones: the outlet's own zone decides, by the start of its name.
    ("Australia/", {"EST": 10, "EDT": 11, "CST": 9.5, "CDT": 10.5, "WST": 8}),
    ("Asia/Manila", {"PST": 8}),
    ("Asia/Shanghai", {"CST": 8}),
    ("Asia/Taipei", {"CST": 8}),
    ("America/Havana", {"CST": -5, "CDT": -4}),
    ("Asia/Dhaka", {"BST": 6}),
    ("Asia/Jerusalem", {"IST": 2, "IDT": 3}),
    ("Europe/Dublin", {"IST": 1}),
    ("Asia/Riyadh", {"AST": 3}),
    ("Asia/Kuala_Lumpur", {"MST": 8}),
    ("Asia/Kathmandu", {"NST": 5.75}),
    ("Pacific/Apia", {"SST": 13}),
)  # fmt: skip

# Facts: where 9/8/20 is September 8 (CLDR, short date formats of en-US, en-PH, es-PR; English papers of Canada print both,
# more often this one). Zones of zone.tab for US, PR, GU, AS, MP, VI, PH and CA.
_MONTH_FIRST = frozenset(
    "New_York Detroit Chicago Menominee Denver Boise Phoenix Los_Angeles Anchorage Juneau Sitka Metlakatla Yakutat Nome Adak "
    "Louisville Indianapolis Puerto_Rico St_Thomas Honolulu Guam Saipan Pago_Pago Manila Toronto Vancouver Edmonton Winnipeg "
    "Regina Halifax St_Johns Moncton Glace_Bay Goose_Bay Whitehorse Yellowknife Dawson Iqaluit Swift_Current Thunder_Bay "
    "Atikokan Dawson_Creek Creston Fort_Nelson Inuvik Rankin_Inlet Resolute Cambridge_Bay Rainy_River Nipigon UTC GMT".split()
)
_MONTH_FIRST_REGIONS = (
    "America/Indiana/",
    "America/Kentucky/",
    "America/North_Dakota/",
    "US/",
    "Canada/",
    "EST",
    "CST",
    "MST",
)


def _fixed(name: str, hours: float) -> tzinfo:
    return timezone(timedelta(hours=hours), name)


ABBREVIATIONS: dict[str, tzinfo] = {
    **{name: _fixed(name, hours) for name, hours in _HOURS.items()},
    **{name: ZoneInfo(zone) for name, zone in _BY_DATE.items()},
    "GMT": UTC,
    "UTC": UTC,
    "UT": UTC,
    "Z": UTC,
}
"""Zone names as American, British, Canadian and Australian papers print them: dateutil's ``tzinfos``."""

ZONE_WORDS: dict[str, str] = _IN_WORDS
"""Zones written out, in lower case, to their abbreviation."""


@lru_cache(maxsize=512)
def abbreviations(zone: str) -> dict[str, tzinfo]:
    """:data:`ABBREVIATIONS` as a paper in *zone* means them: "EST" in Sydney is ten hours ahead of Greenwich."""
    own = {n: h for start, names in _ELSEWHERE if zone.startswith(start) for n, h in names.items()}
    return ABBREVIATIONS | {name: _fixed(name, hours) for name, hours in own.items()}


@lru_cache(maxsize=512)
def zone_of(name: str) -> tzinfo:
    """The zone of that IANA name; UTC for a name that there is none for."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # no such zone; no name of a file; a directory
        return UTC


@lru_cache(maxsize=512)
def month_first(zone: str) -> bool:
    """Does a paper in *zone* print September 8 as 9/8?"""
    return zone.rpartition("/")[2] in _MONTH_FIRST or zone.startswith(_MONTH_FIRST_REGIONS)
