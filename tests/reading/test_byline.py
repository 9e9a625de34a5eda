"""Who is an author where several places name somebody: agencies beside persons, bodies, people who are only quoted."""

import json

import pytest

from newscrawl.reading.blocks import find_blocks
from newscrawl.reading.byline import byline_of

from .pages import ONE, STORY, opened, read


def by(*authors):
    named = [{"@type": kind, "name": name} for kind, name in authors]
    article = json.dumps({"@type": "NewsArticle", "author": named})
    return f'<script type="application/ld+json">{article}</script>'


@pytest.mark.parametrize(
    ("stated", "authors", "credit"),
    [
        # An agency that the page itself lists as one of the authors is one, and the copy's origin, too.
        ([("Person", "Ada Reyes"), ("Person", "AP")], ["Ada Reyes", "AP"], "AP"),
        ([("Person", "Ada Reyes"), ("Organization", "Reuters")], ["Ada Reyes", "Reuters"], "Reuters"),
        ([("Person", "Ada Reyes, The Associated Press")], ["Ada Reyes"], "The Associated Press"),
        # A paper beside a person is whom they work for.
        ([("Person", "Ada Reyes"), ("Organization", "Lakeport Herald")], ["Ada Reyes"], "Lakeport Herald"),
        ([("Person", "Ada Reyes"), ("Organization", "Mapleton Courier")], ["Ada Reyes"], None),
        ([("Person", "Reyes Apple")], ["Reyes Apple"], None),
        ([("Organization", "Board of Parks and Trails")], ["Board of Parks and Trails"], "Board of Parks and Trails"),
        ([("Person", "Security Expert")], [], None),
    ],
)
def test_agencies_and_bodies_are_told_from_persons(stated, authors, credit):
    raw = read(head=by(*stated))
    assert (raw["authors"], raw["credit"]) == (authors, credit)


@pytest.mark.parametrize(
    "below",
    [
        "<blockquote><p>“A fine bridge.”</p><cite class='author'>Quill Marks</cite></blockquote>",
        "<div class='testimonial'><span class='author-name'>Quill Marks</span></div>",
        "<div class='comment'><span class='author'>Quill Marks</span></div>",
    ],
)
def test_who_is_only_quoted_is_no_author(below):
    assert read(below=below)["authors"] == []


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Von Ada Reyes und Tom Eich", ["Ada Reyes", "Tom Eich"]),
        ("Por Ana Reyes y Luis Roble", ["Ana Reyes", "Luis Roble"]),
        ("Par Anne Rey", ["Anne Rey"]),
        ("Door Ada Reyes en Tom Eik", ["Ada Reyes", "Tom Eik"]),
        ("Di Ada Reyes", ["Ada Reyes"]),
    ],
)
def test_a_line_opens_a_byline_in_every_language(line, authors):
    raw = read(f"<p>{line}</p>{STORY}")
    assert (raw["authors"], raw["byline"], raw["paragraphs"][0]) == (authors, line, ONE)


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("By Ada Reyes and Tom Oak", True),
        ("By Tuesday the bridge was full, they said.", False),
        ("Von Ada Reyes", True),
        ("Von Berlin nach Rom", False),
        ("Par Toutatis", False),
        ("Por favor", False),
        ("Di lunedì", False),
    ],
)
def test_a_byline_is_a_block_of_its_own(line, is_byline):
    blocks = find_blocks(opened(f"<p>{line}</p>").tree).blocks
    assert [byline_of(block) for block in blocks] == [is_byline]


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        # Ghost states a byline's first name as the author, the others as contributors.
        (
            "<h4 class='article-author-name'><a href='/author/ada'>Ada Reyes</a>, <a href='/author/tom'>Tom Oak</a></h4>",
            2,
        ),
        ("<p class='byline'>By Ada Reyes and Tom Oak</p>", 2),
        # One who is stated and not printed is an editor or the like.
        ("<p class='byline'>By Ada Reyes</p>", 1),
        ("", 1),
    ],
)
def test_contributors_are_authors_where_they_are_printed(printed, authors):
    named = {
        "author": {"@type": "Person", "name": "Ada Reyes"},
        "contributor": [{"@type": "Person", "name": "Tom Oak"}],
    }
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **named})}</script>'
    assert read(head=head, above=printed)["authors"] == ["Ada Reyes", "Tom Oak"][:authors]
