"""README's guide "Your first paper", executed line by line against a paper on loopback.

Three things differ from what a reader types: the paper's address; ``--allow-private``, because the paper is on this
machine; and the contact, which such a paper need not be told.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field

import pytest
from loopback import ROOT, Answer, Paper, article_page, comment, home, thread

HEADING = "## Your first paper"
ADDRESS = "https://mapletoncourier.example"
PAGES = {
    "/2026/03/01/the-footbridge-opens/": "Footbridge opens in Mapleton",
    "/2026/03/02/the-ferry-stops-in-autumn/": "Ferry stops in autumn",
}


def commands(readme: str) -> list[str]:
    """The lines that the guide has its reader type, comments left out."""
    section = re.split(r"^## ", readme.partition(f"\n{HEADING}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    blocks = re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [typed for line in lines if (typed := re.split(r"(?:^|\s+)#", line)[0].strip())]


@dataclass
class Reader:
    """Somebody who types what the guide says, in an empty folder."""

    folder: str
    paper: Paper
    env: dict[str, str] = field(default_factory=dict)

    def types(self, line: str) -> subprocess.CompletedProcess[str]:
        if exported := re.fullmatch(r"export (\w+)=(.*)", line):
            self.env[exported[1]] = exported[2]
            return subprocess.CompletedProcess(line, 0, "", "")
        words = shlex.split(line.replace(ADDRESS, self.paper.url))
        assert words[0].removeprefix(".venv/bin/") == "scrapy", f"the guide types what is no command of ours: {line}"
        if self.paper.url in line.replace(ADDRESS, self.paper.url):
            words.append("--allow-private")
        dropped = {"http_proxy", "https_proxy", "all_proxy", "newscrawl_database_url", "newscrawl_contact"}
        clean = {name: value for name, value in os.environ.items() if name.lower() not in dropped}
        return subprocess.run(
            [sys.executable, "-m", "scrapy", *words[1:]],
            cwd=self.folder,
            env={**clean, "PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "newscrawl.settings", **self.env},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip


@pytest.fixture
def paper():
    said = thread(comment(1, "Tom Oak", "So it does.", replies=comment(2, "Eve", "It does not.")))
    pages = {path: article_page(headline, comments=said) for path, headline in PAGES.items()}
    front = home(*pages, head='<meta property="og:site_name" content="The Mapleton Courier">')
    with Paper({"/": front, "/robots.txt": Answer(b"User-agent: *\nAllow: /\n"), **pages}) as served:
        yield served


def test_the_guide_is_executed_line_by_line(paper, tmp_path):
    lines = commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(lines) >= 6, f"README has no guide: a section {HEADING!r} with its commands in ```sh blocks"
    reader = Reader(str(tmp_path), paper)
    answered = {}
    for line in lines:
        said = reader.types(line)
        assert said.returncode == 0, f"{line}\n{said.stdout}{said.stderr}"
        assert "Traceback" not in said.stderr
        answered[line] = said.stdout
    assert reader.env.get("NEWSCRAWL_CONTACT"), "the guide says who asks"
    entry = (tmp_path / "papers.toml").read_text(encoding="utf-8")
    assert 'name = "mapleton_courier"' in entry
    assert len(entry.splitlines()) <= 6
    database = sqlite3.connect(tmp_path / "newscrawl.db")
    assert database.execute("SELECT count(*) FROM v_article").fetchone() == (len(PAGES),)
    assert database.execute("SELECT count(*) FROM v_comment").fetchone() == (2 * len(PAGES),)
    database.close()
    assert any("footbridge" in out for line, out in answered.items() if " query " in line)
    assert any("(Lena Oak)" in out for line, out in answered.items() if " read " in f" {line} ")
    (expected,) = tmp_path.glob("cases/*/*/expected.json")
    assert json.loads(expected.read_text(encoding="utf-8"))["article"]["headline"] == "Footbridge opens in Mapleton"
    used = {words[1] for line in lines if (words := line.split())[0].endswith("scrapy")}
    assert {"add", "crawl", "query", "read", "save", "prove"} <= used
