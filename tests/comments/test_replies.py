"""Replies of platforms' interfaces: rows, tombstones, and the next requests. Small bodies of ours, and the recorded shapes."""

import json
from pathlib import Path

import pytest

from newscrawl.comments import find_threads, read_reply
from newscrawl.markup import open_page

SHARED = Path(__file__).parents[3] / "shared"
UUID = "7b1d2c3e-0000-4000-8000-0000000000{:02}"
VF = "https://livecomments.viafoura.co/v4/livecomments/" + UUID.format(99)


def rows_of(platform, value, url="https://a.example/"):
    reply = read_reply(platform, json.dumps(value).encode(), url)
    return [(row["id"], row["parent"], row["author"], row["text"], row["state"]) for row in reply.rows]


TWO = [("1", None, "Ada", "One", "shown"), ("2", "1", None, None, "deleted")]


@pytest.mark.parametrize(
    ("platform", "value"),
    [
        (
            "isso",
            {
                "replies": [
                    {
                        "id": 1,
                        "parent": None,
                        "text": "<p>One</p>",
                        "author": "Ada",
                        "mode": 1,
                        "replies": [{"id": 2, "parent": 1, "text": "<p></p>", "author": "Bo", "mode": 4}],
                    }
                ]
            },
        ),
        (
            "ghost",
            {
                "comments": [
                    {
                        "id": "1",
                        "html": "<p>One</p>",
                        "member": {"name": "Ada"},
                        "replies": [
                            {"id": "2", "parent_id": "1", "status": "deleted", "html": None, "member": {"name": "Bo"}}
                        ],
                    }
                ]
            },
        ),
        (
            "remark42",
            {
                "comments": [
                    {
                        "comment": {"id": "1", "pid": "", "text": "One", "user": {"name": "Ada"}},
                        "replies": [
                            {
                                "comment": {
                                    "id": "2",
                                    "pid": "1",
                                    "text": "",
                                    "delete": True,
                                    "user": {"name": "deleted"},
                                }
                            }
                        ],
                    }
                ]
            },
        ),
        (
            "disqus",
            {
                "code": 0,
                "response": [
                    {"id": "1", "parent": None, "message": "<p>One</p>", "author": {"name": "Ada"}},
                    {
                        "id": "2",
                        "parent": 1,
                        "message": "<p>Gone</p>",
                        "isDeleted": True,
                        "isApproved": False,
                        "author": {"name": "Bo"},
                    },
                ],
            },
        ),
        (
            "openweb",
            {
                "conversation": {
                    "comments": [
                        {
                            "id": "1",
                            "parent_id": "",
                            "content": [{"type": "image"}, {"type": "text", "text": "One"}],
                            "user_display_name": "Ada",
                            "replies": [{"id": "2", "parent_id": "1", "deleted": True, "user_display_name": "Bo"}],
                        }
                    ]
                }
            },
        ),
        (
            "substack",
            {
                "comments": [
                    {
                        "id": 1,
                        "body": "One",
                        "name": "Ada",
                        "children": [{"id": 2, "body": None, "deleted": True, "name": "Bo"}],
                    }
                ]
            },
        ),
        (
            "coral",
            {
                "data": {
                    "story": {
                        "id": "s",
                        "comments": {
                            "edges": [
                                {
                                    "node": {
                                        "id": "1",
                                        "body": "<div>One</div>",
                                        "author": {"username": "Ada"},
                                        "replies": {
                                            "edges": [
                                                {
                                                    "node": {
                                                        "id": "2",
                                                        "parent": {"id": "1"},
                                                        "body": None,
                                                        "deleted": True,
                                                    }
                                                }
                                            ]
                                        },
                                    }
                                }
                            ]
                        },
                    }
                }
            },
        ),
    ],
)
def test_a_deleted_comment_keeps_its_place_and_loses_its_author(platform, value):
    assert rows_of(platform, value) == TWO


