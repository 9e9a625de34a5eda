"""What the words in ``class`` and ``id`` say about an element: body, caption, byline, or furniture around the story.

Tables of meaning, not of sites: a class counts by the words that it is made of ("post-related__list" is post, related,
list). Seen across the themes of WordPress, Drupal, BLOX, Arc and the like, and in the hNews/hAtom class names
(http://microformats.org/wiki/hatom).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise


def table(words: str) -> frozenset[str]:
    """A table of words that is set as running text."""
    return frozenset(words.split())


class Role(IntEnum):
    """What an element is to the story."""

    PLAIN = 0
    BODY = 1
    """Its name says that it holds the story's text."""
    CAPTION = 2
    CREDIT = 3
    """Who made the picture."""
    BYLINE = 4
    DEK = 5
    MAYBE = 6
    """Named like furniture, unless it turns out to hold most of the page's text."""
    FURNITURE = 7
    """Named like nothing but furniture: related stories, share bars, newsletters."""
    COMMENTS = 8
    """What readers wrote, navigation: furniture however much text it holds."""


HARD = table(
    """
    comments commentlist disqus respond fbcomments livefyre viafoura openweb spotim outbrain taboola onetrust
    cookie cookies gdpr cookiebanner
    """
)
SURE = table(
    """
    related relatedposts recirc recirculation sharedaddy sharing share breadcrumb breadcrumbs crumb crumbs
    crumbtrail nav navbar navigation menu submenu sidebar newsletter newsletters advert advertisement advertorial
    adslot adsbygoogle dfp ads adbox consent popup modal overlay tooltip pagination pager nextprev toolbar tags
    taglist topics trending recommended recommendation recommendations readmore mostread mostpopular pullquote
    screenreader sronly visuallyhidden visually printonly noprint addtoany addthis sociable socialmedia socials
    jetpack login signin signup register revcontent nativo zergnet teaser teasers seealso alsoread skiplink
    copyright promo promos promobox authorprofile authorbio authorbox authorinfo authorcard aboutauthor fallback
    """
)
MAYBE = table(
    """
    ad social comment footer header banner promotion donate donation donations subscribe subscription membership
    bio byline meta metadata timestamp dateline poll quiz carousel slider popular latest sponsored sponsor
    sponsors hidden hide rating ratings follow tag card cards rail aside author authors topic infobox factbox toc
    masthead utility utilities sticky callout tease nocontent player playlist credits disclaimer feedback contact
    navtabs tabs dropdown expand app apps download print alert alerts notice correction attribution ticker weather
    gallery audio lightbox upsell offer offers cta
    """
)
_SHARED = table("social app")
# Two words that together say more than each of them.
SURE_PAIRS = (
    ("read", "more"), ("more", "from"), ("more", "stories"), ("more", "news"), ("see", "also"), ("also", "read"),
    ("most", "read"), ("most", "popular"), ("author", "bio"), ("author", "box"), ("author", "card"),
    ("author", "info"), ("author", "description"), ("author", "profile"), ("about", "author"), ("pull", "quote"),
    ("sr", "only"), ("screen", "reader"), ("skip", "link"), ("tag", "list"), ("tags", "links"), ("post", "tags"),
    ("entry", "meta"), ("entry", "footer"), ("entry", "info"), ("post", "footer"), ("post", "meta"), ("post", "info"),
    ("up", "next"), ("next", "article"), ("ad", "container"), ("ad", "wrapper"), ("ad", "unit"), ("ad", "slot"),
    ("inline", "ad"), ("sign", "up"), ("comment", "form"), ("read", "next"), ("you", "may"), ("site", "header"),
    ("site", "footer"), ("site", "title"), ("post", "navigation"), ("editors", "picks"), ("in", "other"),
    ("social", "links"), ("social", "share"), ("story", "related"), ("article", "tags"), ("post", "terms"),
    ("posted", "on"), ("posted", "by"), ("affiliate", "disclosure"), ("visually", "hidden"), ("print", "only"),
)  # fmt: skip
_BODY_NOUNS = table("body content text copy html")
_BODY_OWNERS = table("article story post entry news asset rich field node blog single td detail")
_BODY_WHOLE = table(
    """
    articlebody storybody storytext articletext articlecontent postcontent storycontent entrycontent articlecopy
    articlebodycontent bodytext bodycopy richtext prose storycopy postbody entrybody
    """
)
_NOT_BODY = table(
    """
    title header heading headline image media video top footer meta side left right aside list grid card preview
    summary teaser excerpt
    """
)
_CAPTION = table("caption figcaption captions cutline legend")
_CREDIT_ALONE = table("credit photographer photocredit imagecredit photobyline")
_CREDIT = table(
    """
    credit credits photographer photocredit imagecredit photobyline copyright source attribution
    """
)
PICTURE = table(
    """
    image images img photo photos picture pictures figure media caption featured thumbnail thumb
    """
)
_DEK = table("dek deck standfirst subtitle subheadline subhead subheading strapline kicker")
# Class names that tell the state of a page or the taxonomy of a post, not what an element is.
_STATE = re.compile(
    r"^(?:tag|category|has|with|no|is|status|format|postid|wp-container|type|theme|template|single|js|u|col)-"
)
_DENIED = re.compile(r"(?:^|[_-])(?:no|not|without)[_-]$")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=20_000)
def words_of(names: str) -> tuple[str, ...]:
    """The words that the names in a ``class`` or ``id`` are made of, lower case, in order, state names left out."""
    words: list[str] = []
    for name in names[:_LONGEST_NAMES].split():
        words += _read(name)[0]
    return tuple(words)


