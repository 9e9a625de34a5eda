"""What platforms mark commenters as, and what of it is kept beside a pseudonym."""

import json

import pytest
from comments.wordpress_page import URL

from newscrawl.comments import read_reply, read_thread
from newscrawl.comments.badges import badge_names
from newscrawl.comments.people import Commenters

LIST = '<h1>Bridge</h1><ol class="comment-list">{}</ol>'
ITEM = (
    '<li class="comment {classes}" id="comment-{key}"><b class="fn">Ada Reyes</b>{more}'
    '<time datetime="2026-03-04T10:22:00-08:00">x</time><div class="comment-content"><p>Words</p></div>{below}</li>'
)


def printed(classes="", more="", below="", key=1):
    return ITEM.format(classes=classes, more=more, below=below, key=key)


@pytest.mark.parametrize(
    ("item", "badges"),
    [
        (printed(), []),
        (printed("byuser comment-author-ada bypostauthor"), ["author"]),
        (printed(more='<span class="cb-badge">Staff</span>'), ["staff"]),
        (printed(more='<span class="cb-badge">Block captain, 4th Ward</span>'), ["Block captain, 4th Ward"]),
        (printed(more='<span class="badges"><i class="badge">Editor</i><i class="badge">Verified</i></span>'), ["editor", "verified"]),
        (printed(more='<span class="badge">12</span>'), []),
        (printed(more='<span class="badge"></span>'), []),
        (printed(more=f'<span class="badge">{"so long a text is no badge " * 9}</span>'), []),
    ],
)  # fmt: skip
def test_what_markup_prints_beside_a_name_is_a_badge(item, badges):
    (row,) = read_thread(LIST.format(item).encode(), URL)
    assert (row["badges"], row["author"], row["text"]) == (badges, "Ada Reyes", "Words")


def test_the_badge_of_a_reply_is_the_replys():
    below = f'<ol class="children">{printed("bypostauthor", key=2)}</ol>'
    first, reply = read_thread(LIST.format(printed(below=below)).encode(), URL)
    assert (first["badges"], reply["badges"]) == ([], ["author"])


def coral(**node):
    story = {"comments": {"edges": [{"node": {"id": "1", "body": "x", "createdAt": "2026-03-04T10:22:00Z", **node}}]}}
    return {"data": {"story": {"id": "s", **story}}}


def openweb(**user):
    comment = {"id": "1", "user_id": "u", "content": [{"type": "text", "text": "x"}], "written_at": 1_772_000_000}
    return {"conversation": {"conversation_id": "sp_a_b", "users": {"u": user}, "comments": [comment]}}


def discourse(**post):
    return {"post_stream": {"posts": [{"id": 9, "post_number": 2, "cooked": "x", "username": "u", **post}]}}


def remark(**user):
    return {"comments": [{"comment": {"id": "1", "text": "x", "time": "2026-03-04T10:22:00Z", "user": user}}]}


@pytest.mark.parametrize(
    ("platform", "reply", "badges"),
    [
        ("coral", coral(tags=[{"code": "STAFF"}, {"code": "FEATURED"}]), ["staff"]),
        ("coral", coral(author={"id": "a", "badges": ["Gardener", None, 3]}), ["Gardener"]),
        ("coral", coral(author={"id": "a", "badges": "none"}, tags=None), []),
        ("openweb", openweb(is_admin=True, is_super_admin=True, is_journalist=False), ["admin"]),
        ("openweb", openweb(is_moderator=True, is_journalist=True), ["moderator", "journalist"]),
        ("openweb", openweb(is_admin="yes"), []),
        ("discourse", discourse(staff=True, moderator=True, user_title="Town clerk"), ["moderator", "staff", "Town clerk"]),
        ("discourse", discourse(staff=False, user_title=""), []),
        ("remark42", remark(id="u", name="Ada", admin=True, verified=True), ["admin", "verified"]),
    ],
)  # fmt: skip
def test_what_an_interface_says_of_an_account_is_a_badge(platform, reply, badges):
    (row,) = read_reply(platform, json.dumps(reply).encode(), "https://api.example/1").rows
    assert row["badges"] == badges


def test_a_deleted_comment_has_no_badge():
    (row,) = read_reply(
        "coral", json.dumps(coral(deleted=True, tags=[{"code": "STAFF"}])).encode(), "https://a.example/"
    ).rows
    assert (row["state"], row["badges"]) == ("deleted", [])


@pytest.mark.parametrize("value", [None, 3, "", "  ", "\x00", "x" * 5000, "\ud800", ["a"], "🎉"])
def test_whatever_is_sent_as_a_badge_is_one_or_none(value):
    assert all(0 < len(name) <= 60 for name in badge_names([value]))


@pytest.mark.parametrize(
    ("way", "kept"),
    [("as printed", ["staff", "Mayor of Mapleton"]), ("pseudonym", ["staff"]), ("none", [])],
)
def test_a_title_that_may_fit_one_person_does_not_stand_beside_a_pseudonym(way, kept):
    assert Commenters(way, "sixteen letters!").badges(["staff", "Mayor of Mapleton"]) == kept
