"""The pages of ``scrapy browse``: what they show, that strangers' words stay words, and how they look in a narrow Chromium."""

from __future__ import annotations

import re
import shutil
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from courier import BODY, PAPER, quotes_of, reading, rows, said, thread, write
from sqlalchemy import event, text

from newscrawl.browsing import POLICY, Pages
from newscrawl.browsing.guard import is_own
from newscrawl.db.engine import open_engine, prepare
from newscrawl.db.showing import as_tree, busy_threads, marked_paragraphs, most_quoted, shown_article

EVIL = '<script>document.title = "owned"</script>' + "Bridge" * 40
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NOW = datetime.now(UTC).replace(microsecond=0)
URL = "https://courier.example/evil"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('pages') / 'news.db'}")
    prepare(engine, lambda _: None)
    comments = [said("1", EVIL, author="<b>Eve</b>", article=URL)]
    comments += [said(str(n), "W" * 300, parent=str(n - 1), article=URL) for n in range(2, 40)]
    write(
        engine,
        reading(URL, at=NOW, headline=EVIL, authors=["<i>Ada</i>"], published=NOW - timedelta(minutes=5), language='x" onload="',
                threads=[thread(article=URL)], comments=comments),
        reading("javascript:alert(1)", at=NOW, headline=None, published=NOW - timedelta(days=400)),
    )  # fmt: skip
    with engine.begin() as connection:
        connection.execute(text("UPDATE outlet SET place = '<u>Mapleton</u>'"))
    yield Pages(engine, "news")
    engine.dispose()


def test_the_front_page_shows_the_day_by_place_with_quotes_and_threads(pages):
    front = pages.front()
    for words in ("Today", "&lt;u&gt;Mapleton&lt;/u&gt;", "Ada Reyes", "39", "/-/article/1", "Articles a day", "<svg"):
        assert words in front


def test_an_article_shows_its_quotes_with_their_speaker_and_its_thread_as_a_tree(pages):
    shown = pages.article(1)
    assert '<mark>It was a long wait,</mark>”<cite class="speaker"' in shown
    assert shown.count("<ol>") == 39
    assert shown.count("<li>") == shown.count("</li>")
    assert 'lang="x' not in shown
    assert pages.article(999) is None
    assert "Nothing is here" in pages.missing()


@pytest.mark.parametrize("page", ["front", "sites", "article 1", "article 2"])
def test_no_page_holds_a_script_a_style_or_anything_from_elsewhere(pages, page):
    name, *number = page.split()
    written = getattr(pages, name)(*map(int, number))
    assert not re.search(
        r"<script|<iframe|<img|\son\w+\s*=\s*['\"]|style=|javascript:|<b>Eve|<i>Ada|<u>Map", written, re.IGNORECASE
    )
    assert not re.search(r"(?:src|<link[^>]*href)=\"(?!/|data:)", written)
    assert '<html lang="en">' in written
    assert written.count("<h1") == 1
    assert "default-src 'none'" in POLICY
    assert "script" not in POLICY


def test_every_field_has_a_label_and_every_picture_a_name(pages):
    for written in (pages.front(), pages.sites(), pages.article(1)):
        assert '<label class="unseen" for="words">' in written
        assert all("aria-label" in svg for svg in re.findall(r"<svg[^>]*>", written))
        assert 'href="#main"' in written


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([(2, 5)], [["He", "llo", " you"], ["Two"]]),
        ([(0, 9), (3, 6)], [["Hello you"], ["Two"]]),
        ([(6, 14)], [["Hello ", "you"], ["Two"]]),
        ([(11, 14)], [["Hello you"], ["Two"]]),
        ([], [["Hello you"], ["Two"]]),
    ],
)
def test_quotes_are_marked_where_they_stand(spans, marked):
    quotes = [{"start_char": start, "end_char": end} for start, end in spans]
    found = marked_paragraphs("Hello you\n\nTwo", quotes)
    assert [[piece.text + piece.tail for piece in pieces] for pieces in found] == marked


