"""An article's page becomes items: the article, its quotes, the comments that stand in it, and what to ask for next."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newscrawl.comments.stated import with_stated
from newscrawl.discovery.wordpress_api import part_address
from newscrawl.items import FoundPage, Outcome
from newscrawl.loaders import load_article, load_quotes
from newscrawl.reading.memory import Sighting
from newscrawl.spiders.threads import first_pages, thread_items
from newscrawl.urls import as_published, canonical_url, is_http, same_site

if TYPE_CHECKING:
    from newscrawl.items import ArticleItem, Item, ProblemItem
    from newscrawl.markup import Page
    from newscrawl.spiders.arguments import RunArguments
    from newscrawl.spiders.fetched import Fetched

PARTS_AT_MOST = 30
"""Pages of one article that are joined."""

HINTED = ("dek", "section", "tags", "authors", "published", "modified")
"""Fields that a feed or the site's own interface may state where the page does not."""


FIRST_NEWS_SITES = datetime(1993, 1, 1, tzinfo=UTC)
"""The first newspapers went on the web in 1993 and 1994; an earlier date is a digitised article's, or wrong."""

MARKUP = re.compile(r"</?[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)


class NoArticleError(Exception):
    """The page holds no article, or none that this run wants."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


def read_first_part(
    fetched: Fetched, page: Page, run: RunArguments
) -> tuple[dict[str, Any], list[Item], list[FoundPage]]:
    """What an article's page says, its threads' items, and the pages on which its threads go on.

    Raises:
        NoArticleError: it holds no article, or one outside the run's ``since`` and ``until``.
    """
    assert fetched.response is not None
    raw = with_hint(fetched.reader.read_article(fetched.response.body, page.url), fetched.hint)
    if not raw.get("is_article"):
        why = "; ".join(raw.get("why") or []) or "it does not look like one"
        raise NoArticleError(Outcome.NOT_ARTICLE, f"no article: {why}"[:500])
    raw["canonical_url"] = canonical_of(raw, fetched)
    if fetched.hint.get("parts") and not raw.get("next_pages"):
        raw["next_pages"], raw["parts_unlinked"] = [part_address(page.url, 2)], True
    if (run.since or run.until) and not run.wants(published := load(fetched, raw).published):
        raise NoArticleError(Outcome.SKIPPED, f"published {published:%Y-%m-%d}, outside since and until")
    learn(fetched, raw)
    items: list[Item] = []
    found: list[FoundPage] = []
    article = raw["canonical_url"]
    fetched.reader.answered_at = fetched.answered_at
    for thread in with_stated(fetched.reader.find_threads(page), page, fetched.reader.site.comments):
        items += thread_items(fetched, thread, article)
        found += first_pages(fetched, thread, article)
    return raw, items, found


def learn(fetched: Fetched, raw: dict[str, Any]) -> None:
    """Add to the paper's site memory what this page shows; the store does so, too, when it writes the page.

    Where the paper's own entry says what the text is, its word stands, and nothing is left out of it or learned.
    """
    if str(raw.get("sources", {}).get("paragraphs")).startswith("site:"):
        raw |= {"sighting": None, "left_out": [], "unaided": []}
    seen, memory = sighting_of(raw), fetched.reader.memory
    if seen is not None and memory is not None:
        fetched.reader.memory = memory.learn(seen)


def sighting_of(raw: dict[str, Any]) -> Sighting | None:
    """What an article's page teaches of its paper; None where it was read without a memory."""
    seen = raw.get("sighting")
    return Sighting(raw["canonical_url"], seen["place"], tuple(seen["blocks"])) if seen else None


def with_hint(raw: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """*raw* with the fields that the page leaves empty taken from *hint*; the page's own word wins."""
    origin = hint.get("source") or "feed"
    hint = {**hint, "dek": _written(hint.get("dek"), raw)}
    for name in HINTED:
        if not raw.get(name) and hint.get(name):
            raw[name] = hint[name]
            if name in {"published", "modified"}:
                raw[f"{name}_raw"] = hint[name]
            raw.setdefault("sources", {})[name] = origin
    if not raw.get("section") and hint.get("listed_under"):
        raw["section"] = hint["listed_under"]
        raw.setdefault("sources", {})["section"] = "listing"
    return raw


def _written(dek: Any, raw: dict[str, Any]) -> str | None:
    """The teaser that a feed gives, unless it is no more than the text's own beginning."""
    if not isinstance(dek, str) or not dek.strip():
        return None
    text = "".join(" ".join(raw.get("paragraphs") or [])[:1000].split()).casefold()
    beginning = "".join(dek.split()).casefold().rstrip(".…[]")[:100]
    return None if text.startswith(beginning) else dek


def canonical_of(raw: dict[str, Any], fetched: Fetched) -> str:
    """The article's address: what the page states as canonical, else where redirects ended, less tracking and fragment.

    It stays as the paper writes it, so that it can be opened; twins meet by its :func:`~newscrawl.urls.canonical_url`.
    """
    stated = raw.get("canonical_url")
    if not (stated and is_http(stated) and same_site(stated, fetched.reader.domain)):
        stated = fetched.addresses[-1] if fetched.addresses else fetched.page
    return as_published(stated)


def next_part(raw: dict[str, Any], fetched: Fetched, seen: list[str]) -> str | None:
    """The address of the article's next page, where it has one that was not read yet."""
    if len(seen) > PARTS_AT_MOST:
        return None
    known = {canonical_url(url) for url in seen}
    for url in raw.get("next_pages") or []:
        if is_http(url) and same_site(url, fetched.reader.domain) and canonical_url(url) not in known:
            return str(url)
    return None


def is_part(fetched: Fetched, raw: dict[str, Any], part: dict[str, Any], seen: list[str]) -> bool:
    """Whether an answer is a further page of the article *raw*, and not its first page once more.

    Matters where the page named no further one and its number was counted up: past the last, WordPress sends the first.
    """
    assert fetched.response is not None
    if not raw.get("parts_unlinked"):
        return True
    again = canonical_url(fetched.response.url) in {canonical_url(url) for url in seen[:-1]}
    return not again and bool(part["paragraphs"]) and part["paragraphs"] != raw["paragraphs"][: len(part["paragraphs"])]


def join_part(raw: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """*raw* with the paragraphs, pictures and further pages of the article's next page."""
    images = raw.get("images") or []
    further = [part_address(raw["next_pages"][-1], len(raw["next_pages"]) + 2)] if raw.get("parts_unlinked") else []
    known = {(image.get("url"), image.get("caption")) for image in images}
    before = [*raw["paragraphs"], *(raw.get("closing_headings") or [])]
    posts = [_moved(post, len(before)) for post in part.get("posts") or []]
    new = [image for image in part.get("images") or [] if (image.get("url"), image.get("caption")) not in known]
    return {
        **raw,
        "paragraphs": [*before, *part["paragraphs"]],
        "posts": [*(raw.get("posts") or []), *posts],
        "corrections": [*(raw.get("corrections") or []), *(part.get("corrections") or [])],
        "field_problems": [*(raw.get("field_problems") or []), *_of_later_page(part)],
        "closing_headings": part.get("closing_headings") or [],
        "unaided": _unaided(raw, part),
        "left_out": [*(raw.get("left_out") or []), *(part.get("left_out") or [])],
        "images": [*images, *new],
        "next_pages": [*(raw.get("next_pages") or []), *(part.get("next_pages") or []), *further],
        "truncated": part.get("truncated") or False,
    }


def _of_later_page(part: dict[str, Any]) -> list[dict[str, str]]:
    """What a later page lacks that the paper's entry states; it has a text, and often nothing else."""
    found = [problem for problem in part.get("field_problems") or [] if problem["field"] == "body"]
    return [{**problem, "reason": f"{problem['reason']} (a later page of the article)"} for problem in found]


def _moved(post: dict[str, Any], by: int) -> dict[str, Any]:
    """A live blog's post whose paragraphs stand *by* further down."""
    return post if post.get("paragraph") is None else {**post, "paragraph": post["paragraph"] + by}


def _unaided(raw: dict[str, Any], part: dict[str, Any]) -> list[str]:
    """The paragraphs of both as they would be read without site memory, where it made a difference in one."""
    if not (raw.get("unaided") or part.get("unaided")):
        return []
    return [
        *(raw.get("unaided") or raw["paragraphs"]),
        *(raw.get("closing_headings") or []),
        *(part.get("unaided") or part["paragraphs"]),
    ]


def load(fetched: Fetched, raw: dict[str, Any]) -> ArticleItem:
    """The article, cleaned."""
    item = load_article(
        raw,
        page=fetched.page,
        outlet=fetched.outlet,
        zone=fetched.reader.timezone,
        now=fetched.now,
        addresses=[*(fetched.hint.get("also") or []), *fetched.addresses],
    )
    item.language = item.language or fetched.reader.language
    return item


def whole_article(fetched: Fetched, raw: dict[str, Any], items: list[Item]) -> tuple[list[Item], datetime | None]:
    """The article with its quotes, after *items* of its threads; and when it was published."""
    article = load(fetched, raw)
    quotes = load_quotes(fetched.reader.find_quotes(article.paragraphs, article.language), article)
    return [*items, *doubts(fetched, raw, article), article, *quotes], article.published


def doubts(fetched: Fetched, raw: dict[str, Any], article: ArticleItem) -> list[ProblemItem]:
    """What a person should look at, though the article is stored."""
    found = [
        fetched.problem("read", problem["reason"], name=problem["field"], url=problem.get("url"))
        for problem in raw.get("field_problems") or []
    ]
    for text in raw.get("unreadable_dates") or []:
        reason = f"the page states a date that no calendar has: {text!r}"
        found.append(fetched.problem("load", reason, name="published"))
    if article.published_raw and article.published is None:
        reason = f"the date of publication cannot be read or cannot be: {article.published_raw[:80]!r}"
        found.append(fetched.problem("load", reason, name="published"))
    elif article.published and article.published < FIRST_NEWS_SITES:
        reason = f"published {article.published:%Y-%m-%d}, before there were news sites; stored as stated"
        found.append(fetched.problem("load", reason, name="published"))
    if article.headline and MARKUP.search(article.headline):
        found.append(fetched.problem("load", "the headline holds markup; stored as text", name="headline"))
    return found


def part_meta(raw: dict[str, Any], seen: list[str], found: list[FoundPage], items: int) -> dict[str, Any]:
    """What the request for an article's next part carries: plain values (rule 4 of the design)."""
    return {"raw": raw, "seen": seen, "found": [asdict(place) for place in found], "items": items}
