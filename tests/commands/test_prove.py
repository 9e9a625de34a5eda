"""``scrapy prove``: kept pages read again, offline."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from loopback import ROOT, article_page

from newscrawl.scouting import cases as case_room

URL = "https://mapletoncourier.example/2026/03/01/the-bridge-opens"


@pytest.fixture
def proven(typist, tmp_path):
    """Two kept pages; and what is expected of the first is another headline."""
    cases = tmp_path / "cases"
    for number in (1, 2):
        path = tmp_path / f"{number}.html"
        path.write_text(article_page(f"Bridge number {number} opens"))
        typist("save", str(path), "--url", f"{URL}-{number}", CASES_FOLDER=str(cases))
    return cases


def change(cases):
    path = next(cases.glob("*/*-1/expected.json"))
    told = json.loads(path.read_text())
    told["article"]["headline"] = "Bridge number 1 closes"
    path.write_text(json.dumps(told))
    return path


def test_what_is_read_as_expected_ends_with_code_0(typist, proven):
    said = typist("prove", CASES_FOLDER=str(proven))
    assert (said.code, said.out, said.err) == (0, "", "2 pages read as expected\n")
    assert typist("prove", "mapletoncourier.example", CASES_FOLDER=str(proven)).code == 0


def test_what_is_read_otherwise_is_shown_and_ends_with_code_1_until_it_is_accepted(typist, proven):
    path = change(proven)
    said = typist("prove", CASES_FOLDER=str(proven))
    assert said.code == 1
    assert said.out == ("mapletoncourier.example/the-bridge-opens-1\n  headline: Bridge number 1 [-closes-]{+opens+}\n")
    assert "1 page of 2 read otherwise than expected; --accept" in said.err
    accepted = typist("prove", "--accept", CASES_FOLDER=str(proven))
    assert accepted.code == 0
    assert json.loads(path.read_text())["article"]["headline"] == "Bridge number 1 opens"
    assert typist("prove", CASES_FOLDER=str(proven)).code == 0


def test_the_entries_of_a_sites_file_can_be_tried(typist, proven, tmp_path):
    sites = tmp_path / "papers.toml"
    sites.write_text('[[site]]\nname = "mapletoncourier.example"\ndomain = "mapletoncourier.example"\nplace = "Mapleton"\n'
                     'timezone = "UTC"\n[site.fields]\nheadline = "p.byline"\n')  # fmt: skip
    said = typist("prove", "--sites", str(sites), CASES_FOLDER=str(proven))
    assert said.code == 1
    assert "{+By Ada Reyes+}" in said.out


def test_a_broken_case_costs_itself_alone(typist, proven):
    next(proven.glob("*/*-1/expected.json")).write_text("{")
    said = typist("prove", CASES_FOLDER=str(proven))
    assert said.code == 1
    assert "expected.json: no JSON" in said.out


@pytest.mark.parametrize("text", ["{", "[]", None])
def test_accepting_writes_what_is_expected_anew_where_it_is_broken_or_gone(typist, proven, text):
    path = next(proven.glob("*/*-1/expected.json"))
    path.unlink() if text is None else path.write_text(text)
    accepted = typist("prove", "--accept", CASES_FOLDER=str(proven))
    assert (accepted.code, "1 page of 2: what is read today is expected" in accepted.err) == (0, True), accepted.err
    assert json.loads(path.read_text())["article"]["headline"] == "Bridge number 1 opens"
    assert typist("prove", CASES_FOLDER=str(proven)).code == 0


def test_what_cannot_be_read_is_not_said_to_be_accepted(typist, proven):
    change(proven)
    next(proven.glob("*/*-2/page.html")).unlink()
    accepted = typist("prove", "--accept", CASES_FOLDER=str(proven))
    assert accepted.code == 1
    assert "1 page of 2: what is read today is expected from now on" in accepted.err
    assert "1 page of 2 cannot be read" in accepted.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mapletoncourier.exmple",), "did you mean 'mapletoncourier.example'"),
        (("--sites", "/no/such.toml"), "No such file"),
    ],
)
def test_wrong_use_names_the_fix(typist, proven, words, said):
    result = typist("prove", *words, CASES_FOLDER=str(proven))
    assert result.code == 2
    assert said in result.err


def test_without_a_case_it_says_how_to_keep_one(typist, tmp_path):
    said = typist("prove", CASES_FOLDER=str(tmp_path))
    assert said.code == 1
    assert "'scrapy save URL' keeps one" in said.err


def test_the_documented_test_of_three_lines_works(proven, tmp_path):
    lines = [line[4:] for line in case_room.__doc__.partition("::")[2].splitlines()[2:] if line.startswith("    ")]
    test = tmp_path / "test_own.py"
    test.write_text("\n".join(lines) + "\n")
    run = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--rootdir",
        str(tmp_path),
        str(test),
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, check=False).returncode == 0
    change(proven)
    failed = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert "[-closes-]{+opens+}" in failed.stdout
