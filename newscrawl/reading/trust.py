"""Where a field's value may stand on a page, and which place is believed where they disagree: the one table of these rules.

Names of ``<meta>``: https://ogp.me (OpenGraph); https://www.dublincore.org/specifications/dublin-core/dc-html/ (``DC.`` and
``DCTERMS.``, and with a colon as RDFa writes them); https://docs.parse.ly/metatags/ (Parsely); Sailthru's "Horizon meta
tags"; https://cxense.com (Cxense); https://scholar.google.com/intl/en/scholar/inclusion.html (``citation_``); hNews-like names
of BLOX, Escenic, Polopoly and older systems, as their themes print them.
"""

from __future__ import annotations

ORDER: dict[str, tuple[str, ...]] = {
    "title": ("h1", "heading", "printed", "stated", "annotated", "meta", "title"),
    "dek": ("printed", "description", "heading", "state"),
    "authors": ("stated", "printed", "markup", "annotated", "meta", "state"),
    "published": ("stated", "meta", "annotated", "time", "printed", "state", "dateline", "url", "modified"),
    "modified": ("stated", "meta", "annotated", "time", "printed"),
    "section": ("stated", "meta", "annotated", "printed", "breadcrumb", "primary tag", "url", "state"),
    "tags": ("printed", "meta", "stated", "annotated", "state"),
    "language": ("html", "stated", "annotated", "meta"),
    "paywall": ("stated", "annotated", "meta"),
    "paragraphs": ("markup", "stated", "state"),
}
"""Field to the places of its value, the most trusted first; the first that has one is taken.

- ``stated``: an object for machines that describes the article: JSON-LD, else the one that Parsely reads from a meta.
- ``annotated``: microdata, else RDFa; read only where nothing is ``stated``, for it is dear to read and says the same.
- ``meta``: by the tables below. ``state``: what the page's scripts start from; read where the markup is bare.
- ``markup``, ``time``, ``heading``, ``h1``, ``printed``: elements made for it, and lines that look like it.

What stands behind the order: a headline is as printed (those for machines are written for search engines, and only tell
which heading is the headline). People are named most carefully for machines; annotations often name the paper instead. Tags
are what readers can click, before keywords for search engines. A body is what readers see: another source is taken only
where it has far more of it."""

COMPARED = ("stated", "meta", "annotated", "time")
"""Of these places' dates the first is not simply taken: a moment is better than its mere day, and the paper's own offset
better than the same moment in UTC."""

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "article.published", "article_date_original", "originalpublicationdate", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "date", "created", "cxenseparse:recs:publishtime",
    "rnews:datepublished", "article:post_date", "analyticsattributes.articledate", "ptime", "displaydate",
    "dc:date", "dc:created", "dcterms:issued", "dcterms:created", "dcterms:date", "dcterms.available", "dc.issued",
    "dc.created", "cxenseparse:publishtime", "citation_publication_date", "pub_date", "published", "published_at",
    "article_publish_date", "article:publish_date", "prism.publicationdate", "datecreated", "published-date",
    "published_date", "date_published",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified",
    "dc.date.modified", "article:updated_time", "revised", "utime", "modified", "dcterms:modified", "dc.modified",
    "article_date_updated", "og:article:modified_time", "rnews:datemodified", "last_updated", "updated_time",
    "modified-date", "modified_date", "date_modified", "modified-time", "last_modified",
)  # fmt: skip
AUTHOR_METAS = (
    "author", "parsely-author", "sailthru.author", "article:author", "dc.creator", "dcterms.creator", "dc.creator.name",
    "byl", "article:author_name", "cxenseparse:author", "og:article:author", "creator", "authors", "twitter:data1",
    "dc:creator", "dcterms:creator", "article_author", "dc.contributor", "rbauthors", "byline",
)  # fmt: skip
SECTION_METAS = (
    "article:section", "parsely-section", "og:article:section", "section", "dc.subject.section",
    "cxenseparse:recs:category", "og:section", "article:primary_section", "articlesection", "prism.section",
)  # fmt: skip
TAG_METAS = ("article:tag", "og:article:tag", "parsely-tags", "sailthru.tags", "news_keywords")
TITLE_METAS = (
    "og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title", "headline", "dcterms.title",
    "dc:title", "dcterms:title", "citation_title",
)  # fmt: skip
DESCRIPTION_METAS = (
    "og:description", "description", "twitter:description", "sailthru.description", "dc.description",
    "dcterms.description", "dc:description", "dcterms.abstract",
)  # fmt: skip
LANGUAGE_METAS = ("og:locale", "language", "content-language", "dc.language", "dcterms.language", "dc:language")
