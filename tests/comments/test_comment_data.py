"""A comment as data: each fact of it, by table, in the markup of systems that state it."""

import pytest
from comments.wordpress_page import URL

from newscrawl.comments import find_threads, read_reply, read_thread
from newscrawl.comments.texts import text_of_html
from newscrawl.markup import open_page

ITEM = '<li class="comment {classes}" id="comment-{key}"><b class="fn">{name}</b><time datetime="2026-03-04T10:22:00-08:00">x</time>{more}<div class="comment-content">{words}</div></li>'


def rows(*items, around="<ol class=comment-list>{}</ol>"):
    whole = [
        ITEM.format(**{"classes": "", "key": n, "name": "Ada Reyes", "more": "", "words": "<p>Words</p>"} | item)
        for n, item in enumerate(items, 1)
    ]
    return read_thread(f"<h1>Bridge</h1>{around.format(''.join(whole))}".encode(), URL)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("One.<br>Two.", "One.\nTwo."),
        ("One.<br><br>Two.", "One.\n\nTwo."),
        ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
        ("<div>One.</div><div>Two.</div>", "One.\n\nTwo."),
        ("Fish &amp; chips, caf&eacute;&nbsp;&#8211; 5&nbsp;&euro;", "Fish & chips, café – 5 €"),
        ("👍🏽 👨‍👩‍👧 ok", "👍🏽 👨‍👩‍👧 ok"),
        ('Yes <img class="wp-smiley" alt="😀" src="/s.png">', "Yes 😀"),
        ('Yes <img alt="a photo of my dog" src="/dog.jpg">', "Yes"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ('See <a href="https://records.example/bond">the bond</a>.', "See the bond."),
        ("<blockquote><p>You said</p></blockquote><p>I say</p>", "You said\n\nI say"),
        ("<script>alert(1)</script><style>p{}</style>Text", "Text"),
        ("", None),
        ("<p> </p>", None),
        (None, None),
        (7, None),
    ],
)
def test_text_is_paragraphs_breaks_entities_and_emoji(html, text):
    assert text_of_html(html) == text


@pytest.mark.parametrize(
    ("words", "quoted", "links"),
    [
        ("<p>Plain</p>", [], []),
        ("<blockquote><p>You said</p></blockquote><p>I say</p>", ["You said"], []),
        ("<blockquote>Two<blockquote>One</blockquote></blockquote><p>Three</p>", ["Two\n\nOne"], []),
        ("<blockquote>A</blockquote><p>x</p><blockquote>B</blockquote><p>y</p>", ["A", "B"], []),
        ("<blockquote><p>A theme that prints every comment so</p></blockquote>", [], []),
        ('<p>See <a href="https://records.example/bond">the bond</a> and <a href="https://records.example/bond">again</a>.</p>', [], ["https://records.example/bond"]),
        ('<p><a href="javascript:x()">no</a> <a href="#c1">no</a> <a href="mailto:a@b.example">no</a></p>', [], []),
    ],
)  # fmt: skip
def test_quotes_and_links_travel_with_the_text(words, quoted, links):
    (one,) = rows({"words": words})
    assert (one["quoted"], one["links"]) == (quoted, links)
    assert type(one["text"]) is str


@pytest.mark.parametrize(
    ("more", "likes", "dislikes"),
    [
        ("", None, None),
        ('<span class="like-count">3</span>', 3, None),
        ('<span class="like-count">0</span><span class="dislike-count">2</span>', 0, 2),
        ('<span class="vote-result" title="1,204">1.2k</span>', 1204, None),
        ('<span class="comment-score">-4</span>', -4, None),
        ('<button class="like">Like</button>', None, None),
    ],
)
def test_votes_are_numbers_or_not_given(more, likes, dislikes):
    (one,) = rows({"more": more})
    assert (one["likes"], one["dislikes"]) == (likes, dislikes)


