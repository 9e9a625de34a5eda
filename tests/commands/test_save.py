"""``scrapy save``: a page and what is expected of it, in a folder that can be read by people."""

from __future__ import annotations

import json

import pytest
from loopback import article_page

URL = "https://mapletoncourier.example/2026/03/01/the-bridge-opens"


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "bridge.html"
    path.write_text(article_page())
    return path


def test_a_page_is_kept_with_what_is_expected_of_it(typist, saved, tmp_path):
    cases = tmp_path / "cases"
    said = typist("save", str(saved), "--url", URL, CASES_FOLDER=str(cases))
    assert said.code == 0
    assert "an article, 1 quote, 0 comments" in said.err
    (folder,) = cases.glob("*/*")
    assert (folder.parent.name, folder.name) == ("mapletoncourier.example", "the-bridge-opens")
    assert (folder / "page.html").read_bytes() == saved.read_bytes()
    assert json.loads((folder / "expected.json").read_text())["quotes"][0]["speaker"] == "Lena Oak"
    meta = json.loads((folder / "meta.json").read_text())
    assert (meta["url"], meta["site"]["domain"]) == (URL, "mapletoncourier.example")


def test_nothing_is_overwritten_and_another_name_keeps_it_again(typist, saved, tmp_path):
    cases = str(tmp_path / "cases")
    typist("save", str(saved), "--url", URL, CASES_FOLDER=cases)
    again = typist("save", str(saved), "--url", URL, CASES_FOLDER=cases)
    assert again.code == 1
    assert "is there already" in again.err
    assert typist("save", str(saved), "--url", URL, "--name", "../../second", CASES_FOLDER=cases).code == 0
    assert sorted(path.name for path in (tmp_path / "cases").glob("*/*")) == ["second", "the-bridge-opens"]


def test_a_page_that_is_no_article_is_a_case_too(typist, tmp_path):
    path = tmp_path / "contact.html"
    path.write_text("<p>Write to us.</p>")
    said = typist("save", str(path), "--url", URL, CASES_FOLDER=str(tmp_path / "cases"))
    assert said.code == 0
    assert "kept as a page that is no article" in said.err
    assert typist("prove", CASES_FOLDER=str(tmp_path / "cases")).code == 0
