"""Pages kept with what is expected of them: a folder each, ``SITE/PAGE/`` with ``page.html``, ``expected.json``, ``meta.json``.

``meta.json`` holds what the reading needs besides the bytes: address, moment, headers, and the paper's entry. A paper that has
a class is read by it, so that a change of its code is proven; any other by the entry that was kept, or one that is given.

In a test of your own::

    import pytest
    from newscrawl.scouting.cases import difference, find_cases


    @pytest.mark.parametrize("case", find_cases("cases"), ids=str)
    def test_the_page_reads_as_expected(case):
        assert difference(case) == ""
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.settings import Settings

from newscrawl import __version__
from newscrawl.scouting.page import Part, read_one, reader_for
from newscrawl.scouting.shown import as_json
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.registry import site_classes
from newscrawl.spiders.site import Site, SiteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newscrawl.scouting.page import PageRead
    from newscrawl.scouting.taking import Taken

PAGE, EXPECTED, META = "page.html", "expected.json", "meta.json"
SLUG_AT_MOST = 60
_UNSAFE = re.compile(r"[^\w.-]+")


class CaseError(Exception):
    """A case that cannot be kept or read. The message names the folder and the reason."""


@dataclass(frozen=True, slots=True)
class Case:
    """One kept page."""

    folder: Path

    def __str__(self) -> str:
        return "/".join(self.folder.parts[-2:])

    @property
    def site(self) -> str:
        """The paper's name."""
        return self.folder.parent.name

    def meta(self) -> dict[str, Any]:
        """What was kept beside the bytes.

        Raises:
            CaseError: it cannot be read.
        """
        told = self._load(META)
        if not isinstance(told.get("url"), str) or not isinstance(told.get("fetched_at"), str):
            raise CaseError(f"{self.folder / META}: it states no url or fetched_at")
        return told

    def expected(self) -> dict[str, Any]:
        """What is expected of the page.

        Raises:
            CaseError: it cannot be read.
        """
        return self._load(EXPECTED)

    def _load(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CaseError(f"{path}: {error.strerror or error}") from None
        except (ValueError, RecursionError) as error:
            raise CaseError(f"{path}: no JSON ({error})") from None
        if not isinstance(told, dict):
            raise CaseError(f"{path}: an object is expected")
        return told


def find_cases(folder: str | Path, sites: Sequence[str] = ()) -> list[Case]:
    """The cases under *folder*, by name; those of *sites* alone where some are named."""
    found = sorted(path.parent for path in Path(folder).glob(f"*/*/{META}"))
    return [Case(path) for path in found if not sites or path.parent.name in sites]


def keep(taken: Taken, folder: Path, *, name: str | None = None) -> Case:
    """Keep a page that was read, with what it gives today as what is expected of it.

    Args:
        taken: the page.
        folder: of all cases.
        name: of this one; made of the page's address.

    Raises:
        CaseError: there is such a case already, or it cannot be written.
    """
    parts, site = taken.read.parts, taken.reader.site
    case = Case(folder / _safe(site.name) / (_safe(name) if name else slug_of(parts[0].url)))
    told = {
        "url": parts[0].url,
        "fetched_at": taken.at.isoformat(),
        "newscrawl": __version__,
        "parts": [{"file": _file(number), "url": part.url, "status": part.status, "headers": part.headers}
                  for number, part in enumerate(parts)],
        "site": _entry(site),
    }  # fmt: skip
    if case.folder.exists():
        raise CaseError(
            f"{case.folder} is there already; --name keeps it under another, 'scrapy prove --accept' renews it"
        )
    try:
        case.folder.mkdir(parents=True)
        for number, part in enumerate(parts):
            (case.folder / _file(number)).write_bytes(part.body)
        _write(case.folder / META, told)
        write_expected(case, read_case(case, [site] if taken.stated else []))
    except OSError as error:
        raise CaseError(f"{case.folder}: {error.strerror or error}") from None
    return case


def expectation(read: PageRead) -> dict[str, Any]:
    """What a page gives, as a case holds it."""
    return as_json(read.record) if read.record is not None else {"article": None, "reason": read.reason}


def write_expected(case: Case, told: dict[str, Any]) -> None:
    """Take *told* as what is expected from now on."""
    _write(case.folder / EXPECTED, told)


def read_case(case: Case, sites: Iterable[Site] = ()) -> dict[str, Any]:
    """What today's reader makes of a case's page.

    Raises:
        CaseError: a file of it cannot be read.
    """
    meta = case.meta()
    kept = meta.get("parts") or [{"file": PAGE, "url": meta["url"]}]
    try:
        at = datetime.fromisoformat(meta["fetched_at"])
        parts = [
            Part(part.get("url") or meta["url"], (case.folder / Path(part["file"]).name).read_bytes(),
                 {str(name): str(value) for name, value in (part.get("headers") or {}).items()}, int(part.get("status") or 200))
            for part in kept
        ]  # fmt: skip
    except OSError as error:
        raise CaseError(f"{case.folder}: {error.strerror or error}") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CaseError(f"{case.folder / META}: {type(error).__name__}: {error}") from None
    return expectation(read_one(parts, _reader(meta, sites), Settings({"COMMENT_AUTHORS": "as printed"}), at))


def difference(case: Case, sites: Iterable[Site] = ()) -> str:
    """What today's reader makes differently of a case's page, in lines for people; "" where nothing differs.

    Raises:
        CaseError: a file of it cannot be read.
    """
    from newscrawl.scouting.compared import differences  # noqa: PLC0415 - a reader of cases need not load it

    return "\n".join(line.plain for line in differences(case.expected(), read_case(case, sites), colour=False))


def _reader(meta: dict[str, Any], sites: Iterable[Site]) -> NewsSpider:
    """The paper's entry as it is given, its class, or its entry as it was kept."""
    told = meta.get("site")
    entry: dict[str, Any] = told if isinstance(told, dict) else {}
    given = {site.name: site for site in sites}
    if (site := given.get(entry.get("name", ""))) is not None:
        return NewsSpider.of(site)
    own = site_classes().get(entry.get("name", ""))
    if own is not None and own.domain == entry.get("domain"):
        return own()
    try:
        return NewsSpider.of(Site.from_mapping(entry))
    except SiteError:
        return reader_for(meta["url"], given.values(), allow_private=True)[0]


def _entry(site: Site) -> dict[str, Any]:
    """The entry as a sites file states it; functions of a class's own are its code, and stay there."""
    told = {"name": site.name, "domain": site.domain, "place": site.place, "timezone": site.timezone, "scheme": site.scheme,
            "allow_private": site.allow_private, "language": site.language, "comments": dict(site.comments),
            "fields": {name: rule for name, rule in site.fields.items() if isinstance(rule, str)}}  # fmt: skip
    return {name: value for name, value in told.items() if value}


def slug_of(url: str) -> str:
    """The name of a page's folder: the telling end of its address, and a digest where that is cut or short."""
    parts = urlsplit(url)
    last = next((part for part in reversed(parts.path.split("/")) if part), "")
    words = _UNSAFE.sub("-", last.rpartition(".")[0] or last).strip("-.")
    if 8 <= len(words) <= SLUG_AT_MOST and not parts.query:
        return words.casefold()
    return f"{words[:SLUG_AT_MOST].casefold() or 'page'}-{sha256(url.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _safe(name: str) -> str:
    return _UNSAFE.sub("-", name).strip("-.")[:100] or "page"


def _file(number: int) -> str:
    return PAGE if number == 0 else f"page-{number + 1}.html"


def _write(path: Path, told: dict[str, Any]) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="replace")
