"""newscrawl from a wheel, far from its checkout: built, installed as the Dockerfile says, and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from loopback import ROOT

from newscrawl import __version__
from newscrawl.deploy import written


def run(*words, **more):
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=600, check=False, **more
    )
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy: nothing is left in the checkout."""
    copy = tmp_path_factory.mktemp("source")
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("newscrawl", "pipelines"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    wheels = copy / "wheels"
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", wheels, copy)
    return next(wheels.glob("newscrawl-*.whl"))


@pytest.mark.faults
def test_every_file_of_the_packages_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
    files = (path for package in ("newscrawl", "pipelines") for path in (ROOT / package).rglob("*") if path.is_file())
    assert names == {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}


@pytest.mark.faults
def test_what_the_dockerfile_runs_gives_a_newscrawl_that_runs(wheel, tmp_path):
    dockerfile = written("docker-Dockerfile", {"FOLDER": "/", "SCRAPY": "/", "VERSION": __version__})
    install = re.search(r"^RUN (pip install .*)$", dockerfile, re.MULTILINE)[1]
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    folder = tmp_path / "venv" / "bin"
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEWSCRAWL_", "SCRAPY_", "PYTHON"))
    }
    clean |= {"PATH": f"{folder}:{os.environ['PATH']}", "VIRTUAL_ENV": str(tmp_path / "venv")}
    run("sh", "-c", install.replace("/srv/newscrawl/wheels", str(wheel.parent)), env=clean, cwd=tmp_path)
    scrapy = folder / "scrapy"
    assert "next: cd" in run(scrapy, "init", "news", "--deploy", "docker", cwd=tmp_path, env=clean)
    news = tmp_path / "news"
    clean["NEWSCRAWL_DATABASE_URL"] = f"sqlite:///{tmp_path / 'data.db'}"  # as the image says where
    said = run(scrapy, "crawl", "localnews", "-a", "sites=demo", cwd=news, env=clean)
    assert "harbor_ledger" in said
    assert not (news / "newscrawl.db").exists()
    assert (tmp_path / "data.db").exists()
    assert "schema" in run(scrapy, "db", "upgrade", cwd=news, env=clean)
    assert "never crawled" in run(scrapy, "schedule", "--dry-run", cwd=news, env=clean)
    start = re.search(r'^CMD \["scrapy", "crawl", "localnews", "-a", "sites=(.*)"\]$', dockerfile, re.MULTILINE)
    assert start[1] in dockerfile.partition("COPY scrapy.cfg papers.toml")[1]
    assert Path(news / "deploy" / "Dockerfile").read_text() == dockerfile
