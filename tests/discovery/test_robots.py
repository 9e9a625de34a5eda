"""robots.txt by RFC 9309."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.robots import RequestRate, RobotsRules, matches, may_fetch

SITE = "https://mapletoncourier.example"

CASES = {
    "an empty file allows everything": (b"", "/a", True),
    "a page of HTML allows everything": (b"<!DOCTYPE html><p>Not found</p>", "/a", True),
    "a folder is refused with all in it": (b"User-agent: *\nDisallow: /a/", "/a/b", False),
    "an empty rule refuses nothing": (b"User-agent: *\nDisallow:", "/a", True),
    "the longest rule decides": (b"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    "allow wins a tie": (b"User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    "paths keep their case": (b"User-agent: *\nDisallow: /A", "/a", True),
    "a byte order mark is no letter": (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/a", False),
    "UTF-16 is read": ("\ufeffUser-agent: *\nDisallow: /".encode("utf-16-le"), "/a", False),
    "old line ends count": (b"User-agent: *\rDisallow: /a\r", "/a", False),
    "our own group hides the general one": (
        b"User-agent: *\nDisallow: /\nUser-agent: newscrawl\nDisallow: /x",
        "/a",
        True,
    ),
    "groups of one agent are merged": (
        b"User-agent: newscrawl\nDisallow: /x\n\nUser-agent: *\nDisallow: /\n\nUser-agent: NEWSCRAWL\nDisallow: /a",
        "/a",
        False,
    ),
    "an agent is known by its product token": (b"User-agent: newscrawl/2.0 beta\nDisallow: /", "/a", False),
    "a longer name is another agent": (b"User-agent: newscrawler\nDisallow: /", "/a", True),
    "a shorter name is another agent": (b"User-agent: news\nDisallow: /", "/a", True),
    "an unknown line does not close a group": (
        b"User-agent: newscrawl\nNoise: 1\nUser-agent: x\nDisallow: /",
        "/a",
        False,
    ),
    "a blank line does not close a group": (b"User-agent: newscrawl\n\nDisallow: /", "/a", False),
    "the colon may be missing": (b"user-agent *\ndisallow /a", "/a", False),
    "a common misspelling is understood": (b"User-agent: *\nDissalow: /a", "/a", False),
    "a comment ends the rule": (b"User-agent: * # all\nDisallow: /a # not this", "/a", False),
    "a star stands for anything": (b"User-agent: *\nDisallow: /*?replytocom=", "/a/b?replytocom=3", False),
    "a dollar stands for the end": (b"User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", True),
    "letters may be escaped": (b"User-agent: *\nDisallow: /%61bc", "/abc", False),
    "an escaped slash is no slash": (b"User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
    "letters of other scripts are compared escaped": ("User-agent: *\nDisallow: /é".encode(), "/%C3%A9t%C3%A9", False),
    "escapes have no case": (b"User-agent: *\nDisallow: /%c3%a9", "/é", False),
    "robots.txt itself may always be read": (b"User-agent: *\nDisallow: /", "/robots.txt", True),
    "an allowed index page allows its folder": (b"User-agent: *\nDisallow: /\nAllow: /a/index.html", "/a/", True),
    "the fragment does not count": (b"User-agent: *\nDisallow: /a$", "/a#b", False),
    "a rule far down counts": (b"User-agent: *\n" + b"# x\n" * 100_000 + b"Disallow: /a", "/a", False),
    "half a rule at the limit does not": (b"User-agent: *\n#" + b"x" * 511_980 + b"\nDisallow: /abc", "/a", True),
}


@pytest.mark.parametrize(("robots", "path", "allowed"), CASES.values(), ids=CASES.keys())
def test_a_page_may_be_fetched_or_not(robots, path, allowed):
    assert may_fetch(robots, "newscrawl", SITE + path) is allowed


@pytest.mark.parametrize(
    "agent",
    [
        "newscrawl",
        "NewsCrawl/0.1 (+https://desk.example)",
        "Mozilla/5.0 (compatible; newscrawl/0.1; +https://desk.example)",
    ],
)
def test_a_whole_user_agent_is_known_by_its_product(agent):
    rules = RobotsRules(b"User-agent: newscrawl\nDisallow: /a\nCrawl-delay: 3")
    assert not rules.allowed(SITE + "/a", agent)
    assert rules.crawl_delay(agent) == 3


def test_what_else_the_file_states_is_kept():
    rules = RobotsRules(
        b"Sitemap: https://mapletoncourier.example/a.xml\nUser-agent: slow\nCrawl-delay: 30\nUser-agent: *\n"
        b"Crawl-delay: 2.5\nRequest-rate: 1/10s 1820-1940\nDisallow: /x\nsitemap: /b.xml\nSitemap: /b.xml"
    )
    assert rules.sitemaps == ["https://mapletoncourier.example/a.xml", "/b.xml"]
    assert rules.crawl_delay("newscrawl") == 2.5
    assert rules.crawl_delay("slow") == 30
    assert rules.request_rate("newscrawl") == RequestRate(1, 10)


@pytest.mark.parametrize("value", ["", "soon", "-1", "nan", "inf"])
def test_a_delay_that_is_none_is_none(value):
    assert RobotsRules(f"User-agent: *\nCrawl-delay: {value}").crawl_delay("newscrawl") is None


def test_a_rule_of_many_stars_takes_no_time():
    assert not matches("/" + "*a" * 5_000 + "b", "/" + "a" * 10_000)


@given(st.binary(max_size=400) | st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_any_bytes_agent_and_address_give_an_answer(robots, agent, url):
    rules = RobotsRules(robots)
    assert rules.allowed(url, agent) in (True, False)
    rules.crawl_delay(agent)
    rules.request_rate(agent)


@given(st.text(alphabet="/ab*$%4", max_size=12), st.text(alphabet="/ab$%4", max_size=12))
def test_a_group_of_nothing_but_allow_refuses_nothing(pattern, path):
    assert may_fetch(f"User-agent: *\nAllow: {pattern}".encode(), "newscrawl", f"{SITE}/{path}")
