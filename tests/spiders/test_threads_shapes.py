"""The recorded shapes of ten platforms through the spider: what their replies hold is what the database holds."""

import json

import pytest
from comments.servers.crawl import crawl, database_in, rows, sites_file, world_of
from comments.servers.recorded import READ, SHAPES, platform_of

from newscrawl.comments import read_reply

pytestmark = pytest.mark.skipif(not SHAPES.is_dir(), reason="the recorded shapes lie outside of the project")

NOT_THREADS = {"page1.headers.json", "bootstrap.json", "contentcontainer_id.json", "user.json", "counts.json"}
LOOKED_UP = {
    "isso": "https://isso.courier.example/?uri=/",
    "ghost": "https://g.example/members/api/comments/1/replies/",
}


def recorded(name):
    """Rows of all recorded replies, by id; of two the one that knows more."""
    found = {}
    for path in sorted((SHAPES / name).iterdir()):
        if path.name in NOT_THREADS or path.suffix != ".json" or path.name.startswith("error"):
            continue
        for row in read_reply(name, path.read_bytes(), "https://api.example/").rows:
            before = found.get(row["id"])
            if before is None or (before["parent"] is None and row["parent"] is not None):
                found[row["id"]] = row
    return found


def first_reply(rows_by_id):
    """A reply that has none itself: what hangs below a deleted one, each platform leaves or takes along as it likes."""
    answered = {row["parent"] for row in rows_by_id.values()}
    return next(
        of for of, row in rows_by_id.items() if row["parent"] and of not in answered and row["state"] != "deleted"
    )


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shapes")
    platforms = [platform_of(name) for name in sorted(READ)]
    expected = {platform.name: recorded(platform.name) for platform in platforms}
    deleted = {}
    for platform in platforms:
        deleted[platform.name] = first_reply(expected[platform.name])
        platform.at_first = (deleted[platform.name],)
    with world_of(*platforms, moody=True) as world:
        result = crawl(world, sites_file(folder / "sites.toml", *platforms), database_in(folder))
    assert result.returncode == 0, result.stderr + result.stdout
    return expected, deleted, database_in(folder)


def test_every_folder_is_served():
    assert {path.name for path in SHAPES.iterdir() if path.is_dir()} == set(READ)


@pytest.mark.parametrize("name", sorted(READ))
def test_a_recorded_thread_is_stored_whole_and_once(crawled, name):
    expected, deleted, database = crawled
    found = rows(
        database,
        "SELECT platform_id, author, text, state, (SELECT p.platform_id FROM comment p WHERE p.id = v.parent_id) "
        "FROM v_comment v WHERE outlet = :name",
        name=name,
    )
    ids = [row[0] for row in found]
    assert len(ids) == len(set(ids))
    assert set(expected[name]) - {deleted[name]} <= set(ids) <= set(expected[name])
    for of, author, text, state, parent in found:
        row = expected[name][of]
        assert text == row["text"], of
        named_apart = name == "viafoura" and row["author"] is None and row["author_key"] and row["state"] != "deleted"
        assert author == (f"name of {row['author_key'][-4:]}" if named_apart else row["author"]), of
        assert state in (row["state"], "orphan")
        wanted = row["parent"] if row["parent"] in ids else None
        if name != "discourse":  # names numbers of posts, not ids
            assert parent == wanted, of
        else:
            number = {"7003": "7002", "7005": None, "7006": None, "7007": None, "7002": None}
            assert parent == number[of]
    assert json.dumps(found)
