"""Acceptance of hostile and broken input: one run over a paper where everything is wrong, beside one where nothing is."""

from __future__ import annotations

import random
import sqlite3
import time
from dataclasses import dataclass

import pytest
from loopback import Answer, Paper, article_page, comment, home, scrapy, sites_toml, thread

HTML = {"Content-Type": "text/html; charset=utf-8"}
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40

PAGES: dict[str, Answer | str | bytes] = {
    "/2026/03/01/empty-page-of-the-paper/": b"",
    "/2026/03/01/photograph-at-an-article-address/": Answer(JPEG, headers=HTML),
    "/2026/03/01/utf-16-that-says-utf-8/": Answer(
        article_page("Sixteen bits for Mapleton").encode("utf-16"), headers=HTML
    ),
    "/2026/03/01/nested-as-deep-as-it-goes/": article_page(raw_headline="Deep") + "<div>" * 1_000_000,
    "/1986/03/01/forty-years-old/": article_page("Ferry to start in spring", published="1986-03-01T09:30:00-08:00"),
    "/2026/03/01/from-the-far-future/": article_page("Ferry to stop in autumn", published="20226-03-01T09:30:00-08:00"),
    "/2026/03/01/script-in-a-headline/": article_page(
        raw_headline="Mayor &lt;script&gt;alert(1)&lt;/script&gt; speaks"
    ),
    "/2026/03/01/parent-that-never-comes/": article_page(
        "Library to stay open late",
        comments=thread(
            comment(31, "Gus", "First."),
            comment(32, "Nan", "An answer to nobody.").replace('id="comment-32"', 'id="comment-32" data-parent="999"'),
        ),
    ),
    "/2026/03/01/two-comments-with-one-id/": article_page(
        "Pool to close for a week",
        comments=thread(comment(41, "Gus", "The first one."), comment(41, "Nan", "The second one.")),
    ),
    "/2026/03/01/round-and-round/": Answer(b"", 302, {"Location": "/2026/03/01/and-round/"}),
    "/2026/03/01/and-round/": Answer(b"", 302, {"Location": "/2026/03/01/round-and-round/"}),
    "/2026/03/01/five-hundred/": Answer(b"oops", 500),
}


@dataclass
class Crawled:
    result: object
    db: sqlite3.Connection
    troubled: Paper
    sound: Paper

    def rows(self, sql: str, *values: object) -> list[tuple]:
        return self.db.execute(sql, values).fetchall()

    def reasons(self, path: str) -> str:
        return " | ".join(r for (r,) in self.rows("SELECT reason FROM v_problem WHERE url LIKE '%' || ?", path))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad_input")
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    troubled = Paper(
        {"/": home(*PAGES, head=feed), "/feed/": "<!doctype html><html><body>No feed here.</body></html>", **PAGES}
    )
    paths = [f"/2026/03/0{day}/a-sound-article-number-{day}/" for day in range(1, 6)]
    sound = Paper({"/": home(*paths), **{path: article_page(f"Sound article {path[-2]}") for path in paths}})
    failing = Paper({}, otherwise=500)
    with troubled, sound, failing:
        sites = sites_toml(folder / "sites.toml", {"troubled": troubled, "sound": sound, "failing": failing})
        url = f"sqlite:///{folder / 'news.db'}"
        result = scrapy(
            "crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL={url}", "-s", "RETRY_TIMES=1"
        )
    db = sqlite3.connect(folder / "news.db")
    yield Crawled(result, db, troubled, sound)
    db.close()


def test_the_sound_paper_is_stored_whole_beside_the_troubled_one(crawled):
    assert crawled.rows("SELECT count(*) FROM v_article WHERE outlet = 'sound'") == [(5,)]


def test_the_log_holds_no_traceback(crawled):
    assert "Traceback" not in crawled.result.stderr, crawled.result.stderr[-3000:]


def test_every_page_of_the_troubled_paper_is_stored_or_stands_among_the_problems(crawled):
    stored = {url.split("/", 3)[3] for (url,) in crawled.rows("SELECT url FROM v_address")}
    for path in PAGES:
        if path != "/2026/03/01/and-round/":
            assert path[1:].rstrip("/") in stored or path[1:] in stored or crawled.reasons(path), path


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/2026/03/01/empty-page-of-the-paper/", "an empty answer"),
        ("/2026/03/01/photograph-at-an-article-address/", "a JPEG picture"),
        ("/1986/03/01/forty-years-old/", "1986"),
        ("/2026/03/01/from-the-far-future/", "20226"),
        ("/2026/03/01/script-in-a-headline/", "markup"),
        ("/2026/03/01/parent-that-never-comes/", "999"),
        ("/2026/03/01/two-comments-with-one-id/", "41"),
        ("/feed/", "HTML"),
        ("/2026/03/01/round-and-round/", "without end"),
        ("/2026/03/01/five-hundred/", "500"),
    ],
)
def test_each_has_its_reason(crawled, path, said):
    assert said in crawled.reasons(path)


