"""Threads of systems without a reader that are cut into pages: the link to more comments of the same article.

A link counts where it stands in a pager of the comments (its names say so, or those of what holds it), or where its own
words say that it leads to more comments. It must lead to the same article: the next story is no page of a thread.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.comments.generic import printed_rows
from newscrawl.comments.phrases import bare, phrases
from newscrawl.comments.replies import joined, parts_of
from newscrawl.comments.thread import NextRequest, Reply, arranged
from newscrawl.comments.vocabulary import COMMENT, COMMENTS, names, words_of
from newscrawl.markup import open_page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

NAME = "page"
_NEXT = phrases(
    """
    next | next page | older | more | nächste | nächste seite | weiter | ältere | suivant | suivante | page suivante
    | siguiente | página siguiente | próxima | seguinte | successiva | successivo | avanti | volgende | nästa | neste
    | næste | seuraava | następna | další | следующая | далее | 下一页 | 下一頁 | 次へ | 다음 | التالي | הבא
    | next comments | older comments
    """
)
_MORE = re.compile(
    r"^(?:(?:load|show|view|see|read|next)?\s?(?:more|older|next|all|the rest of the|page of)?\s?(?:\w+\s)?comments|"
    r"(?:mehr|weitere|ältere|nächste|alle)\s(?:\w+\s)?kommentare(?: laden| anzeigen| lesen)?|"
    r"(?:plus de|voir plus de|voir tous les|autres)\scommentaires|commentaires (?:suivants|plus anciens)|(?:más|"
    r"ver más|ver todos los)\scomentarios|comentarios (?:siguientes|anteriores|más antiguos)|"
    r"(?:altri|tutti i)\scommenti|commenti (?:successivi|precedenti)|(?:meer|oudere|volgende)\sreacties|(?:mais|"
    r"ver mais)\scomentários|(?:fler|äldre)\skommentarer|(?:flere|ældre|eldre)\skommentarer)$"
)
_PAGER = names(
    "pager pagination pages paging pagenav pagenavi paginator blaettern seiten navigation nav paginate paginazione"
)
_REACH = 5


def next_page(page: Page) -> NextRequest | None:
    """The request for the next page of the comments that *page* prints; None where it links none."""
    here = parts_of(page.url)
    for link in page.tree.css("a[href]")[:3_000]:
        attributes = link.attributes
        href = (attributes.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:")) or len(href) > 2_000:
            continue
        text = bare(" ".join((link.text() or "").split())[:80]) or bare((attributes.get("aria-label") or "")[:80])
        forward = text in _NEXT or "next" in (attributes.get("rel") or "").lower().split()
        if not (_MORE.match(text) or forward):
            continue
        if not _MORE.match(text) and not _in_comments_pager(link):
            continue
        url = joined(page.url, href).partition("#")[0]
        if url != page.url.partition("#")[0] and _same_article(here.hostname, here.path, url):
            return NextRequest(url, NAME)
    return None


def _in_comments_pager(link: LexborNode) -> bool:
    """Does what holds the link say that it pages comments?"""
    at: LexborNode | None = link
    pager = comments = False
    for _ in range(_REACH):
        if at is None or at.tag in ("body", "main", "html"):
            break
        attributes = at.attributes
        words = words_of(
            f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('aria-label') or ''}"
        )
        pager = pager or bool(words & _PAGER) or at.tag == "nav"
        comments = comments or bool(words & (COMMENTS | COMMENT))
        at = at.parent
    return pager and comments


def _same_article(host: str | None, path: str, url: str) -> bool:
    parts = parts_of(url)
    base = path.rstrip("/") or "/"
    return (
        parts.hostname == host
        and len(base) > 1
        and (parts.path.rstrip("/") == base or parts.path.startswith(base + "/"))
    )


def read(
    body: bytes,
    url: str,
    headers: Mapping[str, str],  # noqa: ARG001
    now: datetime | None = None,
) -> Reply:
    """The comments of one page, and the request for the next."""
    page = open_page(body, url)
    rows, _ = printed_rows(page, now)
    following = next_page(page) if rows else None
    return Reply(arranged(rows, whole=False), [following] if following is not None else [])
