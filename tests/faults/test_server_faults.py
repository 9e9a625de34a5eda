"""Rows 9, 10, 11, 12, 15 and 20 of the faults: what servers do wrong costs their pages alone, and each says why."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest
from faults.bench import Answer, Bench
from faults.judges import judge
from faults.runs import Run, crawl, sites
from faults.server_faults import FAULTS, bombs, hangs, not_before, status
from loopback import home
from sqlalchemy import create_engine, text

TIMEOUT = 4
"""DOWNLOAD_TIMEOUT of these runs, seconds."""
SETTINGS = (f"DOWNLOAD_TIMEOUT={TIMEOUT}", "RETRY_TIMES=1")
LIMIT = 16
"""DOWNLOAD_MAXSIZE in MB."""


def rows(database, statement, **values):
    engine = create_engine(database)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement), values)]
    engine.dispose()
    return found


def reasons(database, path):
    """What is recorded of a page: of its row, and of its problems."""
    told = rows(database, "SELECT reason FROM v_problem WHERE url LIKE :end", end=f"%{path}")
    told += rows(database, "SELECT reason FROM page WHERE kind = 'article' AND url LIKE :end", end=f"%{path}")
    return " | ".join(str(reason) for (reason,) in told if reason)


def stored(database, path):
    return rows(database, "SELECT count(*) FROM v_address WHERE url LIKE :end", end=f"%{path}") != [(0,)]


def put(paper, faults, every):
    """A fault at every so many articles; path to the fault's name."""
    paths = list(paper.quotes)
    placed = {}
    for number, (name, (fault, _)) in enumerate(faults.items()):
        path = paths[number * every + 1]
        paper.faults[path] = fault
        placed[path] = name
    return placed


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """One run over a paper of which every fourth article fails in its own way, beside one where nothing does."""
    folder = tmp_path_factory.mktemp("faulty")
    database = f"sqlite:///{folder / 'news.db'}"
    with Bench(4 * len(FAULTS) + 8, 1, seed=21, name="faulty") as paper, Bench(30, 1, seed=22, name="sound") as sound:
        placed = put(paper, FAULTS, 4)
        waiting = list(paper.quotes)[3]
        paper.faults[waiting] = not_before(2)
        result = crawl(sites(folder, paper, sound), database, *SETTINGS)
        yield database, paper, sound, placed, waiting, result


def test_the_other_pages_are_all_stored(faulty):
    database, paper, sound, placed, _, result = faulty
    assert result.returncode == 0, result.stderr[-3000:]
    assert "Traceback" not in result.stderr, result.stderr[-3000:]
    assert sound.served_whole() == set(sound.quotes)
    assert [path for path in paper.quotes if path not in placed and not stored(database, path)] == []
    assert judge(database, sound) == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_faulty_page_is_stored_or_has_its_reason(faulty, name):
    database, _, _, placed, _, _ = faulty
    path = next(path for path, of in placed.items() if of == name)
    reason = reasons(database, path)
    said = FAULTS[name][1]
    assert (said in reason and not stored(database, path)) if said else (stored(database, path) or reason), reason


def test_retry_after_is_kept_to_the_second(faulty):
    _, paper, _, _, waiting, _ = faulty
    asked = [served.at for served in paper.log if served.path == waiting]
    assert len(asked) == 2
    assert asked[1] - asked[0] >= 2
    between = [s for s in paper.log if asked[0] + 0.2 < s.at < asked[0] + 1.9]
    assert between == [], "the host was to be spared, and was asked for something else"


def test_no_answer_is_waited_for_longer_than_the_timeout(faulty):
    _, paper, _, _, _, _ = faulty
    slow = {
        served.path: served.took
        for served in paper.log
        if served.took > TIMEOUT + 2 and served.path not in paper.faults
    }
    assert slow == {}


