"""What pages state for machines, format by format: each on a page of ours, where nothing else says it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.markup import objects_in
from newscrawl.reading import read_article
from newscrawl.reading.annotated import read_annotated
from newscrawl.reading.stated import ARTICLE_TYPES, read_stated
from newscrawl.reading.trust import ORDER

from .pages import ONE, STORY, THREE, TWO, opened, read

URL = "https://mapletoncourier.example/story/bridge"


def ld(thing):
    return f'<script type="application/ld+json">{thing if isinstance(thing, str) else json.dumps(thing)}</script>'


def metas(**contents):
    return "".join(f"<meta name='{name}' content='{text}'>" for name, text in contents.items())


def bare(body=STORY, head=""):
    """A page that prints neither byline, date nor section."""
    return read(body, url=URL, head=head)


NEWS = {
    "@type": "NewsArticle",
    "headline": "Bridge opens",
    "author": {"@type": "Person", "name": "Ada Reyes"},
    "datePublished": "2026-03-02T08:00:00-08:00",
    "dateModified": "2026-03-03T09:00:00-08:00",
    "articleSection": "Council",
    "keywords": ["bridges", "creek"],
}
SAID = {
    "authors": ["Ada Reyes"],
    "published": "2026-03-02T08:00:00-08:00",
    "modified": "2026-03-03T09:00:00-08:00",
    "section": "Council",
    "tags": ["bridges", "creek"],
}
MICRODATA = f"""<div itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="articleSection" content="Council">
<h2 itemprop="headline">Bridge opens</h2><meta itemprop="keywords" content="bridges, creek">
<span itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Ada Reyes</b></span>
<time itemprop="datePublished" datetime="2026-03-02T08:00:00-08:00"></time>
<meta itemprop="dateModified" content="2026-03-03T09:00:00-08:00">
<div itemprop="comment" itemscope itemtype="http://schema.org/Comment"><b itemprop="author">Gus</b></div>
<div itemprop="articleBody">{STORY}</div></div>"""
RDFA = f"""<div vocab="https://schema.org/" typeof="NewsArticle"><span property="headline">Bridge opens</span>
<span property="author" typeof="Person"><span property="name">Ada Reyes</span></span><meta property="articleSection" content="Council">
<meta property="schema:keywords" content="bridges"><meta property="schema:keywords" content="creek">
<span property="datePublished" content="2026-03-02T08:00:00-08:00"></span>
<span property="dcterms:modified" content="2026-03-03T09:00:00-08:00"></span>{STORY}</div>"""
PARSELY = json.dumps({
    "type": "post", "title": "Bridge opens", "author": "Ada Reyes", "pub_date": "2026-03-02T08:00:00-08:00",
    "section": "Council", "tags": ["bridges", "creek"], "link": URL,
})  # fmt: skip


@pytest.mark.parametrize(
    ("name", "page", "expected", "source"),
    [
        ("JSON-LD", {"head": ld(NEWS)}, SAID, "json-ld"),
        ("microdata", {"body": MICRODATA}, SAID | {"section": "Council"}, "microdata"),
        ("RDFa", {"body": RDFA}, SAID, "rdfa"),
        (
            "Parsely's object",
            {"head": f"<meta name='parsely-page' content='{PARSELY}'>"},
            {**SAID, "modified": None},
            "meta:parsely-page",
        ),
        (
            "Parsely's metas",
            {"head": metas(**{
                "parsely-author": "Ada Reyes", "parsely-pub-date": "2026-03-02T08:00:00-08:00", "parsely-section": "Council",
                "parsely-tags": "bridges,creek"})},
            {**SAID, "modified": None},
            "meta:parsely-pub-date",
        ),
        (
            "Sailthru",
            {"head": metas(**{"sailthru.author": "Ada Reyes", "sailthru.date": "Mon, 02 Mar 2026 08:00:00 -0800", "sailthru.tags": "bridges, creek"})},
            {"authors": ["Ada Reyes"], "published": "2026-03-02T08:00:00-08:00", "tags": ["bridges", "creek"]},
            "meta:sailthru.date",
        ),
        (
            "OpenGraph",
            {"head": '<meta property="article:published_time" content="2026-03-02T08:00:00-08:00"><meta property="article:section" content="Council">'
             '<meta property="article:modified_time" content="2026-03-03T09:00:00-08:00"><meta property="article:author" content="Ada Reyes">'
             '<meta property="article:tag" content="bridges"><meta property="article:tag" content="creek">'},
            SAID,
            "meta:article:published_time",
        ),
        (
            "Dublin Core",
            {"head": metas(**{"DC.creator": "Ada Reyes", "DC.date.issued": "2026-03-02", "DCTERMS.modified": "2026-03-03"})},
            {"authors": ["Ada Reyes"], "published": "2026-03-02", "modified": "2026-03-03"},
            "meta:dc.date.issued",
        ),
        (
            "Dublin Core with colons",
            {"head": '<meta property="dc:creator" content="Ada Reyes"><meta property="dcterms:created" content="2026-03-02T08:00:00-08:00">'
             '<meta property="dcterms:modified" content="2026-03-03T09:00:00-08:00">'},
            {k: SAID[k] for k in ("authors", "published", "modified")},
            "meta:dcterms:created",
        ),
        (
            "BLOX",
            {"head": '<meta name="author" content="Ada Reyes Courier Staff Writer"><meta name="news_keywords" content="bridges, creek">'
             '<meta property="article:published_time" content="2026-03-02T08:00:00-08:00"><meta property="og:section" content="Council">'},
            {k: SAID[k] for k in ("authors", "published", "section", "tags")},
            "meta:article:published_time",
        ),
    ],
)  # fmt: skip
def test_a_page_is_read_in_each_format_and_says_where_its_date_stood(name, page, expected, source):
    raw = bare(**page)
    assert {key: raw[key] for key in expected} == expected, name
    assert raw["sources"]["published"] == source
    assert raw["paragraphs"][-3:] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "Bridge opens",}',
        '[{"@type": "NewsArticle", "headline": "Bridge opens"},]',
        '<!-- {"@type": "NewsArticle", "headline": "Bridge opens"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Bridge opens"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "Bridge opens", "description": "one\nline\tand another"}',
        '{"@type": "NewsArticle", "headline": "Bridge opens", "description": "it\\\'s"}',
        '{"@type": "WebPage"}{"@type": "NewsArticle", "headline": "Bridge opens"}',
        '{"@type": "NewsArticle", "headline": "Bridge opens"};',
        '{"@graph": [[{"@type": "WebSite"}, {"@graph": [{"@type": ["NewsArticle", "Thing"], "headline": "Bridge opens"}]}]]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Bridge opens"}}',
        '{"@type": "WebPage", "mainEntity": [{"@type": "Thing"}, {"@type": "NewsArticle", "headline": "Bridge opens"}]}',
        '{"@type": "https://schema.org/NewsArticle", "headline": "Bridge opens"}',
    ],
)
def test_broken_and_nested_json_ld_is_read(text):
    assert read_stated(opened(ld(text))).text("headline") == "Bridge opens"


@pytest.mark.parametrize(
    "text", ['{"@type": "NewsArticle", "headline": ', "<b>", "[", "null", "7", '"NewsArticle"', "", "{}" * 3]
)
def test_what_is_no_object_states_nothing(text):
    assert read_stated(opened(ld(text))).article == {}


@pytest.mark.parametrize(
    ("others", "head"),
    [
        ([{"@type": "NewsArticle", "headline": "Ferry sold", "url": "https://mapletoncourier.example/story/ferry"}], ""),
        ([{"@type": "NewsArticle", "headline": "Ferry sold", "author": "Gus", "image": "x", "name": "y"}],
         '<meta property="og:title" content="Bridge opens">'),
    ],
)  # fmt: skip
def test_of_several_articles_the_one_of_this_address_or_title_is_taken(others, head):
    own = NEWS | ({"url": URL} if not head else {})
    for things in ([own, *others], [*others, own]):
        assert read_stated(opened(head + ld(things), URL)).text("headline") == "Bridge opens"


BROKEN = """{
  "@context": "https://schema.org",
  "@type": "NewsArticle",
  "headline": "Mayor says "no" to the bridge",
  "datePublished": "2026-03-02T08:00:00-08:00",
  "dateModified": "2026-03-03T09:00:00-08:00", "articleSection": "Council",
  "isAccessibleForFree": false,
  "author": [{"@type": "Person", "url": "https://mapletoncourier.example/ada", "name": "Ada Reyes"}],
  "description": "So she said, and "that is that", said the clerk"""


@pytest.mark.parametrize(
    "text", [BROKEN, BROKEN + '"}', "/* from the theme */ " + BROKEN, BROKEN[: BROKEN.index('"description"')]]
)
def test_what_no_parser_takes_still_tells_its_dates_and_names(text):
    stated = read_stated(opened(ld(text)))
    assert stated.text("headline") == 'Mayor says "no" to the bridge'
    raw = bare(head=ld(text))
    assert (raw["authors"], raw["published"], raw["modified"], raw["section"], raw["paywall"]) == (
        ["Ada Reyes"], "2026-03-02T08:00:00-08:00", "2026-03-03T09:00:00-08:00", "Council", "closed"
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Product", "datePublished": "2026-03-02" ',
        '{"@type": "NewsArticle" ',
        '"datePublished": "2026-03-02"',
    ],
)
def test_what_is_broken_and_no_article_states_nothing(text):
    assert read_stated(opened(ld(text))).article == {}


