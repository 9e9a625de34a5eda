"""The downloader against servers on loopback that are in a bad mood; what counts is the servers' own log."""

from __future__ import annotations

import signal
import socket
import time

import pytest
from fetching.moody import PLAIN, Moody
from fetching.small_crawl import finish, run, start

NO_ROBOTS = (404, {}, b"")


def plain_but(**special):
    """Answers by first part of the path, e.g. ``busy=lambda nth: ...``; robots.txt is missing, the rest is fine."""

    def answer(path, nth):
        name = path.strip("/").split("/")[0]
        if path == "/robots.txt" and "robots" not in special:
            return NO_ROBOTS
        name = "robots" if path == "/robots.txt" else name
        return special[name](nth) if name in special else PLAIN

    return answer


def test_one_connection_a_host_even_where_it_is_spelled_in_several_ways():
    def slowly(_nth):
        time.sleep(0.1)
        return PLAIN

    with Moody(plain_but(a=slowly)) as server:
        spelled = [f"http://127.0.0.1.:{server.domain.split(':')[1]}", f"http://user:pw@{server.domain}", server.url]
        urls = [("own", f"{spelling}/a/{number}") for number in range(3) for spelling in spelled]
        results = run({"own": server.domain}, urls)
    assert server.most_at_once == 1
    assert server.asked().count("/robots.txt") == 1
    assert len([path for path in server.asked() if path.startswith("/a/")]) == 9, results


def test_nothing_is_sent_before_the_moment_that_retry_after_names_however_long_it_was_queued():
    busy = (503, {"Retry-After": "2"}, b"")
    with Moody(plain_but(busy=lambda nth: busy if nth == 1 else PLAIN)) as server, Moody(plain_but()) as other:
        urls = [("own", f"{server.url}/{path}") for path in ("busy", "b", "c", "d")]
        results = run({"own": server.domain, "other": other.domain}, [*urls, ("other", f"{other.url}/x")])
        times = {path: [at for asked, at in server.log if asked == path] for path in server.asked()}
        refused_at = times["/busy"][0]
        later = [at for path, moments in times.items() if path != "/robots.txt" for at in moments if at > refused_at]
        assert len(later) == 4
        assert min(later) - refused_at >= 2.0
        assert min(later) - refused_at < 3.0
        assert other.log[-1][1] - refused_at < 1.5
    assert {results[url] for _, url in urls} == {"200"}


def test_a_rest_longer_than_we_wait_closes_the_host_and_its_other_pages_never_leave():
    with Moody(plain_but(busy=lambda _nth: (429, {"Retry-After": "86400"}, b""))) as server:
        urls = [("own", f"{server.url}/{path}") for path in ("busy", "b", "c")]
        results = run({"own": server.domain}, urls)
        assert server.asked() == ["/robots.txt", "/busy"]
    assert results[f"{server.url}/busy"] == "429"
    for path in ("b", "c"):
        assert results[f"{server.url}/{path}"].startswith(
            "HostLeftAloneError: the site answered 429 and asks for a rest"
        )


def test_a_host_that_fails_all_the_time_is_left_alone():
    with Moody(plain_but(a=lambda _nth: (500, {}, b""))) as server:
        urls = [("own", f"{server.url}/a/{number}") for number in range(30)]
        results = run({"own": server.domain}, urls)
        assert 8 <= len(server.asked()) - 1 <= 20
    assert sum(said.startswith("HostLeftAloneError: it failed") for said in map(str, results.values())) >= 15


def test_pages_that_fail_three_times_and_then_are_fine_all_come():
    with Moody(plain_but(bad=lambda nth: (503, {}, b"") if nth < 4 else PLAIN)) as server:
        urls = [("own", f"{server.url}/{'bad' if number == 5 else 'a'}/{number}") for number in range(20)]
        results = run({"own": server.domain}, urls)
    assert {results[url] for _, url in urls} == {"200"}


