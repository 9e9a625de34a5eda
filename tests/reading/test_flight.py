"""Articles that stand in the stream which pages of Next.js's app router start from, and hardly in the markup."""

import base64
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.reading import read_article
from newscrawl.reading.drawn import draw
from newscrawl.reading.flight import Flight, Text

from .pages import ONE, STORY, THREE, TWO, URL, read

PATH = "/2026/03/bridge-opens/"
TEXTS = [ONE, TWO, THREE]


def pushed(stream, sizes=(60,)):
    """Scripts that push *stream* in pieces, as Next.js cuts it: one that ends within a character is in base 64."""
    scripts, data, place, turn = ["<script>(self.__next_f=self.__next_f||[]).push([0])</script>"], stream.encode(), 0, 0
    while place < len(data):
        piece = data[place : place + sizes[turn % len(sizes)]]
        place, turn = place + len(piece), turn + 1
        try:
            call = [1, piece.decode()]
        except UnicodeDecodeError:
            call = [3, base64.b64encode(piece).decode()]
        text = json.dumps(call, ensure_ascii=False).replace("<", "\\u003c")
        scripts.append(f"<script>self.__next_f.push({text})</script>")
    return "".join(scripts)


def rows(**values):
    """A stream: JSON, and long texts for the values that are a :class:`Text`."""
    parts = ['1:"$Sreact.fragment"\n', '2:I[9,["4","static/chunks/4.js"],"default"]\n', ':HL["/_next/a.css","style"]\n']
    for name, value in values.items():
        if isinstance(value, Text):
            parts.append(f"{name[1:]}:T{len(value.encode()):x},{value}")
        else:
            parts.append(f"{name[1:]}:{json.dumps(value, ensure_ascii=False)}\n")
    return "".join(parts)


def app(stream, head="", sizes=(60,), title="Bridge opens"):
    return f"<head><title>{title}</title>{head}</head><body><div></div>{pushed(stream, sizes)}</body>".encode()


def element(name, *children, **given):
    held = {"children": children[0] if len(children) == 1 else list(children)} if children else {}
    return ["$", name, None, {**given, **held}]


ARTICLE = {
    "slug": "2026/03/bridge-opens",
    "title": "Bridge opens",
    "publishedAt": "$D2026-03-02T16:00:00.000Z",
    "author": "$5:props:people:0",
    "subtitle": "$undefined",
    "body": "$b",
}
PEOPLE = element("$L2", people=[{"name": "Ada Reyes"}])


@pytest.mark.parametrize("sizes", [(7,), (60, 3), (100_000,)])
def test_an_object_of_the_stream_is_read_with_what_it_refers_to(sizes):
    stream = rows(_b=Text("".join(f"<p>{text}</p>" for text in TEXTS)), _5=PEOPLE, _0=element("$L2", article=ARTICLE))
    raw = read_article(app(stream, sizes=sizes), URL)
    assert raw["paragraphs"] == TEXTS
    assert (raw["authors"], raw["published"], raw["dek"]) == (["Ada Reyes"], "2026-03-02T16:00:00+00:00", None)
    assert raw["sources"]["paragraphs"] == "state"


def test_a_dollar_is_doubled_in_the_stream_and_single_in_the_text():
    price = "$5 million was the price of the footbridge over Alder Creek, the county said on Monday."
    article = {**ARTICLE, "author": None, "body": [f"${price}", "$c", TWO]}
    assert read_article(app(rows(_0=element("$L2", a=article), _c=Text(price))), URL)["paragraphs"] == [
        price,
        price,
        TWO,
    ]


def test_elements_in_a_body_are_its_paragraphs():
    linked = element(
        "p", "The bridge is ", element("$L2", "310 feet", href="/feet"), " long, as ", element("b", "planned"), "."
    )
    body = [
        element("p", ONE),
        linked,
        element("img", alt="A bridge"),
        element("div", dangerouslySetInnerHTML={"__html": "$d"}),
    ]
    stream = rows(_d=Text(f"<p>{TWO}</p>"), _0=element("$L2", article={**ARTICLE, "body": body}))
    paragraphs = read_article(app(stream), URL)["paragraphs"]
    assert paragraphs == [ONE, "The bridge is 310 feet long, as planned.", TWO]


