"""A real WordPress, by its name and domain alone, and without its feeds, sitemaps or interface; slow: ``pytest -m faults``."""

import importlib.util

import pytest
from loopback import ROOT, SHARED

FILE = ROOT / "tests" / "benchmarks" / "wordpress.py"


@pytest.fixture(scope="module")
def wordpress():
    if not (SHARED / "servers" / "wordpress" / "start").exists():
        pytest.skip("no WordPress to start: ../shared/servers/wordpress is not there")
    spec = importlib.util.spec_from_file_location("wordpress_found", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def truth(wordpress, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wordpress")
    try:
        yield wordpress.started(5, 8397, "127.0.0.97", folder)
    finally:
        wordpress.stopped(folder)


@pytest.mark.faults
@pytest.mark.parametrize(
    "case",
    ["all that it has", "without feeds and sitemaps", "without REST and sitemaps", "home page and sections alone"],
)
def test_every_article_is_found(wordpress, truth, tmp_path, case):
    wanted, found, _requests = wordpress.crawl(truth, wordpress.CASES[case], tmp_path)
    assert len(wanted) > 50
    assert found == wanted
