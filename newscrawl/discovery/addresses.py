"""What an address alone tells of the page behind it: article, section, a page further of a listing, or nothing for us.

The tables were drawn up from how news systems build their addresses: WordPress (dates, slugs, ``?p=``), BLOX
(``article_UUID.html``), Arc XP and Gannett (dates, numbers), Drupal (``/node/N``), Ghost (one slug), Village Media
(slug and number), older scripts (``story.php?id=N``).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit


class Shape(StrEnum):
    """What an address looks like."""

    ARTICLE = "article"
    SECTION = "section"
    FURTHER = "further"
    """A further page of a listing."""
    NEVER = "never"
    """Nothing to read for us: media, searches, calendars, accounts, shops, feeds, lists by tag or author."""
    UNKNOWN = "unknown"


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Facts: first or only folders of an address under which no articles stand.
_NEVER_FOLDERS = _table("""
    tag tags topic-tag author authors byline staff-profile profile profiles user users login logout signin sign-in
    signup sign-up register registration account accounts my-account subscribe subscription subscriptions subscriber
    subscriber-services cart basket checkout shop store product products search feed feeds rss atom wp-admin
    wp-login.php wp-content wp-includes wp-json xmlrpc.php cdn-cgi calendar calendars event-calendar ical privacy
    privacy-policy terms terms-of-use terms-of-service terms-and-conditions contact contact-us about-us advertise
    advertise-with-us donate donations eedition epaper sitemap cookie-policy ads widgets print amp embed share
    comments api assets static images img photos-for-sale password forgot-password reset-password unsubscribe
    preferences autodiscover cgi-bin javascript ajax private admin
""")
# Facts: first folders under which an article stands now and then: what bears no sign of one is none.
_SELDOM_FOLDERS = _table("""
    staff member members find about advertising newsletter newsletters e-edition accessibility careers classifieds
    classified_ads email image media-kit mediakit marketplace coupons puzzles games horoscopes games-puzzles polls
    help faq
""")
# Facts: last parts of an address that name another dress or a use of the page before them.
_NEVER_ENDINGS = _table("""
    feed rss atom print email share amp embed trackback oembed login subscribe ical ics edit
""")
_LISTED_BY = _table("""
    tag tags author authors byline staff user users profile
""")
_CALENDARS = _table("""
    events event calendar calendars whats-on things-to-do-calendar schedule
""")
# Facts: folders that hold sections and categories.
_SECTION_FOLDERS = _table("""
    section sections category categories topic topics news-category c channel
""")
# Facts: parameters that sort, filter, search, share or act on a page.
_NEVER_PARAMETERS = _table("""
    sort sortby sort_by orderby order order_by filter filters filter_by facet facets q s query search keyword
    keywords share replytocom print action add-to-cart add_to_cart login redirect redirect_to return returnurl feed
    output ical outlook-ical tribe-bar-date tribe-bar-search eventdisplay month calendar mini view display format
    unapproved moderation-hash like_comment preview lang-switch cpage doing_wp_cron download attachment_id author
    tag cat_filter per_page perpage limit
""")
# Facts: parameters whose number or word names an article.
_ID_PARAMETERS = _table("""
    id p aid nid sid story storyid story_id article articleid article_id newsid news_id artid art_id idx itemid post
    postid contentid cid docid recordid oid uuid
""")
_PAGE_PARAMETERS = _table("""
    page paged pg p pageno pagenum page_num offset start from page_number _page
""")
_FILES = _table("""
    jpg jpeg png gif webp avif svg ico bmp tif tiff mp3 mp4 m4a m4v mov avi wmv webm ogg wav flac pdf doc docx xls
    xlsx ppt pptx zip gz tar rar 7z exe dmg apk css js json xml rss atom ics txt csv woff woff2 ttf eot epub mobi
    kml gpx m3u8 swf
""")

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BLOX = re.compile(
    r"(article|image|video|audio|poll|youtube|page|table|pdf|link|html|form|collection)_" + _UUID.pattern
)
_READ_ON_BLOX = frozenset(["article", "collection"])
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
_DAY = re.compile(r"(?:19[89]|20[0-4])\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_NAME = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*")
_NUMBER = re.compile(r"(?:^|[-_./,a-z])(\d{4,})(?:$|\.)")
_CODE = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{10,}")
_MONTH_ONLY = re.compile(r"(?:19[89]|20[0-4])\d-\d\d?")
_EXTENSION = re.compile(r"\.(s?html?|php\d?|aspx?|jsp|cfm|ece|article|cms|story)$")
_WORDS = re.compile(r"[-_+ ]+")


@lru_cache(maxsize=16_384)
def shape_of(url: str) -> Shape:
    """What the page at the absolute *url* seems to be, by its address alone. Never raises.

    ARTICLE means a strong sign (a date, a number, a long slug); SECTION a folder of sections or one short word;
    UNKNOWN leaves it to where the link stands and how it reads.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return Shape.NEVER
    folders = [unquote(part).lower() for part in parts.path.split("/") if part]
    query = {name.lower(): value for name, value in parse_qsl(parts.query, keep_blank_values=True)}
    if _is_never(folders, query):
        return Shape.NEVER
    if any(value and _names_article(name, folders) for name, value in query.items()):
        return Shape.ARTICLE
    if not folders:
        return Shape.FURTHER if _PAGE_PARAMETERS & query.keys() else Shape.NEVER
    if (blox := _BLOX.search(folders[-1])) and blox[1] not in _READ_ON_BLOX:
        return Shape.NEVER
    if _is_paging(folders, query):
        return Shape.FURTHER
    if _has_article_sign(folders):
        return Shape.ARTICLE
    if folders[0] in _SELDOM_FOLDERS or _is_dated_archive(folders):
        return Shape.NEVER
    if folders[0] in _SECTION_FOLDERS or (len(folders) == 1 and len(_words(folders[0])) == 1):
        return Shape.SECTION
    return Shape.UNKNOWN


