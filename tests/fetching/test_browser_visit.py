"""What a page's scripts are given, by a browser of our own making: Playwright's objects as far as a visit uses them."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from scrapy.http import HtmlResponse, Response

pytest.importorskip("playwright", reason="no Playwright: pip install 'newscrawl[js]'")

from newscrawl.fetching.browser_visit import Kept, Limits, Visit

PAGE = b'<html><head><script src="https://cdn.example/app.js"></script></head><body></body></html>'
URL = "https://www.signal.example/news/1"


class Route:
    """Keeps what was made of a request: the status of its answer, or "aborted"."""

    made: object = None

    async def fulfill(self, *, status=200, headers=None, body=b"", content_type=""):
        self.made, self.headers, self.body = status, headers or {}, body

    async def abort(self):
        self.made = "aborted"


def asked(
    url: str,
    kind: str = "fetch",
    *,
    method: str = "GET",
    navigation: bool = False,
    framed: bool = False,
    **headers: str,
):
    frame = SimpleNamespace(parent_frame=object() if framed else None)
    return SimpleNamespace(
        url=url,
        resource_type=kind,
        method=method,
        headers=headers,
        frame=frame,
        is_navigation_request=lambda: navigation,
    )


@pytest.fixture
def fetched():
    return []


@pytest.fixture
def visit(fetched):
    async def ask(url, headers):
        fetched.append((url, headers))
        if url.endswith("/broken"):
            raise ConnectionError
        told = {"Content-Type": "application/json", "Content-Encoding": "gzip", "Set-Cookie": "a=b", "ETag": "1"}
        return Response(url, 200, told, b"{}")

    page = HtmlResponse(URL, body=PAGE, headers={"Content-Type": "text/html"})
    visit = Visit(page, "signal.example", ask, Kept(1000, 60), Limits(requests=3, bytes=1000, seconds=1))
    made(visit, asked(URL, "document", navigation=True))
    return visit


def made(visit: Visit, request: object) -> Route:
    route = Route()
    asyncio.run(visit.answer(route, request))
    return route


def test_the_page_is_given_as_it_came_and_not_asked_for_again(visit, fetched):
    again = Visit(visit.page, visit.domain, visit.ask, visit.kept, visit.limits)
    route = made(again, asked(URL, "document", navigation=True))
    assert (route.made, route.body) == (200, PAGE)
    assert fetched == []


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (asked("https://www.signal.example/app.js", "script"), 200),
        (asked("https://api.signal.example/story"), 200),
        (asked("https://cdn.example/app.js", "script"), 200),  # the page names the host
        (asked("https://cdn.example/data.json", "xhr"), 200),
        (asked("https://other.example/track.js", "script"), "aborted"),
        (asked("https://www.signal.example/a.png", "image"), "aborted"),
        (asked("https://www.signal.example/a.woff2", "font"), "aborted"),
        (asked("https://www.signal.example/a.mp4", "media"), "aborted"),
        (asked("https://www.signal.example/count", "ping"), "aborted"),
        (asked("https://www.signal.example/frame", "document", navigation=True, framed=True), "aborted"),
        (asked("https://www.signal.example/vote", "xhr", method="POST"), "aborted"),
        (asked("file:///etc/passwd"), "aborted"),
        (asked("https://www.signal.example/broken"), "aborted"),
        (asked("https://www.signal.example/app.css", "stylesheet"), 200),  # empty, and not asked for
        (asked("https://www.signal.example/news/2", "document", navigation=True), 200),
        (asked("https://other.example/", "document", navigation=True), 204),  # the page stays where it is
    ],
    ids=lambda value: getattr(value, "url", None),
)
def test_scripts_and_their_data_are_fetched_and_nothing_else(visit, request_, answer):
    assert made(visit, request_).made == answer


def test_the_browsers_own_headers_stay_with_it(visit, fetched):
    own = {
        "user-agent": "Chrome",
        "cookie": "a=b",
        "sec-fetch-mode": "cors",
        "accept": "application/json",
        "x-key": "k",
    }
    route = made(visit, asked("https://www.signal.example/api", **own))
    assert fetched == [("https://www.signal.example/api", {"accept": "application/json", "x-key": "k"})]
    assert {name.lower() for name in route.headers} == {"content-type", "etag"}


def test_a_page_may_ask_so_often_and_no_more_and_what_is_kept_counts_not(visit, fetched):
    ways = [made(visit, asked(f"https://www.signal.example/{n}")).made for n in (1, 1, 1, 2, 3, 4, 2)]
    assert ways == [200, 200, 200, 200, 200, "aborted", 200]
    assert len(fetched) == visit.requests == 3
    assert visit.refused == 1


def test_what_is_kept_is_bounded_and_grows_old():
    kept, answers = Kept(10, 60), [Response(f"https://a.example/{n}", body=b"1234") for n in range(3)]
    for answer in answers:
        kept.put(answer.url, answer)
    kept.put("https://a.example/large", Response("https://a.example/large", body=b"x" * 11))
    assert [kept.get(f"https://a.example/{n}") for n in (0, 1, 2)] == [None, answers[1], answers[2]]
    assert kept.get("https://a.example/large") is None
    old = Kept(10, -1)
    old.put(answers[0].url, answers[0])
    assert old.get(answers[0].url) is None
