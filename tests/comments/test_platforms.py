"""How each platform shows in an article's page, and the first request that reads it; none of them writes."""

import json

import pytest

from newscrawl.comments import find_threads
from newscrawl.markup import open_page

URL = "https://www.millbrook.example/news/library-hours-12345"
SITE = "00000000-0000-4000-8000-000000c0ffee"


def threads(html):
    return find_threads(open_page(html.encode(), URL))


FIRST_REQUESTS = [
    (
        "isso",
        '<script data-isso="/isso/" src="/isso/js/embed.min.js"></script><section id="isso-thread" data-isso-id="/a/"></section>',
        "/a/",
        "https://www.millbrook.example/isso/?uri=%2Fa%2F&sort=oldest&limit=100&offset=0&nested_limit=1000",
    ),
    (
        "isso",
        '<script data-isso="//comments.example/"></script><section id="isso-thread"></section>',
        "/news/library-hours-12345",
        "https://comments.example/?uri=%2Fnews%2Flibrary-hours-12345&sort=oldest&limit=100&offset=0&nested_limit=1000",
    ),
    (
        "ghost",
        '<script data-ghost-comments="https://www.millbrook.example/" data-post-id="65e000000000000000000001"></script>',
        "65e000000000000000000001",
        "https://www.millbrook.example/members/api/comments/post/65e000000000000000000001/?limit=100&page=1&order=created_at+asc",
    ),
    (
        "remark42",
        "<div id=remark42></div><script>var remark_config = {host: 'https://r.example', site_id: 'gazette'}</script>",
        URL,
        "https://r.example/api/v1/find?site=gazette&url=https%3A%2F%2Fwww.millbrook.example%2Fnews%2Flibrary-hours-12345&sort=%2Btime&format=tree&limit=50",
    ),
    (
        "discourse",
        "<div id=discourse-comments></div><script>DiscourseEmbed = {discourseUrl: 'https://forum.example/', topicId: 3267}</script>",
        "3267",
        "https://forum.example/t/3267.json",
    ),
    (
        "coral",
        "<div id=coral_thread></div><script>Coral.createStreamEmbed({rootURL: 'https://coral.example', storyURL: 'https://m.example/a'})</script>",
        "https://m.example/a",
        "https://coral.example/api/story/count.js?url=https%3A%2F%2Fm.example%2Fa&ref=newscrawl",
    ),
    (
        "viafoura",
        f'<meta property="vf:container_id" content="prod-7"><div class=viafoura><vf-conversations></vf-conversations></div><script>{{"viafouraSectionUuid": "{SITE}"}}</script>',
        "prod-7",
        f"https://livecomments.viafoura.co/v4/livecomments/{SITE}/contentcontainer/id?container_id=prod-7",
    ),
    (
        "viafoura",
        '<vf-conversations vf-container-id="7"></vf-conversations>',
        "7",
        "https://tyrion.viafoura.co/v3/sections/sites/www.millbrook.example?container_id=7",
    ),
    (
        "openweb",
        '<script src="https://launcher.spot.im/spot/sp_Ga2" data-spotim-module="spotim-launcher" data-post-id="story-7"></script>',
        "story-7",
        "https://api-2-0.spot.im/v1.0.0/conversation/read",
    ),
    (
        "villagemedia",
        '<link href="https://www.vmcdn.ca/a.css"><div id="comments"></div>',
        "12345",
        "https://www.millbrook.example/comments/load?Type=Comment&ContentId=12345&TagId=2346&TagType=Content&Sort=Oldest",
    ),
]


@pytest.mark.parametrize(("platform", "html", "key", "request_url"), FIRST_REQUESTS)
def test_a_loaded_thread_is_found_with_its_first_request(platform, html, key, request_url):
    (thread,) = threads(html)
    assert (thread.platform, thread.key, thread.readable, thread.rows) == (platform, key, True, [])
    assert [request.url for request in thread.requests] == [request_url]
    assert all(request.platform == platform for request in thread.requests)


@pytest.mark.parametrize(("platform", "html", "key", "request_url"), FIRST_REQUESTS)
def test_only_openweb_is_asked_by_post_and_that_only_reads(platform, html, key, request_url):
    (request,) = threads(html)[0].requests
    assert request.method == ("POST" if platform == "openweb" else "GET")
    assert not any(word in request.url for word in ("stream", "embed_url", "init"))
    if platform == "openweb":
        assert json.loads(request.body)["conversation_id"] == "sp_Ga2_story-7"
        assert request.headers["x-spot-id"] == "sp_Ga2"