def peak_of(run):
    """The most memory in MB that a run takes, by the system's count (0 where it has none)."""
    most = [0.0]

    def look():
        while run.process.poll() is None:
            try:
                lines = Path(f"/proc/{run.process.pid}/status").read_text(encoding="ascii").splitlines()
                high = (int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
                most[0] = max(most[0], next(high, 0.0))
            except OSError:
                return
            time.sleep(0.05)

    looking = threading.Thread(target=look)
    looking.start()
    return most, looking


def test_bombs_are_refused_at_the_limit_and_cost_no_memory(tmp_path):
    """120 MB from some kilobytes, in each coding; a sitemap of a gigabyte; one of entities."""
    peaks = {}
    for name in ("calm", "bombs"):
        database = f"sqlite:///{tmp_path / name}.db"
        with Bench(30, 1, seed=23, name=name, listed=True) as paper:
            placed = {}
            if name == "bombs":
                made = {of: (bomb, "") for of, bomb in bombs().items()}
                placed = put(paper, made, 4)
                gigabyte = gzip.compress(gzip.compress(b" " * 1_000_000_000, 1), 1)
                paper.answers["/sitemap.xml"] = Answer(gzip.decompress(gigabyte), "application/gzip")
                entities = b'<!DOCTYPE a [<!ENTITY x0 "ha">' + b"".join(
                    b'<!ENTITY x%d "&x%d;&x%d;&x%d;&x%d;&x%d;&x%d;">' % (n + 1, *[n] * 6) for n in range(30)
                )
                paper.answers["/feed/"] = Answer(
                    entities + b"]><rss version='2.0'><channel><item><title>&x30;</title></item></channel></rss>",
                    "application/rss+xml",
                )
            run = Run(sites(tmp_path, paper), database, *SETTINGS)
            most, looking = peak_of(run)
            code, _, errors = run.finish(120)
            looking.join()
            peaks[name] = most[0]
            assert code == 0, errors[-3000:]
            assert "Traceback" not in errors
            for path, of in placed.items():
                assert "DOWNLOAD_MAXSIZE" in reasons(database, path), of
                assert not stored(database, path)
            assert [path for path in paper.quotes if path not in placed and not stored(database, path)] == []
    assert peaks["bombs"] - peaks["calm"] < LIMIT + 50, peaks


ROBOTS = {
    "503": (status(503), False),
    "hangs": (hangs, False),
    "404": (status(404), True),
    "403": (status(403), True),
    "html": (None, True),
    "two megabytes": (None, True),
}


@pytest.mark.faults
def test_a_robots_txt_that_fails_forbids_or_allows_as_rfc_9309_has_it(tmp_path):
    database = f"sqlite:///{tmp_path / 'news.db'}"
    with ExitStack() as stack:
        papers = {}
        for name, (fault, _) in ROBOTS.items():
            paper = stack.enter_context(
                Bench(4, 0, seed=24, name=name.replace(" ", "_").replace("5", "five_").replace("4", "four_"))
            )
            if fault is not None:
                paper.faults["/robots.txt"] = fault
            papers[name] = paper
        papers["html"].answers["/robots.txt"] = Answer(b"<!doctype html><html><body>Disallow: /</body></html>")
        late = b"User-agent: *\n" + b"# filler\n" * 50_000 + b"Disallow: /2026/03/01/\n" + b"# filler\n" * 180_000
        papers["two megabytes"].answers["/robots.txt"] = Answer(late, "text/plain")
        result = crawl(sites(tmp_path, *papers.values()), database, *SETTINGS)
        assert "Traceback" not in result.stderr
        for name, (_, allowed) in ROBOTS.items():
            others = {path for path in papers[name].asked() if path != "/robots.txt"}
            assert bool(others) == allowed, (name, others)
        big = papers["two megabytes"]
        first, *rest = list(big.quotes)  # the rule stands within the first 500 KiB
        assert first not in big.asked()
        assert set(rest) <= set(big.asked())


@pytest.mark.faults
def test_one_site_of_several_that_is_down_backs_off_and_the_others_do_not_notice(tmp_path):
    """Row 11 on a small scale: the down one is asked a few times, the others lose nothing of their pace."""
    took = {}
    for down in (False, True):
        with ExitStack() as stack:
            papers = [stack.enter_context(Bench(20, 0, seed=30 + n, name=f"paper{n}")) for n in range(6)]
            if down:
                papers[0].faults.update(dict.fromkeys(papers[0].answers, hangs))
            run = Run(sites(tmp_path, *papers), f"sqlite:///{tmp_path / f'{down}.db'}", *SETTINGS)
            others = list(papers[1:])
            assert run.until(lambda: all(len(paper.served_whole()) == 20 for paper in others), 120)  # noqa: B023 - called at once
            took[down] = time.monotonic() - run.began
            if down:
                assert sum(papers[0].asked().values()) <= 8
            run.process.kill()
            run.finish(20)
    assert took[True] < 1.5 * took[False] + 1.5, took


@pytest.mark.faults
def test_traps_end_at_a_limit_that_is_said_once_and_the_other_site_is_whole(tmp_path):
    """An endless calendar, session ids in addresses, a sitemap index that lists itself, a page of 10,000 links."""
    database = f"sqlite:///{tmp_path / 'news.db'}"
    with Bench(20, 0, seed=40, name="trap") as trap, Bench(20, 0, seed=41, name="sound") as sound:

        class Endless(dict):
            def get(self, path, default=None):
                bare = path.split("?")[0]
                if bare.startswith("/calendar/"):
                    month = int(bare.split("/")[2] or 0)
                    links = "".join(
                        f'<h2><a href="/calendar/{month + n}/">Events of month {month + n} in town</a></h2>'
                        for n in (1, 2)
                    )
                    return Answer(
                        f"<html><body><nav><a href='/calendar/{month + 1}/'>Next</a></nav><main>{links}</main></body></html>".encode()
                    )
                if bare.startswith("/session/"):
                    return Answer(home(*(f"/session/?sid={abs(hash(path)) + n}" for n in range(20))).encode())
                return super().get(path, default)

        trap.answers = Endless(trap.answers)
        many = [f"/2026/03/02/link-number-{n}-of-many/" for n in range(10_000)]
        trap.answers["/many/"] = Answer(home(*many).encode())
        own = f"<sitemap><loc>{trap.url}/sitemap.xml</loc></sitemap><sitemap><loc>{trap.url}/sitemap.xml?again=1</loc></sitemap>"
        trap.answers["/sitemap.xml"] = Answer(
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{own}</sitemapindex>'.encode(),
            "application/xml",
        )
        menu = (
            '<nav><a href="/calendar/1/">Calendar</a><a href="/session/?sid=1">Forum</a><a href="/many/">Many</a></nav>'
        )
        trap.answers["/"] = Answer(home(*trap.quotes).replace("<main>", menu + "<main>").encode())
        result = crawl(sites(tmp_path, trap, sound), database, "SITE_MAX_REQUESTS=300")
        assert "Traceback" not in result.stderr, result.stderr[-2000:]
        assert sound.served_whole() == set(sound.quotes)
        assert judge(database, sound) == []
        assert sum(trap.asked().values()) <= 300 + 5
        assert Counter(trap.asked())["/sitemap.xml"] <= 2
        assert result.stderr.count("SITE_MAX_REQUESTS=300 is reached") == 1, result.stderr
        lists = sum(n for path, n in trap.asked().items() if path.startswith(("/calendar/", "/session/")))
        assert lists <= 150 + 5, "half of a budget is for lists at most"


@pytest.mark.faults
def test_a_name_that_cannot_be_looked_up_is_a_failure_for_now_and_nothing_is_gone(tmp_path):
    """Row 10: ``.invalid`` has no address anywhere (RFC 2606); what is known of the paper stays due."""
    database = f"sqlite:///{tmp_path / 'news.db'}"
    with Bench(3, 0, seed=80, name="sound") as sound:
        file = sites(tmp_path, sound)
        file.write_text(
            file.read_text()
            + '[[site]]\nname = "nameless"\ndomain = "courier.invalid"\nplace = "Mapleton"\ntimezone = "UTC"\nallow_private = true\n'
        )
        result = crawl(file, database, "DNS_TIMEOUT=5", "RETRY_TIMES=1")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert judge(database, sound) == []
    states = rows(database, "SELECT DISTINCT state FROM page WHERE url LIKE '%courier.invalid%'")
    assert states
    assert not {state for (state,) in states} & {"gone", "read", "refused"}
    assert rows(database, "SELECT count(*) FROM page WHERE url LIKE '%courier.invalid%' AND due_at IS NULL") == [(0,)]
