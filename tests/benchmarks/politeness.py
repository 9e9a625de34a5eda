"""What a town of papers says of the crawl's manners: ``python tests/benchmarks/politeness.py [--papers 20] [--articles 40]``.

Serves ``engine/town.py`` of the shared folder (edits, twins, snares, crawl-delays), crawls it on each of the days given,
and reads the server's own log: requests that robots.txt forbids, pairs of requests closer than the crawl-delay, requests
under way at one host at a time, addresses asked for twice in one run, and what each run cost. Rules are judged by Protego,
Scrapy's parser, not by ours. Ends with 1 where a figure that must be 0 is not.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from loopback import SHARED, scrapy
from protego import Protego

TOWN = SHARED / "engine" / "town.py"
LATE = 0.05
"""Seconds by which two requests may come closer than they were sent: one of them travelled faster."""
OPENER = build_opener(ProxyHandler({}))
"""Loopback is reached without the environment's proxy."""


@dataclass(frozen=True, slots=True)
class Line:
    """A request, as the town's log has it."""

    at: float
    paper: str
    under_way: int
    target: str
    status: str
    size: int
    agent: str


def read_log(path: Path) -> list[Line]:
    """The crawler's requests, in their order; those of this program have another agent."""
    lines = []
    for text in path.read_text(encoding="utf-8").splitlines():
        at, paper, _conn, under_way, _method, target, status, size, _cond, _mark, _tick, agent = text.split("\t")
        if agent.startswith("newscrawl"):
            lines.append(Line(float(at), paper, int(under_way), target, status, int(size), agent))
    return lines


def judge(lines: list[Line], robots: dict[str, Protego]) -> dict[str, list[str]]:
    """What was wrong with one run's requests, by kind."""
    wrong: dict[str, list[str]] = defaultdict(list)
    by_paper: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_paper[line.paper].append(line)
        rules = robots.get(line.paper)
        if rules and line.target != "/robots.txt" and not rules.can_fetch(line.target, "newscrawl"):
            wrong["against robots.txt"].append(f"{line.paper} {line.target}")
        if line.under_way > 1:
            wrong["more than one at a time"].append(f"{line.paper} {line.target}: {line.under_way}")
    for paper, asked in by_paper.items():
        delay = (robots[paper].crawl_delay("newscrawl") or 0) if paper in robots else 0
        for one, two in pairwise(asked):  # the first of them is robots.txt, or an earlier run has kept it
            if two.at - one.at < delay - LATE:
                wrong["closer than crawl-delay"].append(f"{paper} {two.at - one.at:.2f} s of {delay:g}: {two.target}")
        for target, times in Counter(line.target for line in asked).items():
            if times > 1:
                wrong["asked twice in a run"].append(f"{paper} {target}: {times}")
    return wrong


def ask(url: str) -> bytes:
    """What a loopback address answers; nothing where it refuses."""
    try:
        with OPENER.open(url, timeout=30) as answer:
            return answer.read()
    except (HTTPError, URLError):
        return b""


def town(*arguments: object) -> list[str]:
    return [sys.executable, str(TOWN), *map(str, arguments)]


def main() -> int:
    """Crawl the town day by day and judge each run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--papers", type=int, default=20)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--port", type=int, default=8693)
    parser.add_argument("--days", default="0,0.04,1", help="moments to crawl at, in days; 0.04 is an hour later")
    parser.add_argument("--folder", type=Path, help="keep database and log here")
    told = parser.parse_args()
    options = ("--seed", told.seed, "--papers", told.papers, "--articles", told.articles, "--port", told.port)
    with tempfile.TemporaryDirectory() as scratch:
        folder = told.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "town.log"
        serving = subprocess.Popen(
            town("serve", *options, "--lifetime", 1500, "--log", log),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return crawl_and_judge(folder, log, [float(day) for day in told.days.split(",")], told.port, options)
        finally:
            serving.terminate()
            serving.wait()


def crawl_and_judge(folder: Path, log: Path, days: list[float], port: int, options: tuple[object, ...]) -> int:
    """Each day's run; 1 where manners were bad."""
    seeds = subprocess.run(town("seeds", *options), capture_output=True, text=True, check=True).stdout.split()
    deadline = time.monotonic() + 60
    while not ask(seeds[0]) and time.monotonic() < deadline:
        time.sleep(0.2)
    sites = folder / "sites.toml"
    sites.write_text(
        "".join(
            f'[[site]]\nname = "paper_{n}"\ndomain = "{seed.split("/")[2]}"\nscheme = "http"\nplace = "Mapleton"\n'
            f'timezone = "America/Los_Angeles"\nallow_private = true\n\n'
            for n, seed in enumerate(seeds)
        ),
        encoding="utf-8",
    )
    assert len(tomllib.loads(sites.read_text(encoding="utf-8"))["site"]) == len(seeds)
    # the log numbers papers as their addresses do: 127.20.0.1 is paper 0
    robots = {str(n): Protego.parse(ask(f"{seed}robots.txt").decode()) for n, seed in enumerate(seeds)}
    delays = [rules.crawl_delay("newscrawl") for rules in robots.values()]
    print(
        f"{len(seeds)} papers, {sum(bool(delay) for delay in delays)} with a crawl-delay of up to {max(d or 0 for d in delays):g} s"
    )
    bad = before = 0
    for day in days:
        ask(f"http://127.0.0.1:{port}/__town__/tick?set={int(day)}")
        began = time.monotonic()
        result = scrapy(
            "crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL=sqlite:///{folder / 'news.db'}",
            "-s", f"CLOCK_OFFSET={day * 1440:.0f}m", timeout=500,
        )  # fmt: skip
        took = time.monotonic() - began
        ask(f"http://127.0.0.1:{port}/__town__/stats")  # writes the log out
        lines = read_log(log)
        run, before = lines[before:], len(lines)
        sent = sum(line.size for line in run)
        print(f"day {day:g}: exit {result.returncode}, {len(run):,} requests, {sent / 1e6:.2f} MB, {took:.0f} s,",
              dict(Counter(line.status for line in run)))  # fmt: skip
        wrong = judge(run, robots)
        for kind in (
            "against robots.txt",
            "closer than crawl-delay",
            "more than one at a time",
            "asked twice in a run",
        ):
            print(f"    {kind}: {len(wrong[kind])}", *wrong[kind][:3])
            bad += len(wrong[kind])
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
