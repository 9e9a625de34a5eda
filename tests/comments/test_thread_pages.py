"""Threads of unknown systems that are cut into pages."""

import pytest

from newscrawl.comments import find_threads, read_reply
from newscrawl.markup import open_page

URL = "https://millbrook.example/news/bridge"


def thread_page(pager, names=("Ada", "Bo", "Cy")):
    items = "".join(
        f"<li><b>{name}</b> <span>March {day}, 2026 at 10:15 AM</span><p>Words of {name} on the bridge.</p><a href='#'>Reply</a></li>"
        for day, name in enumerate(names, 4)
    )
    return f"<html lang=en-US><article><h1>Bridge opens</h1><p>It opened.</p></article><div class=talk><h3>Comments</h3><ul>{items}</ul>{pager}</div></html>".encode()


@pytest.mark.parametrize(
    ("pager", "target"),
    [
        ('<a href="?cp=2">Older comments</a>', f"{URL}?cp=2"),
        ('<a href="/news/bridge/comments/2">Load more comments</a>', f"{URL}/comments/2"),
        ('<a href="?seite=2">Weitere Kommentare anzeigen</a>', f"{URL}?seite=2"),
        ('<a href="?p=2">Commentaires suivants</a>', f"{URL}?p=2"),
        ('<a href="?p=2#comments">Show all 12 comments</a>', f"{URL}?p=2"),
        ('<nav class="comments-pagination"><a href="?p=1">1</a><a href="?p=2">Next ›</a></nav>', f"{URL}?p=2"),
        (
            '<div id="comments"><ul class="pager"><li class="pager-next"><a rel="next" href="/news/bridge?page=1">›</a></li></ul></div>',
            f"{URL}?page=1",
        ),
        ('<nav aria-label="Comments pages"><a href="?p=2">»</a><a href="?p=2">Siguiente</a></nav>', f"{URL}?p=2"),
    ],
)
def test_the_next_page_is_asked_for(pager, target):
    (thread,) = find_threads(open_page(thread_page(pager), URL))
    assert (thread.platform, len(thread.rows)) == ("page", 3)
    assert [(request.url, request.platform, request.method) for request in thread.requests] == [(target, "page", "GET")]


@pytest.mark.parametrize(
    "pager",
    [
        "",
        '<a href="/news/fair">Next</a>',  # no pager of comments
        '<nav class="post-navigation"><a rel="next" href="/news/fair">Next story</a></nav>',
        '<nav class="comments-pagination"><a href="/news/fair">Next</a></nav>',  # another article
        '<a href="https://other.example/news/bridge?p=2">Older comments</a>',
        '<a href="#more">Load more comments</a>',
        '<a href="javascript:more()">Load more comments</a>',
        '<a href="http://[">Older comments</a>',
        '<a href="/news/bridge">All comments</a>',
    ],
)
def test_no_other_link_is_followed(pager):
    (thread,) = find_threads(open_page(thread_page(pager), URL))
    assert thread.requests == []


def test_pages_are_read_to_the_last():
    pages = {
        f"{URL}?p=2": thread_page('<a href="?p=3">Older comments</a>', ("Dora", "Eva")),
        f"{URL}?p=3": thread_page("", ("Flo", "Gus")),
    }
    (thread,) = find_threads(open_page(thread_page('<a href="?p=2">Older comments</a>'), URL))
    read, todo = [row["author"] for row in thread.rows], thread.requests
    while todo:
        reply = read_reply(todo[0].platform, pages.pop(todo[0].url), todo[0].url)
        read += [row["author"] for row in reply.rows]
        todo = reply.next
    assert read == ["Ada", "Bo", "Cy", "Dora", "Eva", "Flo", "Gus"]


def test_a_page_without_comments_ends_it():
    assert read_reply("page", b'<a href="?p=9">Older comments</a>', f"{URL}?p=8").next == []
