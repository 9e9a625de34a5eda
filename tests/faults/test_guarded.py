"""The second table of the faults: what Scrapy leaves to us. A server on another loopback address decides what has left.

The paper may be asked (``allow_private``); a neighbour on 127.0.0.2 and another port of the paper's own address may not,
by whatever way a page leads there.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from faults.bench import Answer, Bench
from faults.runs import Run, crawl, sites
from loopback import ROOT, article_page, comment, home, thread
from scrapy.settings import Settings
from sqlalchemy import create_engine, text


@pytest.fixture(scope="module")
def led_astray(tmp_path_factory):
    """A run over a paper whose pages lead to a neighbour in every way that a page can."""
    folder = tmp_path_factory.mktemp("astray")
    database = f"sqlite:///{folder / 'news.db'}"
    with (
        Bench(3, 0, seed=50) as paper,
        Bench(3, 0, seed=51, name="neighbour", address="127.0.0.2") as neighbour,
        Bench(3, 0, seed=52, name="other_port") as other_port,
    ):
        targets = {name: host.url for name, host in (("neighbour", neighbour), ("other_port", other_port))}
        port = neighbour.domain.rpartition(":")[2]
        spelled = [
            f"http://{host}:{port}/x/"
            for host in (
                "localhost",
                "2130706434",
                "0x7f000002",
                "0177.0.0.2",
                "[::ffff:127.0.0.2]",
                "127.0.0.2.nip.io",
                "[::1]",
                "169.254.169.254",
                "10.0.0.1",
            )
        ]
        links = (
            [f"{url}/2026/03/01/by-a-link-of-the-page/" for url in targets.values()]
            + spelled
            + ["file:///etc/passwd", "ftp://127.0.0.2/x", "data:text/html,x", "gopher://127.0.0.2/x"]
        )
        head = "".join(
            f'<link rel="alternate" type="application/rss+xml" href="{url}/by-the-feed-link/">'
            for url in targets.values()
        )
        head += f'<link rel="https://api.w.org/" href="{neighbour.url}/wp-json/"><link rel="next" href="{neighbour.url}/by-next/">'
        paper.answers["/"] = Answer(home(*paper.quotes, *links, "/moved/", "/by-way/", head=head).encode())
        for n, (path, status) in enumerate(
            (("/2026/03/01/moved-to-a-neighbour/", 301), ("/2026/03/01/moved-for-a-while/", 307))
        ):
            paper.answers[path] = Answer(
                b"", status=status, headers={"Location": f"{list(targets.values())[n]}/by-redirect/"}
            )
        urls = "".join(f"<url><loc>{url}/by-the-sitemap/</loc></url>" for url in targets.values())
        urls += "".join(f"<url><loc>{paper.url}{path}</loc></url>" for path in paper.answers if "/moved-" in path)
        maps = f"<sitemap><loc>{neighbour.url}/by-the-index.xml</loc></sitemap><sitemap><loc>{paper.url}/own.xml</loc></sitemap>"
        paper.answers["/own.xml"] = Answer(f"<urlset>{urls}</urlset>".encode(), "application/xml")
        paper.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{maps}</sitemapindex>".encode(), "application/xml")
        paper.answers["/feed/"] = Answer(
            f"<rss version='2.0'><channel><item><link>{neighbour.url}/by-the-feed/</link></item></channel></rss>".encode(),
            "application/rss+xml",
        )
        paper.answers["/robots.txt"] = Answer(
            f"User-agent: *\nSitemap: {neighbour.url}/by-robots.xml\nSitemap: {paper.url}/sitemap.xml\n".encode(),
            "text/plain",
        )
        odd = article_page("A page that leads elsewhere in every way").replace(
            "</article>",
            f'<img src="{neighbour.url}/by-the-picture.jpg"><iframe src="{neighbour.url}/by-the-frame"></iframe>'
            f'<section id="isso-thread" data-isso-id="/a/"></section><script data-isso="{neighbour.url}/isso/" src="{neighbour.url}/isso/js/embed.min.js"></script>'
            f'<div id=remark42></div><script>var remark_config = {{host: "{neighbour.url}", site_id: "x"}}</script>'
            f'<div id="coral_thread"></div><script>Coral.createStreamEmbed({{rootURL: "{neighbour.url}", storyURL: "x"}})</script>'
            f'<div id="discourse-comments"></div><script>DiscourseEmbed = {{discourseUrl: "{neighbour.url}/", topicId: 7}}</script>'
            f'<script data-ghost-comments="{neighbour.url}/" data-post-id="65e000000000000000000001"></script></article>',
        )
        odd = odd.replace(
            "</head>",
            f'<link rel="canonical" href="{neighbour.url}/by-canonical/"><link rel="amphtml" href="{neighbour.url}/by-amp/">'
            f'<meta http-equiv="refresh" content="0;url={neighbour.url}/by-refresh/"><base href="{neighbour.url}/by-base/">'
            f'<link rel="next" href="{neighbour.url}/by-the-next-part/"></head>',
        )
        for path in paper.quotes:
            paper.answers[path] = Answer(odd.encode())
        result = crawl(sites(folder, paper), database, "RETRY_TIMES=1", "LOG_LEVEL=DEBUG")
        yield paper, neighbour, other_port, database, result


def test_nothing_has_left_for_a_private_address(led_astray):
    _, neighbour, _, _, _ = led_astray
    assert [served.path for served in neighbour.log] == []
    assert neighbour.connections == []


def test_another_port_of_the_same_address_is_asked_for_no_page_either(led_astray):
    _, _, other_port, _, _ = led_astray
    assert [served.path for served in other_port.log] == []


def test_the_papers_own_pages_came_all_the_same(led_astray):
    paper, _, _, _, result = led_astray
    assert paper.served_whole() == set(paper.quotes), result.stderr[-2000:]
    assert "Traceback" not in result.stderr


def test_the_refusals_are_recorded_with_the_address(led_astray):
    *_, database, _ = led_astray
    engine = create_engine(database)
    with engine.connect() as connection:
        told = " ".join(row[0] for row in connection.execute(text("SELECT reason FROM v_problem")))
    engine.dispose()
    assert "private address" in told or "off the site" in told, told


def test_a_run_opens_no_port_and_asks_for_nothing_but_the_paper(tmp_path):
    """No telnet, no remote control: the process listens on nothing. No suffix list is fetched, with no network at all."""
    with Bench(60, 0, seed=53, pause=0.02) as paper:
        run = Run(sites(tmp_path, paper), f"sqlite:///{tmp_path / 'news.db'}", "COOKIES_ENABLED=True")
        assert run.until(lambda: len(paper.served_whole()) > 3)
        inodes = set()
        for path in Path(f"/proc/{run.process.pid}/fd").iterdir():
            try:
                target = str(path.readlink())
            except OSError:
                continue
            if found := re.fullmatch(r"socket:\[(\d+)\]", target):
                inodes.add(found[1])
        listening, elsewhere = [], []
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/{run.process.pid}/net/{table}").read_text().splitlines()[1:]:
                parts = line.split()
                if parts[9] not in inodes:
                    continue
                if parts[3] == "0A":
                    listening.append(parts[1])
                elif not parts[2].startswith("0100007F") and parts[2] != "00000000:0000":
                    elsewhere.append(parts[2])
        assert listening == []
        assert elsewhere == []
        assert run.finish(60)[0] == 0


def test_settings_that_keep_strangers_out():
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getint("DOWNLOAD_MAXSIZE") <= 32 * 1024 * 1024
    assert settings.getint("DOWNLOAD_TIMEOUT") <= 60
    assert settings.get("REFERRER_POLICY") == "same-origin"
    assert {scheme for scheme, handler in settings.getdict("DOWNLOAD_HANDLERS").items() if handler is None} >= {
        "data",
        "file",
        "ftp",
        "s3",
    }
    assert not settings.getbool("HTTPCACHE_ENABLED")  # it unpickles what lies in its folder
    assert settings.get("JOBDIR") is None


OWN_PIPES = {
    "newscrawl/spiders/readers.py",
    "newscrawl/spiders/reading_answers.py",
    "newscrawl/spiders/reading_messages.py",
}
"""Here the crawl and its own reader processes speak over a pair of sockets that nobody else can reach: no file, no port."""
DANGEROUS = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "jsonpickle", "joblib"}
CALLED = {"eval", "exec", "compile", "__import__"}


def sources():
    return [path for room in ("newscrawl", "pipelines") for path in sorted((ROOT / room).rglob("*.py"))]


def test_nothing_of_ours_unpickles_or_runs_what_it_reads():
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            if str(path.relative_to(ROOT)) not in OWN_PIPES:
                found += [f"{path}: {name}" for name in names if name.partition(".")[0] in DANGEROUS]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
                found.append(f"{path}:{node.lineno}: {node.func.id}")
            if isinstance(node, ast.keyword) and node.arg == "shell" and getattr(node.value, "value", None) is True:
                found.append(f"{path}: shell=True")
            if isinstance(node, ast.Attribute) and node.attr == "load" and getattr(node.value, "id", "") == "yaml":
                found.append(f"{path}: yaml.load")
    assert found == []


def test_every_like_says_how_its_signs_are_escaped():
    """``%`` and ``_`` of a bound value match everything: where LIKE meets a value, ESCAPE or autoescape stands beside it."""
    found = []
    for path in sources():
        if "migrations" in path.parts or "demo" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"like", "ilike", "contains", "icontains", "startswith", "endswith"}
                and node.args
                and not isinstance(node.args[0], ast.Constant)
                and isinstance(node.func.value, ast.Attribute)
                and isinstance(node.func.value.value, ast.Name)
                and node.func.value.value.id[:1].isupper()
                and not {"escape", "autoescape"} & {word.arg for word in node.keywords}
            ):
                found.append(f"{path}:{node.lineno}")
    assert found == []


def test_a_key_goes_to_its_own_host_and_to_no_other(tmp_path):
    """A request's headers beyond the usual go no further than the host that they were made for (Scrapy sends them on)."""
    from faults.keys import redirected_headers

    with Bench(1, 0, seed=54) as own, Bench(1, 0, seed=55, name="other") as other:
        own.answers["/with-key"] = Answer(b"", status=302, headers={"Location": f"{other.url}/taken"})
        own.answers["/inside"] = Answer(b"", status=302, headers={"Location": "/with-key-inside"})
        seen = redirected_headers(own.domain, other.domain, [f"{own.url}/with-key", f"{own.url}/inside"])
        assert seen, "the crawl came to its end"
        taken = [served.headers for served in other.log if served.path == "/taken"]
        assert all("X-Api-Key" not in headers and "Authorization" not in headers for headers in taken), taken
        inside = [served.headers for served in own.log if served.path == "/with-key-inside"]
        assert [headers.get("X-Api-Key") for headers in inside] == ["secret"]