SHOWN = element(
    "html",
    element("head", element("title", "Bridge opens")),
    element(
        "body",
        element("$L2", "window.towns = {of: 3}", id="counter"),
        element(
            "$L2", "var towns = 4 and more of them than anyone in the county has ever counted", strategy="lazyOnload"
        ),
        element(
            "main",
            element("h1", "Bridge opens"),
            element("div", element("span", "By ", element("$L2", "Ada Reyes", href="/people/ada"), className="byline")),
            "$L7",
            element("script", "var hidden = 1"),
        ),
        element("footer", element("p", "Mapleton Courier, 12 Mill Lane.")),
    ),
)
STORY_ELEMENT = element(
    "article",
    element("p", ONE[:20], element("$L2", ONE[20:30], href="/x"), ONE[30:]),
    element("$1", element("p", TWO), None, False),
    element("figure", element("img", src="/a.jpg"), element("figcaption", "The bridge on Saturday, as it was seen.")),
    element("div", dangerouslySetInnerHTML={"__html": "$8"}),
    className="article-body",
)


def test_elements_that_the_browser_would_put_in_are_drawn_and_read():
    stream = rows(
        _0={"b": "build-1", "f": [[["", {"children": ["__PAGE__", {}]}], SHOWN]]},
        _7=STORY_ELEMENT,
        _8=Text(f"<p>{THREE}</p>"),
    )
    raw = read_article(app(stream, head='<meta property="article:published_time" content="2026-03-02">'), URL)
    assert raw["paragraphs"] == TEXTS
    assert (raw["authors"], raw["title"], raw["is_article"]) == (["Ada Reyes"], "Bridge opens", True)


@pytest.mark.parametrize(
    ("stream", "markup"),
    [
        (rows(_0=element("p", "a ", element("b", "c"), 7, True, None)), "<p>a <b>c</b>7</p>"),
        (
            rows(_0=element("div", element("$L2", "one"), element("$L2", "two"))),
            "<div><div>one</div><div>two</div></div>",
        ),
        (rows(_0=element("p", "<$$ & >")), "<p>&lt;$$ &amp; &gt;</p>"),
        (rows(_0=element("p", "$$9")), "<p>$9</p>"),
        (
            rows(_0=element("a", "x", href='/"a', className="b c", onClick="$F3")),
            '<a class="b c" href="/&quot;a">x</a>',
        ),
        (rows(_0=["text of the program", element("p", "$L9"), element("p", "$L9")], _9="once"), "<p>once</p><p></p>"),
        (rows(_0=element("p", "one", element("br"), "two")), "<p>one<br>two</p>"),
        (rows(_0=element("b onload=x", "one")), ""),
        (rows(_0={"a": 1}), ""),
        (rows(_0=element("p", "$L0")), "<p></p>"),
    ],
)
def test_each_row_is_drawn_once_with_its_text_escaped(stream, markup):
    assert draw(Flight([pushed(stream, (10_000,)).replace("</script>", "")])) == markup


def test_what_the_page_prints_wins():
    other = element("article", *(element("p", text.replace("the", "a")) for text in TEXTS))
    raw = read(below=pushed(rows(_0=other)))
    assert (raw["paragraphs"], raw["sources"]["paragraphs"]) == (TEXTS, "markup")


def test_the_object_of_another_story_is_not_taken():
    other = {**ARTICLE, "slug": "2026/03/ferry-sold", "title": "Ferry sold", "body": STORY}
    raw = read_article(app(rows(_0=element("$L2", more=[other]))), URL)
    assert (raw["paragraphs"], raw["published"]) == ([], None)


STATED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge opens",
    "datePublished": "2026-03-02",
}


