"""Where the text says that it was written, and whose copy it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from newscrawl.reading.furniture import table

# Agencies as their copy names them in datelines and credit lines (their own style guides).
AGENCIES = {
    "AP": "The Associated Press",
    "Reuters": "Reuters",
    "AFP": "Agence France-Presse",
    "UPI": "United Press International",
    "Bloomberg": "Bloomberg",
    "CP": "The Canadian Press",
    "CNN": "CNN",
    "PA": "PA Media",
    "AAP": "Australian Associated Press",
    "TNS": "Tribune News Service",
    "dpa": "dpa",
    "EFE": "EFE",
    "ANSA": "ANSA",
}
_DATELINE = re.compile(
    r"(?P<place>(?:[^\W\d_a-z]{2}[^\W\d_a-z.'’-]*|[A-Z]\.[A-Z]\.)(?:[ -][^\W\d_a-z]{2}[^\W\d_a-z.'’-]*)*"
    r"(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?)"
    r"(?:,? \w{3,9}\.? \d{1,2})?\s*(?:\((?P<agency>[A-Z][\w /&.-]{1,24})\)|/(?P<other>[A-Z]\w+)/)?\s*(?:—|–|--|-)\s*(?=\S)"
)
_CITY = re.compile(
    r"(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:, [A-Z][\w.]+)?)\s*"
    r"\((?P<agency>[A-Z][A-Za-z ]{1,18})\)\s*(?:—|–|--|-)\s*(?=\S)"
)


# Labels in capitals that stand where a place might.
_NO_PLACE = table(
    "UPDATE UPDATED BREAKING WATCH LIVE LISTEN EXCLUSIVE OPINION ANALYSIS COLUMN EDITORIAL CORRECTION VIDEO PHOTOS"
)


class Dateline(NamedTuple):
    """Place and agency at the head of the text."""

    place: str | None
    agency: str | None


def read_dateline(paragraph: str) -> Dateline:
    """The place that opens a story's first paragraph ("MAPLETON, Ore. (AP) — ..."), and the agency with it."""
    found = _DATELINE.match(paragraph) or _CITY.match(paragraph)
    if found is None or len(found[0]) > 70 or found["place"].strip(" ,") in _NO_PLACE:
        return Dateline(None, None)
    groups = found.groupdict()
    agency = groups.get("agency") or groups.get("other")
    return Dateline(found["place"].strip(" ,"), AGENCIES.get(agency, agency) if agency else None)