@pytest.mark.parametrize(
    "words",
    [
        "<p>This comment has been removed by a moderator.</p>",
        "<p>[deleted]</p>",
        "<em>Comment deleted by user</em>",
        "<p>Dieser Kommentar wurde von der Redaktion gelöscht.</p>",
        "<p>Ce commentaire a été supprimé.</p>",
        "<p>Este comentario ha sido eliminado.</p>",
        "<p>Questo commento è stato rimosso.</p>",
        "<p>Deze reactie is verwijderd.</p>",
        "<p>Комментарий удалён</p>",
        "<p>该评论已删除</p>",
    ],
)
def test_a_removed_comment_keeps_its_place_and_loses_its_author(words):
    first, gone, reply = read_thread(
        f"""<ol class=comment-list>{ITEM.format(classes="", key=1, name="Ada", more="", words="<p>Kept</p>")}
        <li class="comment" id="comment-2"><b class="fn">Bo</b><time datetime="2026-03-04T10:22:00Z">x</time><div class="comment-content">{words}</div><ol class=children>
        {ITEM.format(classes="", key=3, name="Cy", more="", words="<p>Why?</p>")}</ol></li></ol>""".encode(),
        URL,
    )
    assert (first["state"], reply["state"], reply["parent"], reply["depth"]) == ("shown", "shown", "2", 1)
    assert (gone["id"], gone["state"], gone["author"], gone["text"]) == ("2", "deleted", None, None)


@pytest.mark.parametrize(
    "words",
    [
        "<p>I removed the comment about the dog.</p>",
        "<p>The post was deleted? Mine too, and nobody told me why it was.</p>",
    ],
)
def test_a_comment_about_removing_is_kept(words):
    (one,) = rows({"words": words})
    assert one["state"] == "shown"


@pytest.mark.parametrize(
    "more",
    [
        "<em class='comment-awaiting-moderation'>Your comment is awaiting moderation.</em>",
        "<em class=unapproved>Wartet auf Freischaltung</em>",
    ],
)
def test_a_held_comment_is_left_out(more):
    assert [one["id"] for one in rows({}, {"more": more})] == ["1"]


def test_pingbacks_are_apart():
    (thread,) = find_threads(
        open_page(
            f"""<link href=/wp-content/x.css rel=stylesheet><ol class=comment-list>{ITEM.format(classes="", key=1, name="Ada", more="", words="<p>Kept</p>")}
            <li class="pingback" id="comment-2">Pingback: <a href="https://other.example/a" class="url">Other paper</a></li></ol>""".encode(),
            URL,
        )
    )
    assert ([row["id"] for row in thread.rows], [row["kind"] for row in thread.pingbacks]) == (["1"], ["pingback"])


@pytest.mark.parametrize(
    ("platform", "body", "fact"),
    [
        ("disqus", b'{"code":0,"response":[{"id":"1","message":"Hi","isHighlighted":true,"createdAt":"2026-03-04T10:22:00"}]}', ("pinned", True)),
        ("disqus", b'{"code":0,"response":[{"id":"1","message":"Hi","isDeleted":true,"author":{"name":"Ada"}}]}', ("author", None)),
        ("ghost", b'{"comments":[{"id":"1","html":"<p>Hi</p>","edited_at":"2026-03-05T10:00:00.000Z","status":"published"}]}', ("edited", "2026-03-05T10:00:00.000Z")),
        ("remark42", b'{"comments":[{"comment":{"id":"1","text":"Hi","edit":{"time":"2026-03-05T10:00:00Z"}},"replies":[]}]}', ("edited", "2026-03-05T10:00:00Z")),
        ("isso", b'{"replies":[{"id":1,"text":"Hi","mode":4}]}', ("state", "deleted")),
        ("ghost", b'{"comments":[{"id":"1","html":"<p>A <a href=\\"https://x.example/\\">b</a></p>","status":"published"}]}', ("links", ["https://x.example/"])),
    ],
)  # fmt: skip
def test_interfaces_state_the_same_facts(platform, body, fact):
    (one,) = read_reply(platform, body, "https://api.example/x").rows
    assert one[fact[0]] == fact[1]
