"""The development halves of public suites, where they lie beside the checkout (../shared)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
EVALUATE = HERE.parent / "shared" / "robustness" / "evaluate.py"

LEAST = {
    "feeds": ("read_feed", {"count": 0.99, "url": 0.99, "title": 0.97, "published": 0.97, "authors": 0.96}),
    "sitemaps": ("read_sitemap", {"both exact": 0.98, "lastmod": 0.98, "title": 0.98, "published": 0.98}),
    "robots": ("may_fetch", {"right": 0.985}),
    "optouts": ("read_optouts", {"exact": 0.97}),
}


@pytest.mark.skipif(not EVALUATE.exists(), reason="no ../shared beside this checkout")
@pytest.mark.parametrize("suite", LEAST)
def test_a_public_suite_is_passed(suite, tmp_path):
    door, least = LEAST[suite]
    spec, report = f"newscrawl.discovery:{door}", tmp_path / "report.json"
    command = [sys.executable, EVALUATE, suite, "--with", spec, "--json", report]
    subprocess.run(command, cwd=HERE, check=True, capture_output=True, timeout=120)
    found = json.loads(report.read_text())[spec]
    assert found["raised"] == 0
    assert {name: found[name] for name, value in least.items() if found[name] < value} == {}
