"""A run over web archives: the papers' pages are read and stored with no network; what was seen later stands."""

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from io import BytesIO

import pytest
from loopback import ROOT, Paper, article_page, comment, home, scrapy, sites_toml, thread

from newscrawl.spiders import archive_files
from newscrawl.spiders.archive_files import ArchivedAnswer, Broken, list_pages, read_answer, read_date
from newscrawl.spiders.arguments import ArgumentError, RunArguments

pytest.importorskip("warcio", reason="no warcio: pip install 'newscrawl[warc]'")

NOW = datetime(2026, 3, 9, tzinfo=UTC)
HOST = "http://courier.example"


class Archive:
    """A WARC that a test fills; ``at`` holds each record's first byte."""

    def __init__(self, *, packed=True):
        from warcio.warcwriter import WARCWriter

        self._bytes, self.at = BytesIO(), []
        self._writer = WARCWriter(self._bytes, gzip=packed)

    def add(self, path, body, *, date="2024-03-02T10:00:00Z", status="200 OK", kind="response", **headers):
        from warcio.statusandheaders import StatusAndHeaders

        self.at.append(self._bytes.tell())
        told = {
            "Content-Type": "text/html; charset=utf-8",
            **{name.replace("_", "-"): v for name, v in headers.items()},
        }
        body = body.encode() if isinstance(body, str) else body
        record = self._writer.create_warc_record(
            path if "://" in path else HOST + path, kind, payload=BytesIO(body),
            http_headers=StatusAndHeaders(status, list(told.items()), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": date},
        )  # fmt: skip
        self._writer.write_record(record)
        return self

    @property
    def content(self):
        return self._bytes.getvalue()

    def to(self, path):
        path.write_bytes(self.content)
        return path


def listed(path, **more):
    return list(list_pages(path, lambda url: "courier" if url.startswith(HOST) else None, NOW, **more))


# --- files ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_known_papers_are_listed_and_read(tmp_path, packed):
    archive = Archive(packed=packed).add("/a", "<p>Alder</p>").add("http://else.example/b", "<p>Birch</p>")
    archive.add("/c", "", status="404 Not Found").add("/d.jpg", b"\xff\xd8\xff", Content_Type="image/jpeg")
    archive.add("/e", gzip.compress(b"<p>Elm</p>"), Content_Encoding="gzip", Set_Cookie="who=1")
    found = listed(archive.to(tmp_path / "x.warc"))
    assert [record.url if record else None for record in found] == [f"{HOST}/a", None, None, None, f"{HOST}/e"]
    assert read_answer(found[0], 1000).body == b"<p>Alder</p>"
    answer = read_answer(found[4], 1000)
    assert answer == ArchivedAnswer(200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>Elm</p>")
    assert "more than 5 bytes" in read_answer(found[4], 5).reason


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("harm", ["cut head", "cut body", "overwritten", "junk between", "junk before"])
def test_what_is_broken_is_told_with_its_place_and_the_rest_is_read(tmp_path, packed, harm):
    archive = Archive(packed=packed)
    for number in range(4):
        archive.add(f"/{number}", f"<p>Page {number}</p>" * 300)
    content, at = archive.content, archive.at
    content, place, left = {
        "cut head": (content[: at[3] + 20], at[3], "012"),
        "cut body": (content[:-40], at[3], "012"),
        "overwritten": (content[: at[1]] + b"\0" * 60 + content[at[1] + 60 :], at[1], "023"),
        "junk between": (content[: at[2]] + b"junk " * 50 + content[at[2] :], at[2], "0123"),
        "junk before": (b"<html>" * 9 + content, 0, "0123"),
    }[harm]
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    found = listed(path)
    assert "".join(r.url[-1] for r in found if r and not isinstance(r, Broken)) == left
    broken = [r for r in found if isinstance(r, Broken)]
    assert broken
    assert broken[0].offset == place
    assert broken[0].reason.isprintable()
    for record in found:
        if record and not isinstance(record, Broken):
            assert f"Page {record.url[-1]}".encode() in read_answer(record, 10**6).body


def test_a_file_that_is_none_or_is_compressed_as_a_whole_is_told(tmp_path):
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(Archive(packed=False).add("/a", "<p>A</p>").add("/b", "<p>B</p>").content))
    assert any("gzip -d" in found.reason for found in listed(whole) if isinstance(found, Broken))
    none = tmp_path / "none.warc"
    none.write_bytes(b"<html>no archive</html>" * 20)
    assert [type(found) for found in listed(none)] == [Broken]
    assert "cannot be read" in listed(tmp_path / "missing.warc")[0].reason
    (tmp_path / "empty.warc").write_bytes(b"")
    assert listed(tmp_path / "empty.warc") == []


@pytest.mark.parametrize("chunk", [5000, 1 << 20])
def test_a_record_that_begins_across_two_chunks_is_found(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(archive_files, "_CHUNK", chunk)
    archive = Archive().add("/a", "<p>A</p>")
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"\x1f\x8b junk" * 3000 + archive.content)
    assert [found.url for found in listed(path) if found and not isinstance(found, Broken)] == [f"{HOST}/a"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-02T10:00:00Z", datetime(2024, 3, 2, 10, tzinfo=UTC)),
        ("2024-03-02T10:00:00.250000Z", datetime(2024, 3, 2, 10, 0, 0, 250000, tzinfo=UTC)),
        ("2024-03-02T12:00:00+02:00", datetime(2024, 3, 2, 10, tzinfo=UTC)),
        ("2024-03-02", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_of_records(text, moment):
    assert read_date(text) == moment


def test_dates_that_are_none_or_lie_ahead_are_told(tmp_path):
    archive = Archive().add("/a", "A", date="soon").add("/b", "B", date="2031-01-01T00:00:00Z").add("/c", "C")
    found = listed(archive.to(tmp_path / "x.warc.gz"))
    assert [isinstance(one, Broken) for one in found] == [True, True, False]
    assert "WARC-Date" in found[0].reason


# --- arguments --------------------------------------------------------------------------------------------------------------
def test_paths_patterns_and_several_by_commas(tmp_path):
    for name in ("a.warc.gz", "b.warc.gz", "c,d.warc"):
        Archive().add("/a", "A").to(tmp_path / name)
    read = lambda text: RunArguments.read({"warc": text}, NOW).warc  # noqa: E731
    a, b, cd = (str(tmp_path / name) for name in ("a.warc.gz", "b.warc.gz", "c,d.warc"))
    assert read(a) == (a,)
    assert read(f"{tmp_path}/*.gz") == (a, b)
    assert read(f"{b}, {tmp_path}/*.gz") == (b, a)
    assert read(cd) == (cd,)
    for wrong in (f"{tmp_path}/none.warc", f"{tmp_path}/*.zip", "", ","):
        with pytest.raises(ArgumentError, match=r"-a warc="):
            read(wrong)
    with pytest.raises(ArgumentError, match="one of them"):
        RunArguments.read({"warc": a, "urls": a}, NOW)


def test_a_missing_package_is_a_wrong_argument_that_names_the_command(tmp_path):
    Archive().add("/a", "A").to(tmp_path / "a.warc.gz")
    (tmp_path / "warcio.py").write_text("raise ImportError('not here')")
    sites = site(tmp_path)
    result = scrapy(
        "crawl", "localnews", "-a", f"sites={sites}", "-a", f"warc={tmp_path}/a.warc.gz",
        "-s", f"DATABASE_URL=sqlite:///{tmp_path / 'x.db'}", env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert result.returncode == 2
    assert "pip install 'newscrawl[warc]'" in result.stderr


# --- runs -------------------------------------------------------------------------------------------------------------------
def site(tmp_path, domain="courier.example", name="sites.toml"):
    path = tmp_path / name
    path.write_text(
        f'[[site]]\nname = "courier"\ndomain = "{domain}"\nscheme = "http"\nplace = "Mapleton, Oregon"\n'
        f'timezone = "America/Los_Angeles"\nallow_private = {str(domain.startswith("127")).lower()}\n'
    )
    return path


NO_NETWORK = """
import socket
def refuse(*_, **__):
    raise AssertionError("a request leaves")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
"""


def arguments(tmp_path, archive, *more, sites=None, database=None):
    database = database or f"sqlite:///{tmp_path / 'x.db'}"
    sites = sites or site(tmp_path)
    return (
        "crawl",
        "localnews",
        "-a",
        f"sites={sites}",
        "-a",
        f"warc={archive}",
        "-s",
        f"DATABASE_URL={database}",
        *more,
    )


def read_archive(tmp_path, archive, *more, **told):
    """A run in a process that can open no connection."""
    (tmp_path / "net").mkdir(exist_ok=True)
    (tmp_path / "net" / "sitecustomize.py").write_text(NO_NETWORK)
    result = scrapy(*arguments(tmp_path, archive, *more, **told), env={"PYTHONPATH": str(tmp_path / "net")})
    assert "a request leaves" not in result.stderr + result.stdout
    assert "Traceback" not in result.stderr
    return result


def rows(tmp_path, query):
    with sqlite3.connect(tmp_path / "x.db") as base:
        return base.execute(query).fetchall()


def paragraphs(*words):
    return tuple(
        f"The {word} of the new footbridge was the talk of the whole town on that morning, again." for word in words
    )


ARTICLES = "SELECT headline, revisions, substr(first_seen, 1, 10), substr(last_seen, 1, 10), gone_at FROM v_article ORDER BY url"


def test_pages_are_read_with_no_network_at_the_time_of_their_records(tmp_path):
    archive = Archive()
    archive.add("/", home("/2024/03/01/bridge/"))
    archive.add("/2024/03/01/bridge/", article_page("Bridge opens", published="2024-03-01T09:30:00-08:00",
                comments=thread(comment(1, "Gus", "About time."))))  # fmt: skip
    archive.add("http://elsewhere.example/x/", article_page("Not ours"))
    result = read_archive(tmp_path, archive.to(tmp_path / "a.warc.gz"))
    assert result.returncode == 0, result.stderr + result.stdout
    assert rows(tmp_path, ARTICLES) == [("Bridge opens", 1, "2024-03-02", "2024-03-02", None)]
    assert rows(tmp_path, "SELECT speaker FROM v_quote") == [("Lena Oak",)]
    assert rows(tmp_path, "SELECT author, text, substr(first_seen, 1, 10) FROM v_comment") == [
        ("Gus", "About time.", "2024-03-02")
    ]
    [(due,)] = rows(tmp_path, "SELECT due_at FROM page WHERE state = 'read'")
    assert due is None or due[:4] >= "2026"  # an old article is not overdue because its archive is old


def test_texts_of_one_article_follow_each_other_however_the_files_lie(tmp_path):
    path, published = "/2024/03/01/bridge/", "2024-03-01T09:30:00-08:00"
    page = lambda *words: article_page("Bridge opens", paragraphs(*words), published=published)  # noqa: E731
    Archive().add(path, page("rise", "fall", "paint"), date="2024-03-04T10:00:00Z").to(tmp_path / "a.warc.gz")
    old = Archive().add(path, page("rise", "fall"), date="2024-03-03T10:00:00Z")
    old.add(path, page("rise"), date="2024-03-02T10:00:00Z").to(tmp_path / "b.warc.gz")
    for _ in range(2):  # the second run finds everything read
        assert read_archive(tmp_path, tmp_path / "*.warc.gz").returncode == 0
        assert rows(tmp_path, ARTICLES) == [("Bridge opens", 3, "2024-03-02", "2024-03-04", None)]
        assert [len(body.split("\n\n")) for (body,) in rows(tmp_path, "SELECT body FROM revision ORDER BY number")] == [
            1,
            2,
            3,
        ]


def test_what_the_database_saw_later_stands(tmp_path):
    """Also under another address of the same article, which the database has not met."""
    now = paragraphs("rise", "fall", "paint")
    path = "/2024/03/01/bridge/"
    with Paper(
        {"/": home(path), path: article_page("Bridge opens", now, published="2024-03-01T09:30:00-08:00")}
    ) as paper:
        live = sites_toml(tmp_path / "live.toml", {"courier": paper})
        crawl = ("crawl", "localnews", "-a", f"sites={live}", "-s", f"DATABASE_URL=sqlite:///{tmp_path / 'x.db'}")
        assert scrapy(*crawl).returncode == 0
        before = rows(tmp_path, "SELECT headline, body, revisions, first_seen, last_seen FROM v_article")
        assert len(before) == 1
        old = article_page("Bridge opens soon", paragraphs("rise"), published="2024-03-01T09:30:00-08:00")
        twin = old.replace("</title>", f'</title><link rel="canonical" href="{paper.url}{path}">')
        archive = Archive().add(paper.url + path, old).add(paper.url + "/print/bridge-opens-in-mapleton/", twin)
        archive.add(
            paper.url + "/2024/02/01/another-story-of-old/", article_page("Another", paragraphs("ferry", "steel"))
        )
        assert read_archive(tmp_path, archive.to(tmp_path / "a.warc.gz"), sites=live).returncode == 0
        asked = len(paper.log)
        found = rows(
            tmp_path, "SELECT headline, body, revisions, first_seen, last_seen FROM v_article ORDER BY headline DESC"
        )
        assert found[:1] == before
        assert [row[0] for row in found] == ["Bridge opens", "Another"]
        [(due, state)] = rows(tmp_path, f"SELECT due_at, state FROM page WHERE kind = 'article' AND url LIKE '%{path}'")
        assert (due is None or due[:4] >= "2026") and state == "read"  # noqa: PT018
        assert len(paper.log) == asked


def test_an_article_that_is_gone_stays_gone(tmp_path):
    path = "/2024/03/01/bridge/"
    with Paper({"/": home(path)}) as paper:
        live = sites_toml(tmp_path / "live.toml", {"courier": paper})
        scrapy("crawl", "localnews", "-a", f"sites={live}", "-s", f"DATABASE_URL=sqlite:///{tmp_path / 'x.db'}")
        assert rows(tmp_path, "SELECT state FROM page WHERE kind = 'article'") == [("gone",)]
        archive = Archive().add(paper.url + path, article_page("Bridge opens"))
        for _ in range(2):
            read_archive(tmp_path, archive.to(tmp_path / "a.warc.gz"), sites=live)
            [(headline, revisions, first, last, gone)] = rows(tmp_path, ARTICLES)
            assert (headline, revisions, first, last) == ("Bridge opens", 1, "2024-03-02", "2024-03-02")
            assert gone[:4] >= "2026"
        assert rows(tmp_path, "SELECT state FROM page WHERE kind = 'article'") == [("gone",)]


def test_an_article_of_several_pages_is_joined_from_the_archive(tmp_path):
    first, second = paragraphs("rise", "fall"), paragraphs("paint", "steel")
    more = '<div class="page-links">Pages: <a href="/2024/03/01/bridge/2/" rel="next">2</a></div>'
    page = article_page("Bridge opens", first).replace("</div></article>", f"</div>{more}</article>")
    page = page.replace("</title>", f'</title><link rel="next" href="{HOST}/2024/03/01/bridge/2/">')
    archive = Archive().add("/2024/03/01/bridge/2/", article_page("Bridge opens", second), date="2024-03-02T09:00:00Z")
    archive.add("/2024/03/01/bridge/", page).to(tmp_path / "a.warc.gz")
    for _ in range(2):
        assert read_archive(tmp_path, tmp_path / "a.warc.gz").returncode == 0
        assert rows(tmp_path, "SELECT body FROM v_article") == [("\n\n".join((*first, *second)),)]


def test_since_and_until_are_kept_and_a_later_run_takes_what_they_left(tmp_path):
    archive = Archive()
    for year in (2021, 2022, 2023):
        archive.add(
            f"/{year}/03/01/bridge-{year}/",
            article_page(f"In {year}", paragraphs(f"{year}"), published=f"{year}-03-01T09:00:00Z"),
        )
    archive.to(tmp_path / "a.warc.gz")
    read_archive(tmp_path, tmp_path / "a.warc.gz", "-a", "since=2022-01-01", "-a", "until=2022-12-31")
    assert rows(tmp_path, "SELECT headline FROM v_article") == [("In 2022",)]
    read_archive(tmp_path, tmp_path / "a.warc.gz", "-a", "max_articles=1")
    assert rows(tmp_path, "SELECT count(*) FROM v_article") == [(2,)]
    read_archive(tmp_path, tmp_path / "a.warc.gz")
    assert rows(tmp_path, "SELECT count(*), max(revisions) FROM v_article") == [(3, 1)]


def test_broken_places_are_problems_with_file_and_byte(tmp_path):
    archive = Archive()
    for number in range(3):
        archive.add(
            f"/2024/03/0{number + 1}/bridge-opens/", article_page(f"Day {number}", paragraphs(f"{number}", "end"))
        )
    content, at = archive.content, archive.at[1]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content[:at] + b"\0" * 60 + content[at + 60 :])
    assert read_archive(tmp_path, path).returncode == 0
    assert rows(tmp_path, "SELECT headline FROM v_article ORDER BY 1") == [("Day 0",), ("Day 2",)]
    reasons = [reason for (reason,) in rows(tmp_path, "SELECT reason FROM v_problem WHERE stage = 'fetch'")]
    assert len(reasons) == 1
    assert reasons[0].startswith(f"{path}, byte {at}: ")


def test_a_paper_that_the_archive_does_not_hold_gave_nothing(tmp_path):
    Archive().add("http://elsewhere.example/x/", article_page("Not ours")).to(tmp_path / "a.warc.gz")
    result = read_archive(tmp_path, tmp_path / "a.warc.gz")
    assert result.returncode == 1
    assert "courier gave nothing: the archives hold no page of it" in result.stdout


def test_where_the_pages_lie_is_kept_and_they_can_be_read_again(tmp_path):
    path = Archive().add("/2024/03/01/bridge/", article_page("Bridge opens")).to(tmp_path / "a.warc.gz")
    read_archive(tmp_path, path, "-s", "CAPTURE=warc", "-s", f"CAPTURE_FOLDER={tmp_path / 'none'}")
    assert rows(tmp_path, "SELECT warc_file, warc_offset, stored FROM capture") == [(str(path), 0, 0)]
    again = scrapy("reread", "--processes", "1", "-s", f"DATABASE_URL=sqlite:///{tmp_path / 'x.db'}")
    assert "1 pages read again" in again.stdout + again.stderr
    assert rows(tmp_path, "SELECT revisions FROM v_article") == [(1,)]


def many(tmp_path, number):
    """An archive of *number* articles, each with a comment."""
    archive = Archive()
    for n in range(number):
        text = thread(comment(n + 1, "Gus", f"Of {n}."))
        archive.add(
            f"/2024/03/01/article-{n}-of-many/",
            article_page(f"Article {n}", comments=text),
            date=f"2024-03-02T10:{n // 60:02}:{n % 60:02}Z",
        )
    return archive.to(tmp_path / "a.warc.gz")


def wait_for_articles(tmp_path, number, process):
    deadline, stored = time.monotonic() + 60, 0
    while stored < number and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
        try:
            [(stored,)] = rows(tmp_path, "SELECT count(*) FROM v_article")
        except sqlite3.OperationalError:
            stored = 0


def read_whole(tmp_path, number):
    return all(
        rows(tmp_path, f"SELECT count(*), count(DISTINCT {key}) FROM {view}") == [(number, number)]
        for view, key in (("v_article", "url"), ("v_quote", "article_id"), ("v_comment", "platform_id"))
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_that_is_killed_and_started_again_loses_nothing_and_doubles_nothing(tmp_path, seed):
    path = many(tmp_path, 120)
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments(tmp_path, path)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for_articles(tmp_path, seed * 20, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert read_archive(tmp_path, path).returncode == 0
    assert read_whole(tmp_path, 120)
    assert rows(tmp_path, "SELECT max(revisions) FROM v_article") == [(1,)]


def test_an_interrupt_ends_the_run_whole_with_code_130(tmp_path):
    path = many(tmp_path, 400)
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments(tmp_path, path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for_articles(tmp_path, 30, process)
        process.send_signal(signal.SIGINT)
        said, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130, errors
    assert "the next run goes on" in said
    assert rows(tmp_path, "SELECT count(*) FROM run WHERE finished_at IS NULL") == [(0,)]
    assert rows(tmp_path, "SELECT url, reason FROM v_problem") == []
    assert read_archive(tmp_path, path).returncode == 0
    assert read_whole(tmp_path, 400)
