"""Which paragraphs are the story."""

import json

import pytest

from newscrawl.reading import read_article

from .pages import ONE, STORY, THREE, TWO, read


def test_a_plain_story_is_its_paragraphs():
    assert read()["paragraphs"] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<p>A <a href='/x'>linked</a> word and a <b>bold</b> one.</p>", ["A linked word and a bold one."]),
        ("<p><span class='dropcap'>T</span>he council met.</p>", ["The council met."]),
        ("<p><span aria-hidden='true'>T</span><span>he council met.</span></p>", ["The council met."]),
        (
            "<p>The <span class='sr-only'>unseen </span>council <span style='display: none'>un</span>met.</p>",
            ["The council met."],
        ),
        (
            "<p>Mayor <span class='tooltip'>Ada Reyes<span class='tooltip-content'>Ada Reyes: all stories</span></span> voted.</p>",
            ["Mayor Ada Reyes voted."],
        ),
        ("<p>One line<br>and its second.</p>", ["One line and its second."]),
        ("<p>First.<br><br>Second.</p>", ["First.", "Second."]),
        ("<p>First.<br>&nbsp;<br>Second.</p>", ["First.", "Second."]),
        ("<div>First.<span class='c br'></span><span class='c br'></span>Second.</div>", ["First.", "Second."]),
        (
            "<div class='social-embed'><blockquote class='twitter-tweet'><p>We voted.</p>— Ada Reyes</blockquote></div>",
            ["We voted.", "— Ada Reyes"],
        ),
        ("Straight in the box.<br><br>And again.", ["Straight in the box.", "And again."]),
        ("<h2>What it costs</h2><p>Not much, it said.</p>", ["What it costs", "Not much, it said."]),
        ("<ul><li>One: $5</li><li>Two: $7</li></ul>", ["One: $5", "Two: $7"]),
        ("<blockquote><p>We shall see.</p></blockquote>", ["We shall see."]),
        (
            "<table><tr><th>Ward</th><th>Votes</th></tr><tr><td>One</td><td>12</td></tr></table>",
            ["Ward | Votes", "One | 12"],
        ),
        ("<p>A\n   paragraph\twith white\u00a0space.</p>", ["A paragraph with white space."]),
        ("<div><div><p>Deep down.</p></div></div>", ["Deep down."]),
        ("<p>Short.</p>", ["Short."]),
        (
            "<p>It also <a href='/n'>plans and carries out joint exercises</a>.</p>",
            ["It also plans and carries out joint exercises."],
        ),
    ],
)
def test_nothing_of_the_story_is_lost(markup, paragraphs):
    assert read(f"<p>{ONE}</p><p>{TWO}</p>{markup}<p>{THREE}</p>")["paragraphs"] == [ONE, TWO, *paragraphs, THREE]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src='/i.jpg'><figcaption>The bridge on Saturday.</figcaption></figure>",
        "<div class='wp-caption'><img src='/i.jpg'><p class='wp-caption-text'>The bridge on Saturday.</p></div>",
        "<div class='image-box'><img src='/i.jpg'><p>The bridge on Saturday</p></div>",
        "<p class='promo'><strong><a href='/join'>Support local news: become a member today.</a></strong></p>",
        "<p class='read-more'><strong>Read more:</strong> <a href='/s'>All our council coverage</a></p>",
        "<p><strong><a href='/r'>RELATED: Five questions about the creek, answered</a></strong></p>",
        "<div class='newsletter'><p>Sign up for the morning letter. No spam, ever, we promise you that.</p></div>",
        "<aside class='pullquote'>We have waited long enough for this</aside>",
        "<figure class='wp-block-pullquote'><blockquote><p>We have waited long enough for this</p><cite>Reyes</cite></blockquote></figure>",
        "<blockquote>We have waited long enough for this</blockquote>",
        "<div class='sharedaddy'><h3>Share this:</h3><ul><li><a href='?share=1'>Print</a></li></ul></div>",
        "<ul><li><a href='/a'>The Agenda: a vote on housing</a></li><li><a href='/b'>A week of festivals</a></li></ul>",
        "<div class='author-bio'><p>Ada Reyes has covered the county for the Courier since the year 2011, and likes it.</p></div>",
        "<script>var x = 'A sentence that is long enough to be a paragraph of a story.';</script>",
        "<p>Advertisement</p>",
        "<p>LIRE CECI: <a href='/autre'>Le conseil a voté hier soir</a></p>",
        "<nav><p>A sentence that is long enough to be a paragraph of any story in the paper.</p></nav>",
        "<p>By Ada Reyes and Tom Oak</p>",
    ],
)
def test_furniture_in_the_story_is_left_out(markup):
    body = (
        f"{markup}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
        if "By Ada" in markup
        else f"<p>{ONE}</p>{markup}<p>{TWO}</p><p>{THREE}</p>"
    )
    assert read(body)["paragraphs"] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "below",
    [
        "<div class='related'><h3>Related</h3><p>A teaser of another story that is as long as any paragraph of this one is.</p></div>",
        "<div id='comments'><ol class='comment-list'><li><p>"
        + "I was there and it was cold and wet and loud. " * 40
        + "</p></li></ol></div>",
        "<p>Copyright 2026 Mapleton Courier</p>",
        "<h4>More stories</h4>",
    ],
)
def test_what_stands_under_the_story_is_left_out(below):
    assert read(below=below)["paragraphs"] == [ONE, TWO, THREE]