_LONGEST_NAMES = 2_000
"""Characters of a ``class`` and an ``id`` that are looked at."""


@lru_cache(maxsize=50_000)
def _read(name: str) -> tuple[list[str], int]:
    """The words of one name, and what they tell: elements have most of their names in common, and few all of them."""
    if _STATE.match(name):
        return _NOTHING
    may_deny = "no" in name or "without" in name
    words = [word for word in name.replace("_", "-").split("-") if word]
    if may_deny or not (name.isascii() and name.islower() and "".join(words).isalpha()):
        words = [
            word[0].lower()
            for word in _WORD.finditer(name)
            if (len(word[0]) > 3 or _stands_apart(name, *word.span()))
            and not (may_deny and _is_denied(name, word.start()))
        ]
    told = 0
    for word in words:
        told |= _TOLD.get(word, 0)
    return words, told


_NOTHING: tuple[list[str], int] = ([], 0)


def _is_denied(name: str, start: int) -> bool:
    """Whether "no" stands before the word at *start* ("no-sidebar", "post_no_toc")."""
    return _DENIED.search(name, max(0, start - len("_without_")), start) is not None


def _stands_apart(name: str, start: int, end: int) -> bool:
    """Whether a short word is one: names made by machines ("hJpRRP", "css-ad62") hold some by chance."""
    return (not start or not name[start - 1].isalnum()) and not name[end : end + 1].isdigit()


@lru_cache(maxsize=20_000)
def role_of(names: str) -> Role:
    """What an element is whose ``class`` and ``id`` are *names* (joined by a space)."""
    told = 0
    for name in names[:_LONGEST_NAMES].split():
        told |= _read(name)[1]
    if not told:  # most elements
        return Role.BODY if "articlebody" in names.lower() else Role.PLAIN
    if told & _SAID["caption"] and not told & _SAID["element"]:
        return Role.CREDIT if told & _SAID["credit"] else Role.CAPTION
    pairs = _TELLING_PAIRS.intersection(pairwise(words_of(names))) if told & _SAID["pair"] else frozenset()
    if told & _SAID["hard"] or ("comment", "list") in pairs:
        return Role.COMMENTS
    if told & _SAID["sure"] or not pairs.isdisjoint(SURE_PAIRS):
        return Role.FURNITURE
    if told & _SAID["maker"] or (told & _SAID["credit"] and told & _SAID["picture"]):
        return Role.CREDIT
    if not told & (_SAID["maybe"] | _SAID["other"]) and _names_body(names, told):
        return Role.BODY
    if told & _SAID["byline"] or (told & _SAID["author"] and told & _SAID["name"]):
        return Role.BYLINE
    if told & _SAID["dek"] or not pairs.isdisjoint(_DEK_PAIRS):
        return Role.DEK
    if told & _SAID["embed"] and not told & _SAID["own"]:
        return Role.PLAIN  # what somebody else posted, set into the story
    return Role.MAYBE if told & _SAID["maybe"] else Role.PLAIN


def _names_body(names: str, told: int) -> bool:
    if told & _SAID["whole"] or "articlebody" in names.lower():
        return True
    return bool(told & _SAID["noun"] and told & _SAID["owner"])


_DEK_PAIRS = frozenset([("sub", "title"), ("sub", "headline"), ("sub", "heading")])
_TELLING_PAIRS = frozenset([*SURE_PAIRS, *_DEK_PAIRS, ("comment", "list")])
_MEANINGS: dict[str, frozenset[str]] = {
    "caption": _CAPTION,
    "element": _BODY_NOUNS - {"text", "content"},
    "hard": HARD,
    "sure": SURE,
    "maker": _CREDIT_ALONE,
    "credit": _CREDIT,
    "picture": PICTURE,
    "maybe": MAYBE,
    "own": MAYBE - _SHARED,
    "other": _NOT_BODY,
    "whole": _BODY_WHOLE,
    "noun": _BODY_NOUNS,
    "owner": _BODY_OWNERS,
    "byline": table("byline bylines"),
    "author": table("author"),
    "name": table("name names"),
    "dek": _DEK,
    "embed": table("embed"),
    "pair": frozenset(second for _, second in _TELLING_PAIRS),
}
_SAID = {meaning: 1 << place for place, meaning in enumerate(_MEANINGS)}
_TOLD: dict[str, int] = {}
"""Word to the meanings that it has, a bit each: one look-up a word, and one test a question."""
for _meaning, _words in _MEANINGS.items():
    for _each in _words:
        _TOLD[_each] = _TOLD.get(_each, 0) | _SAID[_meaning]
