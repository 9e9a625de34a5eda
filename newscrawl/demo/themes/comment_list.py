"""A comment thread in pages, as WordPress' walker prints it (wp-includes/class-walker-comment.php, comment-template.php)."""

# ruff: noqa: E501 (markup is broken where its source would be)

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.demo.themes.parts import esc, paragraphs_html

if TYPE_CHECKING:
    from newscrawl.demo.articles import Article, Comment

TOP_COMMENTS_A_PAGE = 9


def comment_pages(story: Article) -> list[list[Comment]]:
    """The top comments of each page, oldest page first."""
    tops = [comment for comment in story.comments if comment.parent is None]
    size = TOP_COMMENTS_A_PAGE if len(story.comments) > 40 else 50  # few are not paged
    return [tops[start : start + size] for start in range(0, len(tops), size)]


def thread(story: Article, url: str, pages: list[list[Comment]], number: int | None) -> str:
    """The thread as ``wp_list_comments`` and ``the_comments_navigation`` print it."""
    form = (
        '<div id="respond" class="comment-respond"><h3 id="reply-title" class="comment-reply-title">Leave a Reply</h3>'
        f'<form id="commentform" class="comment-form" action="/wp-comments-post.php" method="post"><textarea name="comment"></textarea>'
        f'<input type="hidden" name="comment_post_ID" value="{story.number + 200}" id="comment_post_ID"></form></div>'
    )
    if number is None:
        return f'<div id="comments" class="comments-area">{form}</div>'
    items = "".join(_comment(story, comment, url) for comment in pages[number - 1])
    links = ""
    if number > 1:
        links += (
            f'<div class="nav-previous"><a href="{url}comment-page-{number - 1}/#comments">Older comments</a></div>'
        )
    if number < len(pages):
        links += f'<div class="nav-next"><a href="{url}comment-page-{number + 1}/#comments">Newer comments</a></div>'
    nav = (
        f'<nav class="navigation comment-navigation" aria-label="Comments"><div class="nav-links">{links}</div></nav>'
        if links
        else ""
    )
    title = f'<h2 class="comments-title">{len(story.comments)} thoughts on &ldquo;{esc(story.headline)}&rdquo;</h2>'
    return (
        f'<div id="comments" class="comments-area">{title}{nav}<ol class="comment-list">{items}</ol>{nav}{form}</div>'
    )


def _comment(story: Article, comment: Comment, url: str) -> str:
    replies = "".join(_comment(story, reply, url) for reply in story.comments if reply.parent == comment.id)
    children = f'<ol class="children">{replies}</ol>' if replies else ""
    when = comment.published
    return f"""<li id="comment-{comment.id}" class="comment depth-{comment.depth + 1}{" parent" if replies else ""}">
<article id="div-comment-{comment.id}" class="comment-body"><footer class="comment-meta"><div class="comment-author vcard">\
<b class="fn">{esc(comment.author or "")}</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="{url}#comment-{comment.id}"><time datetime="{when.isoformat()}">{when:%B %d, %Y} at {when:%H:%M}</time></a></div></footer>
<div class="comment-content">{paragraphs_html(comment.text or "")}</div>
<div class="reply"><a rel="nofollow" class="comment-reply-link" href="{url}?replytocom={comment.id}#respond">Reply</a></div></article>{children}</li>
"""
