"""Pages that are made to hurt: nothing raises, and nothing takes time by the square."""

import time

import pytest
from comments.wordpress_page import URL
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.comments import find_threads, read_thread
from newscrawl.markup import open_page

TAGS = st.sampled_from(["div", "li", "ul", "p", "span", "b", "a", "td", "tr", "table", "article", "dl", "dt", "dd", "time", "x-note", "form", "blockquote", "details", "h3", "button"])  # fmt: skip
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' class="comment"',
        ' class="item odd"',
        ' class="meta author"',
        ' id="comment-5"',
        ' id="c7"',
        ' data-parent="7"',
        ' datetime="2026-03-04T10:22"',
        ' title="March 4, 2026"',
        ' style="margin-left:30px"',
        ' href="/user/ada"',
        ' href="#c7"',
        ' data-ts="1694253600"',
        ' aria-level="2"',
    ]
)
WORDS = st.sampled_from(["Ada Reyes", "3 hours ago", "Reply", "Comments (3)", "March 4, 2026 at 10:15 AM", "posted by", "in reply to Bo", "Words.", "❤️", "12", "", "[deleted]", "Pingback: x"]) | st.text(max_size=12)  # fmt: skip
PIECES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, attributes, parts: f"<{tag}{attributes}>{''.join(parts)}</{tag}>",
        TAGS,
        ATTRIBUTES,
        st.lists(inner, max_size=5),
    ),
    max_leaves=40,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=6))
def test_any_markup_gives_whole_rows(pieces):
    page = f"<h1>Bridge</h1><h3>Comments</h3>{''.join(pieces)}".encode("utf-8", "replace")
    for thread in find_threads(open_page(page, URL)):
        keys = [row["id"] for row in thread.rows]
        assert len(keys) == len(set(keys))
        assert all(row["parent"] != row["id"] for row in thread.rows)
        assert all(row["text"] or row["state"] != "shown" for row in thread.rows)


def one(number):
    return f'<div class="a"><b>Ann B</b> <span>3 hours ago</span><p>Text {number}</p><a>Reply</a></div>'


HEAD = "<h1>Bridge</h1><h3>Comments</h3>"
HOSTILE = {
    "a hundred thousand siblings": HEAD + "".join(map(one, range(20_000))),
    "ten thousand nested": HEAD + '<div class="q"><b>Ann</b><span>3 hours ago</span><p>T</p>' * 10_000,
    "a comb of deep branches": HEAD + ('<div class="q"><span>3 hours ago</span>' * 250 + "</div>" * 250) * 40,
    "a kind for every element": HEAD
    + "".join(f'<div class="k{"abcdefghij"[n % 10]}x{n}y"><i>3 hours ago</i><p>t</p></div>' for n in range(5_000)),
    "dates and nothing else": HEAD + "<p>1.1.2012 2.2.2012 3 may 2012 12:00</p>" * 20_000,
    "a list of definitions": HEAD + "<dl>" + "<dt>Ann on 3 May 2012</dt><dd>text</dd>" * 20_000,
    "one long line": HEAD + "<p>" + "reply 3 hours ago " * 100_000,
    "three thousand classes": HEAD
    + f'<div class="{" ".join(f"c{n}" for n in range(3_000))}"><time>x</time></div>' * 50,
    "quotes in quotes": HEAD
    + "<ol class=comment-list><li class=comment id=comment-1><b class=fn>A</b><div class=comment-content>"
    + "<blockquote>x" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_done_in_time(name):
    page = HOSTILE[name].encode()
    began = time.process_time()
    read_thread(page, URL)
    assert time.process_time() - began < 5  # seconds, for up to 2 MB; by the square it would be minutes
