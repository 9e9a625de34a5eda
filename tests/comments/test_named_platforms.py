"""Platforms that are named and not read: which, why, and how many comments they say they have."""

import pytest
from comments.wordpress_page import URL

from newscrawl.comments import find_threads
from newscrawl.markup import open_page

BLOX = '<script src="https://bloximages.example/tncms/js/tnt.js"></script><div id="asset-comments">{}</div>'
NEWSQUEST = '<link rel=stylesheet href="https://assets.newsquest.example/app.css"><div id="comments-anchor">{}</div>'
FACEBOOK = '<div class="fb-comments" data-href="https://millbrook.example/bridge"></div>{}'
INSTICATOR = '<div id="insticator-commenting">{}</div>'
MEMBERS = '<section class="comments"><p>Log in to see comments</p>{}</section>'
COUNTS = [
    ('<script type="application/ld+json">{"@type": "NewsArticle", "commentCount": 12}</script>', 12),
    ('<h3 class="comments-title">12 Comments</h3>', 12),
    ('<span class="comment-count">(12)</span>', 12),
    ('<a data-comment-count="1,204" href="#c">Comments</a>', 1204),
    ('<span class="comments-count">3</span><span class="comments-count">9</span>', None),  # teasers of other articles
    ("", None),
]


@pytest.mark.parametrize(("count", "claimed"), COUNTS)
@pytest.mark.parametrize(
    ("platform", "html", "why"),
    [
        ("blox", BLOX, "login"),
        ("newsquest", NEWSQUEST, "login"),
        ("facebook", FACEBOOK, "permission"),
        ("insticator", INSTICATOR, "not known"),
        ("members", MEMBERS, "account"),
    ],
)
def test_it_is_named_with_the_reason_and_the_count(platform, html, why, count, claimed):
    (thread,) = find_threads(open_page(f"<h1>Bridge</h1><p>It opened.</p>{html.format(count)}".encode(), URL))
    assert (thread.platform, thread.readable, thread.rows, thread.requests) == (platform, False, [], [])
    assert why in thread.reason
    assert thread.claimed == claimed


@pytest.mark.parametrize(
    "sentence",
    [
        "Sign in to view all comments",
        "Comments are only visible to subscribers",
        "Bitte anmelden, um Kommentare zu lesen",
        "Kommentare sind nur für Abonnenten sichtbar",
        "Connectez-vous pour lire les commentaires",
        "Inicia sesión para ver los comentarios",
    ],
)
def test_a_wall_is_seen_in_the_languages_of_its_readers(sentence):
    (thread,) = find_threads(open_page(f'<div class="comments">{sentence}</div>'.encode(), URL))
    assert thread.platform == "members"


@pytest.mark.parametrize(
    "html",
    [
        '<div class="comments">Log in to comment</div>',
        "<p>Log in to see comments</p>",
        '<div class="comments">No comments yet</div>',
    ],
)
def test_an_open_section_without_comments_is_no_wall(html):
    assert find_threads(open_page(html.encode(), URL)) == []


def test_comments_that_a_named_platform_prints_are_kept():
    """BLOX prints some threads itself: what stands in the page is read, whoever printed it."""
    items = "".join(
        f'<li class="comment" data-id="c{n}"><strong class="user-name">Ada</strong><time datetime="2026-03-04T10:2{n}:00-06:00">x</time><div class="comment-content"><p>Words {n}</p></div></li>'
        for n in (1, 2)
    )
    first, second = find_threads(open_page(BLOX.format(f"<ul>{items}</ul>").encode(), URL))
    assert [row["text"] for row in first.rows] == ["Words 1", "Words 2"]
    assert (second.platform, second.readable) == ("blox", False)
