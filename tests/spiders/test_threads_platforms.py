"""Every platform's thread through the spider: whole, in order, exactly once, though hosts fail and comments go meanwhile."""

import re

import pytest
from comments.servers.crawl import ALL, crawl, database_in, rows, sites_file, world_of
from comments.servers.thread import PASSES_AWAY, THREAD

NAMES = [cls.name for cls in ALL]


def gone_from(name):
    """Viafoura's next page begins after the last comment of the page before: that one had better stay."""
    return (11, 5) if name == "viafoura" else PASSES_AWAY


NO_TOMBSTONES = {"wordpress", "wpdiscuz", "hyvor", "villagemedia"}
"""Platforms whose interfaces do not send deleted comments: their replies are left without a parent."""
KEPT_AS = {"wpdiscuz": "wordpress"}

WRITES = re.compile(
    r"/embed/comments\?.*embed_url=|/api/comment/list|/api/embed/v3/|[?&]query=[^&]*stream|StreamQuery|wp-comments-post|"
    r"/posts$|/api/story/create|/new\b|/login|/authenticate"
)
"""Addresses that make a platform store something (../shared/comments/PLATFORMS.md, 2, "Never write by reading")."""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("platforms")
    platforms = [cls.made(THREAD) for cls in ALL]
    for platform in platforms:
        if platform.name not in ("substack", "villagemedia"):
            platform.at_first = tuple(platform.key(n) for n in gone_from(platform.name))
    with world_of(*platforms, moody=True) as world:
        result = crawl(world, sites_file(folder / "sites.toml", *platforms), database_in(folder))
    assert result.returncode == 0, result.stderr + result.stdout
    return {platform.name: platform for platform in platforms}, world.log, database_in(folder)


def stored(database, name):
    sql = (
        "SELECT platform_id, author, text, published_at, parent_id, comment_id, state, depth, platform, likes "
        "FROM v_comment WHERE outlet = :name ORDER BY published_at, comment_id"
    )
    return rows(database, sql, name=name)


@pytest.mark.parametrize("name", NAMES)
def test_a_thread_is_read_whole_and_once_though_its_host_fails_and_comments_go_meanwhile(crawled, name):
    platforms, _, database = crawled
    platform = platforms[name]
    found = stored(database, name)
    ids = [row[0] for row in found]
    assert len(ids) == len(set(ids))
    expected = [said for said in THREAD if not (said.deleted and name in NO_TOMBSTONES)]
    if name == "villagemedia":
        expected = [said for said in expected if said.parent != 3]
    must = {platform.key(said.n) for said in expected if said.n not in gone_from(name)}
    assert must <= set(ids) <= {platform.key(said.n) for said in THREAD}
    by_id = {row[0]: row for row in found}
    numbers = {row[5]: row[0] for row in found}
    for said in expected:
        if platform.key(said.n) not in by_id:
            continue
        of, author, text, published, parent, _, state, depth, kept_as, likes = by_id[platform.key(said.n)]
        assert kept_as == KEPT_AS.get(name, name)
        if said.deleted:
            assert (author, state) == (None, "deleted")
            continue
        assert author == said.author, of
        assert text == said.text
        assert published[:19] == said.at.isoformat()[:19]
        if said.parent and platform.key(said.parent) in by_id:
            assert numbers[parent] == platform.key(said.parent)
            assert (state, depth) == ("shown", 1)
        elif said.parent:
            assert (parent, state) == (None, "orphan")
        else:
            assert (parent, state, depth) == (None, "shown", 0)
        if name not in ("wordpress", "wpdiscuz"):
            assert likes == said.likes


@pytest.mark.parametrize("name", NAMES)
def test_threads_come_in_order(crawled, name):
    platforms, _, database = crawled
    ordered = [row[0] for row in stored(database, name)]
    numbers = [next(said.n for said in THREAD if platforms[name].key(said.n) == of) for of in ordered]
    assert numbers == sorted(numbers) or name == "substack"


def test_no_request_makes_a_platform_store_anything(crawled):
    _, log, _ = crawled
    posted = {(asked.host, asked.path) for asked in log if asked.method != "GET"}
    assert posted == {("api-2-0.spot.im", "/v1.0.0/conversation/read")}
    assert [asked.url for asked in log if WRITES.search(asked.url)] == []


def test_each_hosts_robots_are_asked_first(crawled):
    _, log, _ = crawled
    first = {}
    for asked in log:
        first.setdefault(asked.host, asked.path)
    assert set(first.values()) == {"/robots.txt"}


def test_no_mailbox_hash_picture_or_address_of_a_commenter_is_stored(crawled):
    _, _, database = crawled
    found = repr(rows(database, "SELECT * FROM comment")) + repr(rows(database, "SELECT * FROM thread"))
    for trace in ("gravatar", "0a1b2c3d4e5f6071", "email_", "eb960980e46a", "/avatar", ".image", "p.png"):
        assert trace not in found


def test_what_platforms_claim_stands_beside_what_was_stored(crawled):
    _, _, database = crawled
    found = {
        row[0]: row[1:]
        for row in rows(
            database, "SELECT outlet, platform, claimed, comments, readable, reason, last_read FROM v_thread"
        )
    }
    assert set(found) == set(NAMES)
    for name, (platform, claimed, kept, readable, reason, last_read) in found.items():
        assert platform == KEPT_AS.get(name, name)
        assert readable
        assert reason is None
        assert last_read
        assert kept == len(stored(database, name))
        if name not in ("villagemedia", "ghost"):  # their answers do not tell, where there are several
            assert claimed is not None, name
