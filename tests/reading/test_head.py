"""Headline, dek, byline, dates, section, tags: what stands around the story."""

import pytest

from newscrawl.reading import read_article
from newscrawl.reading.dateline import read_dateline
from newscrawl.reading.moments import iso_of

from .pages import ONE, STORY, read


def ld(text):
    return f'<script type="application/ld+json">{text}</script>'


def test_the_headline_is_the_printed_one():
    raw = read(
        title="Bridge <em>opens</em> at last",
        head='<meta property="og:title" content="Footbridge open: all you need to know">',
    )
    assert (raw["title"], raw["sources"]["title"]) == ("Bridge opens at last", "h1")


def test_a_banner_is_no_headline():
    html = f"<title>Bridge opens at last | Three Rivers</title><h1>Three Rivers</h1><div><b>Bridge opens at last</b></div>{STORY}"
    assert read_article(html.encode(), "https://threerivers.example/a")["title"] == "Bridge opens at last"


def test_a_lower_heading_that_is_the_stated_headline_wins_over_one_that_nothing_states():
    head = "<title>The footbridge is open - Courier</title>" + ld(
        '{"@type": "NewsArticle", "headline": "The footbridge is open"}'
    )
    html = f"{head}<h1>From our desk</h1><h2>The footbridge is open</h2><div>{STORY}</div>"
    assert read_article(html.encode(), "https://courier.example/a")["title"] == "The footbridge is open"
    html = html.replace("<h2>The footbridge is open</h2>", "")
    assert read_article(html.encode(), "https://courier.example/a")["title"] == "From our desk"


def test_a_heading_by_role_is_a_headline():
    html = f"<title>Bridge opens - Courier</title><div role=heading aria-level=1>Bridge opens</div><div>{STORY}</div>"
    assert read_article(html.encode(), "https://courier.example/a")["title"] == "Bridge opens"


def test_without_a_heading_the_title_loses_the_name_of_the_site():
    html = f"<title>A long bridge opens | Lakeport Herald</title><div><b>A long bridge opens</b><br>By Ada Reyes</div><div>{STORY}</div>"
    assert read_article(html.encode(), "https://lakeportherald.example/a")["title"] == "A long bridge opens"
    assert (
        read_article(html.replace("<b>A long bridge opens</b>", "").encode(), "https://lakeportherald.example/a")[
            "title"
        ]
        == "A long bridge opens"
    )


@pytest.mark.parametrize(
    ("above", "head", "dek"),
    [
        ("<p class='dek'>It took eleven months.</p>", "", "It took eleven months."),
        ("<p class='td-post-sub-title'>It took eleven months.</p>", "", "It took eleven months."),
        (
            "<p>It took eleven months.</p>",
            '<meta name="description" content="It took eleven months.">',
            "It took eleven months.",
        ),
        ("<h2>It took eleven months, and nobody complained</h2>", "", "It took eleven months, and nobody complained"),
        ("", '<meta name="description" content="A description for search engines.">', None),
        ("", f'<meta property="og:description" content="{ONE}">', None),
        ("", "", None),
    ],
)
def test_a_dek_is_printed_apart_from_the_text(above, head, dek):
    raw = read(above=above, head=head)
    assert raw["dek"] == dek
    assert raw["paragraphs"][0] == ONE


def test_a_dek_in_the_box_of_the_story_is_taken_out_of_it():
    raw = read("<p class='dek'>It took eleven months.</p>" + STORY)
    assert (raw["dek"], raw["paragraphs"][0]) == ("It took eleven months.", ONE)


@pytest.mark.parametrize(
    ("parts", "authors"),
    [
        ({"head": ld('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ada Reyes"}}')}, ["Ada Reyes"]),
        (
            {
                "head": ld(
                    '{"@graph": [{"@type": "Person", "@id": "#1", "name": "Ada Reyes"}, {"@type": "NewsArticle", "author": [{"@id": "#1"}]}]}'
                )
            },
            ["Ada Reyes"],
        ),
        ({"above": "<div class='byline'>By Ada Reyes and Tom Oak</div>"}, ["Ada Reyes", "Tom Oak"]),
        (
            {
                "above": "<span class='byline'>by <span class='author vcard'><a href='/author/a/'>Ada Reyes</a></span></span>"
            },
            ["Ada Reyes"],
        ),
        ({"above": "<div itemprop='author' itemscope><span itemprop='name'>Ada Reyes</span></div>"}, ["Ada Reyes"]),
        ({"above": "<div>By Ada Reyes</div>"}, ["Ada Reyes"]),
        ({"head": '<meta name="author" content="Ada Reyes">'}, ["Ada Reyes"]),
        ({"below": "<h2 class='author-title'>By Ada Reyes</h2>"}, ["Ada Reyes"]),
        ({"below": "<a rel='author' href='/author/a'>View all of Ada Reyes's posts.</a>"}, ["Ada Reyes"]),
        ({"head": '<meta name="author" content="Mapleton Courier">'}, []),
        ({"head": ld('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Courier Staff"}}')}, []),
        ({"below": "<div class='comment-list'><b class='comment-author'>Quill Marks</b></div>"}, []),
        ({"below": "<aside><div class='byline'>By Quill Marks</div></aside>"}, []),
    ],
)
def test_authors_are_persons(parts, authors):
    assert read(**parts)["authors"] == authors


