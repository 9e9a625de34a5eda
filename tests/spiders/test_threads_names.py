"""Names that a platform sends apart from its comments, by the spider: each asked for once, and only where names are kept."""

import pytest
from comments.servers.crawl import crawl, database_in, rows, sites_file, world_of
from comments.servers.thread import THREAD
from comments.servers.trees import Viafoura, as_json

KEY = "sixteen letters!"


class NamesApart(Viafoura):
    """Comments bear the account's key alone, as Viafoura's mostly do; one account is gone."""

    gone = "Marlow Finch"

    @classmethod
    def made(cls, thread):
        self = super().made(thread)
        cls.accounts = {
            f"00000000-0000-4000-8000-{n:012}": name for n, name in enumerate(sorted({s.author for s in thread}))
        }
        keys = {name: key for key, name in cls.accounts.items()}
        for one in self.everyone():
            one["actor_uuid"] = keys[one.pop("actor")["preferred_username"]]
            one["actor"] = None
        return self

    def answer(self, asked):
        if asked.host == "iam.viafoura.co":
            name = self.accounts.get(asked.path.rpartition("/")[2])
            return as_json({"preferred_username": name}) if name and name != self.gone else None
        return super().answer(asked)


def read(folder, *more, env=None):
    platform = NamesApart.made(THREAD)
    with world_of(platform) as world:
        result = crawl(world, sites_file(folder / "sites.toml", platform), database_in(folder), *more, env=env)
    assert result.returncode == 0, result.stderr + result.stdout
    asked = [one.path.rpartition("/")[2] for one in world.log if one.host == "iam.viafoura.co" and "users" in one.path]
    found = rows(database_in(folder), "SELECT platform_id, author, state FROM v_comment")
    return platform, asked, {of: (author, state) for of, author, state in found}


def test_each_commenters_name_is_asked_for_once_and_given_to_all_comments(tmp_path):
    platform, asked, found = read(tmp_path)
    for said in THREAD:
        author, state = found[platform.key(said.n)]
        if said.deleted:
            assert (author, state) == (None, "deleted")
        else:
            assert author == (None if said.author == platform.gone else said.author)
    shown = {said.author for said in THREAD if not said.deleted}
    assert sorted(platform.accounts[key] for key in asked) == sorted(shown)
    due = "SELECT count(*) FROM page WHERE kind = 'thread' AND due_at IS NOT NULL"
    assert rows(database_in(tmp_path), due) == [(0,)]
    assert rows(database_in(tmp_path), "SELECT last_read IS NOT NULL, reason FROM v_thread") == [(1, None)]


@pytest.mark.parametrize("way", ["pseudonym", "none"])
def test_nobody_is_asked_for_names_that_are_not_kept(tmp_path, way):
    _, asked, found = read(tmp_path, "-s", f"COMMENT_AUTHORS={way}", env={"NEWSCRAWL_COMMENT_AUTHOR_KEY": KEY})
    assert asked == []
    authors = {author for author, state in found.values() if state == "shown"}
    if way == "none":
        assert authors == {None}
    else:
        assert len(authors) == len({said.author for said in THREAD if not said.deleted})
        assert all(author.startswith("reader-") for author in authors)
