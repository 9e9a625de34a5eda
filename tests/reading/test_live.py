"""Live blogs: posts that are stated, posts that are printed, and where their text stands in the body."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.reading import read_article
from newscrawl.reading.live_times import minutes_of

from .pages import ONE, STORY, THREE, TWO, page, read

LIVE = "https://mapletoncourier.example/live/storm-at-alder-creek"
PLAIN = "https://mapletoncourier.example/2026/03/storm-at-alder-creek"
INTRO = "A storm is crossing the county tonight, and the creek stands a foot below the deck of the footbridge."
POSTS = [
    ("2026-03-02T21:00:00-08:00", "9 p.m.", "Bridge closed", [ONE, TWO]),
    ("2026-03-02T20:10:00-08:00", "8:10 p.m.", "School gym opens", [THREE]),
    ("2026-03-02T19:30:00-08:00", "7:30 p.m.", "First rain", ["The first rain fell at the mill shortly before eight, said the miller, and it was cold."]),
]  # fmt: skip


def ld(thing):
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def boxed(posts=POSTS, *, tag="article", names="live-post", stamp="<time datetime='{iso}'>{clock}</time>", by=""):
    return "".join(
        f"<{tag} class='{names}' id='post-{number}'><p class='when'>{stamp.format(iso=iso, clock=clock)}{by}</p><h3>{headline}</h3>"
        + "".join(f"<p>{text}</p>" for text in texts)
        + f"</{tag}>"
        for number, (iso, clock, headline, texts) in enumerate(posts, 1)
    )


def body_of(posts=POSTS):
    return [text for _, _, headline, texts in posts for text in (headline, *texts)]


def spans(raw):
    return [
        (post["headline"], raw["paragraphs"][post["paragraph"] : post["paragraph"] + post["paragraphs"]])
        for post in raw["posts"]
    ]


def expected_spans(posts=POSTS):
    return [(headline, [headline, *texts]) for _, _, headline, texts in posts]


@pytest.mark.parametrize("tag", ["article", "div", "li", "section"])
@pytest.mark.parametrize("url", [LIVE, PLAIN])
def test_posts_in_boxes_are_read_whatever_the_page_is_called(tag, url):
    raw = read(f"<p>{INTRO}</p>{boxed(tag=tag)}", url=url)
    assert raw["kind"] == "live"
    assert spans(raw) == expected_spans()
    assert [post["published"] for post in raw["posts"]] == [iso for iso, *_ in POSTS]
    assert [post["key"] for post in raw["posts"]] == ["post-1", "post-2", "post-3"]
    assert raw["paragraphs"] == [INTRO, *body_of()]  # each once, in order, and no line that is only a time


@pytest.mark.parametrize("names", ["post-content", "card", "entry", "update__meta-box", "x1f3"])
def test_the_body_is_all_posts_and_not_the_first(names):
    """Each post's own box is named like a story's body, or like furniture."""
    html = "".join(f"<article><div class='{names}'>{boxed([post], tag='div')}</div></article>" for post in POSTS)
    raw = read_article(f"<title>Storm</title><main><h1>Storm: live updates</h1>{html}</main>".encode(), LIVE)
    assert raw["paragraphs"] == body_of()
    assert spans(raw) == expected_spans()


@pytest.mark.parametrize(
    "flat",
    [
        "".join(f"<h3>{clock} {headline}</h3>" + "".join(f"<p>{t}</p>" for t in texts) for _, clock, headline, texts in POSTS),
        "".join(f"<p><b>{clock} – {headline}</b></p>" + "".join(f"<p>{t}</p>" for t in texts) for _, clock, headline, texts in POSTS),
    ],
)  # fmt: skip
def test_posts_without_boxes_are_cut_at_their_times_on_a_page_that_is_called_live(flat):
    raw = read(
        f"<p>{INTRO}</p>{flat}",
        url=LIVE,
        head='<meta property="article:published_time" content="2026-03-02T18:00:00-08:00">',
    )
    assert [post["headline"] for post in raw["posts"]] == ["Bridge closed", "School gym opens", "First rain"]
    assert [post["published"] for post in raw["posts"]] == [
        "2026-03-02T21:00-08:00",
        "2026-03-02T20:10-08:00",
        "2026-03-02T19:30-08:00",
    ]
    assert [post["paragraphs"] for post in raw["posts"]] == [3, 2, 2]
    assert read(f"<p>{INTRO}</p>{flat}", url=PLAIN)["posts"] == []  # a programme, or how the night went


@pytest.mark.parametrize(
    ("clocks", "published", "modified", "moments"),
    [
        # newest first, over midnight
        (["00:40", "23:50", "21:05"], "2026-03-02T20:00:00-08:00", "2026-03-03T00:45:00-08:00",
         ["2026-03-03T00:40-08:00", "2026-03-02T23:50-08:00", "2026-03-02T21:05-08:00"]),
        # oldest first, over midnight
        (["21:05", "23:50", "00:40"], "2026-03-02T20:00:00-08:00", "2026-03-03T00:45:00-08:00",
         ["2026-03-02T21:05-08:00", "2026-03-02T23:50-08:00", "2026-03-03T00:40-08:00"]),
        # one that was slipped in late
        (["21:05", "20:30", "20:35", "19:00"], "2026-03-02T20:00:00-08:00", None,
         ["2026-03-02T21:05-08:00", "2026-03-02T20:30-08:00", "2026-03-02T20:35-08:00", "2026-03-02T19:00-08:00"]),
        # without an offset: the outlet's zone is put on when the item is loaded
        (["21:05", "20:30", "20:00"], "2026-03-02", None, ["2026-03-02T21:05", "2026-03-02T20:30", "2026-03-02T20:00"]),
        (["21:05", "20:30", "20:00"], None, None, [None] * 3),
    ],
)  # fmt: skip
def test_a_clock_time_is_given_its_day(clocks, published, modified, moments):
    posts = [("", clock, f"Post {n}", [f"{n}. {ONE}"]) for n, clock in enumerate(clocks)]
    head = f'<meta property="article:published_time" content="{published}">' if published else ""
    head += f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    raw = read(boxed(posts, stamp="{clock}"), url=LIVE, head=head)
    assert [post["published"] for post in raw["posts"]] == moments
    assert [post["published_raw"] for post in raw["posts"]] == clocks


@pytest.mark.parametrize(
    ("clock", "minutes"),
    [("10:30", 630), ("10.30 Uhr", 630), ("9h05", 545), ("9:05 p.m.", 1265), ("12 a.m.", 0), ("12:15 PM", 735), ("7 pm", 1140), ("25:00", None), ("9:75", None), ("noon", None)],
)  # fmt: skip
def test_clock_times_of_four_languages(clock, minutes):
    assert minutes_of(clock) == minutes


@pytest.mark.parametrize(
    ("by", "author", "kept"),
    [
        (" Ada Reyes", "Ada Reyes", False),
        (" By Ada Reyes and Tom Oak", "Ada Reyes, Tom Oak", False),
        (" KEY EVENT", None, False),
        (" The lights are out at the mill.", None, True),
    ],
)
def test_what_stands_beside_the_time(by, author, kept):
    raw = read(boxed(by=by), url=LIVE)
    assert {post["author"] for post in raw["posts"]} == {author}
    assert any("9 p.m." in text for text in raw["paragraphs"]) is kept


def stated(posts=POSTS, **more):
    updates = [
        {"@type": "BlogPosting", "headline": headline, "datePublished": iso, "articleBody": " ".join(texts), "url": f"{LIVE}#u{n}",
         "author": [{"@type": "Person", "name": "Ada Reyes"}]}
        for n, (iso, _, headline, texts) in enumerate(posts, 1)
    ]  # fmt: skip
    return ld({"@type": "LiveBlogPosting", "headline": "Storm", "liveBlogUpdate": updates, **more})


def test_stated_posts_name_their_paragraphs_in_the_body():
    printed = "".join(f"<h2>{headline}</h2>" + "".join(f"<p>{t}</p>" for t in texts) for _, _, headline, texts in POSTS)
    raw = read(f"<p>{INTRO}</p>{printed}", url=PLAIN, head=stated())
    assert spans(raw) == expected_spans()
    assert [(post["key"], post["author"], post["text"]) for post in raw["posts"]] == [
        (f"u{n}", "Ada Reyes", None) for n in (1, 2, 3)
    ]
    assert raw["paragraphs"] == [INTRO, *body_of()]


def test_a_stated_post_that_is_not_printed_keeps_its_own_text():
    older = (
        "2026-03-02T18:00:00-08:00",
        "",
        "Sandbags",
        ["Sandbags are given out behind the ferry office until ten, the county said."],
    )
    raw = read(f"<p>{INTRO}</p>{boxed()}", url=PLAIN, head=stated([*POSTS, older]))
    assert [post["headline"] for post in raw["posts"]] == [*(headline for _, _, headline, _ in POSTS), "Sandbags"]
    assert (raw["posts"][-1]["paragraph"], raw["posts"][-1]["text"]) == (None, older[3][0])
    assert older[3][0] not in raw["paragraphs"]
    assert raw["posts"][0]["key"] == "u1"  # what is stated of a printed post is told of it


def test_posts_that_only_json_ld_has_become_the_body():
    raw = read(f"<p>{INTRO}</p>", url=PLAIN, head=stated())
    assert raw["paragraphs"] == [
        INTRO,
        "Bridge closed",
        f"{ONE} {TWO}",
        "School gym opens",
        THREE,
        "First rain",
        POSTS[2][3][0],
    ]
    assert [(post["paragraph"], post["paragraphs"]) for post in raw["posts"]] == [(1, 2), (3, 2), (5, 2)]


def test_stated_markup_and_entities_are_read_as_text():
    head = ld(
        {
            "@type": "LiveBlogPosting",
            "liveBlogUpdate": {
                "@type": "BlogPosting",
                "headline": "Fire &amp; rain",
                "articleBody": f"<p>{ONE}</p><p>{THREE}</p>",
            },
        }
    )
    [post] = read(f"<p>{INTRO}</p>", url=PLAIN, head=head)["posts"]
    assert (post["headline"], post["paragraphs"]) == ("Fire & rain", 3)


@pytest.mark.parametrize(
    "html",
    [
        page(STORY),
        # teasers of other stories, each with its hour
        page("".join(f"<article><h3><a href='/{n}'>Ferry sold again</a></h3><time datetime='2026-03-0{n}T08:00'>x</time><p>{ONE}</p></article>" for n in (1, 2, 3, 4))),
        # readers' words, each with its hour
        page(STORY, below="<ol class='commentlist'>" + "".join(f"<li><time datetime='2026-03-0{n}T08:00'>x</time><p>{THREE}</p></li>" for n in (1, 2, 3)) + "</ol>"),
        page(STORY + "".join(f"<p>{n}:30 p.m.</p>" for n in (1, 2, 3))),
        page(f"<ul><li>9:30 Doors open</li><li>10:15 A band plays</li><li>11:00 The mayor speaks</li></ul>{STORY}"),
    ],
)  # fmt: skip
def test_an_article_with_times_in_it_is_no_live_blog(html):
    raw = read_article(html.encode(), PLAIN)
    assert (raw["posts"], raw["kind"]) == ([], "article")


def test_an_update_within_a_post_is_news_and_no_note():
    posts = [(iso, clock, headline, [f"Update: {text}" for text in texts]) for iso, clock, headline, texts in POSTS]
    assert read(boxed(posts), url=LIVE)["corrections"] == []


@given(
    st.lists(
        st.one_of(
            st.none(),
            st.text(max_size=30),
            st.integers(),
            st.dictionaries(
                st.sampled_from(["headline", "articleBody", "url", "datePublished", "author"]), st.text(max_size=60)
            ),
        ),
        max_size=12,
    )
)
def test_any_updates_are_read_without_an_error(updates):
    raw = read(
        f"<p>{INTRO}</p>{boxed()}",
        url=LIVE,
        head=ld({"@type": "LiveBlogPosting", "liveBlogUpdate": updates}).replace("</", "<\\/", 1),
    )
    for post in raw["posts"]:
        assert post["paragraph"] is None or 0 <= post["paragraph"] < post["paragraph"] + post["paragraphs"] <= len(
            raw["paragraphs"]
        )


def test_thousands_of_posts_take_time_in_proportion():
    import time

    def seconds(number):
        posts = [("2026-03-02T21:00:00-08:00", "9 p.m.", f"Post {n}", [f"{n} {ONE}"]) for n in range(number)]
        html = page(boxed(posts), head=stated(posts)).encode()
        began = time.process_time()
        assert len(read_article(html, LIVE)["posts"]) == number
        return time.process_time() - began

    assert seconds(1200) < 20 * seconds(200) + 2  # by the square it would be 36 times


def test_a_time_belongs_to_the_line_in_which_it_stands():
    """The article's own box holds its date, a line of text, and the posts with theirs."""
    html = f"<article><h1>Storm: live updates</h1>Alder Creek<time datetime='2026-03-02T18:00:00-08:00'>6 p.m.</time>{boxed(tag='div')}<p><i>Correction: The gym opened at nine, and not at eight.</i></p></article>"
    raw = read_article(f"<title>Storm</title>{html}".encode(), LIVE)
    assert spans(raw) == expected_spans()
    assert [note["kind"] for note in raw["corrections"]] == ["correction"]


