"""Comment lists in the markup of many systems, of fictional people: none has a reader of its own."""

import pytest

from newscrawl.comments import read_thread


def twice(item, first=501, second=502):
    return item.replace("KEY", str(first)) + item.replace("KEY", str(second))


SYSTEMS = {
    "typepad": (
        '<div id="comments"><div class="comments-body">'
        + twice(
            '<div class="comment comment-odd" id="comment-6a00d8341c630a53ef0240a4f4ab1620KEYd"><div class="comment-avatar"><img></div><div class="comment-content"><p>Text KEY</p></div><p class="comment-footer">Posted by: <a href="http://profile.typepad.com/ada">Ada Reyes</a> | <a href="https://x.example/a.html?cid=6a00#comment-6a00d834KEY">March 04, 2026 at 01:02 PM</a></p></div>',
            0,
            1,
        )
        + "</div></div>"
    ),
    "jcomments": (
        '<div id="jc"><div id="comments"><h4>Comments</h4><div class="comments-list" id="comments-list-0">'
        + twice(
            '<div class="even" id="comment-item-KEY"><div class="rbox"><div class="comment-box"><span class="comments-vote"><span id="comment-vote-holder-KEY"><a class="vote-good" title="Good">x</a><span class="vote-none">0</span></span></span><a class="comment-anchor" href="/a#comment-KEY" id="comment-KEY">#KEY</a><span class="comment-author">Ada Reyes</span><span class="comment-date">04.03.2026 10:22</span><div class="comment-body" id="comment-body-KEY">Text KEY</div><span class="comments-buttons"><a href="#">Quote</a></span></div></div></div>',
            1,
            2,
        )
        + "</div></div></div>"
    ),
    "serendipity": (
        '<div class="serendipity_comments">'
        + twice(
            '<a id="cKEY"></a><div id="serendipity_comment_KEY" class="serendipity_comment serendipity_comment_author_ada"><div class="serendipity_commentBody">Text KEY</div><div class="serendipity_comment_source"><a class="comment_source_trace" href="#cKEY">#KEY</a> <span class="comment_source_author"><a href="http://x">Ada Reyes</a></span> on <span class="comment_source_date">04.03.2026 10:22</span></div></div>',
            11,
            12,
        )
        + "</div>"
    ),
    "contao": (
        '<div class="ce_comments"><h2>Kommentare</h2>'
        + twice(
            '<div class="comment_default" id="cKEY"><p class="info">Kommentar von <span>Ada Reyes</span> | <time datetime="2026-03-04T10:22+01:00" class="date">04.03.2026</time></p><div class="comment"><p>Text KEY</p></div></div>',
            1,
            2,
        )
        + "</div>"
    ),
    "hubspot": (
        '<div class="section post-footer"><div id="comments-listing" class="new-comments">'
        + twice(
            '<div id="comment-KEY" class="comment depth-0"><div class="comment-from"><h4>Ada Reyes</h4></div><div class="comment-date">3/4/2026, 10:22:00 AM</div><div class="comment-body"><p>Text KEY</p></div></div>',
            1,
            2,
        )
        + "</div></div>"
    ),
    "squarespace": (
        '<div class="squarespace-comments"><div class="comment-list">'
        + twice(
            '<div class="comment-wrapper"><div id="comment-5f3c1a2b4d5e6f708192a3bKEY" class="comment"><div class="comment-header"><div class="commenter"><div class="commenter-name">Ada Reyes</div></div><div class="comment-timestamp"><span class="date-time">March 4, 2026</span></div></div><div class="comment-body"><p>Text KEY</p></div><div class="comment-btns"><a class="comment-btn like-btn">0 Likes</a></div></div></div>',
            1,
            2,
        )
        + "</div></div>"
    ),
    "plone": (
        '<div class="discussion">'
        + twice(
            '<div class="comment replyTreeLevelKEY" id="13890KEY"><div class="commentImage"><img></div><h3 class="documentByLine"><a href="/author/ada">Ada Reyes</a> says:</h3><div class="commentDate">Mar 04, 2026 10:22 AM</div><div class="commentBody"><p>Text KEY</p></div></div>',
            0,
            1,
        )
        + "</div>"
    ),
    "spip": (
        '<div class="comments" id="comments"><ul class="comments-ul">'
        + twice(
            '<li class="comment-li forum-fil"><div class="comment forum-message" id="forumKEY"><div class="comment-meta"><strong class="comment-title">Titre</strong> <small>Le <abbr class="dtreviewed" title="2026-03-04T10:22:00Z">4 mars 2026 à 10:22</abbr>, par <span class="fn">Ada Reyes</span></small></div><div class="comment-content"><p>Text KEY</p></div></div></li>',
            1,
            2,
        )
        + "</ul></div>"
    ),
    "mt": (
        '<div id="comments">'
        + twice(
            '<div class="comment" id="comment-KEY"><div class="inner"><div class="comment-header"><div class="asset-meta"><span class="byline"><span class="vcard author">Ada Reyes</span> | <a href="#comment-KEY"><abbr class="published" title="2026-03-04T10:22:00-06:00">March 4, 2026 10:22 AM</abbr></a></span></div></div><div class="comment-content"><p>Text KEY</p></div></div></div>',
            1,
            2,
        )
        + "</div>"
    ),
    "bem with a meta heading": (
        '<section class="comment-section" id="comments"><div class="comment-section__body">'
        + twice(
            '<article class="comment js-comment-toplevel" id="cid-KEY"><div class="comment__container"><div class="comment-meta"><h4 class="comment-meta__name"><a href="/profil/1">Ada Reyes</a></h4><a class="comment-meta__date" href="/a?cid=KEY#cid-KEY">#KEY  —  4. März 2026, 10:22 Uhr</a></div><div class="comment__body"><p>Text KEY</p></div><div class="comment__reactions"><a class="comment__reaction">Antworten</a></div></div></article>',
            501,
            502,
        )
        + "</div></section>"
    ),
    "camel case parts": (
        '<ul class="list-Comments">'
        + twice(
            '<li class="list-Comments_Item list-Comments_Item-level1"><div class="list-Comments_CommentTitle">Titel</div><div class="list-Comments_CommentInfo"><span class="list-Comments_CommentInfoNameText">Ada Reyes</span><span class="list-Comments_CommentInfoDateText">04.03.2026 - 10:22</span></div><div class="list-Comments_CommentText"><p>Text KEY</p></div></li>',
            501,
            502,
        )
        + "</ul>"
    ),
    "microdata inside classes": (
        '<ul class="reader-thread reader-thread--comments">'
        + twice(
            '<li class="reader-comment reader-comment--top-level" id="comment-KEY" itemscope itemtype="http://schema.org/Comment" data-comment-id="KEY" data-comment-author="Ada"><div class="reader-comment__inner"><div class="reader-comment__meta"><span class="reader-comment__author" itemprop="author" itemscope itemtype="http://schema.org/Person"><a itemprop="url" href="/u"><span itemprop="givenName">Ada Reyes</span></a></span><a class="reader-comment__timestamp"><time itemprop="dateCreated" datetime="2026-03-04T10:22:00Z">1h</time></a></div><div class="reader-comment__content"><div class="reader-comment__body" itemprop="text"><p>Text KEY</p></div><div class="reader-comment__recommend"><span class="reader-comment__recommend-count">5</span></div></div></div></li>',
            501,
            502,
        )
        + "</ul>"
    ),
    "postings": (
        '<div class="postings" id="forum-comments">'
        + twice(
            '<div class="posting" data-postingid="KEY" data-name="Ada Reyes"><div class="post-head"><span class="post-username">Ada Reyes</span><span class="js-timestamp">4. März 2026, 10:22:00</span></div><div class="post-body"><div class="post-text">Text KEY</div></div></div>',
            501,
            502,
        )
        + "</div>"
    ),
    "data ids": (
        '<div id="asset-comments"><ul class="list-unstyled comments-list">'
        + twice(
            '<li class="comment" data-id="cKEY"><div class="comment-user"><strong class="user-name">Ada Reyes</strong></div><time class="tnt-date" datetime="2026-03-04T10:22:00-06:00">Mar 4, 2026</time><div class="comment-content"><p>Text KEY</p></div><div class="comment-actions"><a>Report</a></div></li>',
            501,
            502,
        )
        + "</ul></div>"
    ),
    "discourse-embed": (
        '<section class="comments">'
        + twice(
            '<article class="post" id="post-KEY"><div class="cite"><a class="username" href="/u/a">Ada Reyes</a></div><time class="post-date" datetime="2026-03-04T10:22:00Z" title="x">1d</time><div class="cooked"><p>Text KEY</p></div></article>',
            501,
            502,
        )
        + "</section>"
    ),
    "media objects without a class for the comment": (
        '<h3>Comments</h3><ul id="commentlist">'
        + twice(
            '<li class="media"><a class="pull-left" href="#"><img class="media-object"></a><div class="media-body"><h4 class="media-heading">Ada Reyes <small>March 4, 2026 at 10:22 AM</small></h4>Text KEY</div></li>',
            501,
            502,
        )
        + "</ul>"
    ),
    "bem items without ids": (
        '<div class="comments__list">'
        + twice(
            '<div class="comments__item"><div class="comments__author">Ada Reyes</div><div class="comments__date">4 March 2026, 10:22</div><div class="comments__text">Text KEY</div></div>',
            501,
            502,
        )
        + "</div>"
    ),
    "numbered items": (
        '<div class="comments-block">'
        + twice(
            '<div class="comments-item" id="commentKEY"><span class="comments-item__name">Ada Reyes</span><span class="comments-item__date">04.03.2026 10:22</span><div class="comments-item__message">Text KEY</div></div>',
            501,
            502,
        )
        + "</div>"
    ),
    "django": (
        '<div id="comments">'
        + twice(
            '<div class="comment" id="cKEY"><h4><a href="#cKEY">#</a> Ada Reyes <span>on March 4, 2026 at 10:22 a.m.</span></h4><p>Text KEY</p></div>',
            501,
            502,
        )
        + "</div>"
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_gives_its_two_comments(system):
    page = f"<html lang=en-US><article><h1>Bridge opens</h1><p>It opened.</p></article>{SYSTEMS[system]}</html>"
    rows = read_thread(page.encode(), "https://millbrook.example/bridge")
    assert [(row["author"], row["published"][:10], row["parent"]) for row in rows] == [
        ("Ada Reyes", "2026-03-04", None)
    ] * 2
    assert all(row["text"].rstrip("0123456789") == "Text " for row in rows)
    assert len({row["id"] for row in rows}) == 2


def test_drupal_hangs_replies_by_indentation():
    page = """<section id="comments" class="comment-wrapper"><a id="comment-501"></a><div class="comment odd"><h3 class="comment-title"><a class="permalink"
    href="/comment/501#comment-501">Subject</a></h3><div class="submitted"><p class="commenter-name"><span class="username">Ada Reyes</span></p><p class="comment-time"><span>Wed,
    03/04/2026 - 10:22</span></p></div><div class="comment-text"><div class="content"><div class="field field-name-comment-body field-type-text-long"><div class="field-items"><div
    class="field-item even"><p>One</p></div></div></div></div></div></div><div class="indented"><a id="comment-502"></a><div class="comment even"><div class="submitted"><span
    class="username">Bo</span> on 4. March 2026 - 11:22</div><div class="content"><p>Two</p></div></div></div></section>"""
    one, two = read_thread(f"<html lang=en-US>{page}".encode(), "https://millbrook.example/bridge")
    assert (one["author"], one["text"], one["published"], two["author"], two["text"]) == (
        "Ada Reyes",
        "One",
        "2026-03-04T10:22",
        "Bo",
        "Two",
    )
    assert (two["parent"], two["depth"]) == (one["id"], 1)