def test_a_box_named_like_furniture_that_holds_the_story_is_none():
    assert read(f"<div class='share-container'>{STORY}</div>")["paragraphs"] == [ONE, TWO, THREE]


def test_short_words_in_names_made_by_machines_say_nothing():
    assert read(f"<p class='css-ad6217'>{ONE}</p><p class='sc-hJpAd'>{TWO}</p><p>{THREE}</p>")["paragraphs"] == [
        ONE,
        TWO,
        THREE,
    ]


def test_a_story_without_a_named_box_is_found_where_its_sentences_stand():
    html = (
        f"<body><div><ul>{'<li><a href=/x>A menu entry</a></li>' * 20}</ul></div><div><h1>Bridge opens</h1><div>By Ada Reyes</div>"
        f"<div>March 2, 2026</div><div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div></div></body>"
    )
    raw = read_article(html.encode(), "https://mapletoncourier.example/story.php?id=7")
    assert raw["paragraphs"] == [ONE, TWO, THREE]
    assert raw["sources"]["paragraphs"] == "structure"


def test_the_body_stated_in_json_ld_is_the_last_resort():
    text = json.dumps(f"{ONE}\n\n{TWO}\n{THREE}")
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": {text}}}</script>'
    for markup in ("", "<p>The footbridge over Alder Creek opened …</p>"):
        raw = read(markup, head=head)
        assert raw["paragraphs"] == [ONE, TWO, THREE]
        assert raw["sources"]["paragraphs"] == "json-ld"
    assert read(STORY, head=head)["sources"]["paragraphs"] == "markup"


def test_the_next_story_of_an_endless_page_is_left_out():
    other = "A second story that the page goes on to, about a fair in Oak Hill that was rained off on Sunday, is none of ours."
    html = (
        f"<main><article><h1>Bridge opens</h1><div class='entry-content'>{STORY}</div></article>"
        f"<article><h2>Fair</h2><div class='entry-content'><p>{other}</p><p>{other} Again.</p></div></article></main>"
    )
    assert read_article(html.encode(), "https://mapletoncourier.example/a")["paragraphs"] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("below", "truncated"), [("", False), ("<p><a href='/s'>Subscribe to continue reading</a></p>", True)]
)
def test_a_text_that_is_cut_is_marked(below, truncated):
    assert read(below=below)["truncated"] is truncated


@pytest.mark.parametrize("place", ["inside", "above"])
def test_parts_of_a_story_may_have_headings_of_the_first_rank(place):
    story = f"<p>{ONE}</p><p>{TWO}</p><h1>What it cost</h1><p>{THREE}</p><h1>What comes next</h1><p>{TWO[::-1]}.</p>"
    above = "<h1>Bridge opens</h1>" if place == "above" else ""
    inside = "<h1>Bridge opens</h1>" if place == "inside" else ""
    html = f"<title>Bridge opens</title><article>{above}<div class='entry-content'>{inside}{story}</div></article>"
    paragraphs = read_article(html.encode(), "https://courier.example/a")["paragraphs"]
    assert [paragraphs[0], paragraphs[1]] == [ONE, TWO]
    assert THREE in paragraphs


def test_what_react_streams_is_read_though_it_is_hidden():
    streamed = f'<div hidden id="S:0">{STORY}</div><div hidden id="S:1f"><p>{TWO[::-1]}.</p></div>'
    html = f"<title>Bridge opens</title><h1>Bridge opens</h1><template id='B:0'></template>{streamed}"
    assert read_article(html.encode(), "https://courier.example/a")["paragraphs"][:3] == [ONE, TWO, THREE]
    hidden = f"<title>x</title><h1>Bridge opens</h1>{STORY}<div hidden id='S:x'><p>{TWO[::-1]}.</p></div>"
    assert read_article(hidden.encode(), "https://courier.example/a")["paragraphs"] == [ONE, TWO, THREE]


