"""The demo's proxy speaks HTTP as papers' servers do."""

import http.client
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.demo import DemoServer, truth
from newscrawl.demo.server import answer
from newscrawl.demo.themes import static

HOME = "http://harborledger.example/"


@pytest.fixture
def server():
    with DemoServer() as running:
        yield running


def ask(server, url, method="GET", **headers):
    connection = http.client.HTTPConnection(server.proxy_url.removeprefix("http://"), timeout=10)
    connection.request(method, url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply, body


def test_every_article_is_served(server):
    for article in truth()["articles"]:
        reply, body = ask(server, article["url"])
        assert reply.status == 200
        assert int(reply.headers["Content-Length"]) == len(body)
    assert len(server.requests) == 60
    assert server.requests[0] == ("GET", truth()["articles"][0]["url"], 200)


def test_one_connection_serves_many_requests(server):
    connection = http.client.HTTPConnection(server.proxy_url.removeprefix("http://"), timeout=10)
    for url in (HOME, f"{HOME}about/", f"{HOME}nothing/"):
        connection.request("GET", url)
        reply = connection.getresponse()
        reply.read()
        assert reply.version == 11
        assert not reply.will_close
    connection.close()


def test_a_known_page_is_not_sent_again(server):
    url = truth()["articles"][0]["url"]
    reply, body = ask(server, url)
    for known in ({"If_None_Match": reply.headers["ETag"]}, {"If_Modified_Since": reply.headers["Last-Modified"]}):
        again, nothing = ask(server, url, **known)
        assert (again.status, nothing) == (304, b"")
    assert ask(server, url, If_None_Match='"other"')[1] == body


@pytest.mark.parametrize("wrong", ["", "yesterday", "99999999999", "Mon, 99 Foo 2026"])
def test_a_date_that_is_none_is_as_good_as_no_date(server, wrong):
    assert ask(server, truth()["articles"][0]["url"], If_Modified_Since=wrong)[0].status == 200


def test_head_sends_the_head(server):
    reply, body = ask(server, HOME, "HEAD")
    assert (reply.status, body) == (200, b"")
    assert int(reply.headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "url",
    ["http://stranger.example/", "http://127.0.0.1/", "/", "http://", "https://harborledger.example/"],
)
def test_a_foreign_host_gets_502(server, url):
    assert ask(server, url)[0].status == 502


@given(st.text(), st.sampled_from(["", HOME, f"http://coorabintimes.example{static.INTERFACE}/?uri=/&limit="]))
def test_any_address_has_an_answer(text, start):
    assert answer(start + text).status in {200, 301, 404, 502}


@pytest.mark.parametrize("limit", ["²", "9" * 5000, "-1", "0", ""])
def test_a_limit_that_is_none_does_no_harm(limit):
    assert answer(f"http://coorabintimes.example{static.INTERFACE}/?uri=/&limit={limit}&parent={limit}").status == 200


def test_the_day_can_change_while_it_runs(server):
    new = ({a["url"] for a in truth(1)["articles"]} - {a["url"] for a in truth(0)["articles"]}).pop()
    assert ask(server, new)[0].status == 404
    server.day = 1
    assert ask(server, new)[0].status == 200


def test_an_old_address_redirects(server):
    moved = next(a for a in truth()["articles"] if a["outlet"] == "coorabin_times" and a["also_at"])
    reply, _ = ask(server, moved["also_at"][0])
    assert (reply.status, reply.headers["Location"]) == (301, moved["url"])


def test_the_server_ends_when_told():
    server = DemoServer()
    with pytest.raises(RuntimeError):
        _ = server.proxy_url
    server.start()
    address = server.proxy_url.removeprefix("http://")
    server.close()
    server.close()
    with pytest.raises(OSError):
        http.client.HTTPConnection(address, timeout=2).request("GET", HOME)


def test_the_command_explains_itself():
    shown = subprocess.run(
        [sys.executable, "-m", "newscrawl.demo", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert "sites=demo" in shown
    assert "--day" in shown
