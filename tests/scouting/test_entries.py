"""How an entry is written: as a table, a line, a class; nothing is overwritten and strangers' names break nothing."""

from __future__ import annotations

import ast
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.scouting import entries
from newscrawl.scouting.entries import EntryError, Noted, SitesList, as_class, as_toml, slug_of, write_class
from newscrawl.spiders.site import Site
from newscrawl.spiders.sites_file import NoSitesError, read_sites_file

COURIER = Site("mapleton_courier", "mapletoncourier.example", "Mapleton, Oregon", "America/Los_Angeles")


@pytest.mark.parametrize(
    ("name", "taken", "more", "slug"),
    [
        ("The Mapleton Courier", (), (), "mapleton_courier"),
        ("Ångermanland’s Nytt", (), (), "angermanlands_nytt"),
        ("48 Hills", (), (), "48_hills"),
        ("The", (), (), "the"),
        ("Courier", {"courier"}, ("Ridge",), "courier_ridge"),
        ("Courier", {"courier", "courier_ridge"}, ("Ridge",), "courier_ridge_2"),
        ("localnews", (), (), "localnews_news"),
        ("北国新聞", (), (), "北国新聞"),
        ("!!!", (), (), "paper"),
    ],
)
def test_a_name_becomes_one_that_can_be_typed(name, taken, more, slug):
    assert slug_of(name, taken, *more) == slug


def test_an_entry_is_five_lines_and_says_what_is_in_doubt():
    assert as_toml(Noted(COURIER, {"place": "the town\nis not stated"})) == (
        '[[site]]\nname = "mapleton_courier"\ndomain = "mapletoncourier.example"\n'
        'place = "Mapleton, Oregon"  # the town is not stated: please check\ntimezone = "America/Los_Angeles"\n'
    )


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip()), st.text(max_size=40))
def test_whatever_a_paper_is_called_the_file_can_be_read(tmp_path_factory, place, doubt):
    path = tmp_path_factory.mktemp("entries") / "sites.toml"
    site = Site("paper", "paper.example", place, "UTC", "http", True, feeds=("/feed/",), sections=("/news/",))
    listed = SitesList(path)
    if not as_toml(Noted(site, {})).partition('place = ""')[1]:  # nothing but control characters is no place
        listed.add([Noted(site, {"timezone": doubt})])
        assert [one.domain for one in read_sites_file(path)] == ["paper.example"]
        ast.parse(as_class(Noted(site, {"place": doubt}), place))


def test_entries_are_added_at_the_end_and_what_stands_there_stays(tmp_path):
    path = tmp_path / "mine.toml"
    before = '# ours\n[[site]]\nname = "echo"\ndomain = "echo.example"\nplace = "Ridge"\ntimezone = "UTC"'
    path.write_text(before)
    SitesList(path).add([Noted(COURIER, {})])
    assert path.read_text().startswith(before + "\n")
    assert [site.name for site in read_sites_file(path)] == ["echo", "mapleton_courier"]


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("mine.toml", "# A list of papers, a [[site]] table each.\n#\n"),
        ("mine.toml", "# ours"),
        ("mine.toml", "\n"),
        ("mine.csv", "name,domain,place,timezone"),
    ],
)
def test_a_file_that_lists_no_paper_yet_takes_its_first(tmp_path, name, before):
    path = tmp_path / name
    path.write_text(before)
    with pytest.raises(NoSitesError):
        read_sites_file(path)
    listed = SitesList(path)
    assert listed.began_with == 0
    listed.add([Noted(COURIER, {})])
    assert path.read_text().startswith(before.rstrip("\n") + "\n")
    assert [site.name for site in read_sites_file(path)] == ["mapleton_courier"]


