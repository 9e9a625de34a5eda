"""What WordPress' interface says of the site itself: its name and its clock.

Facts (https://developer.wordpress.org/rest-api/extending-the-rest-api/adding-custom-endpoints/ names the index; tried on
WordPress 6.1): the index holds ``name``, ``timezone_string`` (an IANA name; "" where the site states hours alone) and
``gmt_offset``; ``_fields`` leaves its list of routes out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import unescape
from typing import Any

from newscrawl.cleaning.text import squeeze


@dataclass(frozen=True, slots=True)
class Index:
    """What the interface says."""

    name: str | None = None
    timezone: str | None = None
    """IANA name."""


def index_request(root: str) -> str:
    """The address of the interface's index, its routes left out."""
    return f"{root}{'&' if '?' in root else '?'}_fields=name,timezone_string,gmt_offset"


def read_index(body: bytes) -> Index:
    """What an answer of the index says; nothing where it is none. Never raises."""
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return Index()
    if not isinstance(told, dict):
        return Index()
    name, zone = (told.get(key) for key in ("name", "timezone_string"))
    return Index(_text(name), _text(zone))


def _text(value: Any) -> str | None:
    return (squeeze(unescape(value[:400])) or None) if isinstance(value, str) else None