def test_the_front_page_begins_at_the_articles_of_its_weeks(engine):
    """And not at every quote and comment there is."""
    write(engine, reading(threads=[thread()], comments=[said("1", "So it does."), said("2", "No.")]))
    since = datetime(2026, 2, 1, tzinfo=UTC)
    with engine.connect() as connection:
        [quoted] = most_quoted(connection, since)
        assert (quoted["name"], quoted["outlet"], quoted["quotes"], quoted["articles"]) == ("Ada Reyes", PAPER, 2, 1)
        [busy] = busy_threads(connection, since)
        assert (busy["headline"], busy["outlet"], busy["comments"]) == ("Bridge opens", PAPER, 2)
        assert most_quoted(connection, NOW) == busy_threads(connection, NOW) == []
        if engine.dialect.name == "sqlite":
            asked = []
            event.listen(connection, "before_cursor_execute", lambda _c, _cursor, sql, *_more: asked.append(sql))
            most_quoted(connection, since)
            busy_threads(connection, since)
            for sql in tuple(asked):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (since.isoformat(" "), 10)).all()
                steps = [step[3] for step in plan if step[3].startswith(("SCAN", "SEARCH"))]
                assert steps[0].startswith("SEARCH article USING"), steps
                assert {step for step in steps if step.startswith("SCAN")} <= {"SCAN busy"}, steps


def test_what_costs_most_is_kept_a_while(pages):
    one = Pages(pages._engine, "a~2Eb")
    assert 'href="/a~2Eb' in one.front()
    looks = []
    assert one._keep("papers", lambda: looks.append(1))
    assert one._keep("other", lambda: 5) == one._keep("other", lambda: 6) == 5
    assert looks == []


@pytest.mark.parametrize(
    ("hosts", "own"),
    [
        (["127.0.0.1:8001"], True),
        (["LOCALHOST:8001"], True),
        (["localhost"], True),
        (["evil.example"], False),
        (["127.0.0.1.evil.example:8001"], False),
        (["localhost.evil.example"], False),
        (["127.0.0.1", "evil.example"], False),
        ([""], False),
        ([], False),
    ],
)
def test_only_this_machines_browser_is_answered(hosts, own):
    assert is_own([(b"Host", host.encode()) for host in hosts]) == own


def test_marked_paragraphs_lose_no_character(engine):
    write(engine, reading(paragraphs=BODY))
    with engine.connect() as connection:
        [(article_id,)] = rows(engine, "SELECT id FROM article")
        shown = shown_article(connection, article_id)
    joined = "\n\n".join("".join(piece.text + piece.tail for piece in pieces) for pieces in shown.paragraphs)
    assert joined == "\n\n".join(BODY)
    assert sum(piece.quote is not None for pieces in shown.paragraphs for piece in pieces) == len(quotes_of(BODY))
    assert shown.article["outlet"] == PAPER


def test_a_tree_of_any_depth_is_written_and_no_ring_is_followed():
    deep = [{"id": n, "parent_id": n - 1 or None} for n in range(1, 5001)]
    steps = as_tree(deep)
    assert [c["id"] for what, c in steps if what == "item"] == list(range(1, 5001))
    assert sum(what == "open" for what, _ in steps) == sum(what == "close" for what, _ in steps) == 5000
    assert as_tree([{"id": 1, "parent_id": 2}, {"id": 2, "parent_id": 1}]) == []
    assert [w for w, _ in as_tree([{"id": 1, "parent_id": 77}])] == ["open", "item", "end", "close"]


@pytest.fixture
def served(pages):
    """The pages over HTTP, as the plugin sends them."""
    written = {
        "/": pages.front,
        "/-/sites": pages.sites,
        "/-/article/1": lambda: pages.article(1),
        "/-/newscrawl.css": pages.style,
    }
    answers = {path: make() for path, make in written.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if self.path.endswith("css") else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_in_chromium_nothing_is_wider_than_a_phone_and_a_script_is_text(served):
    api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install playwright")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme, width in (("light", 390), ("dark", 1280)):
            page = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme).new_page()
            complaints: list[str] = []
            page.on("console", lambda message, kept=complaints: kept.append(message.text))
            for path in ("/", "/-/sites", "/-/article/1"):
                page.goto(served + path)
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (path, width)
                assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # the style sheet came
            assert "owned" not in page.title().partition("·")[2]
            assert page.inner_text("h1").startswith("<script>document.title")
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip"
            assert complaints == []
        browser.close()