@pytest.mark.parametrize(
    ("platform", "html"),
    [
        ("facebook", '<div class="fb-comments" data-href="https://m.example/a"></div>'),
        ("hyvor", '<hyvor-talk-comments website-id="7" page-id="9"></hyvor-talk-comments>'),
        ("insticator", '<div class="insticator-comments"></div>'),
        ("vuukle", '<div class="js-vuukle-container"></div>'),
        ("commento", '<div id="commento"></div>'),
        ("blox", '<script src="/tncms/js/tnt.js"></script><div id="asset-comments"></div>'),
        (
            "discourse",
            "<div id=discourse-comments></div><script>DiscourseEmbed = {discourseUrl: 'https://forum.example/', discourseEmbedUrl: 'x'}</script>",
        ),
        ("disqus", '<div id="disqus_thread"></div><script src="https://millbrook.disqus.com/embed.js"></script>'),
        ("viafoura", "<div class=viafoura><vf-conversations></vf-conversations></div>"),
        ("coral", "<div id=coral_thread></div>"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_reason(platform, html):
    (thread,) = threads(html)
    assert (thread.platform, thread.readable, thread.requests) == (platform, False, [])
    assert thread.reason


@pytest.mark.parametrize(
    "html",
    [
        "<script>Static = {disqusShortname: ''}</script><div id=disqus_thread></div>",  # Squarespace's empty key
        "<style>.spotim { }</style>",
        '<script src="https://recirculation.spot.im/spot/sp_Ga2"></script>',
        "<script>consent = ['viafoura']</script>",
        "<p>We use Disqus, Coral and Facebook.</p>",
    ],
)
def test_a_word_alone_is_no_platform(html):
    assert threads(html) == []


def test_disqus_is_asked_where_the_page_says_that_the_thread_exists():
    html = """<script type="application/ld+json">{"@type": "NewsArticle", "commentCount": 7}</script><div id="disqus_thread"></div>
    <script>var disqus_shortname = "millbrook"; var disqus_config = function () {this.page.identifier = '4 x'; this.page.url = 'https://m.example/a';}</script>"""
    (thread,) = threads(html)
    assert (thread.key, thread.claimed) == ("4 x", 7)
    assert [request.url for request in thread.requests] == [
        "https://disqus.com/embed/comments/?base=default&f=millbrook&t_i=4+x&t_u=https%3A%2F%2Fm.example%2Fa&s_o=default"
    ]


def test_stated_comments_are_read_with_their_replies():
    data = {
        "@type": "NewsArticle",
        "commentCount": 3,
        "comment": [
            {
                "@type": "Comment",
                "@id": "https://m.example/a#comment-1",
                "text": "One &amp; two",
                "author": {"@type": "Person", "name": "Ada"},
                "dateCreated": "2026-03-04T12:00:00-06:00",
                "upvoteCount": 4,
                "comment": {
                    "@type": "Comment",
                    "@id": "https://m.example/a#comment-2",
                    "text": "Reply",
                    "author": [{"name": "Bo"}],
                },
            },
            {
                "@type": "Comment",
                "text": "Third",
                "author": "Cy",
                "parentItem": {"@id": "https://m.example/a#comment-2"},
            },
        ],
    }
    (thread,) = threads(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    assert [(row["id"], row["parent"], row["author"], row["text"], row["likes"]) for row in thread.rows] == [
        ("1", None, "Ada", "One & two", 4),
        ("2", "1", "Bo", "Reply", None),
        ("n3", "2", "Cy", "Third", None),
    ]
    assert thread.claimed == 3


def test_comments_stated_beside_the_article_are_read():
    data = [
        {"@type": "NewsArticle", "headline": "Bridge"},
        {
            "@type": "Comment",
            "identifier": 9,
            "text": "Alone",
            "author": {"name": "Ada"},
            "parentItem": {"@type": "Comment", "identifier": 8},
        },
    ]
    (thread,) = threads(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    assert [(row["id"], row["parent"], row["state"]) for row in thread.rows] == [("9", "8", "orphan")]


def test_substack_asks_for_what_its_page_does_not_print():
    preloads = json.dumps(json.dumps({"post": {"id": 77, "comment_count": 5}}))
    (thread,) = threads(
        f'<script src="https://substackcdn.com/a.js"></script><script>window._preloads        = JSON.parse({preloads})</script>'
    )
    assert (thread.platform, thread.key, thread.claimed) == ("substack", "77", 5)
    assert [request.url for request in thread.requests] == [
        "https://www.millbrook.example/api/v1/post/77/comments?all_comments=true&sort=oldest_first"
    ]