SHAPES = [
    # a header with time and headline; a margin with time and author; a list of entries with the hour in a link
    "<article id='post-{n}'><header class='post-header'><time datetime='{iso}'>{clock}</time><h2>{headline}</h2></header><div>{texts}</div></article>",
    (
        "<article class='liveblog-entry' id='post-{n}'><aside class='liveblog-entry-aside'><span>5 minutes ago</span> <time datetime='{iso}'>{clock}</time>"
        "<div class='entry-author'>Ada Reyes</div></aside><div class='liveblog-entry-main'><h2>{headline}</h2>{texts}</div></article>"
    ),
    "<li id='post-{n}'><a href='#post-{n}'><time datetime='{iso}'>{clock}</time></a><h3>{headline}</h3>{texts}<div class='share'><a href='/x'>Share</a></div></li>",
    "<div id='post-{n}' class='timeline-item'><div class='timeline-time'>{clock}</div><div class='timeline-body'><h4>{headline}</h4>{texts}</div></div>",
    (
        "<section id='post-{n}'><h3>{headline}</h3><p class='meta'><time datetime='{iso}'>{clock}</time></p>{texts}"
        "<figure><img src='/a.jpg'><figcaption>The bridge.</figcaption></figure></section>"
    ),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("around", ["<div class='live-blog'>{}</div>", "<ol>{}</ol>", "{}"])
def test_the_shapes_in_which_live_blogs_are_printed(shape, around):
    html = "".join(
        shape.format(n=n, iso=iso, clock=clock, headline=headline, texts="".join(f"<p>{text}</p>" for text in texts))
        for n, (iso, clock, headline, texts) in enumerate(POSTS, 1)
    )
    raw = read(
        f"<p>{INTRO}</p>{around.format(html)}",
        url=LIVE,
        head='<meta property="article:modified_time" content="2026-03-02T21:05:00-08:00">',
    )
    assert spans(raw) == expected_spans()
    assert [post["published"][:16] for post in raw["posts"]] == [iso[:16] for iso, *_ in POSTS]
    assert raw["paragraphs"] == [INTRO, *body_of()]
    assert {post["author"] for post in raw["posts"]} == {"Ada Reyes" if "author" in shape else None}


def test_a_list_of_the_latest_headlines_beside_a_story_makes_no_live_blog_of_it():
    """A widget that is called so, on every page of a paper, with the hour of each headline."""
    latest = "".join(
        f"<li><time datetime='2026-03-02T0{n}:00:00-08:00'>{n}:00</time> <h4><a href='/{n}'>Ferry sold to the county again</a></h4><p>A short teaser of the story.</p></li>"
        for n in range(1, 9)
    )
    for url in (PLAIN, LIVE):
        raw = read(STORY * 2, url=url, below=f"<div class='live-blog-widget'><ul>{latest}</ul></div>")
        assert (raw["posts"], raw["paragraphs"][:3]) == ([], [ONE, TWO, THREE])
        assert raw["kind"] == ("article" if url == PLAIN else "live")  # its address says so, at least
