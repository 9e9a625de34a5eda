"""``scrapy work`` as it is typed. What it does: tests/queue."""

import pytest

from newscrawl.commands import work
from newscrawl.commands.work import cores


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("courier",), "'scrapy schedule -a sites=...' says which papers"),
        (("--processes", "0"), "--processes 0: give a number from 1 up"),
        (("--papers", "many"), "--papers many: give a number from 1 up"),
        (("--proceses", "2"), "no such option"),
    ],
)
def test_a_wrong_argument_ends_with_code_2_and_names_the_fix(typist, words, said):
    answer = typist("work", *words)
    assert (answer.code, said in answer.err) == (2, True), answer.err


def test_sqlite_ends_with_code_3_and_the_way_out(typist, tmp_path):
    typist.database = f"sqlite:///{tmp_path / 'news.db'}"
    answer = typist("work")
    assert answer.code == 3
    assert "'scrapy crawl localnews' does all papers in one process" in answer.err
    assert not (tmp_path / "news.db").exists()


def test_a_server_that_is_not_there_ends_with_code_3(typist):
    typist.database = "postgresql://nobody@127.0.0.1:1/none"
    answer = typist("work")
    assert answer.code == 3
    assert "127.0.0.1" in answer.err


@pytest.mark.parametrize(
    ("url", "said", "secret"),
    [
        ("garbage", "'garbage' names no database: sqlite:///news.db or postgresql://", "\0"),
        ("postgresql://u:sesame@h:abc/db", "@h:abc/db' names no database", "sesame"),
        ("postgresql://nobody@127.0.0.1:1/none?password=sesame", "127.0.0.1", "sesame"),
    ],
)
def test_an_address_that_is_none_ends_with_code_3_and_no_password_is_repeated(typist, url, said, secret):
    typist.database = url
    for words in (("work",), ("schedule", "-a", "sites=48hills"), ("runs",)):
        answer = typist(*words)
        assert (answer.code, said in answer.err, secret in answer.err) == (3, True, False), answer.err


def test_help_teaches_how_it_ends_and_what_a_dead_worker_costs(typist):
    answer = typist("work", "--help")
    for word in ("--once", "--processes", "--papers", "within a minute", "SIGTERM", "NTP"):
        assert word in answer.out, word


def test_a_machine_has_a_core():
    assert cores() >= 1


class Options:
    def __init__(self, *settings, level=None):
        self.set, self.loglevel = list(settings), level


@pytest.mark.parametrize(
    ("options", "limit", "given"),
    [
        (Options(), 0, ["PROGRESS_ENABLED=False", "READERS=0", "SITE_MAX_MINUTES=30"]),
        (Options(), 5, ["PROGRESS_ENABLED=False", "READERS=0"]),
        (Options("READERS=2"), 5, ["PROGRESS_ENABLED=False", "READERS=0", "READERS=2"]),
    ],
)
def test_what_is_typed_comes_last_and_wins(options, limit, given):
    from scrapy.settings import Settings

    command = work.Command()
    command.settings = Settings({"SITE_MAX_MINUTES": limit})
    assert command._options(options) == [word for setting in given for word in ("-s", setting)]
    options.loglevel = "INFO"
    assert command._options(options)[-2:] == ["-L", "INFO"]
