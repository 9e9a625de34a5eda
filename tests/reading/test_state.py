"""Articles that stand in the state of a page's scripts alone, and dates that only they name."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.reading import read_article

from .pages import ONE, THREE, TWO, URL, page, read

PATH = "/2026/03/bridge-opens/"
OTHER = {
    "title": "Ferry sold",
    "path": "/2026/03/ferry-sold/",
    "body": f"<p>{THREE}</p>" * 9,
    "publishedAt": "2026-01-01",
}


def of_next(article):
    state = {"props": {"pageProps": {"more": [OTHER], "article": article}}}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'


def of_arc(article):
    return f"<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps(article)};Fusion.x=1</script>"


def of_flight(article):
    row = ["$", "$L5", None, {"more": [OTHER], "story": article}]
    return f"<script>self.__next_f.push({json.dumps([1, f'0:{json.dumps(row)}'])})</script>"


def of_nuxt(article):
    values = [["ShallowReactive", 1]]

    def put(value):
        place = len(values)
        values.append(value)
        if isinstance(value, dict):
            values[place] = {key: put(inner) for key, inner in value.items()}
        elif isinstance(value, list):
            values[place] = [put(inner) for inner in value]
        return place

    put({"data": {"story": article, "more": [OTHER]}, "state": {}})
    return f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(values)}</script>'


def of_window(article):
    return f"<script>window.__PRELOADED_STATE__ = {json.dumps({'story': article, 'others': {'1': OTHER}})};</script>"


ARC = {
    "type": "story",
    "canonical_url": PATH,
    "headlines": {"basic": "Bridge opens"},
    "first_publish_date": "2026-03-02T16:00:00Z",
    "credits": {"by": [{"type": "author", "name": "Ada Reyes"}]},
    "content_elements": [
        {"type": "text", "_id": "1", "content": f"<p>{ONE}</p>"},
        {"type": "image", "caption": "The bridge on Saturday."},
        {"type": "text", "_id": "2", "content": TWO},
        {"type": "raw_html", "content": "<div>Sign up for the morning letter, today.</div>"},
        {"type": "list", "items": [{"type": "text", "_id": "3", "content": THREE}]},
    ],
}
HTML = {"path": PATH, "title": "Bridge opens", "publishedAt": "2026-03-02", "author": {"name": "Ada Reyes"},
        "body": f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"}  # fmt: skip
LINES = {
    "title": "Bridge opens",
    "publishDate": "2026-03-02",
    "authors": ["Ada Reyes"],
    "content": f"{ONE}\n{TWO}\n{THREE}",
}
RICH = {
    "slug": "2026/03/bridge-opens",
    "published_at": "2026-03-02",
    "byline": "Ada Reyes",
    "blocks": [
        {"type": "paragraph", "children": [{"text": ONE[:20]}, {"text": ONE[20:], "bold": True}]},
        {"type": "paragraph", "children": [{"type": "text", "value": TWO}]},
        {"type": "advertisement", "children": [{"text": "Buy a boat"}]},
        {"type": "paragraph", "model": {"text": THREE}},
    ],
}


@pytest.mark.parametrize("put", [of_next, of_flight, of_nuxt, of_arc, of_window])
@pytest.mark.parametrize("article", [ARC, HTML, LINES, RICH], ids=["arc", "html", "lines", "rich text"])
def test_a_page_without_text_has_the_body_of_its_state(put, article):
    html = f"<title>Bridge opens</title><body><div id=app></div>{put(article)}</body>"
    raw = read_article(html.encode(), URL)
    assert raw["paragraphs"] == [ONE, TWO, THREE]
    assert raw["authors"] == ["Ada Reyes"]
    assert raw["published"][:10] == "2026-03-02"
    assert raw["sources"]["paragraphs"] == "state"
    assert raw["is_article"] or raw["why"] != ["no text was found"]


def test_the_state_of_another_story_is_not_taken():
    assert THREE not in read("", below=of_next({"title": "Elsewhere"}))["paragraphs"]
    raw = read(below=of_next({"title": "Elsewhere"}), url="https://mapletoncourier.example/bridge")
    assert (raw["paragraphs"], raw["published"]) == ([ONE, TWO, THREE], None)


def test_markup_wins_over_the_state():
    article = {**HTML, "body": HTML["body"].replace("Saturday", "Sunday"), "author": {"name": "Quill Marks"}}
    raw = read(above="<div class='byline'>By Ada Reyes</div><time>March 3, 2026</time>", below=of_next(article))
    assert raw["paragraphs"] == [ONE, TWO, THREE]
    assert (raw["authors"], raw["published"]) == (["Ada Reyes"], "2026-03-03")


@pytest.mark.parametrize(
    ("script", "published"),
    [
        ('dataLayer.push({"publishDate": "2026-03-02 08:15"})', "2026-03-02T08:15"),
        ("var page = {}; page.publication_date = '2026/03/02';", "2026-03-02"),
        ('x = [{"datePublished": "2026-03-02"}, {"datePublished": "2026-03-05"}]', None),
        ('x = {"builtAt": "2026-03-02"}', None),
    ],
)
def test_a_date_that_scripts_call_that_of_publication_is_taken_where_there_is_one(script, published):
    raw = read(below=f"<script>{script}</script>", url="https://mapletoncourier.example/bridge")
    assert raw["published"] == published


NESTED = st.recursive(
    st.none() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["title", "body", "content", "children", "type", "path", "credits", "by", "name"]), inner),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(NESTED)
def test_any_state_is_read(value):
    state = json.dumps({"title": "Bridge opens", "publishedAt": "x" * 200, "body": value, "author": value})
    html = page("", below=f'<script type="application/json">{state.replace("<", " ")}</script>')
    assert isinstance(read_article(html.encode(), URL)["paragraphs"], list)


@pytest.mark.parametrize(
    ("put", "more"),
    [
        (of_arc, {
            "subheadlines": {"basic": "It took eleven months."}, "corrections": [{"type": "correction", "text": "Clarification: The county paid for the steel alone."}],
            "taxonomy": {"primary_section": {"name": "Council"}, "tags": [{"text": "Bridges"}, {"text": "Creek", "slug": "creek"}]},
        }),
        (of_arc, {
            "description": {"basic": "It took eleven months."}, "corrections": ["Clarification: The county paid for the steel alone."],
            "taxonomy": {"sections": [{"name": "Council"}, {"name": "News"}], "tags": [{"text": "Bridges"}, {"text": "Creek"}]},
        }),
        (of_next, {
            "standfirst": "It took eleven months.", "section": {"title": "Council"}, "tags": ["Bridges", {"name": "Creek"}, 7, None],
            "corrections": [{"text": "Clarification: The county paid for the steel alone."}, {"text": 7}, None],
        }),
    ],
)  # fmt: skip
def test_what_stands_around_the_text_is_taken_from_the_state_that_gave_the_text(put, more):
    html = f"<title>Bridge opens</title><body><div id=app></div>{put({**ARC, **more})}</body>"
    raw = read_article(html.encode(), URL)
    assert (raw["dek"], raw["section"], raw["tags"]) == ("It took eleven months.", "Council", ["Bridges", "Creek"])
    assert [note["kind"] for note in raw["corrections"]] == ["clarification"]
    assert {raw["sources"][name] for name in ("dek", "section", "tags", "paragraphs")} == {"state"}


def test_the_texts_own_beginning_and_a_description_for_search_engines_are_no_dek():
    for more in ({"dek": f"{ONE[:60]}…"}, {"description": "All about the footbridge, its length and its price."}):
        html = f"<title>Bridge opens</title><body><div id=app></div>{of_next({**ARC, **more})}</body>"
        assert read_article(html.encode(), URL)["dek"] is None
