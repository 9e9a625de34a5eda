"""The article that the project began with: three captures, one article. Runs where ``../shared`` is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from loopback import ROOT, SHARED, scrapy

pytestmark = pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="../shared/seed is not here")


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("replay")
    command = [SHARED / "servers/replay/start", SHARED / "seed", "--dir", str(folder), "--port", "0"]
    from socket import socket

    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command[-1] = str(port)
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env={"PYTHON": sys.executable, "PATH": "/usr/bin:/bin"}
    )
    yield f"http://127.0.0.1:{port}", folder
    subprocess.run([SHARED / "servers/replay/stop", str(folder)], check=False, capture_output=True, timeout=60)


def test_three_captures_give_one_article_with_its_quotes_and_comments(database, proxy, tmp_path):
    address, folder = proxy
    urls = [json.loads(line)["url"] for line in (SHARED / "seed/pages.jsonl").read_text().splitlines()]
    for number, url in enumerate(urls):
        listed = tmp_path / f"urls-{number}.txt"
        listed.write_text(url + "\n")
        result = scrapy(
            "crawl", "48hills", "-a", f"urls={listed}", "-s", f"DATABASE_URL={database}", "-s", "CONTACT=t@example.org",
            "-s", f"CLOCK_OFFSET={number}h", "-s", "DOWNLOAD_DELAY=0",
            env={"http_proxy": address, "https_proxy": address, "SSL_CERT_FILE": str(folder / "ca.pem")},
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
    shares = "articles headline dek authors published section body paragraphs captions quotes speakers spans comments"
    shares += " comment_text comment_author comment_minute"
    counts = "twins extra captions_in_body quotes_extra comments_extra comments_doubled false_parents"
    wanted = ",".join([f"{name}=1" for name in shares.split()] + [f"{name}=0" for name in counts.split()])
    score = subprocess.run(
        [sys.executable, SHARED / "score/score.py", database, SHARED / "seed/truth.json", "--kind", "seed", "--show", "5", "--require", wanted],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert score.returncode == 0, score.stdout + score.stderr
