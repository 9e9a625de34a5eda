# ruff: noqa: SIM905  (a table of words reads best as words)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.urls import canonical_url, is_http, same_site

STORY = "https://www.mapleton.example/news/2026/11/bridge-opens"


@pytest.mark.parametrize(
    "twin",
    [
        f"{STORY}/",
        f"{STORY}?",
        f"{STORY}#comments",
        f"{STORY}#:~:text=bridge",
        f"  {STORY}\n",
        f"{STORY}/index.html",
        f"{STORY}/amp/",
        f"{STORY}/print/",
        f"{STORY}/?amp=1",
        f"{STORY}?outputType=amp",
        f"{STORY}?print=1",
        f"{STORY}?utm_source=rss&utm_medium=feed",
        f"{STORY}?UTM_Source=x",
        f"{STORY}/?fbclid=IwAR1&gclid=2&_ga=3",
        f"{STORY}?replytocom=12#respond",
        f"{STORY}?share=facebook",
        f"{STORY}?ref=rss",
        f"{STORY};jsessionid=0A1B",
        "https://www.mapleton.example:443/news/2026/11/bridge-opens",
        "HTTPS://WWW.Mapleton.Example./news/2026/11/bridge-opens",
        "https://www.mapleton.example/news/2026/11/../11/./bridge-opens",
        "https://www.mapleton.example/news/2026/11/bridge%2Dopens",
    ],
)
def test_twins_of_a_page_meet(twin):
    assert canonical_url(twin) == STORY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x?b=1&c=2", "https://a.example/x?c=2&b=1"),
        ("https://a.example/x?q=a%20b", "https://a.example/x?q=a+b"),
        ("https://a.example/café", "https://a.example/caf%c3%a9"),
        ("https://a.example/?q=C%CC%A7", "https://a.example/?q=%C3%87"),
        ("http://[::1]:80/", "http://[::1]"),
        ("http://a.example:081/", "http://a.example:81/"),
        ("https://a.example/story.amp.html", "https://a.example/story.html"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example"),
    ],
)
def test_one_address_in_two_notations_is_one(one, other):
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/?p=100", "https://a.example/?p=101"),
        ("https://a.example/article.aspx?cid=9", "https://a.example/article.aspx?cid=8"),
        ("https://a.example/story?campaign=3", "https://a.example/story?campaign=4"),
        ("https://a.example/story?ref=12", "https://a.example/story?ref=13"),
        ("https://a.example/x?id=1&print=2", "https://a.example/x?id=1&print=3"),
        ("https://a.example/News", "https://a.example/news"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
        ("https://a.example/a+b", "https://a.example/a%20b"),
        ("https://a.example/?q=%E4", "https://a.example/?q=%E9"),
        ("https://a.example:8080/x", "https://a.example/x"),
        ("http://a.example/x", "https://a.example/x"),
        ("https://a.example/#!/story/1", "https://a.example/#!/story/2"),
        ("https://a.example/x/comment-page-2/", "https://a.example/x/"),
        ("https://a.example/amp/", "https://a.example/print/"),
        ("https://a.example/news?page=2", "https://a.example/news"),
    ],
)
def test_two_pages_stay_two(one, other):
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mailto:ada@a.example",
        "javascript:void(0)",
        "/relative",
        "http://",
        "http://[::1",
        "file:///etc/passwd",
        "HTTP://\x08",
        "https://a b.example/",
        "https://a\\b.example/",
        "https://<b>.example/",
    ],
)
def test_what_is_no_address_of_a_page_comes_back(text):
    assert canonical_url(text) == text
    assert not is_http(text)


@pytest.mark.parametrize(
    ("url", "domain", "wanted"),
    [
        ("https://mapleton.com/a", "mapleton.com", True),
        ("https://www.mapleton.com/a", "mapleton.com", True),
        ("https://mapleton.com/a", "www.mapleton.com", True),
        ("https://sports.mapleton.co.uk/a", "mapleton.co.uk", True),
        ("https://other.co.uk/a", "mapleton.co.uk", False),
        ("https://mapleton.com.evil.com/", "mapleton.com", False),
        ("https://notmapleton.com/", "mapleton.com", False),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000", True),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8000/a", "127.0.0.1", False),
        ("http://127.0.0.1/a", "127.0.0.1", True),
        ("http://127.0.0.2:8000/a", "127.0.0.1:8000", False),
        ("http://localhost:8000/a", "localhost:8000", True),
        ("http://www.mapleton.example/a", "mapleton.example", True),
        ("http://harbour.example/a", "mapleton.example", False),
        ("ftp://mapleton.com/a", "mapleton.com", False),
        ("mailto:ada@mapleton.com", "mapleton.com", False),
        ("https://mapleton.com@evil.com/", "mapleton.com", False),
        ("http://[::1", "mapleton.com", False),
        ("https://mapleton.com/", "", False),
    ],
)
def test_a_site_is_its_registered_domain(url, domain, wanted):
    assert same_site(url, domain) is wanted


parts = st.lists(
    st.sampled_from(
        "http:// https:// a.example [::1] :80 : / // .. . %2F %zz %E4 ? & = ; # #! amp print index.html utm_x=1 é \ud800 @ \0".split(
            " "
        )
    )
).map("".join)


@given(st.one_of(st.text(st.characters(codec=None)), parts, parts.map(lambda rest: f"https://a.example/{rest}")))
def test_any_address_has_one_canonical_form(url):
    once = canonical_url(url)
    assert canonical_url(once) == once
    once.encode()
    assert same_site(url, url) in (True, False)
    if is_http(url):
        assert is_http(once)
