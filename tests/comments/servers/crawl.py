"""A crawl of papers whose comments come from this folder's servers, and what the database holds afterwards."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.servers.flat import Discourse, Disqus, Hyvor, Platform, WordPress, WpDiscuz
from comments.servers.pages import Substack, VillageMedia
from comments.servers.trees import Coral, Ghost, Isso, OpenWeb, Remark42, Viafoura
from comments.servers.world import Asked, World
from loopback import Answer, article_page, home, scrapy
from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    import subprocess

ALL: tuple[type[Platform], ...] = (
    WordPress, WpDiscuz, Disqus, Hyvor, Discourse, Viafoura, OpenWeb, Coral, Ghost, Isso, Remark42, VillageMedia, Substack,
)  # fmt: skip

FURTHER_HOSTS = {"viafoura": ("tyrion.viafoura.co", "iam.viafoura.co")}


def paper_of(platform: Platform) -> str:
    return f"{platform.name}.example"


class Paper:
    """A paper of one article, whose thread a platform serves; its own pages never fail."""

    published = "2026-11-20T06:30:00-08:00"

    def __init__(self, platform: Platform) -> None:
        self.platform, self.host = platform, paper_of(platform)

    def __call__(self, asked: Asked) -> Answer | None:
        platform = self.platform
        if asked.path == "/":
            return Answer.of(home(platform.article_path))
        if asked.path == platform.article_path:
            page = article_page(comments=platform.embed(self.host))
            page = page.replace("</head>", platform.head(self.host) + "</head>")
            return Answer.of(page.replace("2026-03-01T09:30:00-08:00", self.published))
        return platform.answer(asked)


def world_of(*platforms: Platform, moody: bool = False, published: str = Paper.published) -> World:
    """The papers' and platforms' hosts. A platform that answers on the paper's own host fails there, its pages do not."""
    hosts: dict[str, Any] = {}
    for platform in platforms:
        hosts[paper_of(platform)] = paper = Paper(platform)
        paper.published = published
        if platform.host:
            hosts[platform.host] = platform.answer
        for further in FURTHER_HOSTS.get(platform.name, ()):
            hosts[further] = platform.answer
    failing = frozenset(platform.host for platform in platforms if platform.host) if moody else frozenset()
    world = World(hosts, failing)
    if moody:
        for platform in platforms:
            if not platform.host:
                hosts[paper_of(platform)] = _failing_at_first(Paper(platform))
    return world


def _failing_at_first(paper: Paper) -> Any:
    count = 0

    def serve(asked: Asked) -> Answer | None:
        nonlocal count
        if asked.path not in ("/", paper.platform.article_path) and "comments" in asked.path:
            count += 1
            if count == 1:
                return Answer(b"slow down", 429, {"Retry-After": "1"})
            if count == 2:
                return Answer(b"oh", 500)
        return paper(asked)

    return serve


def sites_file(path: Path, *platforms: Platform) -> Path:
    lines = []
    for platform in platforms:
        entry = f"comments = {platform.entry}\n" if platform.entry else ""
        lines.append(
            f'[[site]]\nname = "{platform.name}"\ndomain = "{paper_of(platform)}"\nplace = "Mapleton, Oregon"\n'
            f'timezone = "America/Los_Angeles"\n{entry}\n'
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def environment(world: World) -> dict[str, str]:
    return {"PYTHONPATH": str(Path(__file__).parents[2]), "NEWSCRAWL_TEST_WORLD": str(world.port)}


def arguments(sites: Path, database: str, *more: str) -> list[str]:
    handlers = json.dumps({"https": "comments.servers.handler.LoopbackHandler"})
    return [
        "crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL={database}", "-s", "CONTACT=tests@example.org",
        "-s", "DOWNLOAD_DELAY=0", "-s", f"DOWNLOAD_HANDLERS={handlers}", *more,
    ]  # fmt: skip


def crawl(
    world: World, sites: Path, database: str, *more: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One run over the papers, everything of theirs answered by *world*."""
    return scrapy(*arguments(sites, database, *more), env={**environment(world), **(env or {})})


def rows(database: str, sql: str, **values: Any) -> list[tuple[Any, ...]]:
    engine = create_engine(database)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(sql), values)]
    engine.dispose()
    return found


def database_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'news.db'}"


def without_proxies() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
