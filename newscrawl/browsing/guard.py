"""Who may read the pages: a browser that was sent to this machine by name, and no page that shows them in a frame of its own.

A page of the web whose host's name is made to point at this machine (DNS rebinding) would else read the whole database through
the user's browser, for to the browser it is one and the same origin. The header ``Host`` gives it away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

HOSTS = frozenset({b"127.0.0.1", b"localhost"})
"""Names under which this machine's browser comes."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
"""An application by the ASGI specification (https://asgi.readthedocs.io/en/latest/specs/www.html)."""


def guarded(app: App) -> App:
    """The application, for this machine's own browser alone."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif is_own(scope["headers"]):
            await app(scope, receive, _unframed(send))
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 400, "headers": headers})
            await send(
                {"type": "http.response.body", "body": b"These pages are for the browser of their own machine.\n"}
            )

    return answer


def is_own(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether a request names this machine, whatever the port, and nothing else."""
    named = [value.strip().lower() for name, value in headers if name.lower() == b"host"]
    return len(named) == 1 and named[0].partition(b":")[0] in HOSTS


def _unframed(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            if not any(name.lower() == b"content-security-policy" for name, _value in headers):
                headers.append((b"content-security-policy", b"frame-ancestors 'none'"))
            message = {**message, "headers": headers}
        await send(message)

    return told
