"""Fields that a paper's entry states by CSS, XPath or a function: they win, and fall back with a word on what failed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.markup import open_page
from newscrawl.reading import read_page
from newscrawl.reading.fields import STATABLE, FieldError, apply_fields, check_fields

from .pages import ONE, STORY, THREE, TWO, URL, page

ABOVE = (
    "<p class='lede'>It took eleven months.</p><p class='who'>By ADA REYES and Tom Oak</p>"
    "<span class='when' data-at='2026-03-02T08:00:00-08:00'>Monday</span><time class='changed' datetime='2026-03-03'>Tuesday</time>"
    "<a class='home-of' href='/council/'>Council</a><ul class='about'><li>Bridges</li><li>Creek</li><li>Bridges</li></ul>"
    "<img class='lead' data-src='/bridge.jpg' src='data:x'><span lang='es' class='tongue'>es</span>"
)


def asked(html=None, **fields):
    body = (html or page(above=ABOVE)).encode()
    check_fields(fields)
    opened = open_page(body, URL)
    return apply_fields(read_page(opened), opened, body, fields)


def shout(page):
    return page.text_of(page.tree.css_first("h1")).upper()


@pytest.mark.parametrize(
    ("field", "rule", "value"),
    [
        ("headline", "h1", "Bridge opens"),
        ("headline", "meta[property='og:site_name']", "Mapleton Courier"),
        ("headline", "meta[property='og:site_name']::attr(content)", "Mapleton Courier"),
        ("headline", "title::text", "Bridge opens - Mapleton Courier"),
        ("headline", "//h1", "Bridge opens"),
        ("headline", "//meta[@property='og:site_name']/@content", "Mapleton Courier"),
        ("headline", "(//p)[1]", "It took eleven months."),
        ("headline", "concat('The ', string(//h1))", None),  # no path: read as CSS, and that it is not
        ("headline", shout, "BRIDGE OPENS"),
        ("dek", ".lede", "It took eleven months."),
        ("authors", ".who", ["Ada Reyes", "Tom Oak"]),
        ("authors", "//p[@class='who']/text()", ["Ada Reyes", "Tom Oak"]),
        ("authors", lambda page: ["Ada Reyes", "Tom Oak"], ["Ada Reyes", "Tom Oak"]),
        ("byline", ".who", "By ADA REYES and Tom Oak"),
        ("published", ".when::attr(data-at)", "2026-03-02T08:00:00-08:00"),
        ("published", "//span/@data-at", "2026-03-02T08:00:00-08:00"),
        ("modified", "time.changed", "2026-03-03"),
        ("modified", "//time", "2026-03-03"),
        ("section", ".home-of", "Council"),
        ("tags", ".about li", ["Bridges", "Creek"]),
        ("tags", "//li", ["Bridges", "Creek"]),
        ("language", ".tongue", "es"),
        ("credit", "lambda", None),
        ("kind", lambda page: "opinion", "opinion"),
        ("url", "a.home-of", "https://mapletoncourier.example/council/"),
        ("url", "//a[@class='home-of']/@href", "https://mapletoncourier.example/council/"),
        ("images", "img.lead", [{"url": "https://mapletoncourier.example/bridge.jpg", "caption": None, "credit": None}]),
        ("truncated", ".lede", True),
        ("truncated", ".none", False),
        ("body", ".entry-content", [ONE, TWO, THREE]),
        ("body", ".entry-content, .entry-content p", [ONE, TWO, THREE]),  # what stands in another match is not told twice
        ("body", ".entry-content p", [ONE, TWO, THREE]),
        ("body", "//div[@class='entry-content']", [ONE, TWO, THREE]),
        ("body", "//article//p[not(@class)]", [ONE, TWO, THREE]),
        ("body", lambda page: [page.text_of(p) for p in page.tree.css(".entry-content p")][:2], [ONE, TWO]),
        ("body", lambda page: "One.\n\nTwo.", ["One.", "Two."]),
        ("corrections", ".lede", [{"kind": "correction", "text": "It took eleven months.", "dated": None, "dated_raw": None}]),
    ],
)  # fmt: skip
def test_a_field_is_read_as_its_rule_says(field, rule, value):
    try:
        raw = asked(**{field: rule})
    except FieldError:
        assert value is None
        return
    if value is None:
        assert raw["field_problems"]
        return
    assert raw[STATABLE[field]] == value
    assert raw["field_problems"] == []
    if value is not False:
        assert raw["sources"][STATABLE[field]].startswith("site:")


def test_a_body_keeps_no_captions_and_no_furniture_that_stands_in_it_but_its_own_name_does_not_matter():
    story = f"<p>{ONE}</p><figure><img src='/a.jpg'><figcaption>The bridge</figcaption></figure><div class='related'><p>{TWO}</p></div><p>{THREE}</p>"
    assert asked(page(f"<div class='promo-teaser'>{story}</div>"), body=".promo-teaser")["paragraphs"] == [ONE, THREE]


def test_a_stated_body_makes_an_article_of_a_page():
    html = "<title>Notice</title><h1>Road closed</h1><div class='notice'>Mill Lane is closed on Monday.</div>"
    assert asked(html)["is_article"] is False
    raw = asked(html, body=".notice")
    assert (raw["is_article"], raw["paragraphs"]) == (True, ["Mill Lane is closed on Monday."])
    assert "for: the site's entry says where its text stands" in raw["why"]


def test_the_posts_of_a_live_blog_stand_where_they_are_in_a_stated_body():
    post = "<div class='live-post'><p>{0}:30</p><h3>Post {0}</h3><p>{0}. {1}</p></div>"
    html = page(f"<p>{TWO}</p>" + "".join(post.format(n, ONE) for n in (9, 8, 7)))
    usual = asked(html)
    assert [found["paragraph"] for found in usual["posts"]] == [1, 3, 5]
    texts = lambda page: usual["paragraphs"][1:5]  # noqa: E731
    raw = asked(html, body=texts)
    assert [(found["paragraph"], found["paragraphs"]) for found in raw["posts"]] == [(0, 2), (2, 2), (None, 0)]
    assert raw["posts"][2]["text"] == f"Post 7\n\n7. {ONE}"


def broken(page):
    raise KeyError("rows")


@pytest.mark.parametrize(
    ("field", "rule", "words"),
    [
        ("headline", "h1.title", "h1.title gives nothing"),
        ("headline", "//h1[@class='title']", "//h1[@class='title'] gives nothing"),
        ("authors", ".lede", ".lede gives nothing"),  # it matches, and names nobody
        ("published", ".lede", ".lede gives nothing"),
        ("body", lambda page: None, "gives nothing"),
        ("body", "div.story", "div.story gives nothing"),
        ("body", broken, "broken failed: KeyError ('rows')"),
        ("tags", "count(//li)", ""),
    ],
)
def test_a_rule_that_gives_nothing_is_told_of_and_the_general_reading_stands(field, rule, words):
    try:
        raw = asked(**{field: rule})
    except FieldError:
        assert not words
        return
    usual = asked()
    assert raw[STATABLE[field]] == usual[STATABLE[field]]
    assert raw["sources"] == usual["sources"]
    [problem] = raw["field_problems"]
    assert problem["field"] == field
    assert words in problem["reason"]
    assert "read as on other sites" in problem["reason"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"headline": "h1..title"}, "field 'headline': the CSS selector 'h1..title' cannot be read"),
        ({"headline": "//h1["}, "field 'headline': the XPath '//h1[' cannot be read"),
        ({"headline": "//h1[nosuch(.)]"}, "the XPath '//h1[nosuch(.)]' cannot be read: no function is called 'nosuch'"),
        ({"headline": "//ns:h1"}, "'//ns:h1' cannot be read"),
        ({"headlines": "h1"}, "no field is called 'headlines' (did you mean 'headline'?)"),
        ({"headline": 7}, "must be a CSS selector, an XPath or a function, not 7"),
        ({"headline": " "}, "must be a CSS selector, an XPath or a function"),
    ],
)
def test_a_rule_that_can_give_nothing_on_any_page_is_refused(fields, words):
    with pytest.raises(FieldError, match=r".") as refused:
        check_fields(fields)
    assert words in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_an_xpath_reads_the_same_bytes_in_the_same_charset(encoding):
    html = page(title="El puente de la señora Núñez").replace('charset="utf-8"', f'charset="{encoding}"')
    body = html.encode(encoding)
    opened = open_page(body, URL)
    assert (
        apply_fields(read_page(opened), opened, body, {"headline": "//h1"})["title"] == "El puente de la señora Núñez"
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_asked_without_an_error(body):
    fields = {
        "headline": "//h1",
        "body": "//p",
        "authors": "p",
        "published": "//time/@datetime",
        "images": "img",
        "url": "a",
    }
    for html in (body, page(STORY, above=ABOVE).encode()[: len(body) * 9] + body):
        opened = open_page(html, URL)
        raw = apply_fields(read_page(opened), opened, html, fields)
        assert len(raw["field_problems"]) <= len(fields)
