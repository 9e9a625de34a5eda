"""The items that spiders yield and pipelines store: the one list of fields, with types and units.

Every moment is an aware :class:`~datetime.datetime` in UTC. Every field has a default, so that an item loader can build
the item with no arguments. An item names the page that it was read from (``page``, the address as requested): the store
gathers what one page gave and writes it in one transaction when the page's :class:`PageItem` arrives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 - itemadapter and exporters look the fields' types up
from enum import StrEnum
from typing import Any

URL_LIMIT = 8000
"""Characters of an address as it is sent: a longer one is no page that anybody linked on purpose (``URLLENGTH_LIMIT``)."""


class PageKind(StrEnum):
    """What a page is fetched for."""

    SOURCE = "source"
    """A place where articles are found: home or section page, feed, sitemap, CMS interface."""
    ARTICLE = "article"
    """A page that should hold an article."""
    THREAD = "thread"
    """One page, or one reply of an interface, of a comment thread."""


class Outcome(StrEnum):
    """How a fetched page was settled."""

    READ = "read"
    """It was fetched and read; what it held stands in the items of the same page."""
    UNCHANGED = "unchanged"
    """The server said 304, or sent the very bytes that were read last time."""
    NOT_ARTICLE = "not_article"
    """Fetched and read, and it holds no article; the reason says why."""
    SKIPPED = "skipped"
    """Left out by the run's own arguments (``since``, ``until``); due again."""
    REFUSED = "refused"
    """robots.txt or the guard (private address, off site, scheme) forbids it, or the site answered 401/403/451."""
    GONE = "gone"
    """404 or 410."""
    FAILED = "failed"
    """Anything else that went wrong; it is tried again later."""


NOT_FOR_US = frozenset({401, 403, 407, 451})
"""HTTP statuses by which a site says that it is not for us; 402 is about the one page, which has its price."""


@dataclass(slots=True)
class ImageItem:
    """A picture of an article."""

    url: str
    """Absolute address of the picture."""
    caption: str | None = None
    credit: str | None = None
    """Photographer or agency, without "Photo by"."""


@dataclass(slots=True)
class PostItem:
    """One timed post of a live blog; part of an :class:`ArticleItem`, newest or oldest first as the page prints them."""

    key: str | None = None
    """The page's own name of the post: the fragment of its address."""
    headline: str | None = None
    author: str | None = None
    published: datetime | None = None
    """Aware, UTC; of a post that prints a clock time alone, on the day that its place among the others gives it."""
    published_raw: str | None = None
    paragraph: int | None = None
    """Index of the first of its paragraphs in the article's, from 0; None where its text stands not in the body."""
    paragraphs: int = 0
    """How many of the article's paragraphs are the post's, its headline counted where that is one of them."""
    text: str | None = None
    """Its text, paragraphs by blank lines, where the body does not hold it; else None."""


@dataclass(slots=True)
class CorrectionItem:
    """A note that a paper sets to an article to say what it changed in it; part of an :class:`ArticleItem`."""

    kind: str | None = None
    """correction, update, clarification or editors_note."""
    text: str | None = None
    """As printed, its label included."""
    dated: datetime | None = None
    """Aware, UTC: the date that the note itself states; None where it states none."""
    dated_raw: str | None = None


