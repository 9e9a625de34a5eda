"""What a front page tells of its paper."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.markup import open_page
from newscrawl.scouting import clues
from newscrawl.scouting.wordpress import Index, index_request, read_index

HOME = "https://mapletoncourier.example/"


def page(head: str = "", body: str = ""):
    return open_page(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), HOME)


def told(**thing: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


@pytest.mark.parametrize(
    ("head", "name", "sure"),
    [
        ('<meta property="og:site_name" content="Mapleton Courier">', "Mapleton Courier", True),
        (told(**{"@type": "NewsMediaOrganization", "name": "The Courier"}), "The Courier", True),
        (told(**{"@type": "WebPage", "publisher": {"@type": "Organization", "name": "The Courier"}}), "The Courier", True),
        ("<title>News, sports | Mapleton Courier</title>", "Mapleton Courier", True),
        ("<title>Home of all the news</title>", "Home of all the news", False),
        ("", "mapletoncourier", False),
    ],
)  # fmt: skip
def test_the_name_is_as_the_paper_states_it(head, name, sure):
    clue = clues.name_of(page(head), "mapletoncourier.example")
    assert (clue.value, clue.doubt is None) == (name, sure)


ADDRESS = {"addressLocality": "Mapleton", "addressRegion": "OR", "addressCountry": "US"}


@pytest.mark.parametrize(
    ("head", "body", "datelines", "host", "place", "sure"),
    [
        (told(**{"@type": "Organization", "address": ADDRESS}), "", [], "p.example", "Mapleton, Oregon", True),
        (told(**{"@type": "Organization", "address": {"addressLocality": "Linz", "addressCountry": "AT"}}), "", [],
         "p.example", "Linz, Austria", True),
        ('<meta name="geo.placename" content="Mapleton"><meta name="geo.region" content="US-OR">', "", [], "p.example",
         "Mapleton, Oregon", True),
        ("", "<footer>12 Mill Street, Mapleton, OR 97453</footer>", [], "p.example", "Mapleton, Oregon", False),
        ("", "", ["MAPLETON, Ore.", "MAPLETON, Ore.", "SALEM, Ore."], "p.example", "Mapleton, Oregon", False),
        ("", "", ["LEEDS"], "p.co.uk", "Leeds, United Kingdom", False),
        ("", "", [], "p.co.uk", "United Kingdom", False),
        ('<meta name="description" content="The news of Nova Scotia">', "", [], "p.example", "Nova Scotia", False),
        (told(**{"@type": "Organization", "address": "somewhere"}), "", [], "p.example", None, False),
    ],
)  # fmt: skip
def test_the_place_is_what_is_stated_or_doubted(head, body, datelines, host, place, sure):  # noqa: PLR0917 - a table's columns
    clue = clues.place_of([page(head, body)], datelines, host)
    assert (clue.value if clue else None) == place
    assert (clue is not None and clue.doubt is None) == sure


@pytest.mark.parametrize(
    ("head", "system"),
    [
        ('<meta name="generator" content="WordPress 6.9">', "WordPress 6.9"),
        ('<link rel="https://api.w.org/" href="/wp-json/">', "WordPress"),
        ('<meta name="generator" content="Ghost 5.130">', "Ghost 5.130"),
        ('<script src="https://bloximages.example/x.js"></script>', "BLOX"),
        ('<meta name="generator" content="Lobo 3">', "Lobo 3"),
        ("", None),
    ],
)
def test_the_system_shows_in_its_markup(head, system):
    found = page(head)
    clue = clues.system_of(found, f"<html><head>{head}".encode())
    assert (clue.value if clue else None) == system


@pytest.mark.parametrize(
    ("body", "index"),
    [
        (b'{"name": "Kestrel &amp; Bay", "timezone_string": "America/Halifax", "gmt_offset": -4}',
         Index("Kestrel & Bay", "America/Halifax")),
        (b'{"name": "", "timezone_string": "", "gmt_offset": "-4"}', Index()),
        (b'{"name": ["x"], "timezone_string": 5}', Index()),
        (b"[1]", Index()),
        (b"<html>", Index()),
        (b"[" * 100_000, Index()),
    ],
)  # fmt: skip
def test_wordpress_says_its_clock(body, index):
    assert read_index(body) == index


def test_the_index_is_asked_for_without_its_routes():
    assert index_request("https://p.example/wp-json/").endswith("/wp-json/?_fields=name,timezone_string,gmt_offset")
    assert index_request("https://p.example/?rest_route=/").endswith(
        "/?rest_route=/&_fields=name,timezone_string,gmt_offset"
    )


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_front_page_gives_clues_and_no_error(markup, host):
    found = open_page(
        f'<html lang="{markup[:20]}"><head>{markup}<title>{markup}</title>{told(name=markup)}'.encode(
            "utf-8", "replace"
        ),
        HOME,
    )
    assert clues.name_of(found, host).value is not None
    clues.place_of([found], [markup], host)
    clues.language_of([found])
    clues.system_of(found, markup.encode("utf-8", "replace"))
