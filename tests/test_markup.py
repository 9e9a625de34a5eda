"""Bytes become a tree: charset, guards, JSON-LD."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.markup import MAX_ATTRIBUTES, encoding_of, objects_in, open_page

URL = "https://lakeport.example/news/1"
LETTERS = "Café O’Neill said “naïve” — €5 " * 20


def page_of(text, **attributes):
    return open_page(text.encode(), URL, **attributes)


@pytest.mark.parametrize(
    ("body", "header", "wanted"),
    [
        (b"", None, "windows-1252"),
        (b"<p>plain</p>", "text/html; charset=Shift_JIS", "shift_jis"),
        (codecs.BOM_UTF8 + b"x", "text/html; charset=iso-8859-1", "utf-8"),
        (LETTERS.encode(), None, "utf-8"),
        (LETTERS.encode(), "text/html; charset=ISO-8859-1", "utf-8"),
        (b'<meta charset="utf-8">' + LETTERS.encode("cp1252"), None, "windows-1252"),
        (b'<meta charset="iso-8859-1">' + LETTERS.encode("cp1252"), None, "windows-1252"),
        (b'<meta http-equiv="content-type" content="text/html; charset=gb2312">', None, "gbk"),
        (b'<!-- <meta charset="koi8-r"> --><meta charset="iso-8859-2">', None, "iso-8859-2"),
        (b'<p title="<meta charset=koi8-r>">x</p>', None, "windows-1252"),
        (b'<meta charset="utf-16">abc', None, "utf-8"),
        (b'<meta charset="base64">abc', None, "windows-1252"),
        ("<html><p>sixteen bits</p></html>".encode("utf-16-le"), "text/html; charset=utf-8", "utf-16le"),
        ("<html><p>sixteen bits</p></html>".encode("utf-16"), None, "utf-16le"),
        ("Привет, мир. Это обычный русский текст о погоде и о городе. ".encode("cp1251") * 8, None, "windows-1251"),
    ],
)
def test_the_charset_is_told_by_mark_header_meta_and_bytes(body, header, wanted):
    assert encoding_of(body, header) == wanted


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=40)))
def test_any_bytes_have_a_charset_and_a_tree(body, header):
    page = open_page(body, URL, header)
    assert page.encoding in (encoding_of(body, header), "binary")
    assert isinstance(page.text_of(page.tree.root), str)
    assert isinstance(page.linked_data, list)


@pytest.mark.parametrize(
    "trap",
    [
        "<div>" * 30_000 + "x" + "</div>" * 30_000,
        "<div><p><b>" * 5_000,
        "<div " + " ".join(f"a{i}=1" for i in range(5_000)) + ">x</div>",
        "<p>a\0b</p><di\0v>x</div>\0",
        "<table><tr><td>" * 3_000,
        "<ul><li>" * 5_000,
    ],
    ids=["deep", "unclosed", "attributes", "nul", "tables", "lists"],
)
def test_text_after_a_trap_is_kept(trap):
    page = page_of(f"<p>before</p>{trap}<p>after</p>")
    assert page.text_of(page.tree.body).startswith("before")
    assert page.text_of(page.tree.body).endswith("after")


def test_a_page_of_many_shallow_tags_is_left_as_it_is():
    page = page_of("<div><p>x<br>y</p></div>" * 5_000)
    assert len(page.tree.css("div > p")) == 5_000


def test_a_long_tag_of_few_attributes_keeps_them():
    page = page_of(f'<div data-x="{"a" * 9_000}" class="body">x</div>')
    assert page.tree.css_first("div.body") is not None
    assert MAX_ATTRIBUTES > 100


@pytest.mark.parametrize(
    ("script", "headlines"),
    [
        ('{"headline": "a"}', ["a"]),
        ('[{"headline": "a"}, {"headline": "b"}]', ["a", "b"]),
        ('{"@graph": [{"headline": "a"}, {"headline": "b"}]}', ["a", "b"]),
        ('{"headline": "two\nlines"}', ["two\nlines"]),
        ('<!-- {"headline": "a"} -->', ["a"]),
        ('//<![CDATA[\n{"headline": "a"}\n//]]>', ["a"]),
        ('{"headline": "a", "author": [{"name": "x"},],}', ["a"]),
        ('{"headline": "it\\\'s"}', ["it\\'s"]),
        ('{"headline": "a"};', ["a"]),
        ('{"headline": "a"}\n{"headline": "b"}', ["a", "b"]),
        ('{"headline": ', []),
        ("", []),
        ('"text"', []),
    ],
)
def test_linked_data_is_opened_and_mended_where_that_is_easy(script, headlines):
    assert [thing["headline"] for thing in objects_in(script)] == headlines


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_script_gives_a_list_of_objects(script):
    assert all(isinstance(thing, dict) for thing in objects_in(script))


def test_deeply_nested_json_is_no_error():
    assert isinstance(objects_in('{"a":' * 3_000 + "1" + "}" * 3_000), list)


def test_metas_are_found_by_name_property_and_itemprop():
    page = page_of(
        '<meta name="Author" content=" Ada  Reyes "><meta property="og:title" content="T">'
        '<meta itemprop="datePublished" content="2026-01-02"><meta name="empty" content="">'
    )
    assert page.metas == {"author": ["Ada Reyes"], "og:title": ["T"], "datepublished": ["2026-01-02"]}


def test_the_text_of_a_node_leaves_scripts_out_and_breaks_at_blocks():
    page = page_of("<div><p>one<br>two <b>thr</b>ee</p><script>no()</script><p>four</p></div>")
    assert page.text_of(page.tree.css_first("div")) == "one two three four"
    assert page.text_of(None) == ""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Alder Creek’s bridge — “open” in Señor Ño’s town", None),
        ("plain ascii", "plain ascii"),
        ("Ã and â stand alone", "Ã and â stand alone"),
    ],
)
def test_what_was_encoded_twice_is_set_right(text, read):
    twice = text.encode().decode("latin-1").encode() if read is None else text.encode()
    page = open_page(b"<meta charset=utf-8><p>" + twice, "https://courier.example/")
    assert page.text_of(page.tree.body) == (read or text)