def test_names_in_the_text_win_over_staff():
    head = ld('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Courier Staff"}}')
    raw = read(f"<p class='byline'>By Ada Reyes and Tom Oak</p>{STORY}", head=head)
    assert raw["authors"] == ["Ada Reyes", "Tom Oak"]
    assert raw["byline"] == "By Ada Reyes and Tom Oak"
    assert raw["paragraphs"][0] == ONE
    assert read(f"{STORY}<p>By Ada Reyes and Tom Oak</p>", head=head)["authors"] == ["Ada Reyes", "Tom Oak"]


def test_an_agency_that_signs_alone_is_author_and_credit():
    raw = read(above="<div class='byline'>By Three Rivers Wire</div>")
    assert (raw["authors"], raw["credit"]) == (["Three Rivers Wire"], "Three Rivers Wire")


@pytest.mark.parametrize(
    ("parts", "published", "source"),
    [
        (
            {"head": ld('{"@type": "NewsArticle", "datePublished": "2026-03-02T08:00:00-08:00"}')},
            "2026-03-02T08:00:00-08:00",
            "json-ld",
        ),
        (
            {"head": '<meta property="article:published_time" content="2026-03-02T16:00:00Z">'},
            "2026-03-02T16:00:00+00:00",
            "meta:article:published_time",
        ),
        (
            {"above": "<time class='published' datetime='2026-03-02T08:00:00-08:00'>March 2</time>"},
            "2026-03-02T08:00:00-08:00",
            "time",
        ),
        (
            {
                "head": '<meta property="article:published_time" content="2026-03-02T16:00:00Z">',
                "above": "<time datetime='2026-03-02T08:00:00-08:00'>March 2</time>",
            },
            "2026-03-02T08:00:00-08:00",
            "time",
        ),
        ({"above": "<div>March 2, 2026</div>"}, "2026-03-02", "printed"),
        ({"url": "https://mapletoncourier.example/2026/03/02/bridge/"}, "2026-03-02", "url"),
    ],
)
def test_published_is_as_stated(parts, published, source):
    raw = read(**parts)
    assert (raw["published"], raw["sources"]["published"]) == (published, source)


@pytest.mark.parametrize(
    ("stated", "below", "published"),
    [
        # The line that readers see is in the paper's hours.
        ("2026-03-03T05:25:54Z", "<p class='posted'>March 2, 2026 | 9:25pm</p>", "2026-03-02T21:25:54-08:00"),
        ("2026-03-03T05:25:54Z", "<p class='posted'>March 3, 2026 | 5:25am</p>", "2026-03-03T05:25:54+00:00"),
        ("2026-03-03T05:25:54Z", "<p class='posted'>March 2, 2026 | 9:40pm</p>", "2026-03-03T05:25:54+00:00"),
        ("2026-03-03T05:25:54Z", "<p class='posted'>March 2, 2026</p>", "2026-03-03T05:25:54+00:00"),
        ("2026-03-02T18:25:00Z", "<p class='posted'>March 2, 2026 11:55 pm</p>", "2026-03-02T23:55:00+05:30"),
        # So is what scripts tell the advertisers.
        (
            "2026-03-03T05:25:54Z",
            "<script>x({date: '2026-03-02T21:25:54-08:00'})</script>",
            "2026-03-02T21:25:54-08:00",
        ),
        ("2026-03-03T05:25:54Z", "<script>var postDate = '2026-03-02 21:25:54'</script>", "2026-03-02T21:25:54-08:00"),
        ("2026-03-03T05:25:54Z", "<script>published = '2026-03-02 21:25'</script>", "2026-03-02T21:25:54-08:00"),
        ("2026-03-03T05:25:54Z", "<script>airdate = '2026-03-02 21:25'</script>", "2026-03-03T05:25:54+00:00"),
        ("2026-03-03T05:25:54Z", "<script>version = '2026-03-02 21:25:54'</script>", "2026-03-03T05:25:54+00:00"),
    ],
)
def test_a_moment_in_utc_is_set_on_the_papers_own_clock(stated, below, published):
    head = f'<meta property="article:published_time" content="{stated}">'
    assert read(head=head, above=below)["published"] == published


@pytest.mark.parametrize(
    ("parts", "published"),
    [
        ({"above": "<div><span>2026年03月02日</span></div>"}, "2026-03-02"),
        ({"below": "<div class='post-footer'>This entry was posted on March 2, 2026 by Ada Reyes and filed under Council "
          "and Bridges. You can follow any answers to this entry by the feed, or leave one of your own.</div>"}, "2026-03-02"),
        ({"below": "<ol class='commentlist'><li><p>March 4, 2026 at 8:15</p></li></ol>"}, None),
        ({"body": f"<p>Mapleton, (02.03.2026). {ONE}</p>{STORY}"}, "2026-03-02"),
        ({"body": f"<p>MAPLETON, Ore., March 2, 2026 /Three Rivers Wire/ -- {ONE}</p>{STORY}"}, "2026-03-02"),
        ({"body": f"<p>Ada Reyes moved here in May 2, 2020, she said. {ONE}</p>{STORY}"}, None),
        ({"body": f"<p>Mapleton Bridge, March 2, 2026, was a windy place. {ONE}</p>{STORY}"}, None),
    ],
)  # fmt: skip
def test_a_date_is_read_where_pages_print_it(parts, published):
    raw = read(url="https://mapletoncourier.example/bridge", **parts)
    assert (raw["published"] or "")[:10] == (published or "")


