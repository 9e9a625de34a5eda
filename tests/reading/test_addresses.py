"""Where else an article lies: further pages, twins in another dress, and which canonical address can be right."""

import pytest

from .pages import URL, read

BASE = "https://mapletoncourier.example"


@pytest.mark.parametrize(
    ("url", "parts", "pages"),
    [
        (URL, {"below": "<p>Pages: <span>1</span> <a href='2/'>2</a> <a href='3/'>3</a></p>"}, [f"{URL}2/", f"{URL}3/"]),
        (f"{URL}2/", {"below": "<p><a href='../'>1</a> <span>2</span> <a href='../3/'>3</a></p>"}, [f"{URL}3/"]),
        (URL, {"below": "<p><a href='?page=2'>2</a></p>"}, [f"{URL}?page=2"]),
        (URL, {"below": "<p><a href='page/2/'>Next page</a></p>"}, [f"{URL}page/2/"]),
        (URL, {"head": f"<link rel='next' href='{URL}2/'>"}, [f"{URL}2/"]),
        (f"{BASE}/story?id=7", {"below": "<p><a href='/story?id=7&page=2'>2</a></p>"}, [f"{BASE}/story?id=7&page=2"]),
        # the next story, another story with a number, a page of comments, an address elsewhere, this page again
        (URL, {"head": f"<link rel='next' href='{BASE}/2026/03/ferry-sold/'>"}, []),
        (URL, {"below": "<p><a href='/2026/03/2/'>2</a></p>"}, []),
        (URL, {"below": "<p><a href='/2026/03/bridge-opens/comment-page-2/#comments'>2</a></p>"}, []),
        (URL, {"below": "<p><a href='https://elsewhere.example/2026/03/bridge-opens/2/'>2</a></p>"}, []),
        (URL, {"below": "<p><a href='1/'>1</a></p>"}, []),
        (URL, {"below": "<p><a href='2/'>A picture of the bridge as it looked before the flood of 1931</a></p>"}, []),
    ],
)  # fmt: skip
def test_further_pages_are_told_by_their_address(url, parts, pages):
    assert read(url=url, **parts)["next_pages"] == pages


@pytest.mark.parametrize(
    ("parts", "twins"),
    [
        ({"head": "<link rel='amphtml' href='amp/'>"}, [f"{URL}amp/"]),
        ({"head": "<link rel='shortlink' href='/?p=7'>"}, [f"{BASE}/?p=7"]),
        ({"head": "<link rel='alternate' media='only screen and (max-width: 640px)' href='https://m.mapletoncourier.example/2026/03/bridge-opens/'>"},
         ["https://m.mapletoncourier.example/2026/03/bridge-opens/"]),
        ({"above": f"<a href='{URL}print/'>Print</a>"}, [f"{URL}print/"]),
        ({"above": f"<a href='{URL}?print=1'>Imprimer</a>"}, [f"{URL}?print=1"]),
        ({"head": "<link rel='alternate' type='application/rss+xml' media='x' href='/feed/'>"}, []),
        ({"head": "<link rel='alternate' hreflang='es' href='/es/2026/03/puente/'>"}, []),
        ({"head": f"<link rel='amphtml' href='{URL}'><link rel='shortlink' href='/'>"}, []),
        ({"above": "<a href='/print-subscriptions/'>Print subscriptions</a>"}, []),
    ],
)  # fmt: skip
def test_twins_are_this_article_in_another_dress(parts, twins):
    assert read(**parts)["addresses"] == twins


@pytest.mark.parametrize(
    ("url", "href", "canonical"),
    [
        (f"{URL}amp/", URL, URL),  # the AMP page names the article
        (f"{URL}?print=1", URL, URL),
        (f"{URL}2/", URL, URL),  # and so does its second page
        ("https://m.mapletoncourier.example/2026/03/bridge-opens/", URL, URL),
        (f"{URL}?utm_source=x", URL, URL),
        (URL, f"{URL}comment-page-3/", URL),  # WordPress, where the newest comments come first
        (URL, f"{BASE}/", None),  # a template's slips: the front page, a folder above, another paper
        (URL, f"{BASE}/2026/03/", None),
        (URL, "https://heraldoakhill.example/2026/03/bridge-opens/", None),
        (URL, "javascript:void(0)", None),
    ],
)
def test_a_canonical_address_is_taken_where_it_can_be_right(url, href, canonical):
    assert read(url=url, head=f"<link rel='canonical' href='{href}'>")["canonical_url"] == canonical


def test_og_url_serves_where_the_canonical_link_is_a_slip():
    head = f"<link rel='canonical' href='{BASE}/'><meta property='og:url' content='{URL}'>"
    assert read(head=head)["canonical_url"] == URL
