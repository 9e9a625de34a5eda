"""What ``scrapy crawl`` says and how it ends, as a user types it."""

from __future__ import annotations

import sqlite3

import pytest
from loopback import Paper, article_page, home, scrapy, sites_toml


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("crawl", "localnews", "-a", "sites=48hils"), "did you mean '48hills'"),
        (("crawl", "localnews", "-a", "sites=demos"), "did you mean 'demo'"),
        (("crawl", "localnws"), "did you mean 'localnews'"),
        (("crawl",), "name one spider"),
        (("crawl", "localnews", "-a", "sites=/no/such/file.toml"), "No such file"),
        (("crawl", "localnews", "-a", "sites=demo", "-a", "since=never"), "no date"),
        (("crawl", "localnews", "-a", "sites=demo", "-a", "mx=1"), "no such argument"),
        (("crawl", "localnews", "-a", "sites=demo", "-s", "CLOCK_OFFSET=soon"), "3d or 90m"),
        (("crawl", "localnews", "-a", "sites=48hills"), "NEWSCRAWL_CONTACT"),
        (("crawl", "48hills", "-a", "sites=demo", "-s", "CONTACT=a@b.example"), "is for localnews"),
    ],
)
def test_a_wrong_argument_ends_with_code_2_and_names_the_fix(arguments, said, tmp_path):
    result = scrapy(*arguments, env={"NEWSCRAWL_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"})
    assert result.returncode == 2, result.stderr
    assert said in result.stderr + result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", "127.0.0.1"),
        ("sqlite:////no/such/folder/news.db", "/no/such/folder"),
        ("oracle://x", "oracle"),
    ],
)
def test_a_database_that_cannot_be_had_ends_with_code_3_before_any_fetch(url, said):
    result = scrapy("crawl", "localnews", "-a", "sites=demo", "-s", f"DATABASE_URL={url}")
    assert result.returncode == 3, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_help_teaches_arguments_and_exit_codes():
    result = scrapy("crawl", "--help")
    for word in ("sites=", "since=", "until=", "max_articles=", "urls=", "again=", "DATABASE_URL", "CONTACT", "130"):
        assert word in result.stdout


def test_every_site_is_a_spider_that_runs_alone():
    names = scrapy("list").stdout.split()
    assert "localnews" in names
    assert "48hills" in names
    assert len(names) >= 13


@pytest.fixture
def paper(tmp_path):
    paths = [f"/2026/03/0{day}/article-of-day-number-{day}/" for day in range(1, 6)]
    pages = {
        path: article_page(f"Article {path[9]}", published=f"2026-03-{path[9:11]}T09:30:00-08:00") for path in paths
    }
    for day, path in enumerate(paths, 1):
        pages[path] = article_page(f"Article {day}", published=f"2026-03-0{day}T09:30:00-08:00")
    with Paper({"/": home(*paths), **pages}) as served:
        served.sites = sites_toml(tmp_path / "sites.toml", {"paper": served})
        yield served


def crawl(paper, folder, *more):
    url = f"sqlite:///{folder / 'news.db'}"
    result = scrapy("crawl", "localnews", "-a", f"sites={paper.sites}", "-s", f"DATABASE_URL={url}", *more)
    db = sqlite3.connect(folder / "news.db")
    headlines = [h for (h,) in db.execute("SELECT headline FROM v_article ORDER BY published_at")]
    db.close()
    return result, headlines


def test_since_and_until_take_the_articles_published_then(paper, tmp_path):
    result, headlines = crawl(paper, tmp_path, "-a", "since=2026-03-02", "-a", "until=2026-03-04")
    assert result.returncode == 0, result.stderr
    assert headlines == ["Article 2", "Article 3", "Article 4"]


def test_what_since_left_out_is_found_by_the_next_run(paper, tmp_path):
    crawl(paper, tmp_path, "-a", "since=2026-03-04")
    _, headlines = crawl(paper, tmp_path, "-s", "CLOCK_OFFSET=2h")
    assert len(headlines) == 5


def test_max_articles_is_kept(paper, tmp_path):
    result, headlines = crawl(paper, tmp_path, "-a", "max_articles=2")
    assert result.returncode == 0, result.stderr
    assert len(headlines) == 2


def test_urls_fetches_just_these_pages(paper, tmp_path):
    listed = tmp_path / "urls.txt"
    listed.write_text(f"{paper.url}/2026/03/02/article-of-day-number-2/\n")
    result, headlines = crawl(paper, tmp_path, "-a", f"urls={listed}")
    assert result.returncode == 0, result.stderr
    assert headlines == ["Article 2"]
    assert paper.asked() == ["/robots.txt", "/2026/03/02/article-of-day-number-2/"]


def test_robots_that_forbids_everything_is_obeyed_and_said(paper, tmp_path):
    from loopback import Answer

    paper.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    result, headlines = crawl(paper, tmp_path)
    assert result.returncode == 1
    assert headlines == []
    assert paper.asked() == ["/robots.txt"]
    db = sqlite3.connect(tmp_path / "news.db")
    assert ("forbidden by robots.txt",) in db.execute("SELECT reason FROM v_problem").fetchall()
    db.close()


def test_robots_that_fails_forbids_everything_for_now(paper, tmp_path):
    from loopback import Answer

    paper.answers["/robots.txt"] = Answer(b"User-agent: *\nAllow: /\n", 503)
    result, headlines = crawl(paper, tmp_path, "-s", "RETRY_TIMES=1")
    assert result.returncode == 1
    assert headlines == []
    assert set(paper.asked()) == {"/robots.txt"}


def test_a_second_run_stores_nothing_twice_and_says_so(paper, tmp_path):
    crawl(paper, tmp_path)
    result, headlines = crawl(paper, tmp_path, "-a", "again=true")
    assert result.returncode == 0
    assert len(headlines) == 5
    assert "Nothing new: 0 articles, 0 quotes and 0 comments were added." in result.stdout


def test_an_edited_article_gets_a_revision(paper, tmp_path):
    crawl(paper, tmp_path)
    path = "/2026/03/02/article-of-day-number-2/"
    paper.answers[path] = type(paper.answers[path]).of(
        article_page(
            "Article 2",
            ("A text that is quite another one, and long enough to be an article of the paper.",) * 1
            + ("It goes on for a second paragraph, which says what happened next in the town.",),
            published="2026-03-02T09:30:00-08:00",
        )
    )
    result, _ = crawl(paper, tmp_path, "-a", "again=true")
    assert result.returncode == 0
    db = sqlite3.connect(tmp_path / "news.db")
    assert db.execute("SELECT headline, revisions FROM v_article WHERE revisions > 1").fetchall() == [("Article 2", 2)]
    db.close()
