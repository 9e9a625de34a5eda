"""Runs that follow each other: what is asked again, and what is not."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.spiders.asking import etag_to_ask
from tests.loopback import Answer, Paper, article_page, home, scrapy, sites_toml

XML = {"Content-Type": "application/xml"}
NOW = datetime.now(UTC)


def sitemap(paper: Paper, *paths: str, day: datetime = NOW) -> Answer:
    """A sitemap of *paths*, the first one dated *day*, each further one a day older."""
    rows = "".join(
        f"<url><loc>{paper.url}{path}</loc><lastmod>{(day - timedelta(days=n)).isoformat()}</lastmod></url>"
        for n, path in enumerate(paths)
    )
    return Answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode(), headers=XML)


def feed(paper: Paper, *paths: str, etag: str | None = None) -> Answer:
    """A feed of *paths*, the newest first."""
    items = "".join(
        f"<item><title>Story at {path}</title><link>{paper.url}{path}</link>"
        f"<pubDate>{(NOW - timedelta(hours=n)).strftime('%a, %d %b %Y %H:%M:%S +0000')}</pubDate></item>"
        for n, path in enumerate(paths)
    )
    headers = XML | ({"ETag": etag} if etag else {})
    return Answer(f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode(), headers=headers)


def page(number: int, *, days: float = 0.5, text: str = "") -> str:
    """The number-th article, published so many days ago."""
    paragraphs = (
        f"Crews began work number {number} on the Alder crossing this week, {text or 'and the town watched them do it'}.",
        f"“It was due {number} years ago,” said Mayor Lena Oak, who had come with a folding chair and a flask of tea.",
        f"The county expects to have spent ${number}00,000 by the time that the last plank is laid in the autumn.",
    )
    when = (NOW - timedelta(days=days)).isoformat(timespec="seconds")
    return article_page(f"Crossing number {number} takes shape", paragraphs, published=when)


def front_page(*paths: str) -> str:
    """A front page with a feed and one section."""
    feeds = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    menu = '<nav><a href="/section/council/">Council</a></nav><main>'
    return home(*paths, head=feeds).replace("<main>", menu)


PATHS = [f"/2026/11/crossing-number-{n}-takes-shape/" for n in range(1, 9)]


@pytest.fixture
def paper():
    paper = Paper({path: page(n, days=n + 0.5) for n, path in enumerate(PATHS)})
    with paper:
        paper.answers |= {
            "/": Answer.of(front_page(*PATHS[:4])),
            "/section/council/": Answer.of(home(*PATHS[2:6])),
            "/feed/": feed(paper, *PATHS[:6]),
            "/sitemap.xml": sitemap(paper, *PATHS),
            "/robots.txt": Answer(f"User-agent: *\nSitemap: {paper.url}/sitemap.xml\n".encode()),
        }
        yield paper


class Crawls:
    """Crawls of one paper into one database, each at a later time."""

    def __init__(self, folder, paper):
        self.paper, self.database = paper, folder / "news.db"
        self.sites = sites_toml(folder / "sites.toml", {"courier": paper})

    def run(self, after="0s", *more, code=0):
        """The paths asked for by a crawl so long after the first."""
        self.paper.log.clear()
        url = f"sqlite:///{self.database}"
        told = ("-s", f"DATABASE_URL={url}", "-s", f"CLOCK_OFFSET={after}", *more)
        self.result = scrapy("crawl", "localnews", "-a", f"sites={self.sites}", *told)
        assert self.result.returncode == code, self.result.stdout + self.result.stderr
        return self.paper.asked()

    def rows(self, query):
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def crawls(tmp_path, paper):
    return Crawls(tmp_path, paper)


def test_an_hour_later_the_feed_alone_is_asked(crawls):
    first = crawls.run()
    assert {"/robots.txt", "/", "/feed/", "/sitemap.xml", "/section/council/", *PATHS} <= set(first)
    assert crawls.run("1h") == ["/feed/"]
    assert crawls.rows("SELECT what, visits, named, brought FROM v_source WHERE what IN ('feed', 'sitemap') ORDER BY what") == [
        ("feed", 2, 6, 2),
        ("sitemap", 1, 8, 2),
    ]  # fmt: skip


def test_what_the_feed_names_an_hour_later_is_fetched(crawls, paper):
    crawls.run()
    paper.answers["/2026/11/ferry-stops/"] = Answer.of(
        page(99, days=-1 / 24, text="and the ferry has stopped for good")
    )
    paper.answers["/feed/"] = feed(paper, "/2026/11/ferry-stops/", *PATHS[:5])
    assert crawls.run("1h") == ["/feed/", "/2026/11/ferry-stops/"]
    assert crawls.rows("SELECT count(*) FROM v_article") == [(9,)]


def test_a_feed_that_has_run_over_makes_every_list_due(crawls, paper):
    crawls.run()
    fresh = [f"/2026/11/fresh-story-number-{n}/" for n in range(6)]
    paper.answers |= {path: Answer.of(page(20 + n, days=0.01)) for n, path in enumerate(fresh)}
    paper.answers["/feed/"] = feed(paper, *fresh)
    assert {"/feed/", "/", "/sitemap.xml", *fresh} <= set(crawls.run("1h"))


def test_a_section_that_adds_nothing_to_the_feed_and_the_sitemap_rests_for_days(crawls):
    crawls.run()
    day = crawls.run("25h")
    assert {"/robots.txt", "/", "/feed/", "/sitemap.xml"} <= set(day)
    assert "/section/council/" not in day
    assert "/section/council/" in crawls.run("8d")


def test_an_edit_that_the_sitemap_dates_is_read_at_once(crawls, paper):
    crawls.run()
    old = PATHS[7]
    paper.answers[old] = Answer.of(page(7, days=7.5, text="and the town council has stopped them since"))
    paper.answers["/sitemap.xml"] = sitemap(paper, old, *PATHS[:7], day=NOW + timedelta(hours=20))
    assert old in crawls.run("25h")
    assert crawls.rows("SELECT revisions FROM v_article WHERE headline = 'Crossing number 7 takes shape'") == [(2,)]
    assert crawls.rows("SELECT edits_stated, edits_unstated FROM outlet") == [(1, 0)]


def test_an_article_that_a_sitemap_ceases_to_name_is_looked_at(crawls, paper):
    crawls.run()
    del paper.answers[PATHS[5]]
    paper.answers["/sitemap.xml"] = sitemap(paper, *PATHS[:5], *PATHS[6:])
    assert PATHS[5] in crawls.run("25h")
    assert crawls.rows("SELECT count(*) FROM v_article WHERE gone_at IS NOT NULL") == [(1,)]


def test_one_that_falls_off_a_sitemaps_old_end_is_not(crawls, paper):
    crawls.run()
    paper.answers["/sitemap.xml"] = sitemap(paper, *PATHS[:6])
    assert not {PATHS[6], PATHS[7]} & set(crawls.run("25h"))


def test_robots_txt_holds_for_a_day(crawls, paper):
    crawls.run()
    paper.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /feed/\n")
    assert crawls.run("1h") == ["/feed/"]
    assert "/feed/" not in crawls.run("25h")


def test_again_asks_for_robots_txt_and_everything_else(crawls):
    crawls.run()
    assert {"/robots.txt", "/", "/feed/", "/sitemap.xml", "/section/council/", *PATHS} <= set(
        crawls.run("1h", "-a", "again=true")
    )


def test_a_run_for_old_articles_asks_every_list(crawls):
    crawls.run()
    assert {"/", "/feed/", "/sitemap.xml", "/section/council/"} <= set(crawls.run("1h", "-a", "since=2020-01-01"))


def test_a_server_that_says_not_modified_of_what_was_modified_is_not_believed(crawls, paper):
    paper.answers["/feed/"] = feed(paper, *PATHS[:6], etag='"same"')
    crawls.run()
    ids = crawls.rows("SELECT id FROM page WHERE url LIKE '%/feed/'")[0][0]
    paper.answers["/2026/11/ferry-stops/"] = Answer.of(page(99, days=-1 / 24))
    paper.answers["/feed/"] = feed(paper, "/2026/11/ferry-stops/", *PATHS[:5], etag='"same"')
    assert crawls.run("1h") == ["/feed/"]  # 304: nobody can know
    # one page in fifty is asked for without conditions, another one each day
    days = next(n for n in range(1, 60) if (ids + (datetime.now(UTC) + timedelta(days=n)).toordinal()) % 50 == 0)
    assert "/2026/11/ferry-stops/" in crawls.run(f"{days}d")
    assert crawls.rows("SELECT lying_since IS NOT NULL FROM outlet") == [(1,)]
    crawls.run(f"{days}d")
    assert [headers for _, path, headers in paper.log if path == "/feed/" and "If-None-Match" in headers] == []


def test_a_page_that_the_user_named_first_is_one_page_when_it_is_found(crawls, paper, tmp_path):
    named = tmp_path / "urls.txt"
    named.write_text(f"{paper.url}{PATHS[0]}\n", "utf-8")
    crawls.run("0s", "-a", f"urls={named}")
    assert crawls.run("1h").count(PATHS[0]) <= 1
    assert crawls.rows("SELECT count(*) FROM page WHERE url LIKE '%number-1-%'") == [(1,)]


# --- old articles -----------------------------------------------------------------------------------------------------
def index(paper: Paper, *entries: tuple[str, str]) -> Answer:
    """A sitemap index: addresses, each with the day of its last change."""
    rows = "".join(f"<sitemap><loc>{paper.url}{path}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in entries)
    return Answer(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode(), headers=XML)  # fmt: skip


def test_a_run_for_a_span_of_time_asks_for_its_sitemaps_and_monthly_lists_alone(crawls, paper):
    old = "/2024/03/a-bridge-of-old/"
    paper.answers |= {
        old: Answer.of(article_page("A bridge of old", published="2024-03-05T08:00:00-08:00")),
        "/": Answer.of(front_page(*PATHS[:4]).replace("</nav>", '<a href="/archive/2024/05/">May 2024</a></nav>')),
        "/archive/2024/03/": Answer.of(home(old)),
        "/sitemap.xml": index(
            paper,
            ("/sitemap-2024-03.xml", "2026-11-01"),
            ("/sitemap-2023-01.xml", "2026-11-01"),
            ("/sitemap-2025-01.xml", "2026-11-01"),
            ("/sitemap-a.xml", "2023-01-01"),
        ),
        "/sitemap-2024-03.xml": sitemap(paper, old, day=datetime(2024, 3, 5, tzinfo=UTC)),
    }
    asked = crawls.run("0s", "-a", "since=2024-02-20", "-a", "until=2024-04-10")
    assert {path for path in asked if path.startswith(("/sitemap-", "/archive/"))} == {
        "/sitemap-2024-03.xml",
        "/archive/2024/02/",
        "/archive/2024/03/",
        "/archive/2024/04/",
    }
    assert crawls.rows("SELECT headline FROM v_article") == [("A bridge of old",)]
    assert crawls.rows("SELECT url FROM v_problem WHERE url LIKE '%archive%'") == []


def test_what_one_run_left_out_as_too_old_is_found_by_one_that_looks_back(crawls, paper):
    old = "/2024/03/a-bridge-of-old/"
    linked = "/2024/04/02/a-ferry-of-old/"  # by the front page, which states no date
    paper.answers |= {
        old: Answer.of(article_page("A bridge of old", published="2024-03-05T08:00:00-08:00")),
        linked: Answer.of(article_page("A ferry of old", published="2024-04-02T08:00:00-08:00")),
        "/": Answer.of(front_page(*PATHS[:4], linked)),
        "/sitemap.xml": index(paper, ("/sitemap-2024-03.xml", "2024-03-31"), ("/sitemap-2026-11.xml", "2026-11-20")),
        "/sitemap-2024-03.xml": sitemap(paper, old, day=datetime(2024, 3, 5, tzinfo=UTC)),
        "/sitemap-2026-11.xml": sitemap(paper, *PATHS),
    }
    asked = crawls.run("0s", "-a", "since=7d")
    assert PATHS[0] in asked
    assert {"/sitemap-2024-03.xml", linked}.isdisjoint(asked)
    assert {old, linked} <= set(crawls.run("1h", "-a", "since=2024-01-01", "-a", "until=2024-12-31"))


def test_an_ordinary_run_finds_what_one_for_late_articles_left_out(crawls, paper):
    paper.answers["/sitemap.xml"] = index(paper, ("/sitemap-2024-03.xml", "2024-03-31"))
    paper.answers["/sitemap-2024-03.xml"] = sitemap(paper, PATHS[7], day=datetime(2024, 3, 5, tzinfo=UTC))
    assert "/sitemap-2024-03.xml" not in crawls.run("0s", "-a", "since=7d")
    assert "/sitemap-2024-03.xml" in crawls.run("25h")


def test_stated_lists_that_are_due_at_once_keep_no_other_from_its_turn(tmp_path, paper):
    crawls = Crawls(tmp_path, paper)
    stated = "".join(f'"/stated/{n}/", ' for n in range(4))
    crawls.sites.write_text(crawls.sites.read_text("utf-8").rstrip() + f"\nsections = [{stated}]\n", "utf-8")
    paper.answers |= {f"/stated/{n}/": Answer.of(home(*PATHS[:4])) for n in range(4)}
    crawls.run()
    for day in (3, 6, 9):
        fresh = [f"/2026/11/fresh-story-number-{day}{n}/" for n in range(6)]
        paper.answers |= {path: Answer.of(page(100 + day * 10 + n, days=-day)) for n, path in enumerate(fresh)}
        paper.answers["/feed/"] = feed(paper, *fresh)
        asked = crawls.run(f"{day}d")
    assert "/section/council/" in asked


# --- budgets ----------------------------------------------------------------------------------------------------------
def test_a_budget_of_requests_ends_a_papers_run_and_says_what_is_left(crawls):
    asked = crawls.run("0s", "-s", "SITE_MAX_REQUESTS=9")
    assert len(asked) == 10  # robots.txt is none of them
    assert "courier: SITE_MAX_REQUESTS=9 is reached; 4 pages wait for the next run" in crawls.result.stderr
    assert set(PATHS) <= {*asked, *crawls.run("1m")}
    assert crawls.rows("SELECT count(*) FROM v_article") == [(8,)]


def test_a_budget_of_bytes_ends_it_too(crawls):
    asked = crawls.run("0s", "-s", "SITE_MAX_MEGABYTES=0.005")
    assert len(asked) < 12
    assert "SITE_MAX_MEGABYTES=0.005 is reached" in crawls.result.stderr


def test_a_budget_that_is_no_number_is_an_error_at_the_start(crawls):
    crawls.run("0s", "-s", "SITE_MAX_MINUTES=ten", code=2)
    assert "SITE_MAX_MINUTES 'ten' is no number" in crawls.result.stderr


# --- refusals ---------------------------------------------------------------------------------------------------------
def test_a_paper_that_refuses_is_left_out_and_tried_again_after_a_day(crawls, paper):
    answers = dict(paper.answers)
    refusal = Answer(b"no", 403)
    paper.answers |= dict.fromkeys(["/", *PATHS, "/sitemap.xml", "/feed/"], refusal)
    paper.answers["/sitemap.xml"] = answers["/sitemap.xml"]
    first = crawls.run(code=1)
    assert len([path for path in first if path in PATHS]) <= 8
    assert crawls.rows("SELECT refused_since IS NOT NULL, refused_reason FROM v_outlet_health")[0][0] == 1
    assert crawls.run("1h") == []
    assert "courier was left out: it has refused to be crawled since" in crawls.result.stdout
    assert len([path for path in crawls.run("26h", code=1) if path != "/robots.txt"]) <= 3
    paper.answers = answers
    crawls.run("60h")
    assert crawls.rows("SELECT refused_since FROM outlet") == [(None,)]
    assert crawls.rows("SELECT count(*) FROM v_article") == [(8,)]


def test_a_paper_whose_robots_txt_forbids_everything_is_a_paper_that_refuses(crawls, paper):
    paper.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    assert crawls.run(code=1) == ["/robots.txt"]
    assert crawls.rows("SELECT refused_reason FROM outlet") == [("forbidden by robots.txt",)]
    assert crawls.run("1h") == []


def test_pages_for_members_make_no_paper_that_refuses(crawls, paper):
    refusal = Answer(b"for members", 403)
    crawls.run()
    members = [f"/2026/11/members-story-number-{n}/" for n in range(9)]
    paper.answers |= dict.fromkeys(members, refusal)
    paper.answers["/feed/"] = feed(paper, *members[:5], "/2026/11/ferry-stops/", *members[5:])
    paper.answers["/2026/11/ferry-stops/"] = Answer.of(page(99, days=0))
    crawls.run("1h")
    assert crawls.rows("SELECT refused_since FROM outlet") == [(None,)]
    assert crawls.rows("SELECT count(*) FROM v_article") == [(9,)]


def test_one_refusal_after_a_paper_has_answered_again_is_no_more_than_that(crawls, paper):
    answers = dict(paper.answers)
    paper.answers = dict.fromkeys(answers, Answer(b"no", 403))
    crawls.run(code=1)
    assert crawls.rows("SELECT refused_since IS NOT NULL FROM outlet") == [(1,)]
    paper.answers = answers | {PATHS[7]: Answer(b"for members", 403)}
    crawls.run("30h")
    assert crawls.rows("SELECT refused_since FROM outlet") == [(None,)]
    assert crawls.rows("SELECT count(*) FROM v_article") == [(7,)]


# --- opt-outs ---------------------------------------------------------------------------------------------------------
def test_opt_outs_are_kept_for_each_page(crawls, paper):
    reserved = article_page("A reserved story").replace("<head>", '<head><meta name="robots" content="noai">')
    paper.answers[PATHS[0]] = Answer.of(reserved)
    paper.answers["/.well-known/tdmrep.json"] = Answer(
        b'[{"location": "/2026/11/crossing-number-2*", "tdm-reservation": 1}]',
        headers={"Content-Type": "application/json"},
    )
    crawls.run()
    kept = dict(crawls.rows("SELECT substr(url, -27), opt_outs FROM v_opt_out"))
    assert kept[PATHS[0][-27:]] == '{"ai_train": false}'
    assert kept[PATHS[1][-27:]] == '{"tdm": false}'
    assert kept[PATHS[2][-27:]] == "{}"
    assert crawls.rows("SELECT count(*) FROM v_article") == [(8,)]


def test_opt_outs_are_obeyed_where_the_user_says_so(crawls, paper):
    headers = {"Content-Type": "text/html", "TDM-Reservation": "1"}
    paper.answers[PATHS[0]] = Answer(page(1).encode(), headers=headers)
    crawls.run("0s", "-s", "OPT_OUTS=obey")
    assert crawls.rows("SELECT count(*) FROM v_article") == [(7,)]
    assert crawls.rows("SELECT reason FROM v_problem WHERE url LIKE '%number-1-%'") == [
        ("its publisher reserves it (tdm), and OPT_OUTS obeys that",)
    ]


def test_the_sites_reservations_are_asked_for_before_named_pages_and_hold_for_good(crawls, paper, tmp_path):
    reserved = b'[{"location": "/*", "tdm-reservation": 1}]'
    paper.answers["/.well-known/tdmrep.json"] = Answer(reserved, headers={"Content-Type": "application/json"})
    named = tmp_path / "urls.txt"
    named.write_text(f"{paper.url}{PATHS[0]}\n", "utf-8")
    obey = ("-s", "OPT_OUTS=obey")
    crawls.run("0s", "-a", f"urls={named}", *obey, code=1)
    for after in ("1d", "40d", "80d"):
        crawls.run(after, *obey, code=1)
    assert crawls.rows("SELECT count(*) FROM v_article") == [(0,)]


def test_an_opt_out_that_there_is_not_is_an_error_at_the_start(crawls):
    crawls.run("0s", "-s", "OPT_OUTS=tmd", code=2)
    assert "OPT_OUTS 'tmd': no such use (did you mean 'tdm'?)" in crawls.result.stderr


@pytest.mark.parametrize(
    ("etag", "dated", "asked"),
    [('W/"a1"', True, '"a1"'), ('"a1"', True, '"a1"'), ('W/"a1"', False, 'W/"a1"'), ("W/", True, "W/")],
)
def test_the_mark_of_a_weak_etag_is_left_off_where_a_date_stands_beside_it(etag, dated, asked):
    assert etag_to_ask(etag, dated=dated) == asked
