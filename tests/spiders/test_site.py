import pytest

from newscrawl.spiders.site import Site, SiteError
from newscrawl.spiders.sites_file import SitesFileError, read_sites_file

ENTRY = {"name": "courier", "domain": "mapletoncourier.example", "place": "Mapleton", "timezone": "America/Los_Angeles"}


def test_name_domain_place_and_zone_are_enough():
    site = Site.from_mapping(ENTRY)
    assert site.home == "https://mapletoncourier.example/"
    assert not site.allow_private


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"timezone": None}, "'timezone' is missing"),
        ({"timezone": "America/Los_Angles"}, "did you mean 'America/Los_Angeles'"),
        ({"timezone": "../etc"}, "no IANA name"),
        ({"domian": "x"}, "did you mean 'domain'"),
        ({"domain": "https://mapletoncourier.example/"}, "give the host alone"),
        ({"scheme": "gopher"}, "'https' or 'http'"),
        ({"name": "a\tb"}, "printable"),
        ({"name": "localnews"}, "taken by the command"),
        ({"allow_private": "maybe"}, "true or false"),
        ({"feeds": 3}, "list of addresses"),
        ({"name": 7}, "must be text"),
    ],
)
def test_an_entry_that_makes_no_sense_names_the_field_and_the_fix(change, said):
    with pytest.raises(SiteError, match=said.replace("(", r"\(")):
        Site.from_mapping({**ENTRY, **change})


def test_a_toml_file_gives_its_sites_in_order(tmp_path):
    path = tmp_path / "sites.toml"
    path.write_text(
        '[[site]]\nname = "a"\ndomain = "127.0.0.1:8081"\nplace = "A"\ntimezone = "UTC"\nscheme = "http"\nallow_private = true\n'
        '[[site]]\nname = "b"\ndomain = "b.example"\nplace = "B"\ntimezone = "UTC"\nfeeds = ["/rss"]\n'
    )
    sites = read_sites_file(path)
    assert [site.name for site in sites] == ["a", "b"]
    assert sites[0].home == "http://127.0.0.1:8081/"
    assert sites[1].feeds == ("/rss",)


def test_a_csv_file_gives_the_same(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text(
        "name,domain,place,timezone,scheme,allow_private,feeds\na,127.0.0.1:8081,A,UTC,http,true,\nb,b.example,B,UTC,,,/rss /feed\n"
    )
    assert [(site.name, site.scheme, site.allow_private, site.feeds) for site in read_sites_file(path)] == [
        ("a", "http", True, ()),
        ("b", "https", False, ("/rss", "/feed")),
    ]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_between_columns_and_any_case_of_their_names_are_read(tmp_path, mark):
    path = tmp_path / "sites.csv"
    lines = [("Name", "Domain", "Place", "Timezone"), ("a", "a.example", "Dublin, Ireland", "Europe/Dublin")]
    path.write_text("".join(mark.join(line) + "\n" for line in lines))
    assert [site.place for site in read_sites_file(path)] == ["Dublin, Ireland"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("s.toml", b"[[site]\n", "line 1"),
        ("s.toml", b'[[site]]\nname = "a"\n', "line 1: field 'domain' is missing"),
        (
            "s.toml",
            b'\n[[site]]\nname = "a"\ndomain = "a.example"\nplace = "A"\ntimezone = "Mars"\n',
            "line 2: timezone",
        ),
        ("s.toml", b"x = 1\n", r"no \[\[site\]\] table"),
        ("s.toml", b"\xff\xfe", "not UTF-8"),
        ("s.csv", b"nom,domaine\n", "line 1: the first line must name the columns"),
        (
            "s.csv",
            b"name,domain,place,timezone\na,a.example,A,UTC\na,b.example,B,UTC\n",
            "line 3: name 'a' stands on line 2",
        ),
        ("s.csv", b"name,domain,place,timezone\na,a.example,A\n", "line 2: field 'timezone' is missing"),
        ("s.csv", b"name,domain\n", "lists no site"),
        ("s.csv", b"name,domain,place,timezone\na,a.example,Dublin, Ireland,UTC\n", "line 2: 5 values for 4 columns"),
    ],
)
def test_a_sites_file_that_cannot_be_read_names_line_and_reason(tmp_path, name, text, said):
    path = tmp_path / name
    path.write_bytes(text)
    with pytest.raises(SitesFileError, match=said):
        read_sites_file(path)


def test_a_sites_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SitesFileError, match="No such file"):
        read_sites_file(tmp_path / "none.toml")