@dataclass(slots=True)
class ArticleItem:
    """One article as one of its addresses showed it."""

    page: str | None = None
    """The address that was requested; the same in every item of the page."""
    outlet: str | None = None
    """The site's name (``Site.name``)."""
    url: str | None = None
    """Canonical URL: the address under which the article's twins meet."""
    addresses: list[str] = field(default_factory=list)
    """Every address that it answered under, seen in this fetch: requested, redirected through, stated as canonical."""
    headline: str | None = None
    """As printed on the page, not the title for search engines."""
    dek: str | None = None
    """The line under the headline (standfirst, subtitle)."""
    authors: list[str] = field(default_factory=list)
    """Persons, in the order printed."""
    byline: str | None = None
    """The line as printed: "By Ada Reyes and Tom Oak, Staff Writers"."""
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    kind: str | None = None
    """article, live, gallery, video, opinion, obituary, event, press_release."""
    language: str | None = None
    """BCP 47 tag as declared ("en-US")."""
    published: datetime | None = None
    published_raw: str | None = None
    """As the page states it."""
    published_offset: int | None = None
    """Minutes east of UTC as printed; None where the page names no zone (the outlet's own zone was taken)."""
    modified: datetime | None = None
    modified_raw: str | None = None
    modified_offset: int | None = None
    paragraphs: list[str] = field(default_factory=list)
    """Body, one string a paragraph, in order; no paragraph holds a line feed or stands empty."""
    left_out: list[str] = field(default_factory=list)
    """What looks like paragraphs of it and stands on page after page of the paper, as its site memory knows."""
    unaided: list[str] = field(default_factory=list)
    """The paragraphs as they would be read without site memory, where that would take another box of the page."""
    images: list[ImageItem] = field(default_factory=list)
    posts: list[PostItem] = field(default_factory=list)
    """The timed posts of a live blog, in the order of the page."""
    corrections: list[CorrectionItem] = field(default_factory=list)
    """Correction and update notes, in the order of the page; where one stands in the text it is a paragraph, too."""
    credit: str | None = None
    """Wire agency or sister paper that the text comes from."""
    dateline: str | None = None
    """Place at the head of the text ("MAPLETON, Ore.")."""
    paywall: str | None = None
    """What the publisher declares: "open" or "closed"; None where it says nothing."""
    truncated: bool = False
    """The text that we have looks cut (a teaser, "continue reading")."""
    sources: dict[str, str] = field(default_factory=dict)
    """Field name to where its value stood: "json-ld", "h1", "meta:og:title", "feed", "rest", ..."""
    page_kind: PageKind | None = None
    """What its page was fetched for: an article's page and a page of its thread may have one address."""

    @property
    def body(self) -> str:
        """The text as stored: paragraphs joined by a blank line. Spans of quotes count characters of this."""
        return "\n\n".join(self.paragraphs)


@dataclass(slots=True)
class QuoteItem:
    """A quotation in an article: ``article.body[start:end] == text``, always."""

    page: str | None = None
    outlet: str | None = None
    paragraph: int | None = None
    """Index in the article's paragraphs, from 0."""
    start: int | None = None
    """Characters of the body, marks left out."""
    end: int | None = None
    text: str | None = None
    kind: str | None = None
    """direct, mixed or indirect."""
    speaker: str | None = None
    """The speaker's fullest name in the article; None where nobody can be named for sure."""
    speaker_as_printed: str | None = None
    """The words that name the speaker beside the quote ("she", "Reyes", "the mayor")."""
    role: str | None = None
    """Title or affiliation as printed ("Fire Chief")."""
    cue: str | None = None
    """The words that attribute it, as printed ("said")."""
    cue_start: int | None = None
    """Where they stand in the body, in characters, as the quote's own ``start`` and ``end``; None where there are none."""
    cue_end: int | None = None
    confidence: float | None = None
    """0 to 1: how sure the speaker is."""
    candidates: list[str] = field(default_factory=list)
    """Who it may have been, the likeliest first, where no speaker is named."""
    page_kind: PageKind | None = None


@dataclass(slots=True)
class ThreadItem:
    """The comment thread of an article, as one page or reply showed it."""

    page: str | None = None
    outlet: str | None = None
    article: str | None = None
    """Canonical URL of the article that it stands under."""
    platform: str | None = None
    """wordpress, disqus, viafoura, ..., or "page" for a list recognised by its structure."""
    platform_id: str | None = None
    """The platform's own key of the thread; the article's canonical URL where it has none."""
    claimed: int | None = None
    """How many comments the platform says there are; None where it says nothing."""
    closed: bool | None = None
    readable: bool = True
    """False: seen, and its comments cannot be read; ``reason`` says why."""
    reason: str | None = None
    """Why it cannot be read, or was not read to its end."""
    page_kind: PageKind | None = None


