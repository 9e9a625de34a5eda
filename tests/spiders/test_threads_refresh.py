"""A thread is looked at again by its growth: cheaply where nothing happened, whole where something did."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from comments.servers.crawl import crawl, database_in, paper_of, rows, sites_file, world_of
from comments.servers.flat import Discourse, Disqus, WordPress
from comments.servers.thread import THREAD, Said
from comments.servers.trees import Coral, Ghost, Isso, OpenWeb, Remark42, Viafoura

LOOKED_AT_CHEAPLY = (WordPress, Disqus, Discourse, Viafoura, OpenWeb, Coral, Ghost, Isso, Remark42)
NAMES = [cls.name for cls in LOOKED_AT_CHEAPLY]
GROWN = [
    *THREAD,
    Said(13, None, "Nan Fern", "A new top comment."),
    Said(14, 1, "Nan Fern", "A new reply to an old one."),
]
CHANGED = [replace(said, text="New hours start on May 6.") if said.n == 2 else said for said in GROWN if said.n != 12]


class Times:
    """What a run asked of each platform, and what was stored after it."""

    def __init__(self, folder):
        self.platforms = {cls.name: cls.made(THREAD) for cls in LOOKED_AT_CHEAPLY}
        self.database, self.sites = database_in(folder), sites_file(folder / "s.toml", *self.platforms.values())
        self.asked, self.stored = [], []
        published = (datetime.now(UTC) - timedelta(hours=2)).isoformat(timespec="seconds")
        for platform in self.platforms.values():
            if platform.name == "wordpress":
                platform.most = 100
        with world_of(*self.platforms.values(), published=published) as world:
            self.run(world)
            self.become(GROWN)
            self.run(world, "70m")
            self.run(world, "150m")
            self.become(CHANGED)
            self.run(world, "26h")

    def become(self, thread):
        for platform in self.platforms.values():
            platform.objects = type(platform).made(thread).objects

    def run(self, world, offset=None):
        del world.log[:]
        result = crawl(world, self.sites, self.database, *(["-s", f"CLOCK_OFFSET={offset}"] if offset else []))
        assert result.returncode == 0, result.stdout + result.stderr
        self.asked.append({name: self.of(platform, world.log) for name, platform in self.platforms.items()})
        sql = "SELECT outlet, platform_id, text, gone, state, author FROM v_comment"
        found = {}
        for outlet, *row in rows(self.database, sql):
            found.setdefault(outlet, {})[row[0]] = row[1:]
        self.stored.append(found)

    @staticmethod
    def of(platform, log):
        hosts = {platform.host, *({"tyrion.viafoura.co"} if platform.name == "viafoura" else ())}
        own = ("/", platform.article_path, "/robots.txt")
        return [
            asked.url
            for asked in log
            if (asked.host in hosts and asked.path != "/robots.txt")
            or (asked.host == paper_of(platform) and ("comments" in asked.path and asked.path not in own))
        ]


@pytest.fixture(scope="module")
def times(tmp_path_factory):
    return Times(tmp_path_factory.mktemp("refresh"))


@pytest.mark.parametrize("name", NAMES)
def test_new_comments_come_though_the_article_is_not_due(times, name):
    platform = times.platforms[name]
    new = {platform.key(13), platform.key(14)}
    assert not new & set(times.stored[0][name])
    assert new <= set(times.stored[1][name])
    assert not any(gone for _, gone, *_ in times.stored[1][name].values())


@pytest.mark.parametrize("name", NAMES)
def test_a_thread_that_stands_still_costs_a_request_or_two(times, name):
    assert 1 <= len(times.asked[2][name]) <= (2 if name == "viafoura" else 1), times.asked[2][name]
    assert times.stored[2][name] == times.stored[1][name]


@pytest.mark.parametrize("name", ["wordpress", "disqus"])
def test_a_flat_list_shows_what_is_new_without_the_rest(times, name):
    assert len(times.asked[1][name]) == 1


@pytest.mark.parametrize("name", NAMES)
def test_after_a_day_edits_and_deletions_are_seen(times, name):
    platform, found = times.platforms[name], times.stored[3][name]
    assert found[platform.key(2)][0] == "New hours start on May 6."
    text, gone, state, _author = found[platform.key(12)]
    assert gone or state == "deleted"
    assert text == "No it is not."
    assert [of for of, (_, is_gone, *_) in found.items() if is_gone] == [platform.key(12)]
    old = rows(
        times.database,
        "SELECT r.text FROM comment_revision r JOIN comment c ON c.id = r.comment_id JOIN v_comment v ON v.comment_id = c.id "
        "WHERE v.outlet = :name",
        name=name,
    )
    assert old == [("New hours start on April 6.",)]


def test_the_next_look_is_noted_with_what_the_last_one_brought(times):
    for name, grown, due in rows(times.database, "SELECT outlet, grown, due_at FROM v_thread"):
        assert grown == 0, name
        assert due
