"""Lists of papers that others made: each row an entry, or left out with the reason."""

from __future__ import annotations

import gzip
import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.scouting.entries import SitesList
from newscrawl.scouting.import_run import ImportRun
from newscrawl.scouting.importing import address_of, entries_of
from newscrawl.scouting.outlets import ListError, read_list
from newscrawl.spiders.site import SiteError
from newscrawl.spiders.sites_file import read_sites_file


def outlet(name="The Mapleton Courier", website="http://www.mapletoncourier.example/", town="Mapleton", **more):
    """A row in 3DLNews' shape."""
    return {"name": name, "website": website, "city-county-name": town, "city-county-lat": 44.0, "city-county-long": -123.8,
            "us-state": "Oregon", "media-class": "newspaper", "media-subclass": "city-county", "rss": [], "twitter": "",
            **more}  # fmt: skip


def three_d_l_news(**states):
    empty = {"newspaper": [], "tv": [], "radio": [], "broadcast": []}
    return {state: {**empty, "newspaper": rows} for state, rows in states.items()}


def rows_of(tmp_path, text, name="list.json"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_list(path)


def test_3dlnews_is_understood_as_it_is(tmp_path):
    listed = three_d_l_news(
        OR=[outlet()], TN=[outlet("Ridge Echo", "https://ridge.example", "Ridge", **{"us-state": ""})]
    )
    rows = rows_of(tmp_path, gzip.compress(json.dumps(listed).encode()), "list.json.gz")
    kept, left = entries_of(rows, set(), {})
    assert left == []
    sites = [noted.site for _, noted in kept]
    assert [(site.name, site.domain, site.place, site.timezone, site.scheme) for site in sites] == [
        ("mapleton_courier", "www.mapletoncourier.example", "Mapleton, Oregon", "America/Los_Angeles", "http"),
        ("ridge_echo", "ridge.example", "Ridge, Tennessee", "America/Chicago", "https"),
    ]
    assert rows[0].where == "OR newspaper 1"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[{"paper": "Echo", "url": "echo.example", "city": "Ridge", "state": "TN"}]', "l.json"),
        ('{"outlets": [{"Outlet Name": "Echo", "Website": "echo.example", "City Based": "Ridge", "State": "Tenn."}]}', "l.json"),
        ('{"name": "Echo", "website": "echo.example", "city": "Ridge", "state": "TN"}\n{"name": "", "website": ""}\n', "l.jsonl"),
        ("name,website,city,state\nEcho,echo.example,Ridge,TN\n", "l.csv"),
        ("# ours\nName;URL;City;State\nEcho;https://echo.example/;Ridge;Tennessee\n", "l.csv"),
        ('[[site]]\nname = "Echo"\ndomain = "echo.example"\nplace = "Ridge, Tennessee"\ntimezone = "America/Chicago"\n', "l.toml"),
    ],
)  # fmt: skip
def test_other_lists_say_the_same_under_other_names(tmp_path, text, name):
    kept, _ = entries_of(rows_of(tmp_path, text, name), set(), {})
    assert [(n.site.name, n.site.domain, n.site.place, n.site.timezone) for _, n in kept] == [
        ("echo", "echo.example", "Ridge, Tennessee", "America/Chicago")
    ]


def test_a_list_of_bare_addresses_is_one(tmp_path):
    kept, _ = entries_of(rows_of(tmp_path, "# papers\nhttps://echo.example/\n\ncourier.example\n", "l.txt"), set(), {})
    assert [(n.site.name, n.site.place, sorted(n.doubts)) for _, n in kept] == [
        ("echo", "unknown", ["place", "timezone"]),
        ("courier", "unknown", ["place", "timezone"]),
    ]


@pytest.mark.parametrize(
    ("website", "reason"),
    [
        ("", "no address"),
        ("n/a", "'n/a' is no address of a site"),
        ("mailto:desk@p.example", "no address of a site"),
        ("ftp://p.example/", "no address of a site"),
        ("http://[", "no address of a site"),
        ("https://www.facebook.com/mapletoncourier", "where anybody has a page"),
        ("https://mapletoncourier.example/local", "the same site as mapleton_courier (OR newspaper 1)"),
        ("http://known.example/", "the same site as known"),
    ],
)
def test_a_row_without_an_address_of_its_own_is_left_out_with_the_reason(tmp_path, website, reason):
    rows = rows_of(tmp_path, json.dumps(three_d_l_news(OR=[outlet(), outlet("Other", website)])))
    kept, left = entries_of(rows, set(), {"known.example": "known"})
    assert len(kept) == 1
    assert reason in left[0].reason