def test_viafoura_keeps_who_wrote_by_key():
    content = {
        "content_uuid": UUID.format(1),
        "parent_uuid": UUID.format(7),
        "content_container_uuid": UUID.format(7),
        "actor_uuid": UUID.format(50),
        "date_created": 1772648527114,
        "content": "Hi &amp; bye",
        "simplified_state": "visible",
        "total_likes": 4,
    }
    (row,) = read_reply(
        "viafoura", json.dumps({"contents": [content]}).encode(), f"{VF}/{UUID.format(7)}/comments"
    ).rows
    assert (row["parent"], row["author"], row["author_key"], row["text"], row["published"], row["likes"]) == (
        None,
        None,
        UUID.format(50),
        "Hi & bye",
        "2026-03-04T18:22:07+00:00",
        4,
    )


def test_viafoura_is_followed_from_the_site_to_the_last_page():
    def following(value, url):
        return [request.url for request in read_reply("viafoura", json.dumps(value).encode(), url).next]

    assert following(
        {"uuid": UUID.format(99)}, "https://tyrion.viafoura.co/v3/sections/sites/m.example?container_id=k"
    ) == [f"{VF}/contentcontainer/id?container_id=k"]
    content = {
        "content_uuid": UUID.format(1),
        "content_container_uuid": UUID.format(7),
        "content": "x",
        "total_replies": 1,
    }
    assert following({"more_available": True, "contents": [content]}, f"{VF}?container_id=k") == [
        f"{VF}/{UUID.format(7)}/comments/{UUID.format(1)}?limit=100",
        f"{VF}/{UUID.format(7)}/comments?limit=100&reply_limit=100&sorted_by=newest&starting_from={UUID.format(1)}",
    ]
    assert (
        following(
            {"more_available": True, "contents": [content | {"total_replies": 0}]},
            f"{VF}/{UUID.format(7)}/comments?starting_from={UUID.format(1)}",
        )
        == []
    )


def test_discourse_answers_by_number_and_leaves_the_stub_out():
    posts = [
        {"id": 70, "post_number": 1},
        {"id": 71, "post_number": 2, "name": "Ada", "cooked": "<aside class=quote>Q</aside><p>One</p>"},
        {"id": 72, "post_number": 3, "reply_to_post_number": 2, "username": "bo", "cooked": "Two"},
    ]
    reply = read_reply(
        "discourse",
        json.dumps({"post_stream": {"posts": posts, "stream": [70, 71, 72, 73, 74]}}).encode(),
        "https://f.example/t/9.json",
    )
    assert [(row["id"], row["parent"], row["author"], row["text"]) for row in reply.rows] == [
        ("71", None, "Ada", "One"),
        ("72", "71", "bo", "Two"),
    ]
    assert [request.url for request in reply.next] == [
        "https://f.example/t/9/posts.json?post_ids%5B%5D=73&post_ids%5B%5D=74"
    ]


