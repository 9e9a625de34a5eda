"""``scrapy add`` as a user types it: from nothing to the first stored article in three commands."""

from __future__ import annotations

import csv
import json
import subprocess

import pytest
from loopback import Answer, Paper, article_page, comment, home, scrapy, thread

from newscrawl.spiders.sites_file import read_sites_file

XML = {"Content-Type": "application/rss+xml"}
PATHS = [f"/2026/03/0{day}/the-bridge-of-day-number-{day}/" for day in range(1, 5)]


def feed(paper) -> Answer:
    items = "".join(
        f"<item><title>Day {n}</title><link>{paper.url}{path}</link><pubDate>Sun, 0{n} Mar 2026 09:30:00 -0800</pubDate></item>"
        for n, path in enumerate(PATHS, 1)
    )
    return Answer(f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode(), headers=XML)


@pytest.fixture(scope="module")
def paper():
    """A static paper: pages, a feed, a sitemap, an address in its foot; its robots.txt shuts one folder."""
    head = '<meta property="og:site_name" content="The Mapleton Courier"><link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    pages = {path: article_page(f"The bridge of day {path[10]}", comments=thread(comment(1, "Tom Oak", "So it does.")))
             for path in PATHS}  # fmt: skip
    front = home(*PATHS, head=head).replace("</body>", "<footer>12 Mill Street, Mapleton, OR 97453</footer></body>")
    with Paper({"/": front, **pages}) as served:
        served.answers["/feed.xml"] = feed(served)
        served.answers["/robots.txt"] = Answer(
            f"User-agent: *\nDisallow: /private/\nSitemap: {served.url}/sitemap.xml".encode()
        )
        urls = "".join(f"<url><loc>{served.url}{path}</loc></url>" for path in PATHS)
        served.answers["/sitemap.xml"] = Answer(f"<urlset>{urls}</urlset>".encode(), headers=XML)
        yield served


def test_three_commands_lead_from_nothing_to_the_first_article(paper, tmp_path):
    sites, url = tmp_path / "papers.toml", f"sqlite:///{tmp_path / 'news.db'}"
    added = scrapy("add", paper.url, "--allow-private", "--yes", "--to", str(sites))
    assert added.returncode == 0, added.stderr
    entry = sites.read_text()
    assert len(entry.splitlines()) <= 6
    assert entry.splitlines()[1:4] == [
        'name = "mapleton_courier"',
        f'domain = "{paper.domain}"',
        'place = "Mapleton, Oregon"  # it may be somebody else\'s: please check',
    ]
    for words in ("robots.txt   allows us", "the newest of 2026-03-0", "/sitemap.xml: 4", "comments     page", "America/Los_Angeles",
                  "The bridge of day", "Ada Reyes"):  # fmt: skip
        assert words in added.stdout
    assert f"scrapy crawl localnews -a sites={sites}" in added.stderr
    assert paper.asked()[0] == "/robots.txt"
    assert len(paper.asked()) <= 12

    crawled = scrapy("crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL={url}")
    assert crawled.returncode == 0, crawled.stderr
    asked = scrapy("query", "search", "footbridge", "--json", "-s", f"DATABASE_URL={url}")
    assert len(json.loads(asked.stdout)) >= 4

    again = scrapy("add", paper.domain, "--allow-private", "--yes", "--to", str(sites))
    assert again.returncode == 1
    assert f"stands in {sites} already, as 'mapleton_courier'" in again.stderr
    assert sites.read_text() == entry


def test_what_the_user_says_wins_and_nothing_is_added_without_a_yes(paper, tmp_path):
    sites = tmp_path / "mine.csv"
    said = ("--place", "Ridge, Tennessee", "--timezone", "America/Chicago", "--name", "ridge")
    asked = scrapy("add", paper.url, "--allow-private", "--to", str(sites), *said, stdin=subprocess.DEVNULL)
    assert asked.returncode == 2
    assert "say --yes" in asked.stderr
    assert not sites.exists()
    assert "time zone    America/Chicago (as you say)" in asked.stdout
    database = tmp_path / "news.db"
    words = ("add", paper.url, "--allow-private", "--to", str(sites), "--yes", *said)
    added = scrapy(*words, "-s", f"DATABASE_URL=sqlite:///{database}")
    assert added.returncode == 0, added.stderr
    assert not database.exists()
    assert [(site.name, site.place, site.timezone, site.scheme) for site in read_sites_file(sites)] == [
        ("ridge", "Ridge, Tennessee", "America/Chicago", "http")
    ]


