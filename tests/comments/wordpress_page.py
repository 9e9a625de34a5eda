"""A comment as WordPress prints it, for the pages of the tests."""

URL = "https://millbrook.example/2026/03/library-hours/"


def comment(key, author, text, *, when="2026-03-04T12:22:07-06:00", below="", classes="comment"):
    """One comment as WordPress' own walker prints it."""
    return f"""<li id="comment-{key}" class="{classes}"><article id="div-comment-{key}" class="comment-body"><footer class="comment-meta">
    <div class="comment-author vcard"><img class="avatar" src="https://secure.gravatar.com/avatar/4738ca4a4f79f3a1a269dd59db8b4908">
    <b class="fn">{author}</b> <span class="says">says:</span></div><div class="comment-metadata"><a href="{URL}#comment-{key}">
    <time datetime="{when}">March 4, 2026 at 12:22 pm</time></a></div></footer><div class="comment-content">{text}</div>
    <div class="reply"><a class="comment-reply-link" href="?replytocom={key}#respond">Reply</a></div></article>{below}</li>"""