def test_hanging_and_junk_answers_are_not_asked_for_again_but_connections_that_broke_are():
    with Moody(plain_but(hang=lambda _nth: (0, {}, b""), junk=lambda _nth: (-1, {}, b""),
                         broken=lambda nth: (-2, {}, b"") if nth < 3 else PLAIN)) as server:  # fmt: skip
        urls = [("own", f"{server.url}/{path}") for path in ("hang", "junk", "broken", "b")]
        results = run({"own": server.domain}, urls, DOWNLOAD_TIMEOUT=0.7)
        asked = server.asked()
    assert [asked.count(path) for path in ("/hang", "/junk", "/broken", "/b")] == [1, 1, 3, 1]
    assert results[f"{server.url}/hang"].startswith("DownloadTimeoutError")
    assert results[f"{server.url}/junk"].startswith("JunkAnswerError")
    assert results[f"{server.url}/broken"] == results[f"{server.url}/b"] == "200"


def test_hosts_at_rest_hold_up_no_other():
    busy = (503, {"Retry-After": "2"}, b"")
    with Moody(plain_but(good=lambda _nth: PLAIN)) as good:
        resting = [Moody(plain_but(busy=lambda _nth: busy)) for _ in range(14)]
        for server in resting:
            server.__enter__()
        papers = {"good": good.domain, **{f"r{n}": server.domain for n, server in enumerate(resting)}}
        urls = [(f"r{n}", f"{server.url}/busy/{page}") for n, server in enumerate(resting) for page in range(8)]
        urls += [("good", f"{good.url}/good/{page}") for page in range(40)]
        program = start(papers, urls, STOP_PATIENCE=0)
        try:
            while len(good.log) < 41:
                time.sleep(0.02)
                assert program.poll() is None
            assert good.log[-1][1] - good.log[0][1] < 2.5
        finally:
            program.terminate()
            finish(program)
            for server in resting:
                server.__exit__()


@pytest.mark.parametrize(
    ("robots", "said"),
    [(lambda _nth: (503, {}, b""), "robots.txt answers 503"), (lambda _nth: (0, {}, b""), "robots.txt is unreachable")],
)
def test_where_robots_txt_cannot_be_had_the_host_is_left_alone(robots, said):
    with Moody(plain_but(robots=robots)) as server:
        urls = [("own", f"{server.url}/{path}") for path in "abc"]
        results = run({"own": server.domain}, urls, DOWNLOAD_TIMEOUT=0.5)
        assert set(server.asked()) == {"/robots.txt"}
    for _, url in urls:
        assert results[url].startswith(f"HostLeftAloneError: {said}")


def test_a_robots_txt_that_fails_twice_and_then_comes_is_obeyed():
    rules = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /b\n")
    with Moody(plain_but(robots=lambda nth: (503, {}, b"") if nth < 3 else rules)) as server:
        results = run({"own": server.domain}, [("own", f"{server.url}/a"), ("own", f"{server.url}/b")])
    assert results[f"{server.url}/a"] == "200"
    assert results[f"{server.url}/b"] == "IgnoreRequest: forbidden by robots.txt"


def test_names_that_lead_to_ones_own_machine_are_refused_at_once_and_so_are_other_ports_of_it():
    with Moody(plain_but()) as server, Moody(plain_but()) as other:
        urls = [
            ("evil", f"http://{socket.gethostname()}.localhost/"),
            ("own", f"{other.url}/a"),
            ("own", f"{server.url}/a"),
        ]
        results = run({"own": server.domain, "other": other.domain, "evil": "localhost"}, urls)
        assert other.log == []
    assert results[urls[0][1]].startswith("RefusedByGuardError")
    assert results[urls[1][1]].startswith("RefusedByGuardError")
    assert results[urls[2][1]] == "200"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_while_an_answer_hangs_ends_soon_and_says_what_came_of_each(how):
    with Moody(plain_but(hang=lambda _nth: (0, {}, b""))) as server, Moody(plain_but()) as other:
        urls = [("own", f"{server.url}/{path}") for path in ("a", "hang", "b", "c")]
        urls += [("other", f"{other.url}/robots"), ("other", f"{other.url}/x")]
        program = start({"own": server.domain, "other": other.domain}, urls, STOP_PATIENCE=0.5)
        while "/hang" not in server.asked():
            time.sleep(0.02)
            assert program.poll() is None
        program.send_signal(how)
        results = finish(program, timeout=6)
    assert results[f"{server.url}/a"] == "200"
    for path in ("hang", "b", "c"):
        assert results[f"{server.url}/{path}"].startswith("RunStoppedError")