@dataclass(slots=True)
class CommentItem:
    """One reader's comment, as its platform gave it."""

    page: str | None = None
    outlet: str | None = None
    article: str | None = None
    """Canonical URL of the article."""
    platform: str | None = None
    thread: str | None = None
    """The platform's own key of its thread, as in :class:`ThreadItem`; None: the page's thread of that platform."""
    id: str | None = None
    """The platform's id."""
    also: list[str] = field(default_factory=list)
    """Further ids under which other comments may name it (Discourse: its number within the topic)."""
    parent: str | None = None
    """The platform's id of the comment that it answers."""
    depth: int | None = None
    """0 for a comment on the article, 1 for a reply, ..."""
    position: int | None = None
    """Order in the page or reply, from 0."""
    author: str | None = None
    author_key: str | None = None
    """The platform's stable key of the author, where it has a public one; never an e-mail address or its hash."""
    text: str | None = None
    """Paragraphs by blank lines, breaks by line feeds."""
    published: datetime | None = None
    published_raw: str | None = None
    published_precision: str | None = None
    """How precise ``published`` is: "second", "minute", "hour", "day", ...; "relative", "relative hour", "relative day", ...:
    words such as "2 hours ago", counted from the answer's time. None where nothing is known of it."""
    edited: datetime | None = None
    likes: int | None = None
    """None where the platform gives none (not 0)."""
    dislikes: int | None = None
    state: str = "shown"
    """shown, deleted, held or orphan (a reply whose parent never came)."""
    pinned: bool = False
    quoted: list[str] = field(default_factory=list)
    """Passages of the text that its author quotes from others; they are part of the text."""
    links: list[str] = field(default_factory=list)
    """Addresses that the text links, in order, each once; those printed as words are not among them."""
    badges: list[str] = field(default_factory=list)
    """What the platform marks its author as: "staff", "moderator", "admin", "author", ... in lower case, others as printed."""
    page_kind: PageKind | None = None


@dataclass(slots=True)
class CommenterItem:
    """The name of a commenter whose comments name their author by key alone: some platforms send names apart."""

    page: str | None = None
    outlet: str | None = None
    platform: str | None = None
    key: str | None = None
    """As :attr:`CommentItem.author_key`."""
    name: str | None = None
    page_kind: PageKind | None = None


@dataclass(slots=True)
class FoundPage:
    """An address that a page named and that should be fetched; part of a :class:`PageItem`."""

    url: str
    """As found: what will be requested."""
    kind: PageKind = PageKind.ARTICLE
    found_in: str | None = None
    """The address of the page that named it."""
    due: bool = False
    """True: fetch it again even where it is known and was fetched before (the rest of a thread whose article was read)."""
    hint: dict[str, Any] = field(default_factory=dict)
    """Plain values that its finder stated: title, published, modified (ISO 8601), dek, authors, section, tags, ``dated``
    (the day that its address names, where that lies outside the run's since and until); for a source ``source`` (home,
    section, feed, sitemap, wordpress); for a thread ``platform``, ``article``, ``asked`` (when
    the article was read that this reading of the thread belongs to), ``after`` (the address of the page that named it:
    the article's, or the thread's page before) and the request's ``method``, ``headers`` and ``body``; ``person``, the
    account's key, where it asks for a commenter's name and belongs to no thread."""


@dataclass(slots=True)
class PageItem:
    """A page is settled: fetched and read, or known not to be had. The last item of every page."""

    page: str | None = None
    """The address as requested (the key of ``page.url``)."""
    outlet: str | None = None
    kind: PageKind = PageKind.ARTICLE
    outcome: Outcome = Outcome.READ
    status: int | None = None
    """HTTP status; None where no answer came."""
    reason: str | None = None
    """Why it was refused, failed or is no article; a sentence for people."""
    fetched_at: datetime | None = None
    """By the page clock (``CLOCK_OFFSET`` included): what all rows of the page call now."""
    due_at: datetime | None = None
    """When to fetch it again; None for never."""
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    """SHA-256 of the body, hex."""
    encoding: str | None = None
    """Charset that the page was read in."""
    final_url: str | None = None
    """Where redirects ended."""
    found: list[FoundPage] = field(default_factory=list)
    opt_outs: dict[str, bool] | None = None
    """What its publisher states of its uses (:mod:`newscrawl.discovery.optouts`); None where nobody looked."""
    sighting: dict[str, Any] | None = None
    """What the paper's site memory learns of an article's page: ``place``, ``blocks`` (:mod:`newscrawl.reading.memory`)."""
    items: int = 0
    """How many items of this page were yielded before this one; the store waits for as many, dropped ones counted."""
    archived: bool = False
    """Read from a web archive as it was at ``fetched_at``: what the database has seen since stands."""


@dataclass(slots=True)
class ProblemItem:
    """Something that went wrong and cost data; a row of ``problem``."""

    page: str | None = None
    outlet: str | None = None
    url: str | None = None
    stage: str = "read"
    """fetch, robots, find, read, quotes, comments, load, check, store."""
    reason: str | None = None
    field: str | None = None
    """The field it was about, where there is one."""
    at: datetime | None = None
    page_kind: PageKind | None = None


Item = ArticleItem | QuoteItem | ThreadItem | CommentItem | CommenterItem | ProblemItem | PageItem
"""What a spider yields, requests apart."""
