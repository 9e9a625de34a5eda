"""When it was published and changed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from newscrawl.cleaning.date_words import says_update
from newscrawl.reading.clock import own_offset
from newscrawl.reading.date_lines import DatedLine, dated_lines, printed
from newscrawl.reading.furniture import HARD, SURE, table, words_of
from newscrawl.reading.moments import Dated, iso_of, puts_day_first, valid_iso
from newscrawl.reading.stated import Found, Stated, first_meta, text_in
from newscrawl.reading.trust import COMPARED, MODIFIED_METAS, ORDER, PUBLISHED_METAS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Blocks
    from newscrawl.reading.body import Body
    from newscrawl.reading.state import State

_MODIFIED_WORDS = table("updated modified update lastmodified edited changed")
_PUBLISHED_WORDS = table("published publish entry pubdate posted created date dtstart timestamp")
_FOOT = '[id*="lastmod" i], [class*="lastmod" i], [class*="last-modified" i], [class*="last-updated" i]'
_REVISION = re.compile(r"[?&](?:oldid|diff)=\d")
_LONGEST_CALL = 300
_DATE_CALL = re.compile(
    r"\s*[\w$.]{0,40}(?:[Dd]ate|[Tt]ime)\w{0,20}\(\s*[\"'](\d{4}[-/]\d\d?[-/]\d\d?(?:[ T]\d\d:\d\d(?::\d\d)?)?)"
)
"""A script that stands where a date is to be seen, and does nothing but write it there."""
OF_AUTHORS = table("authorprofile authorbio authorbox authorinfo authorcard")
"""Names of boxes that are no part of the text, and may be where the byline and the date stand."""


def read_dates(
    page: Page, blocks: Blocks, body: Body, stated: Stated, state: State
) -> tuple[Dated | None, Dated | None]:
    """Published and modified, each None where the page says nothing of it.

    By the order of trust of :mod:`newscrawl.reading.trust`; between its first places the best date decides.
    """
    day_first = _puts_day_first(page)
    times = _times(page, day_first=day_first)
    compared: dict[str, list[Dated | None]] = {
        "stated": [_stated(stated, ("datePublished", "dateCreated", "uploadDate"))],
        "meta": [_of_meta(page, PUBLISHED_METAS, day_first=day_first)],
        "annotated": [_annotated(stated, ("datePublished", "dateCreated"))],
        "time": [*(dated for dated, is_update in times if not is_update)],
    }
    changes: dict[str, list[Dated | None]] = {
        "stated": [_stated(stated, ("dateModified",))],
        "meta": [_of_meta(page, MODIFIED_METAS, day_first=day_first)],
        "annotated": [_annotated(stated, ("dateModified",))],
        "time": [*(dated for dated, is_update in times if is_update)],
    }
    published = _best([dated for place in ORDER["published"] if place in COMPARED for dated in compared[place]])
    modified = _best([dated for place in ORDER["modified"] if place in COMPARED for dated in changes[place]])
    lines: list[DatedLine] = []
    if any(dated is None or _is_utc(dated.iso) for dated in (published, modified)):
        lines = dated_lines(blocks, body, day_first=day_first)
    if published is None or modified is None:
        on_lines, changed = printed(lines)
        modified = modified or changed
        for place in ORDER["published"]:
            if published is None and place not in COMPARED:
                published = _elsewhere(place, page, body, state, on_lines)
    if published is None:
        modified = modified or _at_foot(page)
        # Papers that print but one date, "Updated …", have published by then; that it is one of a change is kept.
        published = modified and modified._replace(source="modified")
    published = _of_revision(page) or published
    if published is not None and modified is not None and modified.iso[:10] < published.iso[:10]:
        modified = None
    near = [line.iso for line in lines]
    return _on_own_clock(published, near, state), _on_own_clock(modified, near, state)


def _puts_day_first(page: Page) -> bool:
    root = page.tree.root
    declared = root.attributes.get("lang") if root is not None and root.tag == "html" else None
    return puts_day_first(declared or "", page.url)


def _at_foot(page: Page) -> Dated | None:
    """When the page was changed, as systems print it at its foot."""
    node = page.tree.css_first(_FOOT)
    text = page.text_of(node)
    iso = iso_of(text)
    return Dated(iso, text, "printed") if iso else None


def _of_revision(page: Page) -> Dated | None:
    """The date of the revision that a wiki shows (https://www.mediawiki.org/wiki/Manual:Parameters_to_index.php)."""
    if not _REVISION.search(page.url):
        return None
    text = page.text_of(page.tree.css_first("#mw-diff-ntitle1 a, #mw-revision-date"))
    iso = iso_of(text)
    return Dated(iso, text, "revision") if iso else None


def _elsewhere(place: str, page: Page, body: Body, state: State, on_lines: Dated | None) -> Dated | None:
    if place == "printed":
        return on_lines
    if place == "state":
        return _in_state(state)
    if place == "dateline":
        return _in_head(body)
    return _in_address(page.url) if place == "url" else None


def unreadable_dates(page: Page, stated: Stated) -> list[str]:
    """What the page states for machines as its date of publication and no calendar has ("20226-03-01", "0000-00-00")."""
    meta = first_meta(page, PUBLISHED_METAS)
    said = [text_in(stated.article.get("datePublished")), meta.value if meta else None]
    said += [
        node.attributes.get("datetime") for node in page.tree.css("article time[datetime], main time[datetime]")[:5]
    ]
    found = (" ".join(text.split())[:80] for text in said if isinstance(text, str) and text[:1].isdigit())
    return list(dict.fromkeys(text for text in found if iso_of(text) is None))


def _annotated(stated: Stated, keys: tuple[str, ...]) -> Dated | None:
    for key in keys:
        raw = text_in(stated.annotated.get(key))
        if raw and (iso := iso_of(raw)):
            return Dated(iso, raw, stated.annotated_in)
    return None


def _stated(stated: Stated, keys: tuple[str, ...]) -> Dated | None:
    for key in keys:
        raw = stated.text(key) or text_in(stated.page_object.get(key))
        if raw and (iso := iso_of(raw)):
            return Dated(iso, raw, stated.source if key in stated.article else "json-ld")
    return None


def _of_meta(page: Page, names: tuple[str, ...], *, day_first: bool) -> Dated | None:
    for name in names:
        found: Found | None = first_meta(page, (name,))
        if found and (iso := iso_of(found.value, day_first=day_first)):
            return Dated(iso, found.value, found.source)
    return None


def _best(dates: list[Dated | None]) -> Dated | None:
    """The first of *dates*, or a later one that says the same more exactly."""
    found = [dated for dated in dates if dated is not None]
    if not found:
        return None
    best = found[0]
    for other in found[1:]:
        if ("T" not in best.iso and "T" in other.iso and other.iso[:10] == best.iso[:10]) or (
            _is_utc(best.iso) and not _is_utc(other.iso) and _moment(best.iso) == _moment(other.iso)
        ):
            best = other
    return best


def _is_utc(iso: str) -> bool:
    return iso.endswith("+00:00")


def _moment(iso: str) -> datetime | None:
    moment = datetime.fromisoformat(iso)
    return moment.astimezone(UTC).replace(microsecond=0) if moment.tzinfo else None


def _times(page: Page, *, day_first: bool) -> list[tuple[Dated, bool]]:
    """The dates that elements for dates state, with whether they are of a change; those after the headline first."""
    nodes = page.tree.css(
        'h1, time, [itemprop~="datePublished"], [itemprop~="dateModified"], [itemprop~="dateCreated"], abbr.published, '
        '.dateline, [class*="published" i]'
    )
    head = max((index for index, node in enumerate(nodes) if node.tag == "h1"), default=-1)
    found: list[tuple[Dated, bool]] = []
    for node in (*nodes[head + 1 : head + 9], *nodes[max(0, head - 4) : max(head, 0)]):
        if node.tag == "h1" or _is_foreign(node):
            continue
        attributes = node.attributes
        raw = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or page.text_of(node)
        iso = iso_of(raw, day_first=day_first) or iso_of(page.text_of(node), day_first=day_first) if raw else None
        if iso and raw:
            found.append((Dated(iso, raw, "time"), _is_update(page, node, attributes)))
    return found


def _is_update(page: Page, node: LexborNode, attributes: dict[str, str | None]) -> bool:
    itemprop = attributes.get("itemprop") or ""
    if itemprop:
        return "dateModified" in itemprop and "datePublished" not in itemprop
    words = set(words_of(attributes.get("class") or ""))
    if words & _MODIFIED_WORDS:
        return not words & _PUBLISHED_WORDS
    before = node.parent
    return before is not None and says_update(page.text_of(before)[:40])


def _is_foreign(node: LexborNode) -> bool:
    inner: LexborNode | None = node.parent
    for _ in range(6):
        if inner is None or inner.tag in ("body", "main", "html"):
            return False
        attributes = inner.attributes
        words = set(words_of(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"))
        if (
            inner.tag in ("aside", "nav")
            or words & HARD
            or words & {"comment", "card", "related"}
            or words & SURE - {"share", "sharing", "tags", "topics", "copyright", "breadcrumb"} - OF_AUTHORS
        ):
            return True
        if inner.tag == "article":
            return False
        inner = inner.parent
    return False


def _in_state(state: State) -> Dated | None:
    calls = (
        found[1] for script in state.scripts if len(script) <= _LONGEST_CALL and (found := _DATE_CALL.match(script))
    )
    for raw in (state.article.published, state.keyed_date, next(calls, None)):
        if raw and (iso := iso_of(raw)):
            return Dated(iso, raw, "state")
    return None


_HEAD_DATE = re.compile(
    r"[^\W\d_][^\W\d_.'’-]+(?:[ -][^\W\d_][\w.'’-]*){0,3}(?:, [^\W\d_][\w.]+)?,? \(?"
    r"(?P<date>\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\w{3,9}\.? \d{1,2}, \d{4}|\d{1,2}\.? \w{3,9} \d{4})\)?\s*(?:[./—–(]|--?)"
)


def _in_head(body: Body) -> Dated | None:
    """The day that the story's own dateline names: "MAPLETON, Ore., March 2, 2026 /Three Rivers Wire/ --"."""
    for block in body.blocks[:2]:
        found = _HEAD_DATE.match(block.text[:120])
        if found is not None and (iso := iso_of(found["date"])):
            return Dated(iso, found["date"], "dateline")
    return None


def _on_own_clock(dated: Dated | None, near: list[str], state: State) -> Dated | None:
    """*dated* in the paper's own offset, where it is stated in UTC and the page tells the paper's hours, too."""
    if dated is None or not _is_utc(dated.iso):
        return dated
    moment = datetime.fromisoformat(dated.iso)
    offset = own_offset(moment, near, state.scripts)
    if not offset:
        return dated
    return dated._replace(iso=moment.astimezone(timezone(timedelta(minutes=offset))).isoformat())


_DAY_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)|[/-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/-]|\b)"
)


def _in_address(url: str) -> Dated | None:
    found = _DAY_IN_ADDRESS.search(url.partition("://")[2])
    if found is None:
        return None
    year, month, day = (part for part in found.groups() if part)
    iso = valid_iso(f"{year}-{int(month):02d}-{int(day):02d}")
    return Dated(iso, found[0].strip("/-"), "url") if iso else None
