"""Links of home and section pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.listings import WELL_KNOWN_FEEDS, article_links, feeds_of
from newscrawl.markup import open_page

DOMAIN = "mapletoncourier.example"
HOME = f"https://{DOMAIN}/"


def links(markup, url=HOME, domain=DOMAIN):
    return {link.url.removeprefix(HOME): link.kind for link in article_links(open_page(markup.encode(), url), domain)}


def test_a_home_page_gives_articles_sections_and_its_next_page():
    found = links("""
        <body class="home comments-open"><header class="site-header"><a href="/">Mapleton Courier</a>
        <nav><ul><li><a href="/news/">News</a></li><li><a href="/letters-to-the-editor/">Letters</a></li><li><a href="/tag/x/">x</a></li></ul></nav></header>
        <main><article class="post"><a class="cat" rel="category tag" href="/category/city/">City</a>
          <a href="/bridge/"><img src="b.jpg"></a><header class="entry-header"><h2><a href="/bridge/">Bridge opens</a></h2></header></article>
          <div><a href="/2026/11/04/school-vote/">School vote</a></div>
          <p><a href="/council-drops-plan/">Council drops its plan for Elm Street</a></p>
          <div class="sharedaddy"><a href="/bridge-opens-after-two-years/">Share</a></div>
          <nav class="pagination"><a href="/page/1/">1</a><a href="/page/2/">2</a><a class="next" href="/page/2/">Older posts</a><a href="/page/9/">9</a></nav>
        </main><footer><a href="/about/">About</a><a href="/private/">Staff</a></footer></body>""")
    assert found == {
        "news/": "section",
        "letters-to-the-editor/": "section",
        "category/city/": "section",
        "bridge/": "article",
        "2026/11/04/school-vote/": "article",
        "council-drops-plan/": "article",
        "page/2/": "next",
    }


@pytest.mark.parametrize(
    "href",
    ["https://elsewhere.example/2026/11/04/a-b/", "mailto:desk@mapletoncourier.example", "javascript:void(0)", "#top", "tel:1", "", "/", "data:text/html,x", "http://[", "ftp://mapletoncourier.example/2026/11/04/a-b"],
)  # fmt: skip
def test_what_is_no_page_of_the_site_is_left_out(href):
    assert links(f'<article><h2><a href="{href}">A headline of some length here</a></h2></article>') == {}


@pytest.mark.parametrize(
    "href",
    [
        "/events/2026/12/",
        "/events/2026/11/?day=4",
        "/news/?sort=date",
        "/bridge/?share=x",
        "/?s=a",
        "/login/",
        "/cart/",
        "/2026/11/",
    ],
)
def test_ways_that_never_end_are_cut(href):
    assert links(f'<article><h2><a href="{href}">A headline of some length here</a></h2></article>') == {}


def test_one_page_is_named_once_with_its_longest_text():
    page = open_page(
        b'<article><a href="/2026/11/04/bridge-opens/?utm_source=home"><img></a><h2><a href="/2026/11/04/bridge-opens#c">Bridge opens</a></h2></article>',
        HOME,
    )
    [link] = article_links(page, DOMAIN)
    assert (link.text, link.kind) == ("Bridge opens", "article")


def test_links_among_comments_are_no_news():
    assert (
        links('<ol class="comment-list"><li><a href="/2026/11/04/bridge-opens/">my story of the year</a></li></ol>')
        == {}
    )


def test_paging_goes_forward_only():
    markup = '<a href="/news/page/2/" rel="prev">Newer</a><a href="/news/page/4/">Older stories</a><a href="/news/page/2/">2</a>'
    assert links(markup, HOME + "news/page/3/") == {"news/page/4/": "next"}


def test_relative_links_are_joined_to_the_base_that_the_page_states():
    assert links('<base href="/city/"><h2><a href="bridge-opens-after-two-years">B</a></h2>') == {
        "city/bridge-opens-after-two-years": "article"
    }


def test_a_host_with_a_port_is_another_site():
    markup = '<h2><a href="http://127.0.0.1:8001/2026/11/04/bridge/">A</a></h2><h2><a href="http://127.0.0.1:8002/2026/11/04/bridge/">B</a></h2>'
    assert [
        link.text for link in article_links(open_page(markup.encode(), "http://127.0.0.1:8001/"), "127.0.0.1:8001")
    ] == ["A"]


def test_feeds_are_named_without_those_of_comments():
    page = open_page(
        b'<link rel="alternate" type="application/rss+xml" title="Mapleton Courier &raquo; Feed" href="/feed/">'
        b'<link rel="alternate" type="application/rss+xml" title="Mapleton Courier &raquo; Comments Feed" href="/comments/feed/">'
        b'<link rel="ALTERNATE" type="application/feed+json" href="/feed.json"><link rel="alternate" hreflang="es" href="/es/">'
        b'<link rel="stylesheet" type="text/css" href="/a.css">',
        HOME,
    )
    assert feeds_of(page) == [HOME + "feed/", HOME + "feed.json"]


def test_well_known_places_are_paths():
    assert all(path.startswith("/") for path in WELL_KNOWN_FEEDS)


@given(st.text(max_size=120))
def test_any_address_is_a_link_or_none(text):
    page = open_page(
        f"<h2><a href='{text}'>{text}</a></h2><link rel=alternate type='application/rss+xml' href='{text}'>".encode(
            "utf-8", "replace"
        ),
        HOME,
    )
    assert all(link.kind in ("article", "section", "next") for link in article_links(page, DOMAIN))
    feeds_of(page)
