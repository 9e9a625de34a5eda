"""What ``scrapy crawl`` is told by ``-a`` and ``-s``, checked before anything is fetched."""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.comments.people import commenters_of
from newscrawl.db.archives import MissingArchivePackageError, record_iterator
from newscrawl.discovery.clock import read_offset
from newscrawl.nearest import suggest
from newscrawl.spiders.feeder import Budget
from newscrawl.urls import is_http

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scrapy.settings import BaseSettings

    from newscrawl.spiders.paper import Paper

KNOWN = ("sites", "urls", "warc", "since", "until", "max_articles", "again")

MOST_DIGITS = 9
"""Of a number that is typed; Python itself reads none of thousands of digits."""
_SPAN = re.compile(r"\d+(?:\.\d+)?[smhdw]")


BACKFILL = timedelta(days=35)
"""A run whose ``since`` or ``until`` lies so far back asks every source, due or not, changed or not."""


class ArgumentError(ValueError):
    """A wrong argument. The message names it and the fix; the command ends with code 2."""


@dataclass(frozen=True, slots=True)
class RunArguments:
    """The arguments of one run, read."""

    sites: str | None = None
    """Names by commas, a ``.toml`` or ``.csv`` file, or ``demo``; None for every site."""
    urls: tuple[str, ...] | None = None
    """Fetch just these pages; None for whatever is due."""
    warc: tuple[str, ...] | None = None
    """Read these web archives and fetch nothing; None for a crawl."""
    since: datetime | None = None
    """Articles published at or after this moment (UTC)."""
    until: datetime | None = None
    """Articles published before this moment (UTC)."""
    max_articles: int | None = None
    """Articles read a site, at most."""
    again: bool = False
    """Everything known counts as due."""

    @classmethod
    def read(cls, given: Mapping[str, str], now: datetime) -> RunArguments:
        """The arguments that *given* (``-a`` name to text) states; *now* is what a span such as ``7d`` counts from.

        Raises:
            ArgumentError: an unknown name (the nearest is suggested) or a value that is none.
        """
        for name in given:
            if name not in KNOWN:
                raise ArgumentError(
                    f"-a {name}=: no such argument{suggest(name, KNOWN)}; there are: {', '.join(KNOWN)}"
                )
        since, until = (_moment(name, given.get(name), now, end=name == "until") for name in ("since", "until"))
        if "urls" in given and "warc" in given:
            raise ArgumentError("-a urls= fetches pages and -a warc= reads archives: give one of them")
        if since and until and since >= until:
            raise ArgumentError(f"-a since={given['since']} -a until={given['until']}: nothing lies between")
        return cls(
            sites=given.get("sites"),
            urls=_urls(given["urls"]) if "urls" in given else None,
            warc=_archives(given["warc"]) if "warc" in given else None,
            since=since,
            until=until,
            max_articles=_count("max_articles", given.get("max_articles")),
            again=_truth("again", given.get("again")),
        )

    def looks_back(self, now: datetime) -> bool:
        """Whether the run is for old articles: every source may name some, whenever it was asked last."""
        since = self.since or self.until
        return since is not None and since < now - BACKFILL

    def wants(self, published: datetime | None) -> bool:
        """Whether an article of that time lies within ``since`` and ``until``; one without a time does."""
        if published is None:
            return True
        return not (self.since and published < self.since) and not (self.until and published >= self.until)


def _moment(name: str, text: str | None, now: datetime, *, end: bool) -> datetime | None:
    return read_moment(f"-a {name}=", text, now, end=end)