def test_broken_data_takes_time_in_proportion():
    import time

    def seconds(number):
        text = '{"@type": "NewsArticle", "author": {' + '"headline": "x", "author": [{"@type": ' * number
        began = time.process_time()
        objects_in(text)
        return time.process_time() - began

    assert seconds(16_000) < 30 * seconds(2_000) + 0.3


def test_of_several_annotated_articles_only_one_of_this_address_counts():
    teaser = '<div itemscope itemtype="https://schema.org/NewsArticle"><a itemprop="url" href="/story/{0}"><b itemprop="headline">{0}</b></a></div>'
    html = "".join(teaser.format(name) for name in ("ferry", "bridge", "mill"))
    assert read_stated(opened(html, URL)).annotated == {}
    own = html.replace('href="/story/bridge"', f'href="{URL}"')
    assert read_stated(opened(own, URL)).annotated["headline"] == "bridge"


def test_annotations_are_not_read_where_json_ld_states_the_article():
    stated = read_stated(opened(ld(NEWS) + MICRODATA))
    assert (stated.annotated, stated.text("headline")) == ({}, "Bridge opens")


def test_drupals_rdfa_names_its_node_by_dublin_core():
    html = (
        '<article about="/node/7" typeof="schema:Article"><span property="dc:title" content="Bridge opens"></span>'
        '<span property="schema:dateCreated" content="2026-03-02T08:00:00-08:00"></span>'
        '<span rel="sioc:has_creator"><a typeof="sioc:UserAccount" property="schema:name">ada</a></span></article>'
    )
    [(kind, [thing])] = read_annotated(opened(html), ARTICLE_TYPES)
    assert (kind, thing["headline"], thing["dateCreated"]) == ("rdfa", "Bridge opens", "2026-03-02T08:00:00-08:00")