def page_number_of(url: str) -> int | None:
    """Which page of a listing *url* asks for (2 for ``/news/page/2/`` and ``/news?page=2``); None for none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    folders = [part.lower() for part in parts.path.split("/") if part]
    if len(folders) > 1 and folders[-2] in ("page", "p") and folders[-1].isdecimal() and len(folders[-1]) < 9:
        return int(folders[-1])
    for name, value in parse_qsl(parts.query):
        if name.lower() in _PAGE_PARAMETERS and value.isdecimal() and len(value) < 9:
            return int(value)
    return None


def _names_article(parameter: str, folders: list[str]) -> bool:
    """Does it? ``?p=`` is WordPress's article at the root of a site, and a number of a page anywhere else."""
    return parameter in _ID_PARAMETERS and (parameter != "p" or not folders)


def _is_never(folders: list[str], query: dict[str, str]) -> bool:
    if query.keys() & _NEVER_PARAMETERS:
        return True
    if not folders:
        return False
    last = folders[-1]
    if "." in last and last.rpartition(".")[2] in _FILES:
        return True
    if folders[0] in _NEVER_FOLDERS or last in _NEVER_ENDINGS or any(folder in _LISTED_BY for folder in folders[:-1]):
        return True
    if last.startswith("comment-page-") or "wp-login" in last or "wp-content" in folders:
        return True
    # A calendar is endless: its days and months, and a bare number, name no article
    tail = folders[1:] if folders[0] in _CALENDARS else []
    return bool(tail) and all(re.fullmatch(r"[\d-]+|month|week|day|today|list|upcoming|past", part) for part in tail)


def _is_paging(folders: list[str], query: dict[str, str]) -> bool:
    if len(folders) > 1 and folders[-2] in ("page", "p") and folders[-1].isdecimal() and len(folders[-1]) < 5:
        return True
    return bool(_PAGE_PARAMETERS & query.keys()) and not _has_article_sign(folders)


def _has_article_sign(folders: list[str]) -> bool:
    last = _EXTENSION.sub("", folders[-1])
    if _UUID.search(last):
        return True
    words = _words(last)
    if _DAY.search("/".join(folders[:-1]) + "/") and (len(words) > 1 or not last.isdecimal()):
        return True
    if _dated(folders[:-1]) and not last.isdecimal() and not _MONTH_NAME.fullmatch(last):
        return True
    if _DAY.match(last) and len(words) > 4:
        return True
    if (
        _NUMBER.search(last)
        and not _YEAR.fullmatch(last)
        and not _DAY.fullmatch(last)
        and not _MONTH_ONLY.fullmatch(last)
    ):
        return True
    # "letters-to-the-editor" is a section of four words, so five make an article, three under a folder of articles
    if len(words) >= 5 or (
        len(words) >= 2 and folders[0] in ("article", "articles", "story", "stories", "post", "posts")
    ):
        return True
    if any(len(part) > 3 and part.isdecimal() and not _YEAR.fullmatch(part) for part in folders[:-1]):
        return True  # "/article/council/10000/slug", "/7721/slug"
    if any(len(_words(part)) >= 5 for part in folders[:-1]) or _CODE.fullmatch(last):
        return True  # "/the-slug-of-a-long-headline/ar-BBWXwNX", "/news/articles/clymn8zyrp9o"
    if len(folders) > 1 and folders[-2] == "node" and last.isdecimal():
        return True
    return bool(_EXTENSION.search(folders[-1])) and len(words) >= 3


def _dated(folders: list[str]) -> bool:
    """Do year and month stand in *folders*, one after the other?"""
    for year, month in pairwise(folders):
        number = month.isdecimal() and len(month) <= 2 and 1 <= int(month) <= 12
        if _YEAR.fullmatch(year) and (number or _MONTH_NAME.fullmatch(month)):
            return True
    return False


def _is_dated_archive(folders: list[str]) -> bool:
    """Is it a list by date: "/2026/", "/2026/10/", "/news/2026/10/19/", "/archive/2026-10"?"""
    last = folders[-1]
    return (
        bool(_YEAR.fullmatch(last) or _MONTH_ONLY.fullmatch(last) or _DAY.fullmatch(last))
        or _dated(folders)
        or (last.isdecimal() and any(_YEAR.fullmatch(folder) for folder in folders))
    )


def _words(part: str) -> list[str]:
    return [word for word in _WORDS.split(_EXTENSION.sub("", part)) if word]