def read_moment(option: str, text: str | None, now: datetime, *, end: bool) -> datetime | None:
    """A day (from its start; as an end, to its end), a moment (UTC where it names no offset), or a span before *now*.

    Raises:
        ArgumentError: *text* is none of them; the message begins with *option*.
    """
    if text is None:
        return None
    text = text.strip()
    try:
        if _SPAN.fullmatch(text.lower()):
            return now - read_offset(text)
        if len(text) == 10:
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=end)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise ArgumentError(
            f"{option}{text}: no date; write 2026-03-01, 2026-03-01T12:00Z, or a span before now such as 7d"
        ) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _count(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not text.strip().isdecimal() or len(text) > MOST_DIGITS or int(text) < 1:
        raise ArgumentError(f"-a {name}={text[:100]}: give a number from 1 up, of {MOST_DIGITS} digits at most")
    return int(text)


def _truth(name: str, text: str | None) -> bool:
    word = (text or "false").strip().casefold()
    if word not in {"true", "false", "yes", "no", "1", "0"}:
        raise ArgumentError(f"-a {name}={text}: true or false")
    return word in {"true", "yes", "1"}


def _urls(text: str) -> tuple[str, ...]:
    """The addresses in a file, one a line; ``#`` begins a comment line."""
    path = Path(text)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArgumentError(f"-a urls={text}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    found: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        url = line.strip()
        if not url or url.startswith("#"):
            continue
        if not is_http(url):
            raise ArgumentError(f"-a urls={text}: line {number} is no http address: {url[:100]!r}")
        found[url] = None
    if not found:
        raise ArgumentError(f"-a urls={text}: the file holds no address; write one a line")
    return tuple(found)


def _archives(text: str) -> tuple[str, ...]:
    """The files that paths and patterns name, by commas; each once, in their order."""
    found: dict[str, None] = {}
    for name in [text] if Path(text).is_file() else [part.strip() for part in text.split(",") if part.strip()]:
        path = Path(name).expanduser()
        files = [str(path)] if path.is_file() else sorted(glob(str(path), recursive=True))  # noqa: PTH207 - absolute or relative, as typed
        files = [file for file in files if Path(file).is_file()]
        if not files:
            raise ArgumentError(f"-a warc={text}: no file is called {name!r}, and none matches it as a pattern")
        found |= dict.fromkeys(files)
    if not found:
        raise ArgumentError("-a warc=: name a WARC file, a pattern such as 'archives/*.warc.gz', or several by commas")
    try:
        record_iterator()
    except MissingArchivePackageError as error:
        raise ArgumentError(f"-a warc={text}: {error}") from None
    return tuple(found)


WHOLE = frozenset(
    {"RETRY_TIMES", "READERS", "JS_PAGES_AT_ONCE", "JS_MAX_REQUESTS", "SITE_MAX_REQUESTS", "COMMENTS_MAX_PER_THREAD"}
)
"""Settings that count things."""


def check_numbers(settings: BaseSettings) -> None:
    """Nothing where the settings that README names hold numbers.

    Raises:
        ArgumentError: one does not.
    """
    for name in (
        "DOWNLOAD_DELAY",
        "CRAWL_DELAY_LONGEST",
        "RETRY_AFTER_LONGEST",
        "DOWNLOAD_TIMEOUT",
        "RETRY_TIMES",
        "STOP_PATIENCE",
        "READER_SECONDS",
        *(() if settings.get("READERS") is None else ("READERS",)),
        "DATABASE_PATIENCE",
        "PROGRESS_EVERY",
        "JS_PAGES_AT_ONCE",
        "JS_MAX_REQUESTS",
        "JS_TIMEOUT",
        "SITE_MAX_REQUESTS",
        "SITE_MAX_MINUTES",
        "SITE_MAX_MEGABYTES",
        "COMMENTS_MAX_PER_THREAD",
    ):
        shown = str(settings.get(name))[:100]
        try:
            value = settings.getint(name) if name in WHOLE else settings.getfloat(name)
        except (TypeError, ValueError):
            raise ArgumentError(f"{name} {shown!r} is no {'whole ' if name in WHOLE else ''}number") from None
        if not math.isfinite(value):
            raise ArgumentError(f"{name} {shown!r} is no number")


def check_commenters(settings: BaseSettings) -> None:
    """Nothing where the settings say how commenters are kept, and the key that this needs is there.

    Raises:
        ArgumentError: they do not; the message names the fix.
    """
    try:
        commenters_of(settings, os.environ)
    except ValueError as error:
        raise ArgumentError(str(error)) from None


def check_contact(settings: BaseSettings, others: Sequence[Paper]) -> None:
    """Nothing where sites of others are told who asks (``CONTACT``), or where there are none of them.

    Args:
        settings: of the run.
        others: its papers that are neither the demo's nor on the user's own machine or network.

    Raises:
        ArgumentError: they are not told, or told something that is no address.
    """
    contact = contact_of(settings)
    if others and not contact:
        raise ArgumentError(
            f"{others[0].domain} is somebody else's site: tell it who asks. Set an e-mail address or a web page where "
            "you can be reached: -s CONTACT=you@example.org, or export NEWSCRAWL_CONTACT=you@example.org (a site of "
            "your own, on your machine or network, says allow_private = true)"
        )
    if contact and not is_http(contact) and not re.fullmatch(r"[^@\s]+@[^@\s]+", contact):
        raise ArgumentError(f"CONTACT {contact!r} is neither an e-mail address nor a web page (https://...)")


def budget_of(settings: BaseSettings) -> Budget:
    """What one run may take of each paper."""
    return Budget(
        requests=settings.getint("SITE_MAX_REQUESTS"),
        minutes=settings.getfloat("SITE_MAX_MINUTES"),
        megabytes=settings.getfloat("SITE_MAX_MEGABYTES"),
    )


OPT_OUTS = ("tdm", "ai_train", "ai_input", "index", "archive", "snippet")


def obeyed_opt_outs(settings: BaseSettings) -> tuple[str, ...]:
    """The uses whose reservation by the publisher keeps a page out of the database: ``OPT_OUTS``.

    Raises:
        ArgumentError: it names a use that there is not.
    """
    told = settings.get("OPT_OUTS") or "record"
    words = [word.strip() for word in (told.split(",") if isinstance(told, str) else told) if word.strip()]
    if words == ["record"]:
        return ()
    if words == ["obey"]:
        return OBEYED
    for word in words:
        if word not in OPT_OUTS:
            raise ArgumentError(
                f"OPT_OUTS {word!r}: no such use{suggest(word, OPT_OUTS)}; say record, obey, or some of "
                f"{', '.join(OPT_OUTS)}"
            )
    return tuple(words)


OBEYED = ("tdm", "ai_train", "ai_input")
"""What ``OPT_OUTS = "obey"`` obeys."""


def contact_of(settings: BaseSettings) -> str | None:
    """The e-mail address or web page of whoever runs the crawl: ``CONTACT``, else ``NEWSCRAWL_CONTACT``."""
    contact: str = settings.get("CONTACT") or os.environ.get("NEWSCRAWL_CONTACT") or ""
    return " ".join(contact.split()) or None
