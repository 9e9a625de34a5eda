"""Whether a page is an article at all, of which kind, and the reasons that are given."""

import pytest

from newscrawl.reading import read_article

from .pages import ONE, STORY, THREE, TWO, read

PLAIN = "https://mapletoncourier.example/bridge"
PARAGRAPHS = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def why(html, url=PLAIN):
    return read_article(html.encode(), url)["why"]


def test_a_long_text_in_one_place_is_an_article_without_any_date():
    raw = read_article(f"<h1>How footbridges are built</h1><div>{PARAGRAPHS * 12}</div>".encode(), PLAIN)
    assert raw["is_article"]
    assert {"for: a long text", "for: its sentences stand together"} <= set(raw["why"])


def test_each_paragraph_in_a_box_of_its_own_stands_together_all_the_same():
    boxed = "".join(f"<div class='row'><p>{text}</p></div>" for text in (ONE, TWO, THREE) * 12)
    assert "for: its sentences stand together" in why(f"<h1>How footbridges are built</h1><section>{boxed}</section>")


def test_a_very_long_text_in_one_place_counts_for_more():
    reasons = why(f"<h1>How footbridges are built</h1><div>{PARAGRAPHS * 40}</div>")
    assert "for: and there are many of them" in reasons


def test_the_same_text_in_many_cards_is_no_article():
    cards = "".join(f"<section><div><h2>Service {n}</h2><p>{ONE}</p><p>{TWO}</p></div></section>" for n in range(12))
    raw = read_article(f"<h1>Our services</h1><main>{cards}</main>".encode(), PLAIN)
    assert not raw["is_article"]
    assert "against: its sentences stand in 12 places" in raw["why"]


@pytest.mark.parametrize(
    ("samples", "byline", "speaks"),
    [(12, "", True), (3, "", False), (12, "<div class='byline'>By Ada Reyes</div>", False)],
)
def test_a_manual_is_full_of_code_that_nobody_signs(samples, byline, speaks):
    text = (
        f"{PARAGRAPHS}<p>Call <code>open()</code> before the bridge is crossed, and close it after that.</p>" * samples
    )
    reasons = why(f"<h1>Opening bridges</h1>{byline}<div>{text}</div>")
    assert ("against: it is full of code, and nobody signs it" in reasons) is speaks


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<form action='/cart/add'><button>Buy</button></form>", "against: it has the markup of a product"),
        ("<div itemscope itemtype='https://schema.org/QAPage'></div>", "against: it has the markup of a forum thread"),
    ],
)
def test_markup_of_shops_and_forums_speaks_against_a_page(html, reason):
    assert reason in read(below=html, url=PLAIN)["why"]
    stated = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge opens"}</script>'
    assert (
        reason not in read(below=html, head=stated, url=PLAIN)["why"]
    )  # what is stated to be one may sell things, too


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"head": '<meta name="generator" content="Discourse 3.4.0">'}, "against: it is made by a program for forums"),
        ({"head": '<meta name="generator" content="Docusaurus v3.7">'}, "against: it is made by a program for manuals"),
        ({"head": '<meta property="og:type" content="website">'}, "against: og:type is website"),
        ({"head": '<meta property="og:type" content="product.item">'}, "against: og:type is product.item"),
        ({"body_class": "template-product shop"}, "against: the theme calls it a product"),
        ({"body_class": "catalog-category-view"}, "against: the theme calls it a collection"),
        ({"body_class": "question-page"}, "against: the theme calls it questions and answers"),
        ({"body_class": "archive category"}, "against: the theme calls it an archive"),
        ({"body_class": "single single-post"}, "for: the theme calls it a single post"),
    ],
)
def test_what_systems_say_of_their_pages_counts(parts, reason):
    assert reason in read(url=PLAIN, **parts)["why"]


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("Opinion", "opinion"), ("Letters to the editor", "opinion"), ("Opinión", "opinion"), ("Meinung", "opinion"),
        ("Tribunes", "opinion"), ("Opinioni", "opinion"), ("Obituaries", "obituary"), ("Nachrufe", "obituary"),
        ("Nécrologie", "obituary"), ("Events", "event"), ("Council", "article"), ("Deporte", "article"),
    ],
)  # fmt: skip
def test_the_section_names_the_kind_in_every_language(section, kind):
    assert read(STORY, head=f'<meta property="article:section" content="{section}">', url=PLAIN)["kind"] == kind


@pytest.mark.parametrize(
    "headline",
    ["Route 404 closes for repairs", "Article 404", "404 homes lose power in Oak Hill", "Boat not found after a week of search",
     "Cheap flats no longer available in Mapleton", "Police couldn't find the driver"],
)  # fmt: skip
def test_headlines_of_the_news_that_sound_like_an_error_page_are_read(headline):
    raw = read(title=headline, above="<div class='byline'>By Ada Reyes</div><time datetime='2026-03-02'>March 2</time>")
    assert raw["is_article"], raw["why"]


@pytest.mark.parametrize(
    "headline", ["404", "404 Not Found", "Error 404", "Page not found", "Seite nicht gefunden", "404 page"]
)
def test_error_pages_are_none_with_a_text_of_the_day_on_them(headline):
    assert not read(title=headline)["is_article"]