@pytest.mark.parametrize(
    ("platform", "url", "value", "following"),
    [
        (
            "isso",
            "https://i.example/?uri=%2Fa%2F&limit=1&offset=0&nested_limit=1000",
            {"total_replies": 2, "hidden_replies": 1, "replies": [{"id": 1, "text": "x"}]},
            ["https://i.example/?uri=%2Fa%2F&limit=1&nested_limit=1000&offset=1"],
        ),
        (
            "isso",
            "https://i.example/?uri=%2Fa%2F&limit=1&offset=1&nested_limit=1000",
            {"total_replies": 2, "hidden_replies": 1, "replies": [{"id": 1, "text": "x"}]},
            [],
        ),
        (
            "isso",
            "https://i.example/?uri=%2Fa%2F&limit=9&offset=0&nested_limit=1",
            {"total_replies": 3, "replies": [{"id": 1, "text": "x", "hidden_replies": 1, "replies": [{"id": 2}]}]},
            ["https://i.example/?uri=%2Fa%2F&parent=1&limit=1000&offset=1"],
        ),
        (
            "ghost",
            "https://g.example/members/api/comments/post/a/?limit=1&page=1",
            {
                "comments": [{"id": "c1", "count": {"replies": 3}, "replies": []}],
                "meta": {"pagination": {"page": 1, "next": 2}},
            },
            [
                "https://g.example/members/api/comments/c1/replies/?limit=100&page=1",
                "https://g.example/members/api/comments/post/a/?limit=1&page=2",
            ],
        ),
        (
            "remark42",
            "https://r.example/api/v1/find?site=a",
            {"comments": [{"comment": {"id": "1"}}], "info": {"count_left": 2, "last_comment": "1"}},
            ["https://r.example/api/v1/find?site=a&offset_id=1"],
        ),
        (
            "remark42",
            "https://r.example/api/v1/find?site=a&offset_id=1",
            {"comments": [{"comment": {"id": "1"}}], "info": {"count_left": 2, "last_comment": "1"}},
            [],
        ),
        (
            "hyvor",
            "https://talk.hyvor.com/api/data/v1/comments?limit=1&offset=0",
            [{"id": 1, "body_html": "x"}],
            ["https://talk.hyvor.com/api/data/v1/comments?limit=1&offset=1"],
        ),
        (
            "disqus",
            "https://disqus.com/api/3.0/threads/listPostsThreaded?api_key=k",
            {"code": 0, "cursor": {"hasNext": True, "next": "1:0:0"}, "response": [{"id": "1"}]},
            ["https://disqus.com/api/3.0/threads/listPostsThreaded?api_key=k&cursor=1%3A0%3A0"],
        ),
        (
            "disqus",
            "https://disqus.com/embed/comments/?f=a",
            {"code": 0, "cursor": {"hasNext": True, "next": "1:0:0"}, "response": {"posts": [{"id": "1"}]}},
            [],
        ),
    ],
)
def test_a_reply_names_the_next_requests_and_a_repeated_one_none(platform, url, value, following):
    assert [request.url for request in read_reply(platform, json.dumps(value).encode(), url).next] == following


def test_coral_looks_the_story_up_and_then_pages_it():
    found = read_reply(
        "coral",
        b'coralCount({"ref":"x","count":7,"id":"story-1"});',
        "https://c.example/sub/api/story/count.js?url=x&ref=x",
    )
    (request,) = found.next
    assert request.url.startswith(
        "https://c.example/sub/api/graphql?query=&id=fe810f606e292cc9fe27e8975d5dcd9f&variables=%7B%22storyID%22%3A+%22story-1%22"
    )
    assert (
        read_reply(
            "coral", b'coralCount({"ref":"x","count":0,"id":null});', "https://c.example/api/story/count.js"
        ).next
        == []
    )


def test_disqus_links_go_where_they_say():
    post = {
        "id": "1",
        "message": '<p><a href="https://disq.us/url?url=https%3A%2F%2Flibrary.example%2Fhours%3AAbCd&amp;cuid=1">https://disq.us/url?url=https%3A%2F%2Flibrary.example%2Fhours%3AAbCd&amp;cuid=1</a></p>',
    }
    assert rows_of("disqus", {"code": 0, "response": [post]})[0][3] == "https://library.example/hours"


def test_no_hash_of_an_e_mail_address_is_kept():
    comment = {
        "id": "1",
        "text": "x",
        "user": {"name": "Ada", "id": "email_0f0f", "picture": "https://r.example/avatar/0f0f.image"},
    }
    (row,) = read_reply(
        "remark42", json.dumps({"comments": [{"comment": comment}]}).encode(), "https://r.example/"
    ).rows
    assert "0f0f" not in json.dumps(row)