def test_utf_16_that_says_utf_8_is_read_or_recorded(crawled):
    path = "/2026/03/01/utf-16-that-says-utf-8/"
    headlines = crawled.rows("SELECT headline FROM v_article WHERE url LIKE '%utf-16-that-says%'")
    assert headlines == [("Sixteen bits for Mapleton",)] or crawled.reasons(path)


def test_an_old_date_is_kept_and_an_impossible_one_gives_way_to_the_day_in_the_address(crawled):
    (old,) = crawled.rows("SELECT published_at FROM v_article WHERE url LIKE '%forty-years-old%'")
    assert old[0].startswith("1986-03-01T17:30")
    (future,) = crawled.rows("SELECT published_at FROM v_article WHERE url LIKE '%far-future%'")
    assert future[0].startswith("2026-03-01T08:00")


def test_script_in_a_headline_is_text(crawled):
    rows = crawled.rows("SELECT headline FROM v_article WHERE url LIKE '%script-in-a-headline%'")
    assert rows == [("Mayor <script>alert(1)</script> speaks",)]


def test_a_reply_whose_parent_never_comes_is_kept_as_an_orphan(crawled):
    rows = crawled.rows(
        "SELECT platform_id, parent_id, state FROM v_comment WHERE url LIKE '%parent-that-never%' ORDER BY 1"
    )
    assert rows == [("31", None, "shown"), ("32", None, "orphan")]


def test_of_two_comments_with_one_id_the_first_stays(crawled):
    rows = crawled.rows("SELECT platform_id, text FROM v_comment WHERE url LIKE '%two-comments-with%'")
    assert rows == [("41", "The first one.")]


def test_a_paper_that_answers_500_everywhere_is_named_and_the_exit_code_is_1(crawled):
    assert crawled.result.returncode == 1
    assert "failing gave nothing" in crawled.result.stdout
    assert crawled.rows("SELECT count(*) FROM v_article WHERE outlet = 'failing'") == [(0,)]
    assert crawled.rows("SELECT count(*) > 0 FROM v_problem WHERE outlet = 'failing'") == [(1,)]


def paper_and_sites(folder):
    draw = random.Random(7)
    words = [
        "".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(draw.randint(1, 4)))
        for _ in range(900)
    ]

    def sentence() -> str:
        return " ".join(draw.choices(words, k=14)).capitalize() + "."

    paths = [f"/2026/03/01/article-number-{n}-of-many/" for n in range(60)]
    pages = {
        path: article_page(f"Article {n}", tuple(" ".join(sentence() for _ in range(9)) for _ in range(12)))
        for n, path in enumerate(paths)
    }
    paper = Paper({"/": home(*paths), **pages})
    return paper, sites_toml(folder / "sites.toml", {"paper": paper})


def test_a_read_only_database_is_said_before_the_first_fetch(tmp_path):
    paper, sites = paper_and_sites(tmp_path)
    sqlite3.connect(tmp_path / "ro.db").close()
    url = f"sqlite:///file:{tmp_path}/ro.db?mode=ro&uri=true"
    with paper:
        result = scrapy("crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL={url}")
    assert result.returncode == 3
    assert "ro.db" in result.stderr
    assert "Traceback" not in result.stderr
    assert paper.log == []


def test_a_full_disk_stops_the_run_with_one_clear_line_and_nothing_half_written(tmp_path):
    resource = pytest.importorskip("resource", reason="no RLIMIT_FSIZE on this system")
    paper, sites = paper_and_sites(tmp_path)
    path = tmp_path / "small.db"

    def limited() -> None:  # the kernel's own limit on a file's size stands for a disk that is full
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))

    with paper:
        began = time.monotonic()
        result = scrapy(
            "crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL=sqlite:///{path}", preexec_fn=limited
        )
    assert result.returncode == 3, result.stderr[-3000:]
    assert time.monotonic() - began < 100
    assert "Traceback" not in result.stderr
    assert sum("small.db" in line for line in result.stderr.splitlines()) == 1
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    articles, revisions = (
        db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("article", "revision")
    )
    assert articles == revisions < 60
    db.close()