@pytest.fixture
def shut():
    with Paper({"/": home(*PATHS), "/robots.txt": Answer(b"User-agent: *\nDisallow: /\n")}) as served:
        yield served


def test_a_list_is_looked_at_politely_and_gone_on_with(paper, shut, tmp_path):
    listed, to = tmp_path / "outlets.json", tmp_path / "us.toml"
    rows = [
        {
            "name": "The Mapleton Courier",
            "website": paper.url + "/",
            "city-county-name": "Mapleton",
            "us-state": "Oregon",
        },
        {"name": "The Shut", "website": shut.url, "city-county-name": "Ridge", "us-state": "Tennessee"},
        {"name": "No Site", "website": "", "city-county-name": "Ridge", "us-state": "Tennessee"},
        {"name": "Twin", "website": paper.url, "city-county-name": "Ridge", "us-state": "Tennessee"},
    ]
    listed.write_text(json.dumps({"OR": {"newspaper": rows, "tv": []}}))
    words = ("add", "--list", str(listed), "--to", str(to), "--allow-private", "--yes")
    first = scrapy(*words)
    assert first.returncode == 0, first.stderr
    assert [(site.name, site.place, site.timezone) for site in read_sites_file(to)] == [
        ("mapleton_courier", "Mapleton, Oregon", "America/Los_Angeles")
    ]
    with (tmp_path / "us.toml.left-out.csv").open() as file:
        reasons = {row["name"]: row["reason"] for row in csv.DictReader(file)}
    assert reasons == {"The Shut": "forbidden by robots.txt", "No Site": "no address",
                       "Twin": "the same site as mapleton_courier (OR newspaper 1)"}  # fmt: skip
    assert set(shut.asked()) == {"/robots.txt"}
    asked = len(paper.log) + len(shut.log)
    second = scrapy(*words)
    assert second.returncode == 0
    assert "0 papers, 0 left out; 4 were dealt with before" in second.stderr
    assert len(paper.log) + len(shut.log) == asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "give the address of one paper"),
        (("https://minnpost.com", "--to", "x.toml"), "scrapy crawl minnpost"),
        (("mapletoncourier.example", "--to", "x.toml"), "NEWSCRAWL_CONTACT"),
        (("http://127.0.0.1:8080",), "--allow-private looks at it"),
        (("paper", "--to", "x.toml"), "is no address of a site"),
        (("ftp://paper.example",), "is no address of a site"),
        (("paper.example", "--to", "x.json"), "ends in .toml or .csv"),
        (("paper.example", "--timezone", "Mars/Base"), "no IANA name"),
        (("paper.example", "--no-look"), "--no-look is for --list"),
        (("paper.example", "--spider", "--to", "x.toml"), "give one of them"),
        (("paper.example", "--name", "minnpost"), "a paper is called 'minnpost' already; give another --name"),
        (("paper.example", "--name", "localnews", "--spider"), "is taken by the command itself"),
        (("paper.example", "--name", "a\x07"), "use at most 100 printable characters"),
        (("--list", "/no/such/list.json"), "No such file"),
        (("--list", "x.json", "paper.example"), "and no address"),
        (("paper.example", "--colour"), "no such option"),
    ],
)
def test_wrong_use_names_the_fix_and_nothing_is_asked_or_written(typist, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")
    monkeypatch.delenv("NEWSCRAWL_CONTACT", raising=False)
    result = typist("add", *words)
    assert result.code in {1, 2}
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_list_without_a_look_needs_no_contact_and_no_network(typist, tmp_path, monkeypatch):
    monkeypatch.delenv("NEWSCRAWL_CONTACT", raising=False)
    listed = tmp_path / "list.csv"
    listed.write_text("name,website,city,state\nEcho,echo.example,Ridge,TN\nNone,,Ridge,TN\n")
    result = typist("add", "--list", str(listed), "--to", str(tmp_path / "us.csv"), "--no-look")
    assert result.code == 0
    assert "1 added to" in result.err
    assert "line 3: None: no address" in result.err
    assert (tmp_path / "us.csv").read_text().splitlines()[
        1
    ] == 'echo,echo.example,"Ridge, Tennessee",America/Chicago,,,,'


def test_help_teaches(typist):
    assert "3DLNews" in typist("add", "--help").out


def test_a_paper_that_has_moved_or_is_shut_says_so(shut, tmp_path):
    result = scrapy("add", shut.url, "--allow-private", "--yes", "--to", str(tmp_path / "x.toml"))
    assert result.returncode == 1
    assert "forbidden by robots.txt" in result.stderr
    assert not (tmp_path / "x.toml").exists()
