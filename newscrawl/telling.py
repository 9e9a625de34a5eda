"""The ways to tell somebody: a webhook that takes JSON, a command that takes sentences."""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 20.0
"""Seconds that a webhook or a command may take."""


class AlarmFailed(Exception):  # noqa: N818  (it is a sentence for people)
    """Somebody could not be told; the message says why, without the webhook's secret path."""

    def __init__(self, words: str, *, arrived: bool = False) -> None:
        """With *arrived* the other way of telling went well, and the change is not told again."""
        super().__init__(words)
        self.arrived = arrived


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A webhook that moved is told, not followed: its address is a secret of one host."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """None: the redirect is an error."""


def webhook_host(url: str) -> str:
    """The host of a webhook's address, which may be named; its path is a secret.

    Raises:
        AlarmFailed: it is no address of the web.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or any(sign <= " " or sign == "\x7f" for sign in url):
        raise AlarmFailed("ALARM_WEBHOOK is no address of the web (https://...)")
    return host


def post(url: str, body: Mapping[str, Any]) -> None:
    """Post JSON to a webhook.

    Raises:
        AlarmFailed: it could not be delivered.
    """
    url = url.strip()  # a file of settings ends its lines
    host = webhook_host(url)
    try:
        request = urllib.request.Request(  # noqa: S310  (the scheme was looked at)
            url,
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "User-Agent": "newscrawl"},
            method="POST",
        )
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=PATIENCE):
            pass
    except (HTTPException, OSError, ValueError) as error:  # the words of some hold the address
        reason = getattr(error, "code", None) or getattr(error, "reason", None)
        shown = reason if isinstance(reason, int | OSError) else type(reason or error).__name__
        raise AlarmFailed(f"the webhook at {host} could not be told: {shown}") from None


def command_words(command: str) -> list[str]:
    """The words of a command.

    Raises:
        AlarmFailed: there are none, or a quotation mark is missing.
    """
    try:
        parts = shlex.split(command)
    except ValueError as error:
        raise AlarmFailed(f"ALARM_COMMAND is no command: {error}") from None
    if not parts:
        raise AlarmFailed("ALARM_COMMAND is empty")
    return parts


def run_command(command: str, words: str) -> None:
    """Run a command with the sentences on its standard input; no shell reads them.

    Raises:
        AlarmFailed: it could not be run, took too long, or ended with a code other than 0.
    """
    parts = command_words(command)
    # Not pipes: a child that the command leaves behind would hold them open, and keep the run waiting.
    with tempfile.TemporaryFile() as complaints:
        try:
            done = subprocess.run(
                parts,
                input=f"{words}\n".encode(),
                timeout=PATIENCE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                check=False,
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise AlarmFailed(f"ALARM_COMMAND {parts[0]!r} could not be run: {error}") from None
        complaints.seek(0)
        said = complaints.read(1200).decode("utf-8", "replace").strip()[:300]
    if done.returncode:
        raise AlarmFailed(
            f"ALARM_COMMAND {parts[0]!r} ended with code {done.returncode}" + (f": {said}" if said else "")
        )
