"""A long thread: read to its end over a kill -9, none twice, and in memory that does not grow with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from comments.servers.crawl import (
    arguments,
    crawl,
    database_in,
    environment,
    paper_of,
    rows,
    sites_file,
    without_proxies,
    world_of,
)
from comments.servers.flat import WordPress
from comments.servers.thread import Said
from comments.servers.trees import Isso
from loopback import ROOT


def long_thread(count):
    """Of three comments each one answers the one before."""
    return [
        Said(
            n,
            n - 1 if n % 3 == 0 else None,
            f"Reader {n % 90}",
            f"Comment number {n} of a long evening.\n\nIt goes on.",
        )
        for n in range(1, count + 1)
    ]


class Process:
    """A run that can be killed, and the most memory that it took, in MiB."""

    def __init__(self, world, sites, database):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", *arguments(sites, database)],
            cwd=ROOT, env={**without_proxies(), **environment(world)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.peak = 0.0

    def watch(self, until, *, seconds):
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and not until() and time.monotonic() < deadline:
            try:
                with Path(f"/proc/{self.process.pid}/status").open() as status:
                    peak = next((line for line in status if line.startswith("VmHWM")), "VmHWM: 0 kB")
                self.peak = max(self.peak, int(peak.split()[1]) / 1024)
            except OSError:
                pass
            time.sleep(0.01)
        return self.process.poll()

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


def requests_of(platform, world):
    """How often the thread's interface was asked."""
    place = "/wp-json/wp/v2/comments" if platform.name == "wordpress" else "/"
    host = platform.host or paper_of(platform)
    return sum(asked.host == host and asked.path == place for asked in world.log)


@pytest.mark.parametrize(("cls", "count", "most"), [(WordPress, 240, 12), (Isso, 180, 10)], ids=["wordpress", "isso"])
def test_a_thread_that_is_killed_halfway_goes_on_where_it_was_and_doubles_nothing(tmp_path, cls, count, most):
    platform = cls.made(long_thread(count))
    platform.most = most
    sites, database = sites_file(tmp_path / "s.toml", platform), database_in(tmp_path)
    with world_of(platform) as world:
        first = Process(world, sites, database)
        ended = first.watch(lambda: requests_of(platform, world) > 7, seconds=60)
        assert ended is None
        first.kill()
        before = requests_of(platform, world)
        result = crawl(world, sites, database)
        assert result.returncode == 0, result.stdout + result.stderr
        pages = -(-count // most) if cls is WordPress else -(-(count - count // 3) // most)
        assert requests_of(platform, world) <= pages + 2  # what was under way is asked again
        assert requests_of(platform, world) > before
    stored = rows(database, "SELECT count(*), count(DISTINCT platform_id) FROM v_comment WHERE NOT gone")
    assert stored == [(count, count)]
    [(replies,)] = rows(database, "SELECT count(*) FROM v_comment WHERE parent_id IS NOT NULL")
    assert replies == count // 3
    assert rows(database, "SELECT last_read IS NOT NULL FROM v_thread") == [(1,)]


@pytest.mark.faults
def test_twenty_thousand_comments_take_no_more_memory_than_two_thousand(tmp_path):
    peaks = {}
    for count in (2_000, 20_000):
        folder = tmp_path / str(count)
        folder.mkdir()
        platform = WordPress.made(long_thread(count))
        platform.most = 100
        sites, database = sites_file(folder / "s.toml", platform), database_in(folder)
        with world_of(platform) as world:
            process = Process(world, sites, database)
            if count == 20_000:
                process.watch(lambda: len(world.log) > 90, seconds=120)
                process.kill()
                process = Process(world, sites, database)
            began = time.monotonic()
            assert process.watch(lambda: False, seconds=280) == 0
            peaks[count] = process.peak
            print(f"{count:,} comments: {process.peak:.0f} MiB, {time.monotonic() - began:.1f} s")
        stored = rows(database, "SELECT count(*), count(DISTINCT platform_id) FROM comment")
        assert stored == [(count, count)]
    assert peaks[20_000] < peaks[2_000] * 1.15 + 10
