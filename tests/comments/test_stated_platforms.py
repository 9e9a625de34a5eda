"""A paper's entry names platform and key; what asks cheaply whether a thread has changed."""

import json

import pytest

from newscrawl.comments import find_threads
from newscrawl.comments.newest import newest_of
from newscrawl.comments.stated import KEYS, NONE, SEEN, fault_in, with_stated
from newscrawl.comments.thread import NextRequest
from newscrawl.markup import open_page
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.site import Site, SiteError, stated_comments

URL = "https://www.millbrook.example/2026/03/library-hours-31415/"
ENTRY = {"name": "millbrook", "domain": "www.millbrook.example", "place": "Millbrook", "timezone": "America/Chicago"}


def threads(html, **stated):
    page = open_page(f"<html><head>{html}</head><body><p>An article.</p></body></html>".encode(), URL)
    return with_stated(find_threads(page), page, stated)


@pytest.mark.parametrize(
    ("html", "stated", "key", "url"),
    [
        (
            '<link rel="shortlink" href="/?p=31">',
            {"platform": "wordpress", "key": "https://www.millbrook.example/wp-json/"},
            "31",
            "https://www.millbrook.example/wp-json/wp/v2/comments?post=31&",
        ),
        (
            "",
            {"platform": "disqus", "key": "millbrook"},
            URL,
            "https://disqus.com/embed/comments/?base=default&f=millbrook&t_u=",
        ),
        (
            "<script>var disqus_identifier = '31 x';</script>",
            {"platform": "disqus", "key": "millbrook", "api_key": "K"},
            "31 x",
            "https://disqus.com/api/3.0/threads/listPosts.json?forum=millbrook&thread=ident%3A31+x&order=asc&limit=100&api_key=K",
        ),
        (
            '<meta name="vf:container_id" content="m-1">',
            {"platform": "viafoura"},
            "m-1",
            "https://tyrion.viafoura.co/v3/sections/sites/www.millbrook.example?container_id=m-1",
        ),
        (
            '<link rel="canonical" href="https://www.millbrook.example/x/">',
            {"platform": "coral", "key": "https://talk.millbrook.example/"},
            "https://www.millbrook.example/x/",
            "https://talk.millbrook.example/api/story/count.js?url=https%3A%2F%2Fwww.millbrook.example%2Fx%2F&ref=newscrawl",
        ),
        (
            "",
            {"platform": "isso", "key": "https://isso.millbrook.example"},
            "/2026/03/library-hours-31415/",
            "https://isso.millbrook.example/?uri=%2F2026",
        ),
        (
            "",
            {"platform": "remark42", "key": "https://r.millbrook.example|mill"},
            URL,
            "https://r.millbrook.example/api/v1/find?site=mill&url=https",
        ),
        (
            "",
            {"platform": "hyvor", "key": "12"},
            URL,
            "https://talk.hyvor.com/api/data/v1/comments?website_id=12&page_identifier=",
        ),
        (
            "",
            {"platform": "villagemedia", "key": "7"},
            "31415",
            "https://www.millbrook.example/comments/load?Type=Comment&ContentId=31415&TagId=7&",
        ),
    ],
    ids=lambda value: value.get("platform") if isinstance(value, dict) else None,
)
def test_an_entry_gives_the_first_request_where_the_page_shows_nothing(html, stated, key, url):
    assert fault_in(stated) is None
    [thread, *_] = threads(html, **stated)
    assert (thread.platform, thread.key) == (stated["platform"], key)
    assert thread.requests[0].url.startswith(url)


def test_openwebs_conversation_is_the_papers_spot_and_the_pages_post():
    [thread] = threads('<script data-post-id="e5"></script>', platform="openweb", key="sp_Mill")
    assert json.loads(thread.requests[0].body)["conversation_id"] == "sp_Mill_e5"


def test_what_the_page_itself_names_wins():
    html = '<script data-isso="https://other.example/" src="/e.js"></script></head><body><section id="isso-thread"></section>'
    [thread] = threads(html, platform="isso", key="https://isso.millbrook.example")
    assert thread.requests[0].url.startswith("https://other.example/")


def test_a_paper_without_comments_has_no_threads():
    assert threads('<div class="fb-comments" data-href="x"></div>', platform=NONE) == []


