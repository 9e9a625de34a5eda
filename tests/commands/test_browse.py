"""Datasette over a database with what strangers write in it; in Chromium where the machine has one."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from html import unescape

import pytest
from courier import reading, rows, said, thread, write
from loopback import ROOT
from sqlalchemy import text

from newscrawl.db.browsing import SHOWN, canned_sql, metadata
from newscrawl.db.engine import open_engine, prepare
from newscrawl.db.questions import QUESTIONS
from newscrawl.db.views import VIEWS

EVIL = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">Bridge"
NAMED = "news+of~2E2026"
"""The database's file, as Datasette writes it in addresses."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browsed(tmp_path_factory):
    pytest.importorskip("datasette")
    folder = tmp_path_factory.mktemp("browse")
    url = f"sqlite:///{folder / 'news of.2026.db'}"
    engine = open_engine(url)
    prepare(engine, lambda _: None)
    comments = [said("1", "So it does.", author="<b>Eve</b>"), said("2", EVIL)]
    write(engine, reading(headline=EVIL, threads=[thread()], comments=comments), reading("https://courier.example/2", headline="Ferry stops",
          section="Town", paragraphs=["The ferry stops in autumn, and nobody knows who will row the school across the creek."]))  # fmt: skip
    engine.dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "browse", "--port", str(port), "-s", f"DATABASE_URL={url}"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            get(f"{address}/-/versions.json")
            break
        except OSError:
            time.sleep(0.25)
    yield f"{address}/{NAMED}"
    served.terminate()
    assert served.wait(30) == 0
    assert "Ctrl-C ends it" in served.stderr.read()
    engine = open_engine(url)
    assert rows(engine, "SELECT count(*) FROM article") == [(2,)]
    engine.dispose()


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def test_the_views_stand_there_with_titles_and_the_tables_do_not(browsed):
    page = get(browsed)
    assert "Local papers" in page
    for view in VIEWS:
        assert f'/{NAMED}/{view}"' in page
    for name in QUESTIONS:
        assert f"/{NAMED}/{name}" in page
    assert f'href="/{NAMED}/robots_file"' not in page


def test_search_finds_and_facets_count(browsed):
    found = json.loads(get(f"{browsed}/v_article.json?_search=row+school&_shape=objects&_facet=section"))
    assert [row["headline"] for row in found["rows"]] == ["Ferry stops"]
    assert found["facet_results"]["section"]["results"][0]["value"] == "Town"
    assert "outlet" in found["facet_results"]
    for view, word in (("v_quote", "wait"), ("v_comment", "does")):
        assert 'name="_search"' in get(f"{browsed}/{view}")
        assert len(json.loads(get(f"{browsed}/{view}.json?_search={word}&_shape=array"))) == 1


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_ready_question_can_be_asked(browsed, name):
    asked = urllib.parse.urlencode({"since": "", "place": "", "name": "", "words": 'bridge "and" -'})
    answer = json.loads(get(f"{browsed}/{name}.json?{asked}&_shape=objects"))
    assert answer["ok"] if "ok" in answer else answer["rows"] is not None
    assert not answer.get("error")


def test_a_question_gives_what_the_command_gives(browsed):
    answer = json.loads(get(f"{browsed}/most-quoted.json?since=&_shape=objects"))
    assert (answer["rows"][0]["speaker"], answer["rows"][0]["quotes"]) == ("Ada Reyes", 2)
    assert json.loads(get(f"{browsed}/most-quoted.json?since=2099-01-01&_shape=objects"))["rows"] == []


def test_the_front_page_leads_to_the_data_whatever_the_file_is_called(browsed):
    front = get(browsed.removesuffix(NAMED))
    links = set(re.findall(rf'href="(/{re.escape(NAMED)}[^"]*)"', front))
    assert len(links) > 1
    for link in links:
        assert get(browsed.removesuffix(f"/{NAMED}") + unescape(link))


@pytest.mark.parametrize("page", ["", "/v_article", ".json?sql=select+1"])
def test_a_page_of_the_web_that_calls_this_machine_its_own_host_is_refused(browsed, page):
    asked = urllib.request.Request(browsed + page, headers={"Host": "evil.example"})
    assert "browser of their own machine" in get_error(asked)
    with urllib.request.urlopen(browsed + page, timeout=20) as answer:
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_nothing_can_be_written_or_downloaded(browsed):
    answer = get_error(f"{browsed}.json?sql=delete+from+article")
    assert "Statement must be a SELECT" in answer
    assert get_error(browsed + ".db")


def get_error(url):
    with pytest.raises(urllib.error.HTTPError) as told:
        get(url)
    return told.value.read().decode()


@pytest.mark.parametrize(
    "page",
    ["/v_article", "/v_comment", "/search?since=&words=bridge", "/v_article?_facet=headline", "/busy-threads?since="],
)
def test_what_strangers_wrote_is_escaped(browsed, page):
    html = get(browsed + page)
    assert "<script>document.title" not in html
    assert "<img src=x" not in html
    assert "<b>Eve" not in html
    assert "document.title = 'owned'" in unescape(html)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(
    "page", ["/v_article", "/v_article?_search=bridge&_facet=headline", "/search?since=&words=bridge", "/v_comment"]
)
def test_a_script_in_a_headline_shows_as_text_in_a_browser(browsed, page, tmp_path):
    shown = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--virtual-time-budget=3000",
         "--dump-dom", browsed + page],
        capture_output=True, text=True, timeout=120, check=False,
    ).stdout  # fmt: skip
    title = shown.partition("<title>")[2].partition("</title>")[0]
    assert title
    assert "owned" not in title
    assert "&lt;script&gt;document.title" in shown


def test_metadata_speaks_of_views_that_there_are(engine):
    told = metadata("news")["databases"]["news"]
    assert SHOWN.keys() <= VIEWS.keys() <= told["tables"].keys()
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            for view, more in SHOWN.items():
                columns = {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({view})")}
                assert columns >= {
                    *more.get("facets", ()),
                    *[more[name] for name in ("sort_desc", "fts_pk") if name in more],
                }, view


@pytest.mark.parametrize("name", QUESTIONS)
def test_canned_queries_leave_no_sign_unfilled(engine, name):
    sql = canned_sql(QUESTIONS[name])
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            raw.create_function("escape_fts", 1, lambda words: f'"{words}"')
            connection.execute(text(sql), {"since": "", "place": "", "name": "", "words": "bridge"}).all()


def test_on_postgresql_it_says_what_to_use(filled):
    if filled.engine.dialect.name == "sqlite":
        pytest.skip("about PostgreSQL")
    answer = filled("browse")
    assert answer.code == 2
    assert "psql" in answer.err


def test_a_missing_package_is_named_with_its_command(filled, monkeypatch):
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("about SQLite")
    from newscrawl.commands import browse

    monkeypatch.setattr(browse.importlib.util, "find_spec", lambda _name: None)
    answer = filled("browse")
    assert answer.code == 2
    assert "pip install 'newscrawl[browse]'" in answer.err


def test_a_port_in_use_is_told(filled, monkeypatch):
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("about SQLite")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = filled("browse", "--port", str(taken.getsockname()[1]))
    assert answer.code == 2
    assert "--port N names another" in answer.err
    assert filled("browse", "--port", "99999").code == 2
    assert filled("browse", "news.db").code == 2
