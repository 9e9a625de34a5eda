"""Opt-outs that publishers state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.optouts import read_optouts
from newscrawl.discovery.robots import RobotsRules
from newscrawl.markup import open_page

URL = "https://mapletoncourier.example/news/bridge"


def optouts(robots="", headers=None, html="", tdmrep=None):
    return read_optouts(robots, headers or {}, html, tdmrep, URL, "newscrawl")


CASES = {
    "nothing said, nothing stated": ({}, {}),
    "a header may deny": ({"headers": {"X-Robots-Tag": "noindex, nofollow"}}, {"index": False, "follow": False}),
    "several headers add up": ({"headers": {"x-robots-tag": ["noarchive", "nosnippet"]}}, {"archive": False, "snippet": False}),
    "none is both": ({"headers": {"X-Robots-Tag": "none"}}, {"index": False, "follow": False}),
    "another agent's header is not ours": ({"headers": {"X-Robots-Tag": "otherbot: noindex, nofollow"}}, {}),
    "ours is": ({"headers": {"X-Robots-Tag": "otherbot: noindex, newscrawl: nofollow"}}, {"follow": False}),
    "a date with colons is no agent": ({"headers": {"X-Robots-Tag": "unavailable_after: 25 Jun 2027 15:00:00 PST, noindex"}}, {"index": False}),
    "a snippet of no length is none": ({"html": '<meta name="robots" content="max-snippet:0">'}, {"snippet": False}),
    "a meta element may deny": ({"html": '<META NAME="Robots" CONTENT="NOINDEX">'}, {"index": False}),
    "what permits says nothing": ({"html": '<meta name="robots" content="index, follow, max-image-preview:large">'}, {}),
    "our own meta element counts": ({"html": '<meta name="newscrawl" content="noai">'}, {"ai_train": False}),
    "another's does not": ({"html": '<meta name="otherbot" content="noindex">'}, {}),
    "mining may be reserved": ({"headers": {"TDM-Reservation": "1"}}, {"tdm": False}),
    "the page's word goes before the header's": (
        {"headers": {"tdm-reservation": "1"}, "html": '<meta name="tdm-reservation" content="0">'},
        {"tdm": True},
    ),
    "the header's before the site's": (
        {"headers": {"tdm-reservation": "0"}, "tdmrep": [{"location": "/", "tdm-reservation": 1}]},
        {"tdm": True},
    ),
    "the nearest rule of the site counts": (
        {"tdmrep": [{"location": "/", "tdm-reservation": 1}, {"location": "/news/", "tdm-reservation": 0}]},
        {"tdm": True},
    ),
    "a rule for another place does not": ({"tdmrep": [{"location": "/sports/*", "tdm-reservation": 1}]}, {}),
    "a broken site file says nothing": ({"tdmrep": ["x", {"location": 3}, {"tdm-reservation": 1}]}, {}),
    "signals about AI are kept, both ways": (
        {"robots": "User-agent: *\nContent-Signal: search=yes, ai-train=no, ai-input=yes\nAllow: /"},
        {"ai_train": False, "ai_input": True},
    ),
    "a signal may be for a folder": ({"robots": "User-agent: *\nContent-Usage: /sports/ train-ai=n\nAllow: /"}, {}),
    "a signal of another agent's group is not ours": (
        {"robots": "User-agent: otherbot\nContent-Signal: ai-train=no\nDisallow:\n\nUser-agent: *\nAllow: /"},
        {},
    ),
    "a header may carry the signal": ({"headers": {"Content-Usage": "train-ai=n"}}, {"ai_train": False}),
    "a denial wins over a permission": (
        {"robots": "User-agent: *\nContent-Signal: ai-train=yes\nAllow: /", "headers": {"X-Robots-Tag": "noai"}},
        {"ai_train": False},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("stated", "want"), CASES.values(), ids=CASES.keys())
def test_opt_outs_are_read_from_where_they_stand(stated, want):
    assert optouts(**stated) == want


def test_parsed_robots_and_pages_serve_as_well_as_bytes():
    page = open_page(b'<meta name="robots" content="noindex">', URL)
    rules = RobotsRules(b"User-agent: *\nContent-Signal: ai-train=no\nAllow: /")
    assert read_optouts(rules, {}, page, None, URL, "newscrawl/1.0") == {"index": False, "ai_train": False}


@given(
    st.binary(max_size=200),
    st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=3),
    st.text(max_size=80),
    st.text(max_size=40),
)
def test_any_input_gives_flags(robots, headers, html, url):
    found = read_optouts(robots, headers, html, [headers], url, "newscrawl")
    assert all(isinstance(value, bool) for value in found.values())
