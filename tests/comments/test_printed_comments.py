"""Comments printed in pages: markup of ours in the shape of themes and systems, of fictional papers and people."""

import pytest
from comments.wordpress_page import URL, comment

from newscrawl.comments import find_threads, read_thread
from newscrawl.markup import open_page


def read(html):
    return read_thread(f"<html lang=en-US><body>{html}</body></html>".encode(), URL)


def tree(html):
    return [(row["id"], row["parent"], row["author"], row["depth"]) for row in read(html)]


def test_replies_inside_their_comment_answer_it():
    inner = comment(13, "Bo Tillman", "<p>Where?</p>")
    reply = comment(12, "News Desk", "<p>Thanks.</p>", below=f"<ol class=children>{inner}</ol>")
    page = f"<ol class=comment-list>{comment(11, 'Ines Quarry', '<p>At last.</p>', below=f'<ol class=children>{reply}</ol>')}{comment(14, 'Pat', '<p>Yes.</p>')}</ol>"
    assert tree(page) == [
        ("11", None, "Ines Quarry", 0),
        ("12", "11", "News Desk", 1),
        ("13", "12", "Bo Tillman", 2),
        ("14", None, "Pat", 0),
    ]


def test_every_field_of_a_comment_is_read():
    (row,) = read(f"<ol class=comment-list>{comment(11, 'Ines Quarry', '<p>At last.</p>')}</ol>")
    assert (row["text"], row["published"], row["state"], row["kind"], row["position"]) == (
        "At last.",
        "2026-03-04T12:22:07-06:00",
        "shown",
        "comment",
        0,
    )
    assert (row["likes"], row["dislikes"], row["author_key"]) == (None, None, None)
    assert "4738ca4a" not in str(row)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<br />\ntwo</p>\n<p>Three</p>", "One\ntwo\n\nThree"),
        ("<p>Fish &amp; chips &lt;b&gt; R&#038;D</p>", "Fish & chips <b> R&D"),
        ('<p>Hooray <img src="x.svg" class="emoji" alt="🎉"> us</p>', "Hooray 🎉 us"),
        ('<p>Look <img src="cat.jpg" alt="my cat"></p>', "Look"),
        ("<blockquote><p>You said</p></blockquote><p>I say</p>", "You said\n\nI say"),
        ('<p>See <a href="https://records.example/">the bond</a>.</p>', "See the bond."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<p>Text</p><script>alert(1)</script><div class=sharedaddy><button>Share</button></div>", "Text"),
    ],
)
def test_text_is_what_people_see(html, text):
    assert [row["text"] for row in read(f"<ol class=comment-list>{comment(1, 'Ada', html)}</ol>")] == [text]


def test_comments_awaiting_moderation_are_dropped():
    held = "<em class='comment-awaiting-moderation'>Your comment is awaiting moderation.</em><p>Hidden</p>"
    assert tree(f"<ol class=comment-list>{comment(1, 'Ada', '<p>Seen</p>')}{comment(2, 'Bo', held)}</ol>") == [
        ("1", None, "Ada", 0)
    ]


def test_pingbacks_stand_apart():
    ping = '<li id="comment-3" class="pingback even depth-1"><div class="comment-body">Pingback: <a class="url" href="https://b.example/">Links</a></div></li>'
    (thread,) = find_threads(
        open_page(
            f"<div id=comments><ol class=comment-list>{comment(1, 'Ada', '<p>Seen</p>')}{ping}</ol></div>".encode(), URL
        )
    )
    assert [row["id"] for row in thread.rows] == ["1"]
    assert [(row["id"], row["kind"]) for row in thread.pingbacks] == [("3", "pingback")]


