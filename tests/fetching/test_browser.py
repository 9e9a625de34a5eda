"""Papers whose pages are made by scripts, shown by the machine's Chromium. Skipped, visibly, where there is none."""

from __future__ import annotations

import json
import shutil
import sqlite3

import pytest
from loopback import Answer, Paper, article_page, home, scrapy, sites_toml

pytest.importorskip("scrapy_playwright", reason="no scrapy-playwright: pip install 'newscrawl[js]'")
browser = pytest.importorskip("newscrawl.fetching.browser")
CHROMIUM = next(filter(None, map(shutil.which, browser.NAMES)), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH: apt install chromium")

SHELL = """<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>Alder Valley Signal</title>
<link rel="stylesheet" href="/app.css"><link rel="icon" href="/icon.png"></head>
<body><div id="app">Loading</div><img src="/logo.png"><script src="/app.js"></script></body></html>"""

APP = """
const app = document.getElementById("app");
async function json(path) { const answer = await fetch(path, {headers: {Accept: "application/json"}}); return answer.json(); }
async function front() {
  const stories = await json("/api/stories");
  app.innerHTML = "<main>" + stories.map(s => `<article><h2><a href="${s.path}">${s.headline}</a></h2></article>`).join("") + "</main>";
}
async function story(path) {
  const s = await json("/api" + path);
  document.title = s.headline;
  app.innerHTML = `<main><article><h1>${s.headline}</h1><p class="byline">By <a rel="author" href="/a">${s.author}</a></p>` +
    `<time datetime="${s.published}">${s.published}</time><div class="story-body">` +
    s.paragraphs.map(p => `<p>${p}</p>`).join("") + "</div></article></main>";
}
location.pathname === "/" ? front() : story(location.pathname);
"""


def story(number: int) -> dict[str, object]:
    return {
        "path": f"/news/2026/bridge-over-the-alder-part-{number}",
        "headline": f"Bridge over the Alder, part {number} of the works begins",
        "author": "Ada Reyes",
        "published": "2026-03-01T09:30:00-08:00",
        "paragraphs": [
            f"The works on pillar {number} of the bridge began on Monday, and the ferry runs until they have ended in May.",
            "“We waited eleven years for this,” said Mayor Lena Oak, who had come with the school's brass band.",
            "The county pays for the steel, the town for the rest; the ferry's crew of four will move to the new lock upstream.",
            "A first concrete was poured at noon. Drivers are asked to take the mill road, which is open to lorries as well.",
        ],
    }


def made_by_scripts(stories: list[dict[str, object]], *, app: str = APP, **more: Answer | str | bytes) -> Paper:
    script = Answer(app.encode(), headers={"Content-Type": "text/javascript"})
    listed = [{name: s[name] for name in ("path", "headline")} for s in stories]
    data = {"/api/stories": listed, **{f"/api{s['path']}": s for s in stories}}
    answers: dict[str, Answer | str | bytes] = {"/": SHELL, "/app.js": script}
    answers |= {
        path: Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json"})
        for path, value in data.items()
    }
    answers |= {str(s["path"]): SHELL for s in stories}
    return Paper({**answers, **more})


def js_sites(path, papers):
    sites_toml(path, papers)
    path.write_text(path.read_text().replace('name = "signal"', 'name = "signal"\njs = true'))
    return path


def crawl(tmp_path, papers, *settings: str, **more):
    """Run a crawl; what it printed, its exit code, and a connection to what it stored."""
    sites, database = js_sites(tmp_path / "sites.toml", papers), tmp_path / "news.db"
    given = [word for setting in (f"DATABASE_URL=sqlite:///{database}", *settings) for word in ("-s", setting)]
    done = scrapy("crawl", "localnews", "-a", f"sites={sites}", *given, **more)
    return done, sqlite3.connect(database)


def asked_once(paper: Paper) -> list[str]:
    """The pages and data that were asked for; each no more than once."""
    paths = [
        path for path in paper.asked() if not path.startswith(("/feed", "/rss", "/sitemap", "/wp-", "/.well-known"))
    ]
    assert len(paths) == len(set(paths)), paths
    return paths


@needs_chromium
def test_a_paper_that_is_made_by_scripts_is_read_as_its_readers_see_it(tmp_path):
    stories = [story(number) for number in (1, 2, 3, 4)]
    with made_by_scripts(stories) as paper:
        done, db = crawl(tmp_path, {"signal": paper})
        assert done.returncode == 0, done.stderr
        paths = asked_once(paper)
        assert {"/", "/app.js", "/api/stories", "/robots.txt"} <= set(paths)
        assert not {"/logo.png", "/app.css", "/icon.png"} & set(paths)
        assert all("newscrawl" in headers["User-Agent"] for _, _, headers in paper.log)
    read = db.execute("select headline, authors, body from v_article order by url").fetchall()
    assert [headline for headline, _, _ in read] == [s["headline"] for s in stories]
    assert json.loads(read[0][1]) == ["Ada Reyes"]
    assert read[0][2].split("\n\n") == stories[0]["paragraphs"]
    assert db.execute("select speaker from v_quote").fetchall() == [("Lena Oak",)] * 4


@needs_chromium
def test_what_a_page_holds_as_it_comes_is_read_without_a_browser(tmp_path):
    stories = [story(number) for number in (1, 2, 3)]
    state = '<script id="__NEXT_DATA__" type="application/json">%s</script>'
    ld = '<script type="application/ld+json">%s</script>'
    with made_by_scripts(stories) as paper:
        paper.answers["/"] = Answer.of(home(*(str(s["path"]) for s in stories)))
        for s in stories:
            embedded = {"@type": "NewsArticle", "headline": s["headline"], "datePublished": s["published"],
                        "articleBody": "\n\n".join(s["paragraphs"]), "author": {"name": s["author"]}}  # fmt: skip
            page = SHELL.replace("</body>", state % json.dumps({}) + ld % json.dumps(embedded) + "</body>")
            paper.answers[str(s["path"])] = Answer.of(page)
        done, db = crawl(tmp_path, {"signal": paper}, "JS_BROWSER=/nowhere/chromium")
        assert done.returncode == 0, done.stderr
        assert "/app.js" not in paper.asked()
    assert db.execute("select count(*) from v_article").fetchone() == (3,)


def test_without_a_browser_the_paper_is_reported_and_the_others_go_on(tmp_path):
    plain = {"/": home("/news/2026/a-plain-story-of-the-town"), "/news/2026/a-plain-story-of-the-town": article_page()}
    with made_by_scripts([story(1)]) as paper, Paper(plain) as other:
        done, db = crawl(tmp_path, {"signal": paper, "plain": other}, "JS_BROWSER=/nowhere/chromium")
        assert done.returncode == 1
    assert "pip install 'newscrawl[js]'" in done.stderr
    assert "playwright install chromium" in done.stderr
    assert db.execute("select outlet from v_article").fetchall() == [("plain",)]
    ((outlet, reason),) = db.execute("select outlet, reason from v_problem").fetchall()
    assert outlet == "signal"
    assert "JS_BROWSER" in reason


HOSTILE = """
const app = document.getElementById("app");
const away = "http://127.0.0.1:PORT";
async function tried(what) { try { await what(); } catch (error) {} }
(async () => {
  await tried(() => fetch(away + "/fetched"));
  await tried(() => fetch("http://localhost:PORT/by-name"));
  await tried(() => fetch("/to-private"));
  await tried(() => fetch("/forbidden/by-robots"));
  await tried(() => fetch("file:///etc/passwd").then(a => a.text()).then(t => app.append(t)));
  await tried(() => fetch("/api/post", {method: "POST", body: "x"}));
  await tried(() => navigator.sendBeacon(away + "/beacon", "x"));
  await tried(() => { new WebSocket("ws://127.0.0.1:PORT/socket"); });
  await tried(() => { new EventSource(away + "/events"); });
  await tried(() => { window.open(away + "/window"); });
  await tried(() => navigator.serviceWorker.register("/app.js"));
  await tried(() => new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:PORT"}]}).createOffer({offerToReceiveAudio: true}));
  for (const address of [away + "/frame", "file:///etc/passwd", "data:text/html,<img src=" + away + "/in-frame>"]) {
    const frame = document.createElement("iframe"); frame.src = address; document.body.append(frame);
  }
  for (const tag of ["img", "video", "script", "embed"]) {
    const element = document.createElement(tag); element.src = away + "/" + tag; document.body.append(element);
  }
  const link = document.createElement("link"); link.rel = "prefetch"; link.href = away + "/prefetched"; document.head.append(link);
  const s = await (await fetch("/api" + location.pathname)).json();
  app.innerHTML = `<main><article><h1>${s.headline}</h1><time datetime="${s.published}"></time>` +
    s.paragraphs.map(p => `<p>${p}</p>`).join("") + "</article></main>";
  setTimeout(() => { location.href = away + "/left"; }, 50);
})();
"""
ENDLESS = "<script>while (true) {}</script>"
HUGE = """<script>const part = "word ".repeat(100000);
for (let n = 0; n < 5; n++) { const p = document.createElement("p"); p.textContent = part; document.body.append(p); }</script>"""
ASKING = """<script>let n = 0; setInterval(() => fetch("/data/" + n++), 20);</script>"""


@needs_chromium
def test_a_page_reaches_nothing_that_guard_and_robots_keep_from_it(tmp_path):
    with made_by_scripts([story(1)]) as paper, Paper({}) as secret:
        port = secret.domain.rpartition(":")[2]
        path = str(story(1)["path"])
        scripts = {"Content-Type": "text/javascript"}
        paper.answers |= {
            "/": Answer.of(home(path, "/forbidden/by-robots", "/forbidden/by-robots-as-well")),
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /forbidden/\n"),
            "/app.js": Answer(HOSTILE.replace("PORT", port).encode(), headers=scripts),
            "/to-private": Answer(b"", 302, {"Location": "http://169.254.169.254/latest/"}),
            # a host that the page names may be asked for data, unless the guard holds it back
            path: Answer.of(SHELL.replace("<div", f"<!-- {secret.domain} localhost:{port} --><div")),
        }
        done, db = crawl(tmp_path, {"signal": paper})
        asked = paper.asked()
        assert secret.asked() == []
    assert done.returncode == 0, done.stderr
    assert "/to-private" in asked
    assert not {"/forbidden/by-robots", "/api/post"} & set(asked)
    ((url, body),) = db.execute("select url, body from v_article").fetchall()
    assert url.endswith(path)
    assert "root:" not in body
    assert body.startswith("The works on pillar 1")


@needs_chromium
def test_a_page_takes_no_more_than_its_limits_and_costs_itself_alone(tmp_path):
    hungry = [f"/news/2026/a-page-that-{name}-and-never-ends" for name in ("works", "grows", "asks")]
    last = str(story(1)["path"])
    with made_by_scripts([story(1)]) as paper:
        paper.answers["/"] = Answer.of(home(*hungry, last))
        for address, script in zip(hungry, (ENDLESS, HUGE, ASKING), strict=True):
            paper.answers[address] = Answer.of(f"<html><body><p>Loading</p>{script}</body></html>")
        limits = ("JS_TIMEOUT=6", "DOWNLOAD_MAXSIZE=1000000", "JS_MAX_REQUESTS=12")
        done, db = crawl(tmp_path, {"signal": paper}, *limits)
        asked = paper.asked()
    assert done.returncode == 0, done.stderr
    assert 1 < sum(address.startswith("/data/") for address in asked) <= 12
    assert db.execute("select url from v_article").fetchall() == [(f"{paper.url}{last}",)]
    problems = dict(db.execute("select url, reason from v_problem").fetchall())
    working, growing, _asking = (problems[f"{paper.url}{address}"] for address in hungry)
    assert "JS_TIMEOUT" in working
    assert "DOWNLOAD_MAXSIZE" in growing
