"""WordPress's own interface."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.wordpress_api import (
    Kind,
    Names,
    api_root_in,
    api_root_of,
    name_entry,
    names_request,
    names_wanted,
    posts_request,
    read_names,
    read_posts,
)
from newscrawl.markup import open_page

HOME = "https://mapletoncourier.example/"
ROOT = HOME + "wp-json/"
POST = {
    "id": 7, "link": HOME + "bridge/", "date": "2026-11-02T08:30:00", "date_gmt": "2026-11-02T16:30:00", "modified": "2026-11-03T08:30:00",
    "modified_gmt": "2026-11-03T16:30:00", "title": {"rendered": "Bridge &#8216;opens&#8217;"}, "content": {"protected": False},
    "excerpt": {"rendered": "<p>Drivers may cross.</p>\n", "protected": False}, "author": 2, "categories": [1, 6], "tags": [15, 16],
}  # fmt: skip
NAMES = Names({1: "Uncategorized", 6: "City Hall"}, {15: "bridges", 16: "roads"}, {2: "Ada Reyes"})


def posts(*rows, url=None, headers=None, names=None):
    return read_posts(json.dumps(rows).encode(), url or posts_request(ROOT), headers, names)


def test_a_page_names_its_interface():
    page = open_page(b'<link rel="https://api.w.org/" href="/wp-json/">', HOME + "bridge/")
    assert api_root_of(page) == ROOT
    assert api_root_of(open_page(b"<link rel=stylesheet href=/a.css>", HOME)) is None


def test_a_response_names_it_too():
    assert (
        api_root_in({b"Link": [b'<https://mapletoncourier.example/wp-json/>; rel="https://api.w.org/"']}, HOME) == ROOT
    )
    assert api_root_in({"link": "</style.css>; rel=preload"}, HOME) is None


def test_requests_work_with_and_without_pretty_permalinks():
    plain = posts_request(HOME + "?rest_route=/", 2, 50, after="2026-01-01T00:00:00Z")
    assert plain.startswith(
        HOME + "?rest_route=/wp/v2/posts&page=2&per_page=50&after=2026-01-01T00:00:00Z&_fields=id,link"
    )
    assert "orderby=modified" in posts_request(ROOT, modified_after="2026-01-01T00:00:00+01:00")
    assert "%2B01:00" in posts_request(ROOT, modified_after="2026-01-01T00:00:00+01:00")
    assert names_request(ROOT, Kind.TAGS, [1, 2]) == ROOT + "wp/v2/tags?include=1,2&per_page=100&_fields=id,name"


def test_a_post_gives_all_that_it_states():
    [entry], following = posts(POST, names=NAMES)
    assert following is None
    assert entry == {
        "url": HOME + "bridge/", "id": 7, "title": "Bridge ‘opens’", "published": "2026-11-02T16:30:00+00:00", "modified": "2026-11-03T16:30:00+00:00",
        "dek": "Drivers may cross.", "section": "City Hall", "tags": ["bridges", "roads"], "authors": ["Ada Reyes"], "byline": "Ada Reyes",
        "category_ids": [1, 6], "tag_ids": [15, 16], "user_ids": [2],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("excerpt", "content", "dek"),
    [
        ("<p>Drivers may cross.</p>", "<p>The bridge opened.</p>", "Drivers may cross."),
        ("<p>The bridge opened on Monday after [&hellip;]</p>", None, None),
        ("<p>The bridge opened on Monday after &hellip; <a>Continue reading</a></p>", None, None),
        ("<p>The bridge opened.</p>", "<p>The bridge opened.</p><p>Cars cross.</p>", None),
        ("", None, None),
    ],
)
def test_a_dek_is_an_excerpt_that_somebody_wrote(excerpt, content, dek):
    [entry], _ = posts(POST | {"excerpt": {"rendered": excerpt}, "content": {"rendered": content, "protected": False}})
    assert entry["dek"] == dek


def test_a_shared_account_is_no_author_and_a_wire_service_is():
    names = Names(users={2: "Mapleton Staff", 3: "Prairie Newswire"})
    entries, _ = posts(POST, POST | {"author": 3}, names=names)
    assert [(entry["authors"], entry["byline"]) for entry in entries] == [
        ([], "Mapleton Staff"),
        (["Prairie Newswire"], "Prairie Newswire"),
    ]


def test_protected_posts_are_left_out():
    assert posts(POST | {"content": {"protected": True}}, POST | {"excerpt": {"rendered": "", "protected": True}}) == (
        [],
        None,
    )


def test_a_date_without_utc_stays_without_an_offset():
    [entry], _ = posts(POST | {"date_gmt": None, "modified_gmt": "0000-00-00T00:00:00"})
    assert (entry["published"], entry["modified"]) == ("2026-11-02T08:30:00", "2026-11-03T08:30:00")


def test_names_are_asked_for_once():
    names = Names()
    entries, _ = posts(POST, POST)
    assert entries[0]["tags"] == []
    wanted = names_wanted(ROOT, entries, names)
    assert [kind for kind, _ in wanted] == [Kind.CATEGORIES, Kind.TAGS, Kind.USERS]
    names.of(Kind.TAGS).update(read_names(b'[{"id": 15, "name": "bridges &amp; roads"}, {"id": "x"}, 3]'))
    names.of(Kind.TAGS)[16] = "roads"
    assert [kind for kind, _ in names_wanted(ROOT, entries, names)] == [Kind.CATEGORIES, Kind.USERS]
    assert name_entry(entries[0], names)["tags"] == ["bridges & roads", "roads"]


@pytest.mark.parametrize(
    ("rows", "headers", "more"),
    [
        (2, {"X-WP-TotalPages": "3"}, True),
        (2, {b"x-wp-totalpages": [b"1"]}, False),
        (2, {}, True),
        (1, {}, False),
        (0, {"X-WP-TotalPages": "3"}, False),
    ],
)
def test_the_next_page_follows_while_there_is_one(rows, headers, more):
    _, following = posts(*[POST] * rows, url=posts_request(ROOT, 1, 2), headers=headers)
    assert following == (posts_request(ROOT, 2, 2) if more else None)


@pytest.mark.parametrize("number", ["9" * 5000, "²"])
def test_numbers_that_none_can_be_count_for_nothing(number):
    _, following = posts(POST, url=f"{ROOT}?page={number}&per_page={number}", headers={"X-WP-TotalPages": number})
    assert following is None


@given(st.binary(max_size=200))
def test_any_reply_gives_posts_or_none(body):
    assert read_posts(body, ROOT) == ([], None)
    assert read_names(body) == {}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*sorted(POST), "rendered", "protected"]), inner, max_size=6)
        ),
        max_leaves=20,
    )
)
def test_any_json_gives_posts_or_none(value):
    entries, _ = read_posts(
        json.dumps([value, POST | {"link": value, "title": value, "tags": value, "author": value}]).encode(),
        ROOT,
        {},
        NAMES,
    )
    assert isinstance(entries, list)
