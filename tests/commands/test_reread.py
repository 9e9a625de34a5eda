"""Pages kept as they were fetched, and read again: end to end on loopback, and row by row."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from datetime import timedelta
from types import SimpleNamespace

import pytest
from courier import BODY, DAY, URL, day, reading, rows, said, settled, thread, write
from loopback import Answer, Paper, article_page, comment, home, scrapy, sites_toml
from loopback import thread as wordpress
from odd_papers import read_or_die
from sqlalchemy import text
from typed import Typist

from newscrawl.commands import reread
from newscrawl.db.captures import Captured, LeftOut, compressed, kept_pages, pages_left_out
from newscrawl.db.engine import write_transaction
from newscrawl.db.rereading import write_again

PATHS = ["/2026/03/01/the-bridge-that-opens-today/", "/2026/03/02/the-ferry-that-stops-in-autumn/"]
TALK = wordpress(comment(1, "Eve", "I was there.", replies=comment(2, "Tom", "I was not.")))
SPANS = "SELECT count(*) FROM quote q JOIN article a ON a.id = q.article_id WHERE substr(a.body, q.start_char + 1, q.end_char - q.start_char) <> q.text"


@pytest.fixture
def paper(tmp_path):
    second = article_page(
        "Ferry stops",
        ("The ferry stops in autumn, after a hundred years on the creek of the town.",
         "“We will miss the bell,” said Tom Oak, who has sailed it since the war and will not sail it in spring."),
        comments=TALK,
    )  # fmt: skip
    with Paper({"/": home(*PATHS), PATHS[0]: article_page("Bridge opens"), PATHS[1]: second}) as served:
        served.sites = sites_toml(tmp_path / "sites.toml", {"paper": served})
        served.database = f"sqlite:///{tmp_path / 'news.db'}"
        served.folder = tmp_path
        yield served


def crawl(paper, *more, way="database"):
    result = scrapy("crawl", "localnews", "-a", f"sites={paper.sites}", "-s", f"DATABASE_URL={paper.database}",
                    "-s", f"CAPTURE={way}", "-s", f"CAPTURE_FOLDER={paper.folder / 'captures'}", *more)  # fmt: skip
    assert "Traceback" not in result.stderr
    return result


def ask(paper, sql):
    with sqlite3.connect(paper.folder / "news.db") as db:
        return db.execute(sql).fetchall()


def change(paper, *statements):
    with sqlite3.connect(paper.folder / "news.db") as db:
        for statement in statements:
            db.execute(statement)


def as_an_older_reader_left_it(paper):
    """Bodies with a line of furniture, a quote that it did not see, a comment that it read wrong."""
    change(
        paper,
        "UPDATE article SET body = 'Support the Courier! ' || body, body_hash = 'old', headline = upper(headline)",
        "UPDATE revision SET body = (SELECT a.body FROM article a WHERE a.id = article_id), body_hash = 'old', "
        "headline = (SELECT a.headline FROM article a WHERE a.id = article_id)",
        "DELETE FROM quote",
        "UPDATE comment SET text = 'I was' WHERE platform_id = '1'",
    )


@pytest.mark.parametrize(("way", "processes"), [("database", "1"), ("database", "2"), ("warc", "1")])
def test_kept_pages_are_read_again_and_nothing_is_fetched(paper, capsys, way, processes):
    assert crawl(paper, way=way).returncode == 0
    before = ask(paper, "SELECT url, headline, body FROM article ORDER BY url")
    quotes = ask(paper, "SELECT text, start_char FROM quote ORDER BY text")
    assert quotes
    assert ask(paper, "SELECT count(*) FROM capture") == [(2,)]
    as_an_older_reader_left_it(paper)
    paper.log.clear()
    typist = Typist(paper.database, capsys)
    answer = typist("reread", "--processes", processes)
    assert answer.code == 0, answer.err
    assert "2 pages read again" in answer.err
    assert "2 articles changed" in answer.err
    assert paper.asked() == []
    assert ask(paper, "SELECT url, headline, body FROM article ORDER BY url") == before
    assert ask(paper, "SELECT text, start_char FROM quote ORDER BY text") == quotes
    assert ask(paper, "SELECT text FROM comment ORDER BY platform_id") == [("I was there.",), ("I was not.",)]
    assert ask(paper, "SELECT count(*) FROM comment_revision") == [(0,)]
    assert ask(paper, SPANS) == [(0,)]
    assert ask(paper, "SELECT number, reread FROM revision ORDER BY article_id, number") == [(1, 0), (2, 1)] * 2
    assert ask(paper, "SELECT DISTINCT revisions FROM v_article") == [(1,)]
    assert typist("query", "silent-edits").rows == []
    assert "read again by a newer reader, not edited" in typist("diff", paper.url + PATHS[0]).out
    assert typist("db", "check").code == 0


def test_reading_again_twice_changes_nothing(paper, capsys):
    crawl(paper)
    typist = Typist(paper.database, capsys)
    tables = ("article", "revision", "quote", "comment", "thread", "byline", "tag", "page")
    before = {table: ask(paper, f"SELECT * FROM {table} ORDER BY 1") for table in tables}
    answer = typist("reread", "--processes", "1")
    assert "0 articles changed" in answer.err
    assert {table: ask(paper, f"SELECT * FROM {table} ORDER BY 1") for table in tables} == before


def test_an_unchanged_page_is_kept_once_and_a_changed_one_again(paper):
    crawl(paper)
    paper.answers[PATHS[0]] = Answer.of(article_page("Bridge opens at last"))
    crawl(paper, "-a", "again=true", "-s", "CLOCK_OFFSET=1d")
    crawl(paper, "-s", "CLOCK_OFFSET=3d")
    found = ask(
        paper,
        "SELECT p.url, count(*), count(DISTINCT c.content_hash) FROM capture c JOIN page p ON p.id = c.page_id GROUP BY 1",
    )
    assert {(url.removeprefix(paper.url), hashes) for url, _, hashes in found} == {(PATHS[0], 2), (PATHS[1], 1)}


def test_a_page_that_changed_since_it_was_kept_stays_as_it_was_read(paper, capsys):
    crawl(paper)
    paper.answers[PATHS[0]] = Answer.of(article_page("Bridge opens at last"))
    crawl(paper, "-a", "again=true", "-s", "CLOCK_OFFSET=1d", way="off")
    answer = Typist(paper.database, capsys)("reread", "--processes", "1")
    assert "1 pages read again" in answer.err
    assert "1 pages were left out: what was kept of them is older than the text that is stored" in answer.err
    assert ("Bridge opens at last",) in ask(paper, "SELECT headline FROM article")


def test_without_captures_that_is_said(paper, capsys):
    crawl(paper, way="off")
    answer = Typist(paper.database, capsys)("reread")
    assert answer.code == 1
    assert "no page was kept (2 were fetched): -s CAPTURE=database" in answer.err


def test_the_budget_ends_the_keeping_and_is_said_once(paper, capsys):
    result = crawl(paper, "-s", "CAPTURE_MAX_BYTES=900")
    assert result.returncode == 0
    assert ask(paper, "SELECT count(*) FROM article") == [(2,)]
    kept = ask(paper, "SELECT count(*), sum(stored) FROM capture")
    assert kept[0][0] < 2
    assert (kept[0][1] or 0) <= 900
    assert result.stderr.count("CAPTURE_MAX_BYTES is used up") == 1
    assert len(ask(paper, "SELECT 1 FROM v_problem WHERE reason LIKE '%CAPTURE_MAX_BYTES%'")) == 1


@pytest.mark.parametrize(
    ("setting", "told"),
    [("CAPTURE=everything", "one of off, database, warc"), ("CAPTURE_MAX_BYTES=much", "a number of bytes")],
)
def test_a_wrong_setting_is_told_before_anything_is_fetched(paper, setting, told):
    result = crawl(paper, "-s", setting)
    assert result.returncode == 2
    assert told in result.stderr
    assert paper.asked() == []


def test_warc_files_are_what_other_tools_read(paper):
    from warcio.archiveiterator import ArchiveIterator

    paper.answers[PATHS[1]] = Answer(
        gzip.compress(paper.answers[PATHS[1]].body), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}
    )
    assert crawl(paper, way="warc").returncode == 0
    [file] = (paper.folder / "captures").glob("*.warc.gz")
    with file.open("rb") as opened:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(opened)
        ]
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "response"]
    assert {url.removeprefix(paper.url) for _, url, _ in records[1:]} == set(PATHS)
    assert all(b"<h1" in body for _, _, body in records[1:])
    assert ask(paper, "SELECT count(*) FROM capture WHERE body IS NULL AND stored > 0 AND size > 0") == [(2,)]


def test_an_archive_that_is_gone_costs_its_pages_alone(paper, capsys):
    crawl(paper, way="warc")
    shutil.rmtree(paper.folder / "captures")
    before = ask(paper, "SELECT headline, body FROM article")
    answer = Typist(paper.database, capsys)("reread", "--processes", "1")
    assert answer.code == 0
    assert "2 pages gave nothing and were left as they were" in answer.err
    assert ask(paper, "SELECT headline, body FROM article") == before


def test_a_forgotten_article_goes_with_its_captures(paper, capsys):
    crawl(paper)
    typist = Typist(paper.database, capsys)
    answer = typist("forget", paper.url + PATHS[0], "--yes")
    assert "1 capture" in answer.err
    assert ask(paper, "SELECT count(*) FROM capture") == [(1,)]
    assert typist("forget", "--author", "Eve", "--yes").code == 0
    assert ask(paper, "SELECT count(*) FROM capture") == [(0,)]


# --- row by row, on both engines ----------------------------------------------------------------------------------------
def captured(html, **more):
    packed = compressed(html)
    told = {
        "url": URL,
        "status": 200,
        "headers": {"Content-Type": "text/html"},
        "content_hash": "1",
        "size": len(html),
        "stored": len(packed),
    }
    return Captured(**{**told, "body": packed, **more})


def with_capture(record, *captures):
    record.captures.extend(captures or [captured(b"<h1>Bridge opens</h1>" * 50)])
    return record


def test_captures_are_written_with_their_page(engine):
    write(engine, with_capture(reading(page={"content_hash": "1"})))
    with engine.connect() as connection:
        [[page]] = list(kept_pages(connection))
        assert pages_left_out(connection) == LeftOut(0, 0, 0)
        assert pages_left_out(connection, since=day(1)) == LeftOut(0, 0, 1)
    assert (page.outlet, page.page, page.kind, page.at) == ("courier", URL, "article", DAY)
    assert page.parts[0].content() == b"<h1>Bridge opens</h1>" * 50
    assert page.parts[0].headers == {"Content-Type": "text/html"}


def test_what_is_not_what_the_page_was_read_from_is_not_read_again(engine):
    write(engine, with_capture(reading(page={"content_hash": "1"})))
    write(engine, reading(at=day(1), headline="Another", page={"content_hash": "2"}))
    with engine.connect() as connection:
        assert list(kept_pages(connection)) == []
        assert pages_left_out(connection) == LeftOut(0, 1, 0)
        assert pages_left_out(connection, since=day(9)) == LeftOut(0, 1, 0)
        assert list(kept_pages(connection, since=day(9))) == []
        assert list(kept_pages(connection, outlet="herald")) == []


def test_damaged_bytes_are_an_error_of_their_page(engine):
    broken = captured(b"x", body=b"no zstd at all")
    write(engine, with_capture(reading(page={"content_hash": "1"}), broken))
    with engine.connect() as connection:
        [[page]] = list(kept_pages(connection))
    with pytest.raises(OSError, match="damaged"):
        page.parts[0].content()


def test_a_rereading_is_no_edit_and_brings_nothing_gone_back(engine):
    write(engine, reading(threads=[thread()], comments=[said("1", "So it")], page={"content_hash": "1"}))
    write(engine, settled("gone", at=day(3)))
    better = [BODY[0], BODY[1] + " And more.", BODY[2]]
    again = reading(
        paragraphs=better, threads=[thread()], comments=[said("1", "So it does.")], page={"content_hash": "1"}
    )
    report = write_again(engine, [again])
    assert report.of("courier").articles_changed == 1
    assert rows(engine, "SELECT number, reread FROM revision ORDER BY number") == [(1, False), (2, True)]
    assert rows(engine, "SELECT count(*) FROM article WHERE gone_at IS NOT NULL AND body LIKE '%And more.%'") == [(1,)]
    assert rows(engine, "SELECT text FROM comment") == [("So it does.",)]
    assert rows(engine, "SELECT count(*) FROM comment_revision") == [(0,)]
    assert rows(engine, "SELECT state FROM page") == [("gone",)]
    assert rows(engine, SPANS) == [(0,)]


def test_a_page_that_a_crawl_fetched_meanwhile_keeps_its_newer_text(engine):
    write(engine, reading(page={"content_hash": "1"}))
    newer = [*BODY[:2], "A new end that the paper wrote on the next day."]
    write(engine, reading(at=day(1), paragraphs=newer, page={"content_hash": "2"}))
    old = reading(paragraphs=[*BODY, "What today's reader finds in the old bytes."], page={"content_hash": "1"})
    assert write_again(engine, [old]).of("courier").articles_changed == 0
    assert rows(engine, "SELECT body FROM article") == [("\n\n".join(newer),)]
    assert rows(engine, "SELECT count(*) FROM revision") == [(2,)]


def test_a_comment_that_a_better_reader_finds_is_not_gone(engine):
    page = {"content_hash": "1"}
    write(engine, reading(threads=[thread("page", "article")], comments=[said("1", platform="page")], page=page))
    for number in (1, 2):
        write(engine, settled("unchanged", at=day(number)))
    both = [said("1", platform="page"), said("2", "Overlooked.", platform="page")]
    write_again(engine, [reading(threads=[thread("page", "article")], comments=both, page=page)])
    found = "SELECT platform_id FROM v_comment WHERE NOT gone ORDER BY 1"
    assert rows(engine, found) == [("1",), ("2",)]
    write(engine, settled("unchanged", at=day(3)))
    assert rows(engine, found) == [("1",), ("2",)]


def test_a_comment_that_a_better_reader_finds_in_an_interface_is_not_gone(engine):
    from newscrawl.db.records import PageRecord
    from newscrawl.items import FoundPage, PageItem, PageKind

    api, later = "https://api.example/comments", timedelta(minutes=1)
    hint = {"platform": "wordpress", "thread": "7", "article": URL}
    named = FoundPage(api, PageKind.THREAD, None, True, hint)

    def talk(*comments):
        item = PageItem(page=api, outlet="courier", kind=PageKind.THREAD, fetched_at=DAY + later, content_hash="t")
        return PageRecord(item, threads=[thread()], comments=list(comments))

    write(engine, reading(threads=[thread()], page={"found": [named]}))
    write(engine, talk(said("1")))
    for number in (1, 2):
        write(engine, settled("unchanged", at=day(number)))
        write(engine, settled("unchanged", api, at=day(number) + later, kind=PageKind.THREAD))
        if number == 1:
            write_again(engine, [talk(said("1"), said("2", "Overlooked."))])
        assert rows(engine, "SELECT platform_id FROM v_comment WHERE NOT gone ORDER BY 1") == [("1",), ("2",)]


def test_quotes_that_today_are_none_go(engine):
    write(engine, reading(page={"content_hash": "1"}))
    assert rows(engine, "SELECT count(*) FROM quote") != [(0,)]
    write_again(engine, [reading(quotes=[])])
    assert rows(engine, "SELECT count(*) FROM quote") == [(0,)]


def test_a_page_that_gave_nothing_then_is_an_article_now(engine):
    write(engine, with_capture(settled("not_article", content_hash="1", reason="no article")))
    with engine.connect() as connection:
        assert len(list(kept_pages(connection))) == 1
    write_again(engine, [reading()])
    assert rows(engine, "SELECT state, article_id IS NOT NULL FROM page") == [("read", True)]


def test_a_capture_is_in_one_place(engine):
    from sqlalchemy.exc import IntegrityError

    write(engine, with_capture(reading(page={"content_hash": "1"})))
    with pytest.raises(IntegrityError), write_transaction(engine) as connection:
        connection.execute(text("UPDATE capture SET body = NULL"))


def test_rereading_takes_every_stage_of_a_crawl():
    from newscrawl import settings
    from newscrawl.spiders.rereading import STAGES

    ordered = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.get)
    assert [f"{stage.__module__}.{stage.__name__}" for stage in STAGES] == ordered[:-1]


@pytest.mark.parametrize(
    ("words", "told"),
    [(("all",), "takes no 'all'"), (("--since", "soon"), "no date"), (("--processes", "0"), "a number from 1 up"),
     (("--outlet", "courer"), "did you mean 'courier'")],
)  # fmt: skip
def test_wrong_use_ends_with_code_2(filled, words, told):
    answer = filled("reread", *words)
    assert answer.code == 2
    assert told in answer.err


def test_a_page_that_ends_its_process_is_left_out_alone(monkeypatch):
    monkeypatch.setattr(reread, "read_in_process", read_or_die)
    pool = reread._Pool(1, {})
    names = [["1", "2"], ["3", "KILLED", "4"], ["5"]]
    for task in names:
        pool.submit([SimpleNamespace(page=name) for name in task], {})
    try:
        read = [pool.next() for _ in names]
    finally:
        pool.close()
    assert read[0] == ["1", "2"]
    assert (read[1][0], read[1][2], read[2]) == ("3", "4", ["5"])
    assert "ended the process" in read[1][1].reason