@pytest.mark.skipif(not (SHARED / "comments" / "shapes").is_dir(), reason="../shared/comments/shapes is not here")
@pytest.mark.parametrize(
    ("name", "count", "deleted"),
    [
        ("coral/page1.json", 6, 1),
        ("coral/page2.json", 1, 0),
        ("coral/replies_of_comment.json", 2, 0),
        ("discourse/topic.json", 3, 0),
        ("discourse/posts_by_ids.json", 2, 0),
        ("disqus/embed_threaddata_page1.json", 5, 1),
        ("disqus/listPostsThreaded_page2.json", 2, 0),
        ("disqus/error_thread_unknown.json", 0, 0),
        ("ghost/comments_post_page1.json", 5, 1),
        ("ghost/comments_post_page2.json", 2, 0),
        ("ghost/replies.json", 2, 0),
        ("hyvor/data_comments_offset0.json", 4, 0),
        ("hyvor/data_comments_offset4.json", 2, 0),
        ("isso/page1.json", 5, 1),
        ("isso/page2.json", 2, 0),
        ("openweb/conversation_read_page1.json", 5, 1),
        ("openweb/conversation_read_page2.json", 2, 0),
        ("remark42/find_tree_page1.json", 5, 1),
        ("remark42/find_tree_page2_offset_id.json", 2, 0),
        ("viafoura/comments_page1.json", 4, 1),
        ("viafoura/comments_page2_starting_from.json", 2, 0),
        ("viafoura/replies_of_comment.json", 2, 0),
        ("wordpress/page1.json", 4, 0),
        ("wordpress/page2.json", 2, 0),
        ("wordpress/comment_page_1.html", 4, 0),
        ("wordpress/comment_page_2.html", 1, 0),
    ],
)
def test_the_recorded_shapes_are_read_whole(name, count, deleted):
    rows = read_reply(
        name.partition("/")[0], (SHARED / "comments" / "shapes" / name).read_bytes(), "https://a.example/api/"
    ).rows
    assert (len(rows), sum(row["state"] == "deleted" for row in rows)) == (count, deleted)
    assert all(row["text"] and row["published"] for row in rows if row["state"] != "deleted")
    assert all(row["author"] for row in rows if row["state"] != "deleted") or name.startswith(
        ("viafoura", "isso/page2")
    )


@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="../shared/seed is not here")
def test_the_seed_pages_give_their_three_comments_and_then_none():
    truth = [(c["author"], c["text"]) for c in json.loads((SHARED / "seed" / "truth.json").read_text())["comments"]]
    found = {}
    for line in (SHARED / "seed" / "pages.jsonl").read_text().splitlines():
        page = json.loads(line)
        threads = find_threads(open_page((SHARED / "seed" / page["html"]).read_bytes(), page["url"]))
        assert all(not thread.requests for thread in threads)
        found[page["id"]] = [(row["author"], row["text"]) for thread in threads for row in thread.rows]
    assert found == {"2017-disqus": truth, "2021-wordpress-comments": truth, "2025-comments-gone": []}


def test_viafoura_names_are_asked_for_once_a_commenter():
    site, actor = UUID.format(99), UUID.format(50)
    contents = [
        {"content_uuid": UUID.format(n), "content_container_uuid": UUID.format(7), "content": "x", "actor_uuid": actor}
        for n in (1, 2)
    ]
    named = contents[0] | {
        "content_uuid": UUID.format(3),
        "actor": {"preferred_username": "Bo"},
        "actor_uuid": UUID.format(51),
    }
    reply = read_reply("viafoura", json.dumps({"contents": [*contents, named]}).encode(), f"{VF}?container_id=k")
    (request,) = reply.people
    assert request.url == f"https://iam.viafoura.co/v3/sections/{site}/users/{actor}"
    assert all(row["author_key"] == actor for row in reply.rows[:2])
    answer = read_reply("viafoura", b'{"preferred_username": "Gazette News Desk"}', request.url)
    assert (answer.rows, answer.next, answer.names) == ([], [], {actor: "Gazette News Desk"})
    assert read_reply("viafoura", b'{"error": 404}', request.url).names == {}
