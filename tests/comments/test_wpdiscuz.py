"""wpDiscuz: what stands behind its "load more" button, nonce first."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from comments.wordpress_page import URL

from newscrawl.comments import find_threads, read_reply
from newscrawl.markup import open_page

SETTINGS = r'{"wc_post_id":"77","nonceName":"wpd_nonce_1","url":"https:\/\/millbrook.example\/wp-admin\/admin-ajax.php","version":"7.6.40"}'
COMMENT = """<div id="wpd-comm-{0}_0" class="comment wpd-comment wpd_comment_level-1"><div class="wpd-comment-wrap"><div id="comment-{0}" class="wpd-comment-right">
<div class="wpd-comment-author">{1}</div><div class="wpd-comment-date" title="March 4, 2026 9:47 pm">2 days ago</div><div class="wpd-comment-text"><p>Words {0}</p></div></div></div></div>"""
AJAX = "https://millbrook.example/wp-admin/admin-ajax.php"


def page(comments=((9, "Ada"), (8, "Bo")), last="8", rest="", settings=SETTINGS, claimed=4):
    return open_page(
        f"""<html>{rest}<script>var wpdiscuzAjaxObj = {settings};</script><link href="/wp-content/x.css" rel=stylesheet><div id="wpdcom">
        <div class="wpd-thread-info">{claimed} Comments</div>{"".join(COMMENT.format(*one) for one in comments)}
        <div class="wpd-load-more-submit-wrap"><button data-lastparentid="{last}" class="wpd-load-more-submit">More</button></div></div></html>""".encode(),
        URL,
    )


def form(request):
    return {name: values[0] for name, values in parse_qs(request.body, keep_blank_values=True).items()}


def test_more_is_asked_for_by_nonce_and_last_comment():
    (thread,) = find_threads(page())
    assert (thread.platform, [row["id"] for row in thread.rows], thread.claimed) == ("wordpress", ["9", "8"], 4)
    (nonce,) = thread.requests
    assert (nonce.platform, nonce.method, nonce.url.partition("?")[0]) == ("wpdiscuz", "POST", AJAX)
    assert form(nonce)["action"] == "wpdGetNonce"
    (more,) = read_reply(
        "wpdiscuz", json.dumps({"success": True, "data": {"wpd_nonce_1": "ab12"}}).encode(), nonce.url
    ).next
    assert more.url.partition("?")[0] == AJAX
    assert form(more) == {
        "action": "wpdLoadMoreComments", "postId": "77", "lastParentId": "8", "offset": "1", "sorting": "newest", "nonceName": "wpd_nonce_1",
        "nonce": "ab12", "wpd_nonce_1": "ab12", "isFirstLoad": "0", "wpdType": "",
    }  # fmt: skip
    data = {
        "comment_list": COMMENT.format(7, "Cy") + COMMENT.format(6, "Di"),
        "is_show_load_more": True,
        "last_parent_id": "6",
        "comments_count": "4",
    }
    reply = read_reply("wpdiscuz", json.dumps({"success": True, "data": data}).encode(), more.url)
    assert [(row["id"], row["author"], row["text"], row["published"]) for row in reply.rows] == [
        ("7", "Cy", "Words 7", "2026-03-04T21:47"),
        ("6", "Di", "Words 6", "2026-03-04T21:47"),
    ]
    assert reply.claimed == 4
    (following,) = reply.next
    assert (form(following)["lastParentId"], form(following)["offset"], form(following)["nonce"]) == ("6", "2", "ab12")
    last = {**data, "is_show_load_more": False, "last_parent_id": "0"}
    assert read_reply("wpdiscuz", json.dumps({"data": last}).encode(), following.url).next == []


def test_rest_comes_first_and_the_button_where_it_is_refused():
    (thread,) = find_threads(
        page(
            rest='<link rel="https://api.w.org/" href="https://millbrook.example/wp-json/"><link rel=shortlink href="/?p=77">'
        )
    )
    assert [request.platform for request in thread.requests] == ["wordpress"]
    assert [request.platform for request in thread.fallback] == ["wpdiscuz"]


def test_oldest_first_is_seen_by_the_comments_shown():
    (thread,) = find_threads(page(comments=((3, "Ada"), (5, "Bo")), last="5"))
    assert parse_qs(urlsplit(thread.requests[0].url).query)["sorting"] == ["oldest"]


@pytest.mark.parametrize("change", [{"last": "0"}, {"last": ""}, {"last": "x"}, {"settings": "{}"}, {"claimed": 2}])
def test_nothing_is_asked_for_where_there_is_no_more(change):
    (thread,) = find_threads(page(**change))
    assert thread.requests == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"0",
        b"-1",
        b"[]",
        b'{"success":false}',
        b'{"data":{"comment_list":""}}',
        b'{"data":{"comment_list":5}}',
        b'{"data":[]}',
        b"<html>403",
    ],
)
@pytest.mark.parametrize("action", ["wpdGetNonce", "wpdLoadMoreComments"])
def test_a_broken_reply_ends_it(action, body):
    reply = read_reply("wpdiscuz", body, f"{AJAX}?action={action}&postId=7&lastParentId=5&nonceName=n")
    assert (reply.rows, reply.next) == ([], [])


def test_the_same_last_comment_again_ends_it():
    data = {"comment_list": COMMENT.format(7, "Cy"), "is_show_load_more": True, "last_parent_id": "5"}
    url = f"{AJAX}?action=wpdLoadMoreComments&postId=7&lastParentId=5&offset=3"
    assert read_reply("wpdiscuz", json.dumps({"data": data}).encode(), url).next == []
