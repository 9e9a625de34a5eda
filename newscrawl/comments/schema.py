"""Comments that a page states for machines: schema.org Comment in JSON-LD, and the counts stated with them.

https://schema.org/Comment. Publishers often put only the first few there, so a printed list of the same or a greater
length is preferred to it. (Microdata is read with the printed comments: it marks the elements that people see.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.comments.replies import count, key_of, objects, stated, string
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import Row, row

if TYPE_CHECKING:
    from newscrawl.markup import Page

_COMMENTS = frozenset(("Comment", "UserComments", "Answer"))
_LISTS = ("comment", "comments", "suggestedAnswer", "acceptedAnswer")
_ARTICLES = ("Article", "Posting", "Report", "WebPage", "Review", "Recipe", "VideoObject", "Question")
MAX_ROWS = 5_000


def stated_rows(page: Page) -> list[Row]:
    """The comments in the page's JSON-LD: in an article's ``comment``, or beside it; in the order stated."""
    rows: list[Row] = []
    todo: list[tuple[Any, str | None]] = [(one, None) for one in reversed(page.linked_data)]
    while todo and len(rows) < MAX_ROWS:
        node, parent = todo.pop()
        if not isinstance(node, dict):
            continue
        kinds = _kinds(node)
        if kinds & _COMMENTS:
            found = _row(node, parent, len(rows))
            if found is not None:
                rows.append(found)
                parent = found["id"]
        elif not any(kind.endswith(_ARTICLES) for kind in kinds):
            todo.extend(
                (value, None)
                for name in ("mainEntity", "mainEntityOfPage")
                if isinstance(value := node.get(name), dict)
            )
            continue
        below = [child for name in _LISTS for child in _many(node.get(name))]
        below += [value for name in ("mainEntity",) if isinstance(value := node.get(name), dict)]
        todo.extend((child, parent if kinds & _COMMENTS else None) for child in reversed(below))
    return rows


def stated_count(page: Page) -> int | None:
    """How many comments the page's data says there are: ``commentCount``, or an InteractionCounter of CommentAction."""
    for node in page.linked_data:
        if (number := count(node.get("commentCount"))) is not None and number >= 0:
            return number
        for counter in _many(node.get("interactionStatistic")):
            kind = counter.get("interactionType")
            name = kind if isinstance(kind, str) else (kind.get("@type") if isinstance(kind, dict) else None)
            if isinstance(name, str) and name.endswith("CommentAction"):
                return count(counter.get("userInteractionCount"))
    element = page.tree.css_first('[itemprop="commentCount"]')
    if element is None:
        return None
    return count((element.attributes.get("content") or element.text() or "").strip())


def _many(value: Any) -> list[dict[str, Any]]:
    return [value] if isinstance(value, dict) else objects(value)


def _kinds(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type")
    return {str(one).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for one in (kind if isinstance(kind, list) else [kind])}


def _row(node: dict[str, Any], parent: str | None, number: int) -> Row | None:
    text = text_of_html(
        node.get("text") or node.get("commentText") or node.get("articleBody") or node.get("description")
    )
    if text is None:
        return None
    said = node.get("parentItem")
    named = _identity(said) if isinstance(said, dict) else string(said)
    published = node.get("dateCreated") or node.get("datePublished") or node.get("commentTime")
    identity = _identity(node)
    return row(
        identity or f"n{number + 1}",
        parent=parent or (named.rpartition("#comment-")[2] if named else None),
        author=_name(node.get("author") or node.get("creator")),
        text=text,
        published=stated(published),
        published_raw=published if isinstance(published, str) else None,
        edited=stated(node.get("dateModified")),
        likes=count(node.get("upvoteCount")),
        dislikes=count(node.get("downvoteCount")),
    )


def _identity(node: dict[str, Any]) -> str | None:
    """Its id, of an address ending in ``#comment-5`` the number: what the printed comment has as its id."""
    for name in ("@id", "identifier", "url"):
        if key := key_of(node.get(name)):
            return key.rpartition("#comment-")[2] if "#comment-" in key else key
    return None


def _name(author: Any) -> str | None:
    if isinstance(author, list):
        author = author[0] if author else None
    if isinstance(author, dict):
        author = author.get("name")
    return text_of_html(author)
