"""WordPress's own interface: every published article with its dates, a hundred at a request.

Facts (https://developer.wordpress.org/rest-api/reference/posts/; tried on a WordPress 6.1 server):
- The interface is named on every page (``<link rel="https://api.w.org/">``, ``Link`` header). A site without pretty
  permalinks has it at ``/?rest_route=/``.
- ``per_page`` is 100 at most; ``X-WP-TotalPages`` tells how many pages there are, a page too far answers 400.
- ``after``, ``before`` (publication) and ``modified_after`` (since 5.7) take ISO 8601 with an offset.
- A hundred posts without their content and with bare ids are 42 KB; with names embedded (``_embed``) 280 KB. So names
  of categories, tags and authors are asked for by their ids, each once for a site.
- An excerpt that nobody wrote is cut from the text and ends in "[…]". A protected post shows neither text nor excerpt.
- ``date_gmt`` is null, or all zeros, where a site never stored it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from newscrawl.cleaning import squeeze
from newscrawl.discovery.stamps import iso_stamp
from newscrawl.discovery.teasers import plain_text, written_teaser
from newscrawl.urls import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newscrawl.markup import Page

REL = "https://api.w.org/"
PER_PAGE = 100
PART_MARK = "nextpage"

_FIELDS = (
    "id", "link", "date", "date_gmt", "modified", "modified_gmt", "title", "excerpt", "content.protected",
    "author", "categories", "tags",
)  # fmt: skip
_LINK = re.compile(r"<([^<>]+)>([^<]*)")
_NO_SECTION = frozenset(["uncategorized", "uncategorised"])
_ACCOUNTS = frozenset(["admin", "administrator", "desk", "editor", "editors", "newsroom", "staff", "webmaster"])
"""Words in the names of accounts that several people write under: who wrote stands in the text, if anywhere."""


class Kind(StrEnum):
    """Lists of the interface that hold names."""

    CATEGORIES = "categories"
    TAGS = "tags"
    USERS = "users"


@dataclass(slots=True)
class Names:
    """The names that a site's interface gave so far, by id."""

    categories: dict[int, str] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    users: dict[int, str] = field(default_factory=dict)

    def of(self, kind: Kind) -> dict[int, str]:
        """The names of one kind; what is added to it stays."""
        return {Kind.CATEGORIES: self.categories, Kind.TAGS: self.tags, Kind.USERS: self.users}[kind]


def api_root_of(page: Page) -> str | None:
    """The address of the interface that *page* names, absolute; None where it names none."""
    for node in page.tree.css("link[rel][href]"):
        if REL in (node.attributes.get("rel") or "").split():
            return joined(page.url, node.attributes.get("href"))
    return None


def api_root_in(headers: Mapping[Any, Any], url: str) -> str | None:
    """The same from a response's ``Link`` header."""
    for address, parameters in _LINK.findall(_header(headers, "link")):
        if REL in parameters:
            return joined(url, address)
    return None


def posts_request(
    root: str,
    page_number: int = 1,
    per_page: int = PER_PAGE,
    *,
    after: str | None = None,
    before: str | None = None,
    modified_after: str | None = None,
    search: str | None = None,
) -> str:
    """The address of one page of posts, newest first (latest change first where *modified_after* is given).

    Args:
        root: From :func:`api_root_of`.
        page_number: From 1.
        per_page: 100 at most.
        after: Published after this moment (ISO 8601 with offset).
        before: Published before it.
        modified_after: Changed after it.
        search: Words that the text, comments of the editor's included, must hold.
    """
    query = {
        "page": str(page_number),
        "per_page": str(per_page),
        "orderby": "modified" if modified_after else None,
        "after": after,
        "before": before,
        "modified_after": modified_after,
        "search": search,
        "_fields": ",".join(_FIELDS),
    }
    return _address(root, "posts", query)


def parts_request(root: str) -> str:
    """The address that lists the posts which their editors cut into several pages.

    WordPress keeps the cut as a comment in the text (``<!--nextpage-->``), and its search looks at the text as it is
    kept. Themes made of blocks print no link to the second page (seen with Twenty Twenty-Three on WordPress 6.1).
    """
    return posts_request(root, search=PART_MARK)


def lists_parts(url: str) -> bool:
    """Whether *url* is such an address."""
    return ("search", PART_MARK) in parse_qsl(urlsplit(url).query)


