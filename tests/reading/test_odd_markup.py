"""What the walk reads of odd markup, and that hostile markup neither raises nor takes long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.markup import MAX_ATTRIBUTES, open_page
from newscrawl.reading.blocks import find_blocks

URL = "https://mapletoncourier.example/bridge"


def blocks_of(markup):
    return find_blocks(open_page(markup.encode("utf-8", "surrogatepass"), URL).tree)


def texts_of(markup):
    return [block.text for block in blocks_of(markup).blocks]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>one &amp; two &lt;b&gt;&nbsp;three</p>", ["one & two <b> three"]),
        ('<p data-x="<p>no</p>">yes</p>', ["yes"]),
        ('<p a"b=1 =c>yes</p><p>too</p>', ["yes", "too"]),
        ('<a href="x"" class>one</a><p>two</p>', ["one", "two"]),
        ("<p>a<!-- <p>no --><!--><b>b</b></p>", ["ab"]),
        ("<p>a<script>if (a<b) { '<p>no</p>' }</script>b</p>", ["ab"]),
        ("<p>a<script><!-- <script> </script> <p>no</p> --></script>b</p>", ["ab"]),
        ("<p>a<style>p>a{}</style><iframe><p>no</p></iframe>b</p>", ["ab"]),
        ("<p>a<svg><title>no</title><svg><path/></svg>no</svg>b</p>", ["ab"]),
        ("<p>a<template><p>no</p><template>no</template></template>b</p>", ["ab"]),
        ("<div>a<noscript><p>no</p></noscript>b</div>", ["ab"]),
        ("<xmp>one <b> two</xmp><p>three</p>", ["one <b> two", "three"]),
        ("<p>one</p><plaintext>two </plaintext> three", ["one", "two </plaintext> three"]),
        ("<p>one<hr>two<wbr>s</p>", ["one", "twos"]),
        ('<p>one <span hidden>no</span><a hidden href="/">no</a>two</p>', ["one two"]),
        ('<p>one<span class="br"></span><span class="br"></span>two</p>', ["one", "two"]),
        ("<p>one <x-y>two</x-y></p><x-y>three</x-y>", ["one two", "three"]),
        ("<tag<x y>one</p>two", ["one", "two"]),
        ("", []),
    ],
)
def test_what_is_read_of_markup(markup, texts):
    assert texts_of(markup) == texts


@pytest.mark.parametrize(
    "markup",
    [
        "<svg><style>&lt;/style>" + "&lt;script>" * 50_000 + "</style></svg><p>x</p>",
        "<svg><style>&lt;/style>" + "&lt;!--" * 50_000 + "</style></svg><p>x</p>",
        "<svg><style>&lt;/style>" + '&lt;a x="" ' * 50_000 + "</style></svg><p>x</p>",
        "<svg><style>&lt;/style>" + "&lt;" * 200_000 + "</style></svg><p>x</p>",
        "<script><!-- <script> </script> --></script>" * 5_000,
        "<svg>" * 5_000 + "<p>x",
        "<button><span>x</span></button>" * 20_000,
        '<div class="' + "a-" * 100_000 + '">x</div>',
        '<div class="' + "a-1" * 100_000 + '">x</div>',
    ],
    ids=["scripts", "comments", "attributes", "brackets", "double scripts", "nested", "buttons", "names", "numbers"],
)
def test_hostile_markup_takes_linear_time(markup):
    began = time.process_time()
    texts_of(markup)
    assert time.process_time() - began < 3


_PIECES = st.sampled_from(
    ["<svg>", "</svg>", "<style>", "</style>", "<script>", "</script>", "<!--", "-->", "<xmp>", "<plaintext>", "<p>", "</p>",
     "<a", '"', "'", "=", ">", "<", "/", " ", "x", "&lt;", "<template>", "<button>", "<span class=br>", "<math>", "<nav"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40))
def test_any_pieces_of_markup_are_walked(pieces):
    assert all(blocks_of("".join(pieces)).boxes)


MANY = " ".join(f"a{number}" for number in range(30_000))


@pytest.mark.parametrize(
    "tag",
    [
        f"<p {MANY}>",
        f'<p x=">" {MANY}>',
        f"<p < {MANY}>",
        "<p " + MANY.replace(" ", "/") + ">",
        "<p " + MANY.replace(" ", '=""') + ">",
        f"<p {MANY}",
    ],
    ids=["spaces", "a bracket in a value", "a bracket", "slashes", "quotes", "unclosed"],
)
def test_a_tag_of_too_many_attributes_loses_them(tag):
    began = time.process_time()
    page = open_page(f"<h1>before</h1>{tag}".encode(), URL)
    assert time.process_time() - began < 0.5
    assert all(len(node.attributes) <= MAX_ATTRIBUTES for node in page.tree.css("p"))


def test_a_long_tag_keeps_its_attributes_whatever_words_are_in_them():
    page = open_page(f'<div data-x="{"some words " * 2_000}" class="body">x</div>'.encode(), URL)
    assert page.tree.css_first("div.body") is not None