def test_a_list_of_terms_dates_no_page_that_has_no_text():
    html = "<h1>Alder Creek Boats LLC</h1><dl><dt>Formed</dt><dd>Monday, March 2, 2026</dd></dl>"
    assert read_article(html.encode(), "https://courier.example/deeds/7")["published"] is None


def test_a_change_is_told_from_the_publication():
    raw = read(
        above="<time class='entry-date published' datetime='2026-03-02T08:00:00-08:00'>x</time>"
        "<time class='updated' datetime='2026-03-03T08:00:00-08:00'>x</time>"
    )
    assert (raw["published"], raw["modified"]) == ("2026-03-02T08:00:00-08:00", "2026-03-03T08:00:00-08:00")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-03-02T08:00:00.123Z", "2026-03-02T08:00:00+00:00"),
        ("2026-03-02T08:00:00-0800", "2026-03-02T08:00:00-08:00"),
        ("2026-03-02 08:00", "2026-03-02T08:00"),
        ("2026-03-02", "2026-03-02"),
        ("2026-13-45", None),
        ("20226-01-01", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_dates_for_machines_keep_their_offset(text, iso):
    assert iso_of(text) == iso


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("MAPLETON, Ore. (AP) — The bridge opened.", "MAPLETON, Ore.", "The Associated Press"),
        ("OAK HILL — The bridge opened.", "OAK HILL", None),
        ("Lakeport (Reuters) - The bridge opened.", "Lakeport", "Reuters"),
        ("UPDATE — The bridge opened.", None, None),
        ("The bridge — all of it — opened.", None, None),
    ],
)
def test_a_dateline_names_place_and_agency(paragraph, place, agency):
    assert read_dateline(paragraph) == (place, agency)
    assert read(f"<p>{paragraph}</p>{STORY}")["paragraphs"][0] == paragraph


@pytest.mark.parametrize(
    ("parts", "section"),
    [
        ({"head": ld('{"@type": "NewsArticle", "articleSection": ["Arts &amp; Culture"]}')}, "Arts & Culture"),
        ({"head": '<meta property="article:section" content="Council">'}, "Council"),
        (
            {"above": "<span class='cat-links'><a href='/category/council/' rel='category tag'>Council</a></span>"},
            "Council",
        ),
        (
            {
                "above": "<div class='breadcrumbs'><a href='/'>Home</a> <a href='/c/'>Council</a> <a href='#'>Bridge opens</a></div>"
            },
            "Council",
        ),
        ({"url": "https://mapletoncourier.example/council/bridge-opens-after-eleven-months"}, "Council"),
        ({"url": "https://mapletoncourier.example/2026/03/bridge-opens/"}, None),
    ],
)
def test_the_section_is_stated_printed_or_in_the_address(parts, section):
    assert read(**parts)["section"] == section


def test_printed_tags_win_over_keywords():
    head = ld('{"@type": "NewsArticle", "keywords": "bridge, seo, best bridge"}')
    below = "<span class='tags-links'><a rel='tag' href='/tag/bridges/'>Bridges</a>, <a rel='tag' href='/tag/creek/'>Creek</a></span>"
    assert read(head=head, below=below)["tags"] == ["Bridges", "Creek"]
    assert read(head=head)["tags"] == ["bridge", "seo", "best bridge"]
    assert read(f"<p>A <a rel='tag' href='/tag/x'>word</a> of a sentence.</p>{STORY}")["tags"] == []


def test_the_language_is_as_declared():
    assert read()["language"] == "en-US"


@pytest.mark.parametrize("foot", ["Ada Reyes is a reporter at the Courier.", "Ada Reyes may be reached at 555-0100."])
def test_what_is_told_of_the_author_at_the_foot_is_no_part_of_the_story(foot):
    raw = read(f"{STORY}<p>{foot}</p>", above="<div class='byline'>By Ada Reyes</div>")
    assert raw["authors"] == ["Ada Reyes"]
    assert foot not in raw["paragraphs"]
    assert len(raw["paragraphs"]) == 3


def test_on_ghost_the_first_tag_is_the_section_and_no_tag():
    head = (
        '<meta name="generator" content="Ghost 5.130"><meta property="article:tag" content="Arts &amp;amp; Culture">'
        '<meta property="article:tag" content="library">'
    )
    raw = read_article(
        f"<html><head>{head}</head><body><h1>A</h1><p>B.</p></body></html>".encode(), "https://a.example/b/"
    )
    assert (raw["section"], raw["tags"]) == ("Arts & Culture", ["library"])