def test_two_papers_of_one_name_get_names_of_their_own(tmp_path):
    papers = [
        outlet("The Courier", f"http://c{number}.example", town)
        for number, town in enumerate(("Ridge", "Mapleton", "Mapleton"))
    ]
    kept, _ = entries_of(rows_of(tmp_path, json.dumps(papers)), {"courier"}, {})
    assert [noted.site.name for _, noted in kept] == ["courier_ridge", "courier_mapleton", "courier_c2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"", "no row"), (b"\xff\xfe", "not UTF-8"), (b'{"a": [', "no JSON"), (b"\x1f\x8bxx", "list.json"),
     (b"[" * 100_000, "deep"), (b'{"a": {"b": {}}}', "no row")],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(tmp_path, text, said):
    with pytest.raises(ListError, match=said):
        rows_of(tmp_path, text)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text):
    with suppress(SiteError):
        assert address_of(text).startswith(("http://", "https://"))


def test_thousands_are_imported_in_seconds_and_a_second_run_adds_nothing(tmp_path):
    name = "us.toml"
    papers = [
        outlet(f"Paper {number}", f"http://p{number}.example/" if number % 100 else "") for number in range(14_080)
    ]
    rows = rows_of(tmp_path, json.dumps(three_d_l_news(OR=papers)))
    said: list[str] = []
    began = time.process_time()
    run = ImportRun(SitesList(tmp_path / name), said.append, allow_private=False)
    assert run.sort(rows) == "14,080 rows: 13,939 papers, 141 left out"
    run.take_all()
    assert time.process_time() - began < 10
    assert "141 left out, each with its reason in" in run.close()
    assert (tmp_path / f"{name}.left-out.csv").read_text().splitlines()[1] == "OR newspaper 1,Paper 0,,no address"
    listed = SitesList(tmp_path / name)
    assert listed.began_with == len(read_sites_file(tmp_path / name)) == 13_939
    again = ImportRun(listed, said.append, allow_private=False)
    assert again.sort(rows) == "14,080 rows: 0 papers, 0 left out; 14,080 were dealt with before"


@pytest.mark.parametrize("website", ["@paper", "=1+1", "-", "+49", "\ud800", "no address"])
def test_a_row_that_was_left_out_is_not_tried_again(tmp_path, website):
    rows = rows_of(tmp_path, json.dumps([outlet("Paper", website)]))
    files = []
    for _ in range(3):
        run = ImportRun(SitesList(tmp_path / "us.toml"), lambda _: None, allow_private=False)
        said = run.sort(rows)
        files.append(run.left_file.read_bytes())
    assert said == "1 rows: 0 papers, 0 left out; 1 were dealt with before"
    assert files[0] == files[1] == files[2]


def test_a_latitude_of_hundreds_of_digits_is_none(tmp_path):
    far = outlet("Paper", "paper.example") | {"city-county-lat": 10**400, "city-county-long": -(10**400)}
    assert [row.at for row in rows_of(tmp_path, json.dumps([far]))] == [(None, None)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("comment", ["# website,name", "# website,name, as others write it", "#\n#website,name"])
def test_a_comment_that_repeats_the_line_of_names_is_none(tmp_path, comment, end):
    path = tmp_path / "papers.csv"
    lines = [*comment.split("\n"), "", "website,name", "a.example,A", 'b.example,"B\u2028C"']
    path.write_bytes(end.join(lines).encode())
    number = len(lines)
    assert [(row.where, row.website, row.name) for row in read_list(path)] == [
        (f"line {number - 1}", "a.example", "A"), (f"line {number}", "b.example", "B C"),
    ]  # fmt: skip


def test_a_name_that_a_spreadsheet_would_run_is_made_text_in_what_was_left_out(tmp_path):
    run = ImportRun(SitesList(tmp_path / "us.csv"), lambda _: None, allow_private=False)
    run.sort(rows_of(tmp_path, json.dumps([outlet("=SUM(A1)", "")])))
    assert "'=SUM(A1)" in run.left_file.read_text()