def test_block_themes_are_read():
    page = """<div class="wp-block-comments"><ol class="wp-block-comment-template"><li id="comment-5" class="comment even depth-1"><div class="wp-block-columns">
    <div class="wp-block-comment-author-name"><a href="https://a.example" class="url">Ada Reyes</a></div><div class="wp-block-comment-date"><time datetime="2026-03-04T12:22:07-06:00"><a
    href="#comment-5">March 4, 2026</a></time></div><div class="wp-block-comment-content"><p>Words</p></div><div class="wp-block-comment-reply-link"><a class="comment-reply-link">Reply</a></div></div>
    <ol><li id="comment-6" class="comment odd depth-2"><div class="wp-block-comment-author-name">Bo</div><div class="wp-block-comment-date"><time datetime="2026-03-04T13:00:00-06:00"></time></div>
    <div class="wp-block-comment-content"><p>More</p></div></li></ol></li></ol></div>"""
    assert [(row["id"], row["parent"], row["author"], row["text"]) for row in read(page)] == [
        ("5", None, "Ada Reyes", "Words"),
        ("6", "5", "Bo", "More"),
    ]


def test_the_disqus_plugins_list_belongs_to_disqus():
    page = """<div id="disqus_thread"><div id="dsq-content"><ul id="dsq-comments"><li class="comment even depth-1" id="dsq-comment-7"><div id="dsq-comment-header-7"
    class="dsq-comment-header"><cite id="dsq-cite-7"><span id="dsq-author-user-7">Ada</span></cite></div><div id="dsq-comment-body-7" class="dsq-comment-body"><div
    id="dsq-comment-message-7" class="dsq-comment-message"><p>Words</p></div></div></li></ul></div></div>
    <script>var disqus_shortname = 'millbrook'; var disqus_identifier = '7 https://millbrook.example/?p=7';</script>"""
    (thread,) = find_threads(open_page(page.encode(), URL))
    assert (thread.platform, thread.key, thread.requests) == ("disqus", "7 https://millbrook.example/?p=7", [])
    assert [(row["id"], row["author"], row["text"]) for row in thread.rows] == [("7", "Ada", "Words")]


def test_a_list_of_replies_beside_its_comment_answers_it():
    one = '<div class="comment" id="comment-{0}"><span class="author">{1}</span><span class="date">4 March 2026, 10:00</span><div class="text">T{0}</div></div>'
    page = f"<section class=comments>{one.format(1, 'Ada')}<div class=indented>{one.format(2, 'Bo')}<div class=indented>{one.format(3, 'Cy')}</div></div>{one.format(4, 'Di')}</section>"
    assert tree(page) == [("1", None, "Ada", 0), ("2", "1", "Bo", 1), ("3", "2", "Cy", 2), ("4", None, "Di", 0)]


def test_a_flat_list_is_nested_by_its_printed_depth():
    one = '<div class="comment depth-{0}" id="comment-{1}"><b class="fn">N{1}</b><time datetime="2026-03-04">x</time><p>Text</p></div>'
    page = "".join(one.format(depth, key) for key, depth in enumerate((1, 2, 3, 2, 1), 1))
    assert [parent for _, parent, _, _ in tree(f"<div id=comments>{page}</div>")] == [None, "1", "2", "1", None]


def test_wpdiscuz_names_the_parent_in_its_id():
    one = """<div id="wpd-comm-{0}_{1}" class="comment wpd-comment"><div class="wpd-comment-wrap"><div id="comment-{0}" class="wpd-comment-right"><div class="wpd-comment-author">{2}</div>
    <div class="wpd-comment-date" title="March 4, 2026 9:47 pm">2 days ago</div><div class="wpd-comment-text"><p>Text</p></div></div></div></div>"""
    rows = read(f"<div id=wpdcom>{one.format(5, 0, 'Ada')}{one.format(6, 5, 'Bo')}</div>")
    assert [(row["id"], row["parent"], row["author"], row["published"]) for row in rows] == [
        ("5", None, "Ada", "2026-03-04T21:47"),
        ("6", "5", "Bo", "2026-03-04T21:47"),
    ]