def test_what_is_shown_and_logged_cannot_drive_a_terminal(tmp_path):
    """Control characters and escape sequences of a page reach neither the log nor the closing words."""
    nasty = "\x1b]0;owned\x07\x1b[31mred\x1b[0m\x9b2J\u202eevil\r\nCRITICAL: forged line"
    database = f"sqlite:///{tmp_path / 'news.db'}"
    with Bench(3, 0, seed=56) as paper:
        first = next(iter(paper.quotes))
        page = article_page(nasty, comments=thread(comment(1, nasty, "So."), comment(1, "Tom Commenter", nasty)))
        paper.answers[first] = Answer(page.encode())
        paper.answers["/feed/"] = Answer(
            b"<rss><channel><item><title>\x1b[31m</title><link>\x1b[31m</link></item></channel></rss>",
            "application/rss+xml\x1b[0m",
        )
        paper.answers["/"] = Answer(home(*paper.quotes, "/2026/03/01/with-\x1b[31m-in-the-address/").encode())
        paper.faults[list(paper.quotes)[1]] = lambda handler, answer: handler.wfile.write(
            b"HTTP/1.1 200 \x1b[31mOK\r\nX: \x1b[31m\r\nContent-Length: 2\r\n\r\nok"
        )
        result = crawl(sites(tmp_path, paper), database, "LOG_LEVEL=DEBUG", f"LOG_FILE={tmp_path / 'crawl.log'}")
        for words in (result.stdout, result.stderr, (tmp_path / "crawl.log").read_text("utf-8")):
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", words), words
            assert "\nCRITICAL: forged line" not in words
        log = (tmp_path / "crawl.log").read_text("utf-8")
        assert "Tom Commenter" not in log
        assert "So." not in log
