"""The text of an article in the shapes that editors store it in."""

import pytest

from newscrawl.reading.held_text import paragraphs_in

WORDS = ["The bridge is 310 feet long.", "It opened on Saturday."]


@pytest.mark.parametrize(
    "body",
    [
        "<p>The bridge is <a href=/feet>310 feet</a> long.</p><p>It opened on Saturday.</p>",
        "The bridge is 310 feet long.\n\n  It opened on Saturday.",
        WORDS,
        [{"type": "text", "_id": "1", "content": WORDS[0]}, {"type": "image", "caption": "A bridge"}, {"type": "text", "_id": "2", "content": WORDS[1]}],
        [
            {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": "The bridge is "}, {"_type": "span", "text": "310 feet", "marks": ["a1"]}, {"_type": "span", "text": " long."}]},
            {"_type": "image", "asset": {"url": "/a.jpg"}, "children": [{"_type": "span", "text": "A bridge"}]},
            {"_type": "block", "children": [{"_type": "span", "text": WORDS[1]}]},
        ],
        {"nodeType": "document", "data": {}, "content": [
            {"nodeType": "paragraph", "content": [
                {"nodeType": "text", "value": "The bridge is ", "marks": []},
                {"nodeType": "hyperlink", "data": {"uri": "/feet"}, "content": [{"nodeType": "text", "value": "310 feet", "marks": []}]},
                {"nodeType": "text", "value": " long.", "marks": []},
            ]},
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": WORDS[1]}]},
        ]},
        {"json": {"type": "doc", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "The bridge is "}, {"type": "text", "text": "310 feet long."}]},
            {"type": "paragraph", "content": [{"type": "text", "text": WORDS[1]}]},
        ]}},
        [
            {"type": "paragraph", "children": [{"text": "The bridge is "}, {"type": "link", "url": "/feet", "children": [{"text": "310 feet"}]}, {"text": " long."}]},
            {"type": "paragraph", "children": [{"text": WORDS[1]}]},
        ],
        {"root": {"type": "root", "children": [
            {"type": "paragraph", "children": [{"type": "text", "text": "The bridge is "}, {"type": "autolink", "children": [{"type": "text", "text": "310 feet"}]}, {"type": "text", "text": " long."}]},
            {"type": "paragraph", "children": [{"type": "text", "text": WORDS[1]}]},
        ]}},
        {"type": "root", "children": [
            {"type": "element", "tagName": "p", "children": [{"type": "text", "value": "The bridge is "}, {"type": "element", "tagName": "a", "children": [{"type": "text", "value": "310 feet"}]}, {"type": "text", "value": " long."}]},
            {"type": "element", "tagName": "figure", "children": [{"type": "text", "value": "A bridge"}]},
            {"type": "element", "tagName": "p", "children": [{"type": "text", "value": WORDS[1]}]},
        ]},
        {"rendered": "<p>The bridge is 310 feet long.</p>\n<p>It opened on Saturday.</p>\n", "protected": False},
        [{"type": "p", "children": ["The bridge is ", {"type": "em", "children": "310 feet"}, " long."]}, {"type": "p", "children": [WORDS[1]]}],
    ],
    ids=["html", "lines", "texts", "ans", "portable text", "contentful", "prosemirror", "slate", "lexical", "hast", "wordpress", "elements"],
)  # fmt: skip
def test_paragraphs_keep_their_links_and_leave_pictures_out(body):
    assert paragraphs_in(body) == WORDS


@pytest.mark.parametrize("body", [None, 7, True, {}, [], [[], {}], {"text": 7}, {"children": {"children": {}}}, ""])
def test_what_is_no_body_has_no_paragraphs(body):
    assert paragraphs_in(body) == []


def test_a_body_that_is_too_deep_or_too_long_is_cut():
    deep = "x"
    for _ in range(200):
        deep = {"type": "link", "children": [deep]}
    assert paragraphs_in(deep) == []
    assert len(paragraphs_in(["x"] * 9_000)) == 2_000
