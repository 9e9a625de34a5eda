"""When it was published and changed, where the text says that it was written, and whose copy it is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from newscrawl.cleaning import printed_offset, read_date
from newscrawl.reading.clock import own_offset
from newscrawl.reading.furniture import HARD, SURE, Role, table, words_of
from newscrawl.reading.stated import MODIFIED_METAS, PUBLISHED_METAS, Found, Stated, first_meta, text_in

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Block, Blocks
    from newscrawl.reading.body import Body
    from newscrawl.reading.state import State

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MODIFIED_WORDS = table("updated modified update lastmodified edited changed")
_PUBLISHED_WORDS = table("published publish entry pubdate posted created date dtstart timestamp")
_UPDATED = re.compile(
    r"(?:last\s+)?(?:updated|modified|edited|actualizado|actualisé|mis à jour|aktualisiert)", re.IGNORECASE
)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)  # no clock in here: the loader judges the future
_LONGEST_DATE_LINE = 120
_ABOUT_POST = table("meta metadata postmetadata footer info details")

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


class Dated(NamedTuple):
    """A date as ISO 8601, as the page has it, and where."""

    iso: str
    raw: str
    source: str


class Dateline(NamedTuple):
    """Place and agency at the head of the text."""

    place: str | None
    agency: str | None


def read_dates(
    page: Page, blocks: Blocks, body: Body, stated: Stated, state: State
) -> tuple[Dated | None, Dated | None]:
    """Published and modified, each None where the page says nothing of it.

    Order of trust: JSON-LD, metas, ``<time>`` near the headline, microdata, printed lines, the state of scripts, the
    dateline, the address. Of two that name one moment the one that tells the paper's own offset is taken, and a moment
    before a mere day.
    """
    times = _times(page)
    published = _best(
        [
            _stated(stated, ("datePublished", "dateCreated", "uploadDate")),
            _of_meta(page, PUBLISHED_METAS),
            *(dated for dated, is_update in times if not is_update),
        ]
    )
    modified = _best(
        [
            _stated(stated, ("dateModified",)),
            _of_meta(page, MODIFIED_METAS),
            *(dated for dated, is_update in times if is_update),
        ]
    )
    lines = [(line, iso) for line in _lines_near(blocks, body) if (iso := _dated_line(line))]
    if published is None or modified is None:
        printed, changed = _printed(lines)
        published = published or printed
        modified = modified or changed
    if published is None:
        published = _in_state(state) or _in_head(body) or _in_address(page.url)
    if published is not None and modified is not None and modified.iso[:10] < published.iso[:10]:
        modified = None
    near = [iso for _, iso in lines]
    return _on_own_clock(published, near, state), _on_own_clock(modified, near, state)


def unreadable_dates(page: Page, stated: Stated) -> list[str]:
    """What the page states for machines as its date of publication and no calendar has ("20226-03-01", "0000-00-00")."""
    meta = first_meta(page, PUBLISHED_METAS)
    said = [text_in(stated.article.get("datePublished")), meta.value if meta else None]
    said += [
        node.attributes.get("datetime") for node in page.tree.css("article time[datetime], main time[datetime]")[:5]
    ]
    found = (" ".join(text.split())[:80] for text in said if isinstance(text, str) and text[:1].isdigit())
    return list(dict.fromkeys(text for text in found if iso_of(text) is None))


def read_dateline(paragraph: str) -> Dateline:
    """The place that opens a story's first paragraph ("MAPLETON, Ore. (AP) — ..."), and the agency with it."""
    found = _DATELINE.match(paragraph) or _CITY.match(paragraph)
    if found is None or len(found[0]) > 70 or found["place"].strip(" ,") in _NO_PLACE:
        return Dateline(None, None)
    groups = found.groupdict()
    agency = groups.get("agency") or groups.get("other")
    return Dateline(found["place"].strip(" ,"), AGENCIES.get(agency, agency) if agency else None)