def test_a_csv_file_keeps_its_own_columns(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("domain;name;timezone;place\necho.example;echo;UTC;Ridge")
    SitesList(path).add([Noted(COURIER, {})])
    assert (
        path.read_text().splitlines()[-1]
        == "mapletoncourier.example;mapleton_courier;America/Los_Angeles;Mapleton, Oregon"
    )
    private = Site("own", "127.0.0.1:81", "Ridge", "UTC", "http", True)
    with pytest.raises(EntryError, match="no column 'allow_private'"):
        SitesList(path).add([Noted(private, {})])


@pytest.mark.parametrize(
    ("name", "text", "said"), [("mine.json", "", "ends in .toml or .csv"), ("mine.toml", "x = ", "mend it first")]
)
def test_a_file_that_is_no_sites_file_is_left_alone(tmp_path, name, text, said):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(EntryError, match=said):
        SitesList(path)
    assert path.read_text() == text


def test_a_class_is_one_that_localnews_finds(tmp_path):
    namespace: dict = {}
    exec(as_class(Noted(COURIER, {"timezone": "a guess"}), "The Mapleton Courier"), namespace)
    spider = namespace["MapletonCourier"]
    assert spider().site == COURIER


@pytest.mark.parametrize("name", ["mine.toml", "mine.csv"])
def test_of_two_that_add_one_paper_at_once_one_writes_it(tmp_path, name):
    path = tmp_path / name
    lists = [SitesList(path) for _ in range(6)]  # each read the file before any wrote
    own = [Noted(Site(f"own_{n}", f"own{n}.example", "Ridge", "UTC"), {}) for n in range(6)]
    with ThreadPoolExecutor(6) as threads:
        left = list(threads.map(lambda n: lists[n].add([Noted(COURIER, {}), own[n]]), range(6)))
    assert sorted(map(len, left)) == [0, 1, 1, 1, 1, 1]
    said = f"mapletoncourier.example stands in {path} already, as 'mapleton_courier'"
    assert [one for one in left if one] == [{"mapleton_courier": said}] * 5
    assert sorted(site.name for site in read_sites_file(path)) == ["mapleton_courier", *(f"own_{n}" for n in range(6))]


def test_a_name_that_was_given_meanwhile_is_left_out(tmp_path):
    listed = SitesList(tmp_path / "mine.toml")
    SitesList(listed.path).add([Noted(COURIER, {})])
    other = replace(COURIER, domain="another.example")
    assert "a paper is called 'mapleton_courier' already" in listed.add([Noted(other, {})])["mapleton_courier"]
    assert len(read_sites_file(listed.path)) == 1


@pytest.mark.parametrize(
    ("name", "called", "file"),
    [
        ("mapleton_courier", "MapletonCourier", "mapleton_courier.py"),
        ("none", "PaperNone", "none.py"),
        ("true", "PaperTrue", "true.py"),
        ("48_hills", "Paper48Hills", "paper_48_hills.py"),
        ("my-paper", "MyPaper", "paper_my_paper.py"),
        ("a.b", "AB", "paper_a_b.py"),
        ("½", "Paper", "paper_½.py"),
        ("北国新聞", "北国新聞", "北国新聞.py"),
        ("news_spider", "PaperNewsSpider", "news_spider.py"),
        ("../../x", "X", "paper__x.py"),
        ("/etc/x", "EtcX", "paper__etc_x.py"),
    ],
)
def test_a_class_has_a_name_and_a_file_that_python_takes(tmp_path, monkeypatch, name, called, file):
    package = type("Package", (), {"__path__": [str(tmp_path)]})
    monkeypatch.setattr(entries, "import_module", lambda _: package)
    path = write_class(Noted(replace(COURIER, name=name), {}), name)
    assert path == tmp_path / file
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [one.name for one in tree.body if isinstance(one, ast.ClassDef)] == [called]


@given(st.text(min_size=1, max_size=40))
def test_whatever_a_paper_is_called_its_class_can_be_read(name):
    text = as_class(Noted(replace(COURIER, name=name, place=name, feeds=(name,)), {}), name)
    ast.parse(text)
    assert not any(unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp"} for one in text if one != "\n")


def test_a_class_is_written_once_and_nowhere_but_into_a_checkout(tmp_path, monkeypatch):
    package = type("Package", (), {"__path__": [str(tmp_path)]})
    monkeypatch.setattr(entries, "import_module", lambda _: package)
    path = write_class(Noted(COURIER, {}), "The Mapleton Courier")
    assert path == tmp_path / "mapleton_courier.py"
    before = path.read_text()
    with pytest.raises(EntryError, match="nothing is overwritten"):
        write_class(Noted(COURIER, {}), "Another")
    assert path.read_text() == before
    installed = tmp_path / "site-packages"
    installed.mkdir()
    package.__path__ = [str(installed)]
    with pytest.raises(EntryError, match="keeps the entry in a file of your own"):
        write_class(Noted(COURIER, {}), "The Mapleton Courier")
    assert list(installed.iterdir()) == []