def part_address(url: str, number: int) -> str:
    """The address of a post's *number*-th page: "/2026/03/bridge/2/", or "?p=7&page=2" without pretty permalinks."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if "p" in query:
        return urlunsplit(parts._replace(query=urlencode({**query, "page": str(number)}), fragment=""))
    path = re.sub(r"/\d{1,3}/?$", "", parts.path) if number > 2 else parts.path  # the third follows "/2/"
    return urlunsplit(parts._replace(path=f"{path.rstrip('/')}/{number}/", fragment=""))


def names_request(root: str, kind: Kind, ids: Sequence[int]) -> str:
    """The address that gives the names of *ids* (``PER_PAGE`` at most), for :func:`read_names`."""
    query = {"include": ",".join(map(str, ids)), "per_page": str(PER_PAGE), "_fields": "id,name"}
    return _address(root, kind.value, query)


def names_wanted(root: str, entries: Iterable[Mapping[str, Any]], names: Names) -> list[tuple[Kind, str]]:
    """The requests that would tell the names which *entries* use and *names* lacks."""
    used: dict[Kind, dict[int, None]] = {kind: {} for kind in Kind}
    for entry in entries:
        used[Kind.CATEGORIES].update(dict.fromkeys(entry["category_ids"]))
        used[Kind.TAGS].update(dict.fromkeys(entry["tag_ids"]))
        used[Kind.USERS].update(dict.fromkeys(entry["user_ids"]))
    requests: list[tuple[Kind, str]] = []
    for kind, ids in used.items():
        lacking = [number for number in ids if number not in names.of(kind)]
        steps = range(0, len(lacking), PER_PAGE)
        requests += [(kind, names_request(root, kind, lacking[start : start + PER_PAGE])) for start in steps]
    return requests


def read_names(body: bytes) -> dict[int, str]:
    """Id → name of one reply to :func:`names_request`. Never raises; empty for what is no such reply."""
    return {
        row["id"]: name
        for row in _rows(body)
        if _is_id(row.get("id")) and isinstance(row.get("name"), str) and (name := squeeze(plain_text(row["name"])))
    }


def read_posts(
    body: bytes, url: str, headers: Mapping[Any, Any] | None = None, names: Names | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """The posts of one reply to :func:`posts_request`, and the address of the next page, if there is one. Never raises.

    Protected posts are left out. Each entry holds: ``url``, ``id``, ``title`` (plain text), ``published`` and
    ``modified`` (ISO 8601 in UTC; without an offset, in the site's zone, where it gives no UTC), ``dek`` (the excerpt
    that an editor wrote, or None), ``section``, ``tags``, ``byline`` (the account's name as given), ``authors`` (the same,
    but for accounts that several people share), and the ids behind them: ``category_ids``, ``tag_ids``, ``user_ids``.

    Args:
        body: The reply.
        url: The address that was asked for.
        headers: Of the reply; without them a full page is followed by another.
        names: What ids mean. Names that are unknown stay out; see :func:`names_wanted`.
    """
    rows = _rows(body)
    names = names or Names()
    entries = [entry for row in rows if (entry := _entry(row, url, names))]
    return entries, _next(url, len(rows), headers or {})


def name_entry(entry: dict[str, Any], names: Names) -> dict[str, Any]:
    """*entry* with section, tags, authors and byline as far as *names* knows them (changed in place)."""
    sections = [name for name in _known(entry["category_ids"], names.categories) if name.lower() not in _NO_SECTION]
    users = _known(entry["user_ids"], names.users)
    entry["section"] = sections[0] if sections else None
    entry["tags"] = _known(entry["tag_ids"], names.tags)
    entry["byline"] = ", ".join(users) or None
    entry["authors"] = [user for user in users if not _ACCOUNTS.intersection(user.lower().split())]
    return entry


def _entry(row: Mapping[str, Any], url: str, names: Names) -> dict[str, Any] | None:
    link = joined(url, row.get("link"))
    if link is None or _part(row, "content").get("protected") or _part(row, "excerpt").get("protected"):
        return None
    entry = {
        "url": link,
        "id": row.get("id"),
        "title": plain_text(_rendered(row, "title")) or None,
        "published": _moment(row, "date"),
        "modified": _moment(row, "modified"),
        "dek": written_teaser(_rendered(row, "excerpt"), _rendered(row, "content")),
        "category_ids": _ids(row.get("categories")),
        "tag_ids": _ids(row.get("tags")),
        "user_ids": _ids([row.get("author")]),
    }
    return name_entry(entry, names)


def _rows(body: bytes) -> list[dict[str, Any]]:
    text = body.decode("utf-8-sig", "replace")
    start = text.find("[")  # warnings of PHP may stand before
    try:
        value = json.JSONDecoder(strict=False).raw_decode(text, start)[0] if start >= 0 else None
    except (ValueError, RecursionError):
        return []
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _part(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def _rendered(row: Mapping[str, Any], name: str) -> str | None:
    value = _part(row, name).get("rendered")
    return value if isinstance(value, str) else None


def _moment(row: Mapping[str, Any], name: str) -> str | None:
    utc = row.get(name + "_gmt")
    stamp = iso_stamp(utc) if isinstance(utc, str) else None
    if stamp:
        return stamp if len(stamp) > 19 else stamp + "+00:00"
    local = row.get(name)
    return iso_stamp(local) if isinstance(local, str) else None


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _ids(values: Any) -> list[int]:
    return [value for value in values if _is_id(value)] if isinstance(values, list) else []


def _known(ids: Iterable[int], names: Mapping[int, str]) -> list[str]:
    return [names[number] for number in ids if number in names]


def _next(url: str, rows: int, headers: Mapping[Any, Any]) -> str | None:
    """The address of the page after the one at *url*, which held *rows* posts."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    number = _number(query.get("page", "")) or 1
    size = _number(query.get("per_page", "")) or 10
    total = _number(_header(headers, "x-wp-totalpages").strip())
    more = number < total if total is not None else rows >= size
    if not more or not rows:
        return None
    query["page"] = str(number + 1)
    return urlunsplit(parts._replace(query=urlencode(query, safe="/,:")))


def _number(text: str) -> int | None:
    """A number as its text has it; None where it is none, or longer than a count can be."""
    return int(text) if text.isdecimal() and len(text) < 9 else None


def _header(headers: Mapping[Any, Any], name: str) -> str:
    for key, value in headers.items():
        if _text(key).lower() == name:
            values = value if isinstance(value, list | tuple) else [value]
            return ", ".join(map(_text, values))
    return ""


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _address(root: str, route: str, query: Mapping[str, str | None]) -> str:
    parts = urlsplit(root)
    path, given = parts.path, dict(parse_qsl(parts.query, keep_blank_values=True))
    if "rest_route" in given:
        given["rest_route"] = given["rest_route"].rstrip("/") + "/wp/v2/" + route
    else:
        path = path.rstrip("/") + "/wp/v2/" + route
    given.update({name: value for name, value in query.items() if value is not None})
    return urlunsplit(parts._replace(path=path, query=urlencode(given, safe="/,:"), fragment=""))
