"""Whatever strangers send, reading comments raises nothing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.comments import find_threads, read_reply, read_thread
from newscrawl.comments.platforms import PRINTING, READERS
from newscrawl.markup import open_page

KEYS = st.sampled_from(
    [
        "comments",
        "replies",
        "response",
        "posts",
        "id",
        "parent",
        "parent_id",
        "in_reply_to_id",
        "text",
        "html",
        "content",
        "body",
        "created",
        "created_at",
        "createdAt",
        "date",
        "date_gmt",
        "author",
        "author_name",
        "name",
        "user",
        "users",
        "node",
        "edges",
        "data",
        "story",
        "comment",
        "pageInfo",
        "hasNextPage",
        "endCursor",
        "cursor",
        "next",
        "hasNext",
        "contents",
        "content_uuid",
        "date_created",
        "total_replies",
        "hidden_replies",
        "conversation",
        "has_next",
        "offset",
        "time",
        "written_at",
        "info",
        "last_comment",
        "count_left",
        "post_stream",
        "stream",
        "post_number",
        "meta",
        "pagination",
        "page",
        "rendered",
        "mode",
        "deleted",
        "status",
        "likes",
        "rank",
        "pid",
        "parent_ids",
        "children",
        "count",
        "@type",
        "uuid",
    ]
)
ANY_CHARACTER = st.characters(exclude_categories=())  # halves of surrogate pairs, too
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(ANY_CHARACTER, max_size=20)
    | st.sampled_from(["1", "2026-03-04T18:22:07Z", "<p>Yes</p>"])
)
JSON = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=8), max_leaves=25
)

PIECES = st.sampled_from(
    [
        "<li class='comment depth-2' id=comment-7>",
        "<ol class=children>",
        "<div class='comment-content'>",
        "<b class=fn>",
        "Ada Reyes",
        "<time datetime='2026-03-04T18:22'>",
        "<dl id=comments-block><dt id=c1234567890123>",
        "<dd>",
        "</li>",
        "</ol>",
        "</div>",
        "<script>disqus_shortname = 'a'; window._preloads = JSON.parse(\"{\")</script>",
        "<script data-isso=//[ data-ghost-comments=//[></script><section id=isso-thread>",
        "<div id=disqus_thread data-disqus-identifier>",
        "<a href='http://[/comment-page-2/#comment-7'>",
        '<script type=application/ld+json>{"@type": "Comment", "text": [{}], "author": [[]], "parentItem": 3}</script>',
        "<p>Words.",
        "<link rel=https://api.w.org/ href='http://[::'><div id=comments>",
        "<p itemprop=comment itemscope itemtype=https://schema.org/Comment>",
        "<meta name=vf:container_id content=x><vf-conversations>",
    ]
)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_page(body):
    assert isinstance(read_thread(body, "https://millbrook.example/a/"), list)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["https://millbrook.example/a-12345", "http://[", "", "x:y"]))
def test_any_mixture_of_comment_markup_is_a_page(pieces, url):
    for thread in find_threads(open_page("".join(pieces).encode(), url)):
        ids = [row["id"] for row in thread.rows]
        assert len(ids) == len(set(ids))
        assert [row["position"] for row in thread.rows] == list(range(len(ids)))


@pytest.mark.parametrize("platform", [*READERS, *PRINTING, "unknown"])
def test_any_bytes_are_a_reply(platform):
    @settings(max_examples=60, deadline=None)
    @given(
        st.binary(max_size=200), st.sampled_from(["https://a.example/api/graphql?id=x", "http://[", "", "/t/1.json"])
    )
    def check(body, url):
        read_reply(platform, body, url, {"X-WP-TotalPages": "x"})

    check()


@pytest.mark.parametrize("platform", [*READERS, *PRINTING])
def test_any_json_is_a_reply(platform):
    @settings(max_examples=150, deadline=None)
    @given(
        JSON,
        st.sampled_from(
            [
                "https://a.example/api/v4/livecomments/00000000-0000-4000-8000-00000000000f",
                "https://a.example/t/1.json?page=x&offset=y",
            ]
        ),
    )
    def check(value, url):
        reply = read_reply(platform, json.dumps(value).encode(), url)
        json.dumps(reply.rows)

    check()