@pytest.mark.parametrize(("names", "count"), [("no-sidebar-text", 4), ("text no_sidebar", 4), ("text-sidebar", 3)])
def test_a_name_that_denies_furniture_is_none_of_it(names, count):
    assert len(read(f"{STORY}<div class='{names}'><p>{TWO[::-1]}.</p></div>")["paragraphs"]) == count


@pytest.mark.parametrize(
    "heading", ["More great Courier stories", "More stories", "More from the council", "More Courier news"]
)
def test_a_list_of_other_stories_is_cut_with_its_heading(heading):
    others = "".join(f"<li><a href='/{i}'>What the ferry carries, part {i}</a></li>" for i in range(4))
    assert read(f"{STORY}<h3>{heading}</h3><ul>{others}<li>A word of ours on all that</li></ul>")["paragraphs"] == [
        ONE,
        TWO,
        THREE,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Additional reporting by Tom Oak",
        "(Reporting by Ada Reyes and Tom Oak; Editing by Nan Elm)",
        "With files from the Mapleton Courier",
        "Tom Oak contributed reporting to this story.",
        "Reyes reported from Oak Hill and Oak from Mapleton.",
        "Con información de la oficina del condado",
        "Avec AFP",
        "Mit Material von der Agentur",
    ],
)
def test_who_else_worked_on_a_story_is_no_part_of_its_text(line):
    assert read(f"{STORY}<p>___</p><p>{line}</p>")["paragraphs"] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line",
    [
        "The outbreak was first reported from Oak Hill, where two of the ferries lie in winter.",
        "With reporting duties done, she went home.",
        "Her editing by lamplight was known on both banks.",
    ],
)
def test_a_sentence_that_only_begins_like_a_credit_stays(line):
    assert read(f"{STORY}<p>{line}</p>")["paragraphs"][-1] == line


@pytest.mark.parametrize(
    "below",
    [
        "<div class='x-note'>The Courier is written by people, every day.</div>",
        "<div>See too: <a href='/a'>Ferries in winter</a> | <a href='/b'>Bridges of the county</a></div>",
        "<p><a href='/give'>"
        + "Give what you can to the Courier, which is written by people for people. " * 5
        + "</a></p>",
        "<div class='heading-3'>More great Courier stories</div><ul><li>⛴ <a href='/f'>Ferries in winter</a></li></ul>",
        "<div class='authorprofile'><p>Ada Reyes is a reporter at the Courier, and has been one for ten years.</p></div>",
    ],
    ids=["note", "links", "link", "heading", "author"],
)
def test_what_a_paper_adds_in_the_storys_box_is_left_out(below):
    more = f"<p>{ONE[::-1]}.</p><p>{TWO[::-1]}.</p>"
    assert len(read(f"{STORY}{more}{below}")["paragraphs"]) == 5


def test_a_video_that_does_not_play_says_so_to_nobody():
    words = "<div class='video-fallback'>We apologize, but this video has failed to load.</div>"
    assert read(f"{words}{STORY}")["paragraphs"] == [ONE, TWO, THREE]


def test_the_head_of_a_timed_post_is_no_line_of_the_text():
    post = f"<div class='entry-info'><time>20:24</time>Ada Reyes</div><p>{ONE[::-1]}.</p>"
    assert len(read(f"{STORY}{post}")["paragraphs"]) == 4


def test_a_description_that_is_set_apart_above_the_text_is_the_dek():
    said = "A bridge that took eleven months opens with a band, and the ferry office has the last word."
    raw = read(
        f"<div class='detail-sum'>{said}</div>{STORY}{STORY}", head=f'<meta name="description" content="{said}">'
    )
    assert raw["paragraphs"][0] == ONE
    assert raw["dek"] == said


def test_a_first_paragraph_that_is_the_description_stays():
    raw = read(STORY * 2, head=f'<meta name="description" content="{ONE}">')
    assert raw["paragraphs"][0] == ONE


def _slides(intro):
    slides = "".join(
        f"<div class='s'><h2>Bridge {n}</h2><p>{ONE} It is the {n}th of the county.</p></div>" for n in range(8)
    )
    return f"<h1>Eight bridges</h1><div><div>{intro}</div><div class='deck-x'><div>{slides}</div></div></div>"


def test_sentences_between_headline_and_slides_begin_the_story():
    intro = f"<p>{TWO}</p><p>{THREE}</p><p>Here are eight of them, from the oldest on.</p>"
    paragraphs = read_article(_slides(intro).encode(), "https://courier.example/a")["paragraphs"]
    assert paragraphs[:2] == [TWO, THREE]
    assert len(paragraphs) == 3 + 16


def test_a_name_of_endless_length_is_read_up_to_a_point():
    raw = read(f"<div class='{'x-y ' * 100_000}'>{STORY}</div>")
    assert raw["paragraphs"] == [ONE, TWO, THREE]