def test_a_run_of_siblings_is_a_comment():
    page = """<div id=comments><dl id=comments-block><dt class=comment-author id=c1424319029636111810><a href="https://www.blogger.com/profile/1">Ada</a> said...</dt><dd
    class=comment-body><p>First<br><br>Second</p></dd><dd class=comment-footer><span class=comment-timestamp><a href="?showComment=1#c1">April 12, 2026 11:30 PM</a></span></dd>
    <dt class=comment-author id=c1424319029636111811>Anonymous said...</dt><dd class=comment-body><p>Third</p></dd></dl></div>"""
    rows = read(page)
    assert [(row["author"], row["text"], row["published"]) for row in rows] == [
        ("Ada", "First\n\nSecond", "2026-04-12T23:30"),
        ("Anonymous", "Third", None),
    ]


def test_microdata_marks_a_comment():
    page = """<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author" itemscope><span itemprop="name">Ada</span></span>
    <meta itemprop="dateCreated" content="2026-03-04T12:22:07Z"><div itemprop="text">Words</div></div>"""
    assert [(row["author"], row["text"], row["published"]) for row in read(page)] == [
        ("Ada", "Words", "2026-03-04T12:22:07Z")
    ]


def test_a_list_whose_items_are_not_named_is_read_by_what_they_have_in_common():
    item = '<div class="letter"><p class="who"><span class="autor">{0}</span> / 04.03.2026</p><p>{1}</p></div>'
    page = f'<div id="comment_entries">{item.format("Ada Reyes", "One.")}{item.format("Bo Tillman", "Two.")}</div>'
    assert [(row["author"], row["published"]) for row in read(page)] == [
        ("Ada Reyes", "2026-03-04"),
        ("Bo Tillman", "2026-03-04"),
    ]


def test_of_two_comments_with_one_id_the_first_stays():
    page = f"<ol>{comment(1, 'Ada', 'A')}{comment(1, 'Bo', 'B')}{comment(2, 'Cy', 'C')}</ol>"
    assert [(row["id"], row["author"]) for row in read(page)] == [("1", "Ada"), ("2", "Cy")]


def test_a_reply_whose_parent_never_came_is_an_orphan():
    page = f"<ol>{comment(1, 'Ada', 'A')}{comment(2, 'Bo', 'B').replace('<li ', '<li data-parent=999 ')}{comment(3, 'Cy', 'C').replace('<li ', '<li data-parent=0 ')}</ol>"
    assert [(row["parent"], row["state"], row["depth"]) for row in read(page)] == [
        (None, "shown", 0),
        ("999", "orphan", None),
        (None, "shown", 0),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<div id="comments" class="comments"></div>',
        '<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form id="commentform"><p class="comment-notes">Your email address will not be published.</p><textarea name=comment></textarea></form></div>',
        '<aside class="widget widget_recent_comments"><ul id="recentcomments"><li class="recentcomments"><span class="comment-author-link">Ada</span> on <a href="/x/#comment-1">Bridge</a></li></ul></aside>',
        '<ol class="wp-block-latest-comments"><li class="wp-block-latest-comments__comment"><article><footer class="wp-block-latest-comments__comment-meta"><a class="wp-block-latest-comments__comment-author" href="/">Ada</a> on <a href="#">B</a><time datetime="2026-03-04" class="wp-block-latest-comments__comment-date">x</time></footer><div class="wp-block-latest-comments__comment-excerpt"><p>Words</p></div></article></li></ol>',
        '<div class="entry-meta"><span class="author">By Ada</span><time datetime="2026-03-04">March 4</time><a class="comments-link" href="#comments">5 Comments</a></div><p>Body</p>',
        '<div class="no-comments-access"><p>Would you like to comment? Sign in, 3 ways.</p></div>',
        "<div id=disqus_thread></div><noscript>Please enable JavaScript to view the comments powered by Disqus.</noscript>",
    ],
)
def test_a_page_without_comments_gives_none(html):
    assert (
        read(
            f"<article><h1>Bridge opens</h1><p class=byline>By <span class=author>Ada Reyes</span></p><p>It opened.</p></article>{html}"
        )
        == []
    )