DISAGREEING = [
    # field, the page, what is believed, where it stood
    ("title", {"head": ld(NEWS | {"headline": "Bridge open at last, and all you need to know"})}, "Bridge opens", "h1"),
    ("authors", {"head": ld(NEWS) + metas(author="Tom Oak")}, ["Ada Reyes"], "json-ld"),
    ("authors", {"head": metas(author="Tom Oak"), "above": "<div class='byline'>By Ada Reyes</div>"}, ["Ada Reyes"], "printed"),
    ("authors", {"body": MICRODATA.replace("Ada Reyes", "Tom Oak"), "above": "<div class='byline'>By Ada Reyes</div>"}, ["Ada Reyes"], "printed"),
    ("authors", {"body": MICRODATA, "head": metas(author="Tom Oak")}, ["Ada Reyes"], "markup"),
    ("section", {"head": ld(NEWS) + metas(section="News")}, "Council", "json-ld"),
    ("section", {"body": MICRODATA.replace("Council", "News"), "head": metas(section="Council")}, "Council", "meta:section"),
    ("tags", {"head": ld(NEWS) + metas(news_keywords="council, county")}, ["council", "county"], "meta"),
    ("tags", {"head": ld(NEWS), "below": "<p class='tags'><a rel=tag href=/t/a>Alder</a></p>"}, ["Alder"], "printed"),
    ("published", {"head": ld(NEWS) + metas(date="2026-01-01T00:00:00-08:00")}, "2026-03-02T08:00:00-08:00", "json-ld"),
    # The same moment with the paper's own offset, and the same day with its hour.
    ("published", {"head": ld(NEWS | {"datePublished": "2026-03-02T16:00:00Z"}) + metas(date="2026-03-02T08:00:00-08:00")}, "2026-03-02T08:00:00-08:00", "meta:date"),
    ("published", {"head": ld(NEWS | {"datePublished": "2026-03-02"}) + metas(date="2026-03-02T08:00:00-08:00")}, "2026-03-02T08:00:00-08:00", "meta:date"),
    ("published", {"body": MICRODATA, "head": metas(date="2026-03-02T09:00:00-08:00")}, "2026-03-02T09:00:00-08:00", "meta:date"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "page", "value", "source"), DISAGREEING)
def test_where_sources_disagree_the_table_decides(field, page, value, source):
    raw = read(**{"url": URL, **page})
    assert (raw[field], raw["sources"][field]) == (value, source)


def test_every_source_that_a_page_names_stands_in_the_table():
    known = {place for places in ORDER.values() for place in places}
    assert {"stated", "annotated", "meta", "state"} <= known
    for field, page, _, source in DISAGREEING:
        place = {"json-ld": "stated", "microdata": "annotated"}.get(source, source.partition(":")[0])
        assert place in ORDER[field], page


@given(st.text(max_size=400))
def test_any_text_in_a_script_or_a_meta_is_survived(text):
    assert isinstance(objects_in(text), list)
    html = (
        f"<meta name='parsely-page' content='{text}'>{ld(text)}<div itemscope itemtype='{text}' typeof='{text}'>x</div>"
    )
    assert read_article(html.encode("utf-8", "replace"), URL)["authors"] == []


@pytest.mark.parametrize("value", [None, 7, [], {}, [[]], {"@id": {}}, [None, {"name": {"name": []}}], "x" * 100_000])
def test_values_of_no_use_state_nothing_and_break_nothing(value):
    thing = {
        "@type": "NewsArticle",
        **dict.fromkeys(NEWS.keys() - {"@type"}, value),
        "isAccessibleForFree": value,
        "correction": value,
    }
    raw = bare(head=ld(thing) + f"<meta name='parsely-page' content='{json.dumps({'author': value, 'tags': value})}'>")
    assert raw["paragraphs"][-3:] == [ONE, TWO, THREE]
