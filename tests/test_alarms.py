"""What is told, to whom, and what is not told twice."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from courier import PAPER, day, reading, write
from scrapy.settings import Settings

from newscrawl.alarms import Alarms, changes, message, sentences, state_key, tell
from newscrawl.db.health import judge_all
from newscrawl.health import Judgement
from newscrawl.health.falls import Fall
from newscrawl.telling import AlarmFailed, post, run_command

NOW = datetime(2026, 5, 12, 15, tzinfo=UTC)


def broken(*fields):
    return Judgement(
        "broken", NOW, tuple(Fall(f, 0.95, 0.04, NOW, 23, 1e-9) for f in fields), tuple(f"{f} fell" for f in fields)
    )


OK, QUIET, NEW = Judgement("ok"), Judgement("quiet", NOW, (), ("no article for 5 days",)), Judgement("new")


@pytest.mark.parametrize(
    ("judged", "said", "told"),
    [
        (OK, None, False),
        (NEW, None, False),
        (QUIET, None, True),
        (QUIET, "quiet", False),
        (QUIET, "ok", True),
        (OK, "quiet", True),
        (OK, "ok", False),
        (broken("authors"), "quiet", True),
        (broken("authors"), "broken: authors", False),
        (broken("authors"), "broken: authors, section", False),
        (broken("authors", "section"), "broken: authors", True),
        (OK, "broken: authors", True),
    ],
)
def test_a_known_state_is_not_told_again(judged, said, told):
    assert bool(changes({"courier": judged}, {"courier": said})) == told


def test_sentences_name_the_worst_first_and_an_end():
    found = changes({"a": QUIET, "b": broken("authors"), "c": OK}, {"c": "quiet"})
    assert sentences(found).splitlines() == [
        "newscrawl: 2 papers need a look, 1 is well again",
        "broken: b: authors fell, since 2026-05-12 15:00 UTC",
        "quiet: a: no article for 5 days, since 2026-05-12 15:00 UTC",
        "well again: c (it was quiet)",
    ]
    many = changes({f"p{n}": QUIET for n in range(80)}, {})
    assert "and 30 more: scrapy sites" in sentences(many)
    body = message(many, NOW)
    assert len(body["changed"]) == 80
    assert len(body["content"]) <= 2000
    json.dumps(body)


def test_a_command_gets_the_sentences(tmp_path):
    out = tmp_path / "told.txt"
    run_command(f"{sys.executable} -c \"import sys; open('{out}', 'w').write(sys.stdin.read())\"", "broken: <b>")
    assert out.read_text() == "broken: <b>\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", "empty"),
        ("'", "no command"),
        ("/nowhere/at/all", "could not be run"),
        (f"{sys.executable} -c \"import sys; sys.exit('no mail here')\"", "no mail here"),
    ],
)
def test_a_command_that_fails_is_told(command, words):
    with pytest.raises(AlarmFailed, match=words):
        run_command(command, "x")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/hook/secret",
        "file:///etc/secret",
        "nonsense secret",
        "http://[secret",
        "http://127.0.0.1:secret/",
        "http://127.0.0.1:1/hook/SE secret",
        "http://127.0.0.1:1/hook/\nsecret",
        "http://127.0.0.1:1/hook/\u00e9secret",
        "http:///secret",
    ],
)
def test_a_webhook_that_fails_keeps_its_secret(url):
    with pytest.raises(AlarmFailed) as failed:
        post(url, {})
    assert "secret" not in str(failed.value)


def test_a_webhook_that_answers_no_http_is_told():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            with server.accept()[0] as came:
                came.recv(4096)
                came.sendall(b"secret words\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(AlarmFailed, match=r"127\.0\.0\.1 could not be told: BadStatusLine"):
            post(f"http://127.0.0.1:{server.getsockname()[1]}/secret\n", {})


@pytest.mark.parametrize("code", ["printf '\\351' >&2; exit 0", "sleep 30 &"])
def test_a_command_may_write_any_bytes_and_leave_a_child(code):
    began = time.monotonic()
    run_command(f'sh -c "{code}"', "x")
    assert time.monotonic() - began < 5


def test_most_papers_failing_at_once_is_one_sentence():
    down = Judgement("failing", NOW, (), ("nothing was answered in the last 2 runs",))
    names = [f"p{n}" for n in range(5)]
    judged = dict.fromkeys(names[:4], down) | {"p4": OK}
    found = changes(judged, {})
    assert sentences(found).splitlines() == [
        "newscrawl: 4 papers need a look",
        "failing: 4 papers answered nothing, most of all: is this machine's network up?",
    ]
    said = {change.site: change.key for change in found}
    assert changes(judged, said) == []
    later = changes(dict.fromkeys(names, OK) | {"p1": down}, said)
    assert sentences(later).splitlines() == [
        "newscrawl: 1 paper needs a look, 3 are well again",
        "failing: p1: nothing was answered in the last 2 runs, since 2026-05-12 15:00 UTC",
        "well again: 3 papers that answered nothing together",
    ]
    assert changes({"p1": down, "p2": OK}, {"p1": "failing"}) == []


def test_what_did_not_arrive_is_told_again(engine, tmp_path):
    write(engine, reading(at=day(1)))
    judge_all(engine, day(1))
    out = tmp_path / "told.txt"
    code = f"import sys; open('{out}', 'a').write(sys.stdin.read())"
    with pytest.raises(AlarmFailed):
        tell(engine, {PAPER: QUIET}, Settings({"ALARM_COMMAND": "/nowhere"}), day(1))
    working = Settings({"ALARM_COMMAND": f'{sys.executable} -c "{code}"'})
    assert tell(engine, {PAPER: QUIET}, working, day(1)) == 1
    assert tell(engine, {PAPER: QUIET}, working, day(1)) == 0
    assert tell(engine, {PAPER: OK}, working, day(1)) == 1
    assert len(out.read_text().split("newscrawl:")) == 3
    with pytest.raises(AlarmFailed, match="nobody to tell"):
        tell(engine, {PAPER: QUIET}, Settings(), day(1))


def test_one_way_that_is_broken_does_not_make_the_other_tell_twice(engine, tmp_path):
    write(engine, reading(at=day(1)))
    judge_all(engine, day(1))
    out = tmp_path / "told.txt"
    code = f"import sys; open('{out}', 'a').write(sys.stdin.read())"
    settings = Settings({"ALARM_WEBHOOK": "http://127.0.0.1:1/x", "ALARM_COMMAND": f'{sys.executable} -c "{code}"'})
    with pytest.raises(AlarmFailed) as failed:
        tell(engine, {PAPER: QUIET}, settings, day(1))
    assert failed.value.arrived
    assert tell(engine, {PAPER: QUIET}, settings, day(1)) == 0
    assert out.read_text().count("newscrawl:") == 1


def test_of_runs_that_end_together_one_tells(engine, tmp_path):
    write(engine, reading(at=day(1)))
    judge_all(engine, day(1))
    settings = Settings({"ALARM_COMMAND": "true"})
    with ThreadPoolExecutor(4) as runs:
        told = list(runs.map(lambda _: tell(engine, {PAPER: QUIET}, settings, day(1)), range(4)))
    assert sorted(told) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("setting", "value"),
    [("ALARM_WEBHOOK", "hooks.example/secret"), ("ALARM_COMMAND", "mail 'x"), ("ALARM_COMMAND", " ")],
)
def test_a_setting_that_will_not_do_is_told_before_the_crawl(setting, value, caplog):
    alarms = Alarms(SimpleNamespace(settings=Settings({setting: value})))
    alarms.spider_opened()
    assert f"{setting} is" in caplog.text
    assert "secret" not in caplog.text
    caplog.clear()
    Alarms(SimpleNamespace(settings=Settings({"ALARM_WEBHOOK": "https://hooks.example/secret\n"}))).spider_opened()
    assert not caplog.text


def test_a_state_has_one_key():
    assert state_key(broken("section", "authors")) == "broken: authors, section"
    assert state_key(OK) == "ok"
