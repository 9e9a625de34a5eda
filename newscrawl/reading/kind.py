"""Is the page an article at all, and of which kind; each with its reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.cleaning.languages import LANGUAGES
from newscrawl.reading.furniture import table
from newscrawl.reading.prose import evidence_of_text
from newscrawl.reading.stated import ARTICLE_TYPES, Stated

if TYPE_CHECKING:
    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Blocks
    from newscrawl.reading.body import Body

# What a server's own error page calls itself, in title or headline.
_NOT_FOUND = re.compile(
    r"(?:^\W*(?:error )?404\b(?! \w+ \w)|\berror 404\b|\b404 (?:error|not found|page)\b|"
    r"page (?:was |could ?n[o']t be |can(?:not|['’]t) be |is )?not (?:be )?found|nothing (?:was )?found|"
    r"página no encontrada|page (?:introuvable|non trouvée)|seite (?:wurde )?nicht gefunden)",
    re.IGNORECASE,
)
# What it may call itself, and what happens in the news as well ("Boat not found"): it counts where hardly a text is there.
_MAY_BE_NOT_FOUND = re.compile(
    r"(?:\b404\b|not found|(?:page|story|article) (?:you|that|is|does|no longer|unavailable|has)|"
    r"no longer (?:available|exists)|can['’]?t find|couldn['’]t find|does(?:n['’]t| not) exist|error occurred|access denied|"
    r"no se encontr|nicht gefunden)",
    re.IGNORECASE,
)
_HARDLY_A_TEXT = 200
"""Characters of sentences."""
# Types of schema.org that are the page's own subject, and are no article.
_OTHER_TYPES = {
    "Product": "a product", "ProductGroup": "a product", "CollectionPage": "a collection",
    "SearchResultsPage": "search results", "ProfilePage": "a profile", "DiscussionForumPosting": "a forum thread",
    "QAPage": "questions and answers", "SoftwareApplication": "software", "Recipe": "a recipe",
    "Course": "a course", "JobPosting": "a job", "ItemList": "a list", "ContactPage": "a contact page",
    "AboutPage": "an about page", "Service": "a service",
}  # fmt: skip
_OTHER_OG = ("product", "profile", "video.", "music.", "book", "place", "business", "object:list")
# What WordPress and its kin call the page in the class of <body>; archives list articles.
_SITE_PAGE = ("page-id-", "page-template")
_BODY_CLASSES = {
    "home": "a home page", "archive": "an archive", "error404": "an error page", "search-results": "search results",
    "search-no-results": "search results", "category": "a section page", "tax-": "a section page",
    "post-type-archive": "an archive", "single-product": "a product", "woocommerce-page": "a shop",
    # Shopify, Magento, Stack Exchange
    "template-product": "a product", "template-collection": "a collection", "catalog-product-view": "a product",
    "catalog-category-view": "a collection", "question-page": "questions and answers",
}  # fmt: skip
# What programs for forums and for manuals call themselves in <meta name=generator>: the first word.
_GENERATORS = {
    **dict.fromkeys(("discourse", "vbulletin", "phpbb", "xenforo", "mybb", "smf", "nodebb", "flarum", "vanilla"), "forums"),
    **dict.fromkeys(
        ("sphinx", "docutils", "docusaurus", "gitbook", "rustdoc", "mdbook", "doxygen", "javadoc", "docsify"), "manuals"
    ),
}  # fmt: skip
# What folders of an address, and the first part of a host, say of a page.
_LISTING_FOLDERS = table(
    "section sections category categories tag tags topic topics author authors search archive archives"
)
_OTHER_FOLDERS = table(
    """
    product products shop store cart account login forum forums thread threads t question questions doc docs
    documentation reference api manual wiki help support pricing service services solution solutions about about-us
    contact contact-us privacy privacy-policy terms careers jobs collection collections dp item itm catalog use-cases
    tools app apps portfolio
    """
)
_OTHER_HOSTS = table("forum forums community docs support help store shop wiki boards")
_STORY_FOLDERS = table(
    "news blog blogs article articles story stories post posts press insights magazine noticias actualite nachrichten"
)
_KIND_FOLDERS = {
    "opinion": table(
        "opinion opinions editorial editorials column columns columnists commentary letters op-ed commentisfree"
    ),
    "obituary": table("obituary obituaries obit obits death deaths"),
    "gallery": table("gallery galleries photo photos slideshow slideshows in-pictures"),
    "video": table("video videos watch"),
    "press_release": table(
        "press-release press-releases pressreleases pressroom news-releases newsreleases prnewswire"
    ),
    "event": table("event events calendar"),
    "live": table("live live-blog liveblog live-blogs live-updates live-news"),
}
_KIND_SECTIONS = [(kind, starts) for language in LANGUAGES for kind, starts in language.sections.items()]
# Markup that only shops, forums and the like have.
_SHOP = (
    '[class*="add-to-cart" i], [name="add-to-cart"], form[action*="/cart"], [itemprop="price"], '
    '[itemtype*="schema.org/Product"]'
)
_FORUM = '[itemtype*="DiscussionForumPosting"], [itemtype*="QAPage"], html#XF, html#XenForo, body#phpbb'
_OTHER_MARKUP = (("a product", _SHOP), ("a forum thread", _FORUM))
_ANY_MARKUP = f"{_SHOP}, {_FORUM}, code"
_KIND_BY_TYPE = {
    "LiveBlogPosting": "live",
    "OpinionNewsArticle": "opinion",
    "ImageGallery": "gallery",
    "MediaGallery": "gallery",
}


@dataclass(slots=True)
class Verdict:
    """Whether it is an article, and why."""

    is_article: bool = False
    why: list[str] = field(default_factory=list)


def judge(
    page: Page, blocks: Blocks, body: Body, stated: Stated, *, headline: str | None, dated: bool, signed: bool
) -> Verdict:
    """Weigh what speaks for an article against what speaks against it. Reasons are sentences for people.

    Args:
        page: The page.
        blocks: Its blocks.
        body: The story found in it.
        stated: Its JSON-LD.
        headline: Its headline.
        dated: A date of publication was found.
        signed: An author was found.
    """
    why: list[str] = []
    if reason := _barred(page, body, headline):
        return Verdict(False, [reason])
    score = 0.0
    for points, reason in _evidence(page, blocks, body, stated, dated=dated, signed=signed):
        score += points
        why.append(f"{'for' if points > 0 else 'against'}: {reason}")
    return Verdict(score > 0, why)


def kind_of(page: Page, stated: Stated, section: str | None, headline: str | None) -> str:
    """article, live, gallery, video, opinion, obituary, event or press_release: by stated type, address, section, headline."""
    for name, kind in _KIND_BY_TYPE.items():
        if name in stated.types:
            return kind
    folders = set(_folders(page.url))
    for kind, names in _KIND_FOLDERS.items():
        if folders & names:
            return kind
    words = (section or "").casefold()
    for kind, starts in _KIND_SECTIONS:
        if words.startswith(starts):
            return kind
    start = (headline or "").casefold()
    if start.startswith(
        ("opinion:", "opinion |", "column:", "editorial:", "letter:", "letters:", "op-ed:", "commentary:")
    ):
        return "opinion"
    return "obituary" if start.startswith(("obituary:", "obituary |")) else "article"


def _barred(page: Page, body: Body, headline: str | None) -> str | None:
    """What settles that the page is no article."""
    if not body.blocks and not body.sentences:
        return "no text was found"
    title = page.text_of(page.tree.css_first("title"))
    for text in filter(None, (headline, title)):
        sure = _NOT_FOUND.search(text) and (len(text) < 60 or body.sentences < 600) and body.sentences < 1_500
        if sure or (body.sentences < _HARDLY_A_TEXT and _MAY_BE_NOT_FOUND.search(text)):
            return f"the page calls itself not found: {text[:60]}"
    if body.sentences < 600 and (
        page.tree.css_first('form.post-password-form, input[name="post_password"]') is not None
    ):
        return "the text is behind a password"
    words = " ".join(block.text[:4_000] for block in body.blocks[:40]).split()
    if len(words) > 200 and len(set(words)) < 0.05 * len(words):
        return "the text is a few words over and over"
    path = page.url.partition("://")[2].partition("/")[2].partition("#")[0]
    if path.partition("?")[0] in ("", "index.html", "index.php", "home") and not path.partition("?")[2]:
        return "the address is the home page"
    return None


def _evidence(
    page: Page, blocks: Blocks, body: Body, stated: Stated, *, dated: bool, signed: bool
) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    states_article = bool(stated.types & ARTICLE_TYPES)
    if states_article:
        found.append((2 if stated.article_count < 4 else 0.5, "JSON-LD states an article"))
    elif "WebPage" in stated.types:
        found.append((-1, "JSON-LD states a page and no article"))
    og_type = (page.metas.get("og:type") or [""])[0].lower()
    if og_type == "article" or page.metas.get("article:published_time"):
        found.append((1.5, "og:type is article"))
    elif og_type.startswith(_OTHER_OG):
        found.append((-2.5, f"og:type is {og_type}"))
    elif og_type == "website":  # what systems state where nobody says more
        found.append((-0.25, "og:type is website"))
    program = (page.metas.get("generator") or [""])[0].partition(" ")[0].lower()
    if program in _GENERATORS:
        found.append((-2, f"it is made by a program for {_GENERATORS[program]}"))
    names = (page.tree.body.attributes.get("class") or "").split() if page.tree.body is not None else []
    if any(name in ("single", "single-post") or name.startswith("single-format") for name in names):
        found.append((1.5, "the theme calls it a single post"))
    for name, what in _BODY_CLASSES.items():
        if name in names or (name.endswith("-") and any(other.startswith(name) for other in names)):
            found.append((-3, f"the theme calls it {what}"))
            break
    if any(name.startswith(_SITE_PAGE) for name in names):
        found.append((-2, "the theme calls it a page of the site"))
    for name, what in _OTHER_TYPES.items():
        if name in stated.types and not states_article:
            found.append((-2, f"JSON-LD states {what}"))
            break
    found.extend(_by_address(page.url))
    marks = page.tree.css(_ANY_MARKUP) if not states_article or not signed else []
    samples = sum(1 for node in marks if node.tag == "code")
    if not states_article and len(marks) > samples:
        found.extend(
            (-2, f"it has the markup of {what}")
            for what, selector in _OTHER_MARKUP
            if page.tree.css_first(selector) is not None
        )
    if dated and stated.page_object and not states_article and "article:published_time" not in page.metas:
        found.append((0.25, "a date of the page"))
    else:
        found.append((0.75, "a date of publication") if dated else (-0.75, "no date of publication"))
    if signed:
        found.append((0.75, "an author"))
    found.extend(evidence_of_text(blocks, body, samples=0 if signed else samples))
    return found


def _by_address(url: str) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    folders = _folders(url)
    name = folders[-1] if folders else ""
    if folders and folders[0] in _LISTING_FOLDERS:
        found.append((-2, "the address is one of a listing"))
    elif _OTHER_FOLDERS.intersection(folders) or url.partition("://")[2].partition(".")[0] in _OTHER_HOSTS:
        found.append((-3, "the address is one of a shop, forum, manual or service page"))
    elif _STORY_FOLDERS.intersection(folders[:-1]):
        found.append((0.75, "the address is one of a story"))
    if name.count("-") >= 4 or name.count("_") >= 4:
        found.append((0.5, "the address ends in a headline"))
    elif len(folders) == 1 and name in _STORY_FOLDERS:
        found.append((-1, "the address is one of a section"))
    return found


def _folders(url: str) -> list[str]:
    """The parts of the path of *url*, lower case."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0]
    return [part for part in path.lower().split("/") if part]
