"""A site's entry: the few facts that are stated of a paper. Everything else is found out by the crawl."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from newscrawl.comments.stated import fault_in
from newscrawl.fetching.guard import is_private
from newscrawl.nearest import suggest
from newscrawl.reading.fields import FieldError, check_fields

REQUIRED = ("name", "domain", "place", "timezone")
TEXTS = (*REQUIRED, "scheme", "language")
LISTS = ("feeds", "sitemaps", "sections")
FIELDS = (*TEXTS, "allow_private", "js", *LISTS, "comments", "fields")
COMMENTS = ("platform", "key", "api_key")
"""What a table ``comments`` may hold."""

RESERVED = frozenset({"localnews", "demo"})
LONGEST_NAME = 100

_DOMAIN = re.compile(r"(?=.{1,260}$)(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?")


class SiteError(ValueError):
    """An entry that says too little or something impossible. The message names the field and the fix."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is stated of one paper."""

    name: str
    """Its name in the database, and on the command line."""
    domain: str
    """Host, with the port where it is not the usual one: ``mapletoncourier.example``, ``127.0.0.1:8081``."""
    place: str
    """Where it reports from: "Mapleton, Oregon"."""
    timezone: str
    """IANA name; taken for dates that are printed without a zone."""
    scheme: str = "https"
    """In a sites file that does not state it: "http" where :func:`usual_scheme` says so."""
    allow_private: bool = False
    """True lets this site's own host be a private or loopback address."""
    js: bool = False
    """True has its pages shown by a browser, where they hold nothing to read as they come (extra ``js``)."""
    language: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    comments: Mapping[str, Any] = field(default_factory=dict)
    """``platform``, ``key`` and ``api_key`` of its comment threads, where they cannot be found out
    (:mod:`newscrawl.comments.stated`)."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Fields of its articles that the site states itself, each by CSS, XPath or a function
    (:mod:`newscrawl.reading.fields`)."""

    @property
    def home(self) -> str:
        """The front page's address."""
        return f"{self.scheme}://{self.domain}/"

    @classmethod
    def from_mapping(cls, entry: Mapping[str, Any]) -> Site:
        """The site that a sites file's entry states.

        Raises:
            SiteError: a required field is missing, a field is unknown (the nearest name is suggested) or impossible.
        """
        for key in entry:
            if key not in FIELDS:
                raise SiteError(f"unknown field {key!r}{suggest(str(key), FIELDS)}; there are: {', '.join(FIELDS)}")
        values: dict[str, Any] = {}
        for key in TEXTS:
            value = entry.get(key)
            if value not in (None, ""):
                values[key] = _text(key, value)
        for key in REQUIRED:
            if key not in values:
                raise SiteError(f"field {key!r} is missing; a site needs {', '.join(REQUIRED)}")
        for key in LISTS:
            values[key] = _texts(key, entry.get(key))
        for key in ("allow_private", "js"):
            values[key] = _truth(key, entry.get(key, False))
        values.setdefault("scheme", usual_scheme(values["domain"], allow_private=values["allow_private"]))
        values["comments"] = stated_comments(entry.get("comments"))
        values["fields"] = _fields(entry.get("fields"))
        site = cls(**values)
        site.check()
        return site

    def check(self) -> None:
        """Nothing where the entry makes sense.

        Raises:
            SiteError: name, domain, scheme or time zone is none.
        """
        if not self.name.isprintable() or len(self.name) > LONGEST_NAME:
            raise SiteError(f"name {self.name!r} is not valid: use at most {LONGEST_NAME} printable characters")
        if self.name in RESERVED:
            raise SiteError(f"name {self.name!r} is taken by the command itself; give the paper another")
        if not _DOMAIN.fullmatch(self.domain):
            raise SiteError(
                f"domain {self.domain!r} is not valid: give the host alone, as in 'mapletoncourier.example'"
            )
        if self.scheme not in {"http", "https"}:
            raise SiteError(f"scheme {self.scheme!r} is not valid: 'https' or 'http'")
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError):  # an unknown name, a path outside, a folder's name
            raise SiteError(
                f"timezone {self.timezone!r} is no IANA name{suggest(self.timezone, available_timezones())}"
            ) from None
        if self.comments and (fault := fault_in(self.comments)):
            raise SiteError(f"field 'comments': {fault}")
        try:
            check_fields(self.fields)
        except FieldError as error:
            raise SiteError(f"site {self.name!r}, fields: {error}") from None


def usual_scheme(domain: str, *, allow_private: bool) -> str:
    """The scheme of an entry that states none: "http" of an address of the user's own, for which nobody has a certificate."""
    name = domain.rpartition("]")[0] or domain.partition(":")[0]
    return "http" if allow_private and is_private(name) else "https"


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise SiteError(f"field {key!r} must be text, not {value!r}")
    return value.strip()


def _texts(key: str, value: Any) -> tuple[str, ...]:
    """A list of texts; in CSV, one text with spaces or ``|`` between."""
    if value in (None, ""):
        return ()
    parts = re.split(r"[\s|]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise SiteError(f"field {key!r} must be a list of addresses, not {value!r}")
    return tuple(part for part in parts if part)


def _truth(key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value or "").strip().casefold()
    if word in {"true", "yes", "1"}:
        return True
    if word in {"false", "no", "0", ""}:
        return False
    raise SiteError(f"field {key!r} must be true or false, not {value!r}")


def _fields(value: Any) -> Mapping[str, Any]:
    """A table of selectors; whether they can be read is seen by :meth:`Site.check`."""
    if value in (None, "") or value == {}:
        return {}
    if not isinstance(value, Mapping):
        raise SiteError(
            f"field 'fields' must be a table, as in [site.fields] headline = \"h1.title\" of a TOML file; it is {value!r}"
        )
    return dict(value)


def stated_comments(value: Any) -> Mapping[str, Any]:
    """``{"platform": ..., "key": ..., "api_key": ...}`` of an entry's ``comments``: a table, or ``platform:key`` as text.

    Raises:
        SiteError: it is neither. Whether platform and key make sense is seen by :meth:`Site.check`.
    """
    if value in (None, "") or value == {}:
        return {}
    if isinstance(value, str):
        platform, _, key = value.partition(":")
        stated = {"platform": platform.strip().casefold(), "key": key.strip()}
    elif isinstance(value, Mapping) and value.get("platform") and set(value) <= set(COMMENTS):
        stated = {name: str(said).strip() for name, said in value.items()}
        stated["platform"] = stated["platform"].casefold()
    else:
        raise SiteError(
            f"field 'comments' must be 'platform:key', or a table of {', '.join(COMMENTS)}; it is {value!r}"
        )
    return {name: said for name, said in stated.items() if said}