def test_an_entry_that_the_page_cannot_follow_changes_nothing():
    assert threads("", platform="openweb", key="sp_Mill") == []
    assert threads("", platform="viafoura") == []


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("disquss:x", "no comment platform is called 'disquss'; there are: wordpress, disqus"),
        ("disqus", "needs a key: the shortname"),
        ("disqus:not a name", "is not valid: it is the shortname"),
        ("openweb:1234", "sp_AbCd1234"),
        ("coral:talk.millbrook.example", "the server, as in"),
        ("ghost:x", "nothing: the page names its post"),
        ("facebook", "cannot be read; leave 'comments' out"),
        ({"platform": "isso", "key": "https://i.example", "api_key": "k"}, "take no api_key"),
        ({"key": "x"}, "a table of platform, key, api_key"),
        ({"platform": "isso", "keys": "x"}, "a table of platform, key, api_key"),
        (7, "must be 'platform:key'"),
    ],
)
def test_an_entry_that_makes_no_sense_names_the_fix(stated, said):
    with pytest.raises(SiteError, match="comments") as error:
        Site.from_mapping({**ENTRY, "comments": stated})
    assert said in str(error.value)


@pytest.mark.parametrize("platform", sorted(KEYS))
def test_every_platform_that_is_listed_can_be_stated_with_an_example_of_its_key(platform):
    words = KEYS[platform].partition("as in ")[2].partition(";")[0]
    stated = stated_comments(words or platform)
    assert fault_in(stated) is None
    assert platform not in SEEN


def test_a_sites_class_may_state_it_as_text_or_as_a_table():
    class Millbrook(NewsSpider):
        name, domain, place, timezone = ENTRY.values()
        comments = "disqus:millbrook"

    assert Millbrook().site.comments == {"platform": "disqus", "key": "millbrook"}
    Millbrook.comments = {"platform": "Disqus", "key": "millbrook", "api_key": "K"}
    assert Millbrook().site.comments == {"platform": "disqus", "key": "millbrook", "api_key": "K"}
    Millbrook.comments = "nothing-of-ours"
    with pytest.raises(SiteError):
        Millbrook().site.check()


@pytest.mark.parametrize(
    ("platform", "url", "expected"),
    [
        (
            "wordpress",
            "https://a.example/wp-json/wp/v2/comments?post=1&per_page=100&page=1&order=asc",
            "https://a.example/wp-json/wp/v2/comments?post=1&order=desc&page=1&per_page=20",
        ),
        (
            "wordpress",
            "https://a.example/?rest_route=%2Fwp%2Fv2%2Fcomments&post=1",
            "https://a.example/?rest_route=%2Fwp%2Fv2%2Fcomments&post=1&order=desc&page=1&per_page=20",
        ),
        ("wordpress", "https://a.example/x/comment-page-2/", None),
        ("disqus", "https://disqus.com/embed/comments/?f=x", None),
        (
            "disqus",
            "https://disqus.com/api/3.0/l.json?api_key=k&order=asc",
            "https://disqus.com/api/3.0/l.json?api_key=k&order=desc",
        ),
        ("coral", "https://c.example/api/story/count.js?url=x", "https://c.example/api/story/count.js?url=x#new"),
        (
            "isso",
            "https://i.example/?uri=%2Fa&sort=oldest",
            "https://i.example/?uri=%2Fa&sort=newest&limit=20&offset=0",
        ),
        ("hyvor", "https://talk.hyvor.com/api/data/v1/comments?website_id=1", None),
        ("substack", "https://a.example/api/v1/post/1/comments", None),
        ("nothing", "https://a.example/", None),
    ],
)
def test_the_request_that_tells_what_is_new(platform, url, expected):
    found = newest_of(NextRequest(url, platform))
    assert (found.url if found else None) == expected


def test_openweb_is_asked_for_the_newest_by_another_body():
    first = NextRequest(
        "https://o.example/", "openweb", "POST", {"x-spot-id": "s"}, '{"sort_by": "oldest", "count": 25}'
    )
    found = newest_of(first)
    assert json.loads(found.body) == {"sort_by": "newest", "count": 25}
    assert (found.method, found.headers) == ("POST", {"x-spot-id": "s"})
    assert newest_of(NextRequest("https://o.example/", "openweb", "POST", {}, "not json")) is None