def iso_of(text: str) -> str | None:
    """*text*, a date for machines or for people, as ISO 8601 with the offset that it states; None where it is none."""
    text = " ".join(text.split())
    if exact := _ISO.match(text):
        day, time, zone = exact.groups()
        if not time:
            return _valid(day)
        zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone or ""
        if zone and ":" not in zone:
            zone = zone + ":00" if len(zone) == 3 else zone[:3] + ":" + zone[3:]
        return _valid(f"{day}T{time}{zone}")
    if len(text) > _LONGEST_DATE_LINE or not (_YEAR.search(text) or text.isdigit()):
        return None
    moment = read_date(text, _LATEST, "UTC")
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return moment.isoformat()
    offset = printed_offset(text)
    if offset is None and not text.isdigit():
        return moment.replace(tzinfo=None).isoformat()
    return moment.isoformat()


def _valid(text: str) -> str | None:
    try:
        moment = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None
    return text if moment.year > 1900 else None


def _stated(stated: Stated, keys: tuple[str, ...]) -> Dated | None:
    for key in keys:
        raw = stated.text(key) or text_in(stated.page_object.get(key))
        if raw and (iso := iso_of(raw)):
            return Dated(iso, raw, "json-ld")
    return None


def _of_meta(page: Page, names: tuple[str, ...]) -> Dated | None:
    for name in names:
        found: Found | None = first_meta(page, (name,))
        if found and (iso := iso_of(found.value)):
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


def _times(page: Page) -> list[tuple[Dated, bool]]:
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
        iso = iso_of(raw) or iso_of(page.text_of(node)) if raw else None
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
    return before is not None and bool(_UPDATED.match(page.text_of(before)[:40]))


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
            or words & SURE - {"share", "sharing", "tags", "topics", "copyright", "breadcrumb"}
        ):
            return True
        if inner.tag == "article":
            return False
        inner = inner.parent
    return False


def _lines_near(blocks: Blocks, body: Body) -> list[str]:
    """The lines between headline and text, and right under the text; where there is no text, all but readers' words."""
    in_body = {id(block) for block in body.blocks}
    first, last = (max(0, body.first - 12), body.last + 6) if body.blocks else (0, len(blocks.blocks))
    near = [
        block
        for block in blocks.blocks[first:last]
        if id(block) not in in_body
        and block.kind != "h1"
        # Where there is no text, a list of terms says what its date is of: a deed, a deadline, a show.
        and (block.kind != "dd" or body.sentences)
        and not _is_of_readers(block)
    ]
    return [line for block in near for line in block.lines or [_opening(block)]]


def _opening(block: Block) -> str:
    """The text of *block*; of a sentence about the post ("This entry was posted on …, and filed under …") its beginning."""
    if len(block.text) > _LONGEST_DATE_LINE and _ABOUT_POST & set(words_of(block.box.names)):
        return block.text[:_LONGEST_DATE_LINE].rpartition(" ")[0]
    return block.text


def _is_of_readers(block: Block) -> bool:
    box = block.box
    while box.parent is not None and box.role != Role.COMMENTS:
        box = box.parent
    return box.role == Role.COMMENTS


def _dated_line(line: str) -> str | None:
    return iso_of(line) if len(line) <= _LONGEST_DATE_LINE and _YEAR.search(line) else None


def _printed(lines: list[tuple[str, str]]) -> tuple[Dated | None, Dated | None]:
    published = modified = None
    for line, iso in lines:
        dated = Dated(iso, line, "printed")
        if _UPDATED.match(line):
            modified = modified or dated
        else:
            published = published or dated
    return published, modified


def _in_state(state: State) -> Dated | None:
    for raw in (state.article.published, state.keyed_date):
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
    iso = _valid(f"{year}-{int(month):02d}-{int(day):02d}")
    return Dated(iso, found[0].strip("/-"), "url") if iso else None