@pytest.mark.parametrize(
    "scripts",
    [
        pushed(
            rows(_0=element("$L2", type="application/ld+json", dangerouslySetInnerHTML={"__html": json.dumps(STATED)}))
        ),
        pushed(rows(_a=Text(json.dumps(STATED)), _0=element("$L2", dangerouslySetInnerHTML={"__html": "$a"}))),
        "<script>(self.__next_s=self.__next_s||[]).push("
        + json.dumps([0, {"type": "application/ld+json", "children": json.dumps(STATED)}])
        + ")</script>",
    ],
    ids=["element", "long text", "put in by a script"],
)
def test_json_ld_that_the_browser_would_put_in_is_read(scripts):
    raw = read(below=scripts, url="https://mapletoncourier.example/bridge")
    assert (raw["published"], raw["sources"]["published"]) == ("2026-03-02", "state")


def test_paragraphs_of_the_stream_are_taken_for_a_text_that_json_ld_states_in_one():
    stated = json.dumps({**STATED, "articleBody": " ".join(TEXTS * 3)})
    head = f'<script type="application/ld+json">{stated}</script>'
    shown = element("article", *(element("p", f"{turn}. {text}") for turn in "123" for text in TEXTS))
    assert len(read_article(app(rows(_0=shown), head), URL)["paragraphs"]) == 9
    assert len(read_article(app(rows(_0=element("p", ONE)), head), URL)["paragraphs"]) == 1


@pytest.mark.parametrize(
    "stream",
    [
        rows(_0=element("$L2", a={**ARTICLE, "body": "$1"}))
        + "".join(f'{n:x}:["${n + 1:x}","${n + 1:x}","${n + 1:x}"]\n' for n in range(1, 90)),
        rows(_0=["$0", {"body": "$0", "title": "Bridge opens", "path": PATH}]),
        rows(_0=element("p", *["$b"] * 9_000), _b=Text("a" * 9_000)),
        rows(
            _b=Text("a" * 9_000),
            _c={"a": "$b"},
            _0=element("p", *(f"$c:a:{n}" for n in range(9_000)), *["$c:a"] * 9_000),
        ),
        "0:" + '["$","div",null,{"children":' * 900 + "1" + "}]" * 900,
        "0:" + "[" * 90_000,
        "1:T0," * 20_000,
        "1:Tffffffff,a",
        "\n" * 90_000,
        "a" * 90_000,
        rows(_0=element("$L2", a={**ARTICLE, "body": ["<i>"] * 20_000})),
    ],
    ids=[
        "laughs",
        "itself",
        "one text",
        "a path",
        "deep",
        "open",
        "empty texts",
        "too long",
        "lines",
        "digits",
        "tags",
    ],
)
def test_no_stream_takes_long_or_grows(stream):
    html = app(stream, sizes=(100_000,))
    began = time.process_time()
    raw = read_article(html, URL)
    assert time.process_time() - began < 2
    assert sum(map(len, raw["paragraphs"])) < 5 * len(html) + 20_000


JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9)
    | st.sampled_from(["$", "$0", "$L1", "$1:props:children", "$0:3:0", "$D2026", "$undefined", "$$", "$Q1", "$:", "$a::"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.tuples(st.just("$"), st.sampled_from(["p", "div", "$L1"]), st.none(), st.dictionaries(st.sampled_from(["children", "id"]), inner)).map(list)
    | st.dictionaries(st.sampled_from(["title", "body", "children", "path", "__html", "dangerouslySetInnerHTML"]), inner),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(JSON_LIKE, JSON_LIKE, st.text(max_size=20))
def test_any_stream_is_read(one, two, rest):
    stream = rows(_0={"title": "Bridge opens", "publishedAt": "2026-03-02", "body": one}, _1=two) + rest
    assert isinstance(read_article(app(stream, sizes=(100_000,)), URL)["paragraphs"], list)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_call_is_read(text):
    html = f"<script>self.__next_f.push([{text})</script><script>self.__next_f.push([3,{json.dumps(text)}])</script>"
    assert read_article(html.encode("utf-8", "replace"), URL)["paragraphs"] is not None
