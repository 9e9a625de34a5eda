"""WordPress: when more is asked for, and how its replies are read."""

import json

import pytest
from comments.wordpress_page import URL, comment

from newscrawl.comments import find_threads, read_reply
from newscrawl.markup import open_page

REST = '<link rel="https://api.w.org/" href="https://millbrook.example/wp-json/"><link rel="alternate" type="application/json" href="https://millbrook.example/wp-json/wp/v2/posts/5">'


def thread_of(html, url=URL):
    (thread,) = find_threads(open_page(html.encode(), url))
    return thread


def section(count, *, said="1 comment", below="", head=""):
    comments = "".join(comment(key, "Ada", f"<p>Text {key}</p>") for key in range(1, count + 1))
    return f"<html><head>{head}</head><body class='single postid-5'><div id=comments><h2 class=comments-title>{said}</h2><ol class=comment-list>{comments}</ol>{below}</div></body></html>"


def test_a_page_that_has_all_asks_for_nothing():
    thread = thread_of(section(2, said="2 comments", head=REST))
    assert (thread.platform, thread.key, thread.claimed, thread.requests) == ("wordpress", "5", 2, [])


def test_a_page_that_says_more_than_it_prints_asks_the_rest_interface():
    (request,) = thread_of(section(2, said="9 thoughts on Bridge", head=REST)).requests
    assert request.url.startswith(
        "https://millbrook.example/wp-json/wp/v2/comments?post=5&per_page=100&page=1&order=asc"
    )
    assert (request.method, request.body, request.platform) == ("GET", None, "wordpress")


def test_a_rest_root_in_the_query_is_kept():
    head = '<link rel="https://api.w.org/" href="https://millbrook.example/index.php?rest_route=/">'
    (request,) = thread_of(section(1, said="9 comments", head=head)).requests
    assert "rest_route=%2Fwp%2Fv2%2Fcomments&post=5" in request.url


@pytest.mark.parametrize(
    ("links", "asked"),
    [
        ([f"{URL}comment-page-2/#comments"], [1, 2]),  # this is page 1, or page 3 with the newest first
        (
            [f"{URL}comment-page-3/#comments", f"{URL}comment-page-1/#comments"],
            [1, 2, 3],
        ),  # in the middle: which, nothing says
        ([f"{URL}?cpage=2#comments", f"{URL}?cpage=1#comment-1"], [2]),
        (
            [f"{URL}comment-page-1/#comments", f"{URL}comment-page-3/#comments", f"{URL}comment-page-4/#comment-1"],
            [1, 2, 3],
        ),  # newest first: this is page 4
    ],
)
def test_without_rest_every_other_page_is_asked_for(links, asked):
    below = "<nav class=comment-navigation>" + "".join(f'<a href="{link}">x</a>' for link in links) + "</nav>"
    urls = [request.url for request in thread_of(section(1, said="60 comments", below=below)).requests]
    assert [int(url.rstrip("/").replace("=", "-").rpartition("-")[2]) for url in urls] == asked
    assert not any("#" in url for url in urls)


def test_closed_threads_are_known():
    assert thread_of(section(1, below="<p class=no-comments>Comments are closed.</p>")).closed is True
    assert thread_of(section(1, below="<form id=commentform></form>")).closed is False


def rest(*comments):
    return json.dumps(
        [
            {
                "id": key,
                "parent": parent,
                "author": 0,
                "author_name": "R&#038;D",
                "date_gmt": "2026-03-04T18:22:07",
                "content": {"rendered": f"<p>Text {key}</p>"},
            }
            for key, parent in comments
        ]
    ).encode()


@pytest.mark.parametrize(
    ("body", "headers", "following"),
    [
        (rest((1, 0), (2, 1)), {"x-wp-totalpages": "2"}, ["page=2"]),
        (rest((1, 0)), {"X-WP-TotalPages": "1"}, []),
        (rest((1, 0)), None, ["page=2"]),  # no header came through: until an empty page
        (b"[]", None, []),
        (b'{"code": "rest_not_logged_in"}', None, []),
    ],
)
def test_rest_is_paged(body, headers, following):
    url = "https://millbrook.example/wp-json/wp/v2/comments?post=5&per_page=100&page=1"
    reply = read_reply("wordpress", body, url, headers)
    assert [request.url.partition("per_page=100&")[2] for request in reply.next] == following


def test_rest_comments_become_rows():
    first, second = read_reply(
        "wordpress",
        rest((1, 0), (2, 1)),
        "https://millbrook.example/wp-json/wp/v2/comments?page=1",
        {"X-WP-TotalPages": "1"},
    ).rows
    assert (first["author"], first["published"], first["parent"], first["text"]) == (
        "R&D",
        "2026-03-04T18:22:07+00:00",
        None,
        "Text 1",
    )
    assert (second["parent"], second["depth"]) == ("1", 1)


def test_a_comment_page_is_read_and_names_the_next():
    below = f'<nav class=comment-navigation><a href="{URL}comment-page-1/#comments">x</a><a href="{URL}comment-page-3/#comments">y</a></nav>'
    reply = read_reply("wordpress", section(2, below=below).encode(), f"{URL}comment-page-2/")
    assert [row["id"] for row in reply.rows] == ["1", "2"]
    assert [request.url for request in reply.next] == [f"{URL}comment-page-3/"]
