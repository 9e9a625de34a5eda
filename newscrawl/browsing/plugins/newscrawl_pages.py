"""Datasette's plugin: our pages beside its own. Loaded with ``--plugins-dir`` by ``scrapy browse`` alone."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from datasette import Response, hookimpl
from datasette.utils import tilde_encode

from newscrawl.browsing import POLICY, Pages
from newscrawl.browsing.guard import guarded
from newscrawl.db.opening import open_for_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.browsing.guard import App

OFFSET = "NEWSCRAWL_BROWSE_OFFSET"
"""Seconds that the page clock is ahead (``CLOCK_OFFSET``)."""
_kept: dict[str, Pages] = {}


def _pages(datasette: Any) -> Pages:
    """The pages of the one database that is served."""
    name, database = next((name, one) for name, one in datasette.databases.items() if one.path)
    if name not in _kept:
        offset = timedelta(seconds=float(os.environ.get(OFFSET, "0")))
        _kept[name] = Pages(open_for_reading(f"sqlite:///{database.path}"), tilde_encode(name), offset)
    return _kept[name]


async def _answer(datasette: Any, method: str, *given: Any) -> Response:
    pages = _pages(datasette)
    written = await asyncio.to_thread(getattr(pages, method), *given)
    headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
    if written is None:
        return Response.html(pages.missing(), status=404, headers=headers)
    return Response.html(written, headers=headers)


async def front(datasette: Any) -> Response:
    """``/``."""
    return await _answer(datasette, "front")


async def sites(datasette: Any) -> Response:
    """``/-/sites``."""
    return await _answer(datasette, "sites")


async def article(datasette: Any, request: Any) -> Response:
    """``/-/article/NUMBER``."""
    return await _answer(datasette, "article", int(request.url_vars["number"]))


async def style(datasette: Any) -> Response:
    """``/-/newscrawl.css``."""
    headers = {"Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(_pages(datasette).style(), headers=headers, content_type="text/css; charset=utf-8")


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    """Our addresses: the front page, and others that no database's name can be."""
    return [
        (r"^/$", front),
        (r"^/-/sites$", sites),
        (r"^/-/article/(?P<number>[0-9]{1,18})$", article),
        (r"^/-/newscrawl\.css$", style),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def menu_links() -> list[dict[str, str]]:
    """In Datasette's menu."""
    return [{"href": "/", "label": "Front page"}, {"href": "/-/sites", "label": "How the papers fare"}]


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[App], App]:
    """Ours and Datasette's pages alike are for this machine's own browser."""
    return guarded
