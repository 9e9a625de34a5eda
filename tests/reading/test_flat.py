"""States that are one flat list."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.reading import read_article
from newscrawl.reading.flat import flat_state

from .pages import ONE, THREE, TWO, URL

# As devalue writes it: an object that holds itself, a date, a set, what is undefined, a list with a hole.
VALUES = [
    ["ShallowReactive", 1],
    {"data": 2, "list": 25},
    ["Reactive", 3],
    {"story": 4},
    {"self": 4, "title": 5, "path": 6, "publishedAt": 7, "tags": 8, "author": 11, "body": 13, "dek": -1, "section": 16, "map": 17, "null": 19},
    "Bridge opens",
    "/2026/03/bridge-opens/",
    ["Date", "2026-03-02T16:00:00.000Z"],
    ["Set", 9, 10],
    "Bridges",
    "Creek",
    ["Ref", 12],
    {"name": 20},
    [14, 15, 21],
    ONE,
    TWO,
    None,
    ["Map", 18, 14],
    "a",
    ["null", "a", 14],
    "Ada Reyes",
    THREE,
    7,
    True,
    ["BigInt", "5"],
    [-2, 22, 23, 24],
]  # fmt: skip


def page(values):
    state = json.dumps(values) if not isinstance(values, str) else values
    return f'<title>Bridge opens</title><div></div><script type="application/json">{state}</script>'.encode()


def test_an_object_is_read_with_what_stands_elsewhere_in_the_list():
    raw = read_article(page(VALUES), URL)
    assert raw["paragraphs"] == [ONE, TWO, THREE]
    assert (raw["authors"], raw["published"]) == (["Ada Reyes"], "2026-03-02T16:00:00+00:00")
    assert (raw["tags"], raw["dek"], raw["section"]) == (["Bridges", "Creek"], None, None)


def test_what_it_holds_is_opened_once_along_each_way():
    flat = flat_state(json.dumps(VALUES))
    story = flat.opened(4)
    assert (story["self"], story["map"], story["null"]) == (None, None, None)
    assert flat.opened(25) == [None, 7, True, "5"]
    assert flat.opened(99) is None


@pytest.mark.parametrize(
    "text", ["[]", "[[", '{"data": 1}', '[["Reactive",1]', '[["Reactive",1],' + "[" * 9_000, "[1, 2]"]
)
def test_other_lists_are_no_state(text):
    assert flat_state(text) is None
    assert read_article(page(text), URL)["paragraphs"] == []


def test_no_list_takes_long():
    story = {"title": 3, "path": 4, "body": 5}
    laughs = [[place + 1] * 3 for place in range(5, 90)]
    html = page([["Reactive", 1], {"data": 2}, story, "Bridge opens", "/2026/03/bridge-opens/", *laughs, [0]])
    began = time.process_time()
    assert read_article(html, URL)["paragraphs"] == []
    assert time.process_time() - began < 0.5


PLACES = st.integers(-9, 9)
VALUE = (
    st.none()
    | st.text(max_size=9)
    | st.lists(PLACES, max_size=4)
    | st.dictionaries(st.sampled_from(["title", "path", "body", "author", "publishedAt", "children"]), PLACES)
    | st.tuples(st.sampled_from(["Date", "Ref", "Set", "Map"]), PLACES | st.text(max_size=3)).map(list)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(VALUE, max_size=9))
def test_any_list_is_read(values):
    story = {"title": 3, "path": 4, "body": 5, "author": 6, "publishedAt": 7}
    head = [["Reactive", 1], {"data": 2}, story, "Bridge opens", "/2026/03/bridge-opens/"]
    assert isinstance(read_article(page([*head, *values]), URL)["paragraphs"], list)
