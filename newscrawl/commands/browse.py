"""``scrapy browse``: the database in a browser, by Datasette."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, number, say
from newscrawl.discovery.clock import read_offset

if TYPE_CHECKING:
    import argparse
    from datetime import timedelta
    from types import FrameType

HOST, PORT = "127.0.0.1", 8001
PLUGINS = Path(__file__).resolve().parent.parent / "browsing" / "plugins"
"""Our pages, which Datasette loads."""

SETTINGS = {
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 2000,
    "default_page_size": 50,
    "truncate_cells_html": 400,
    "allow_download": "off",
}
"""Of Datasette (https://docs.datasette.io/en/0.65/settings.html)."""


class Command(Asking, ScrapyCommand):
    """Reads alone: nothing that is clicked there changes the database."""

    examples: ClassVar[str] = (
        "  scrapy browse                    then open http://127.0.0.1:8001/\n"
        "  scrapy browse --open --port 8080\n"
        "  The front page shows today's articles by place, how the papers fare, who is quoted most, the busiest threads; an\n"
        "  article its quotes and its comments. 'Data' has views with facets and full-text search, and the questions of\n"
        "  'scrapy query'. Only this machine sees it."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Look at the database in a browser (Datasette): today, quotes, threads, papers, search"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where it is served."""
        super().add_options(parser)
        parser.add_argument("--port", metavar="N", help=f"port on this machine ({PORT})")
        parser.add_argument("--open", action="store_true", help="open a browser")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Serve until it is interrupted."""
        if args:
            raise Refused(f"'scrapy browse' takes no {args[0]!r}; -s DATABASE_URL= names the database")
        port = number("--port", opts.port, PORT)
        with self.reading() as engine:
            if engine.dialect.name != "sqlite":
                raise Refused(
                    "Datasette opens SQLite files alone. On PostgreSQL, look at the same views with psql, pgAdmin, DBeaver, "
                    "Metabase or Grafana; 'scrapy query' asks the same questions, 'scrapy export' makes files"
                )
        if importlib.util.find_spec("datasette") is None:
            raise Refused("browsing needs the package datasette: pip install 'newscrawl[browse]'")
        if port > 65535 or _taken(port):
            raise Refused(f"port {port} is in use or none: --port N names another")
        assert self.settings is not None
        self.now  # noqa: B018  (says what is wrong with CLOCK_OFFSET)
        offset = read_offset(self.settings.get("CLOCK_OFFSET"))
        return _serve(database_file(self.url), port, offset, opened=opts.open)


def database_file(url: str) -> Path:
    """The file of an SQLite database's address."""
    from sqlalchemy.engine import make_url

    return Path(str(make_url(url).database).removeprefix("file:").partition("?")[0]).resolve()


def _taken(port: int) -> bool:
    with closing(socket.socket()) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            return True
    return False


def _serve(file: Path, port: int, offset: timedelta, *, opened: bool) -> int:
    from newscrawl.db.browsing import metadata

    with tempfile.TemporaryDirectory(prefix="newscrawl-browse-") as folder:
        told = Path(folder) / "metadata.json"
        told.write_text(json.dumps(metadata(file.stem)), encoding="utf-8")
        settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, str(value))]
        words = [
            sys.executable,
            "-m",
            "datasette",
            "serve",
            str(file),
            "--metadata",
            str(told),
            "--plugins-dir",
            str(PLUGINS),
            "--host",
            HOST,
            "--port",
            str(port),
        ]
        served = subprocess.Popen(
            [*words, *settings, *(["--open"] if opened else [])],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "NEWSCRAWL_BROWSE_OFFSET": str(offset.total_seconds())},
        )
        say(f"http://{HOST}:{port}/ shows {file}; Ctrl-C ends it")

        def end(_signal: int, _frame: FrameType | None) -> None:
            served.terminate()

        signal.signal(signal.SIGTERM, end)
        try:
            code = served.wait()
        except KeyboardInterrupt:
            served.terminate()
            served.wait()
            return 0
    return 0 if code in {0, -signal.SIGTERM, -signal.SIGINT} else EXIT_NOTHING
