"""Fields that a paper's own entry states, each by a CSS selector, an XPath or a function: what they give wins.

A rule that gives nothing is no loss: the general reading stands, and ``raw["field_problems"]`` names the rule. CSS is
asked of the tree that everybody shares; only a paper that states an XPath has its bytes parsed a second time, by lxml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from parsel import Selector
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from newscrawl.charset import decoder_of
from newscrawl.cleaning import read_byline, squeeze
from newscrawl.markup import open_page
from newscrawl.nearest import suggest
from newscrawl.reading.blocks import find_blocks
from newscrawl.reading.furniture import Role, table
from newscrawl.reading.live import moved
from newscrawl.reading.moments import iso_of
from newscrawl.reading.notes import note_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Box

    Rule = str | Callable[[Page], Any]
    """A CSS selector (``h1.title``; ``meta[name=dek]::attr(content)``), an XPath (it begins with ``/``, ``./`` or ``(``),
    or a function of the page that gives a text, or a list of texts for a field that has several."""

STATABLE = {
    "headline": "title", "dek": "dek", "authors": "authors", "byline": "byline", "published": "published",
    "modified": "modified", "section": "section", "tags": "tags", "language": "language", "body": "paragraphs",
    "images": "images", "credit": "credit", "dateline": "dateline", "kind": "kind", "url": "canonical_url",
    "corrections": "corrections", "truncated": "truncated",
}  # fmt: skip
"""Field as a site's entry names it, to the key of the reader's mapping."""

MATCHES_AT_MOST = 2_000
_LONGEST_SHOWN = 100
_PSEUDO = re.compile(r"(?P<css>.*?)::(?:text|attr\((?P<attribute>[\w:.-]+)\))\s*", re.DOTALL)
_UTF8 = "text/html; charset=utf-8"


class FieldError(ValueError):
    """A rule that can give nothing, on no page. The message names the field, the selector and what is wrong with it."""


@dataclass(slots=True)
class _Match:
    """An element that a selector found, or a text (of an attribute, or an XPath's)."""

    tag: str
    attributes: Mapping[str, str | None]
    text: str
    markup: str = ""


def check_fields(fields: Mapping[str, Any]) -> None:
    """Nothing where every rule can be asked.

    Raises:
        FieldError: a field that there is not, or a selector that cannot be read.
    """
    for name, rule in fields.items():
        if name not in STATABLE:
            raise FieldError(
                f"no field is called {name!r}{suggest(str(name), STATABLE)}; there are: {', '.join(STATABLE)}"
            )
        if callable(rule):
            continue
        if not isinstance(rule, str) or not rule.strip():
            raise FieldError(f"field {name!r} must be a CSS selector, an XPath or a function, not {rule!r}")
        try:
            if _is_xpath(rule):
                _check_functions(rule)
                Selector(text="<p>").xpath(rule)
            else:
                LexborHTMLParser("<p>").css(_css(rule)[0])
        except (ValueError, SelectolaxError) as error:
            what = "XPath" if _is_xpath(rule) else "CSS selector"
            raise FieldError(f"field {name!r}: the {what} {rule!r} cannot be read: {squeeze(str(error))}") from None


# https://www.w3.org/TR/1999/REC-xpath-19991116/#corelib, node tests, and what parsel adds to them.
_FUNCTIONS = table(
    """
    last position count id local-name namespace-uri name string concat starts-with contains substring-before
    substring-after substring string-length normalize-space translate boolean not true false lang number sum floor ceiling
    round node text comment processing-instruction has-class re:test re:match re:replace set:difference set:intersection
    set:distinct set:has-same-node set:leading set:trailing and or div mod
    """
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALLED = re.compile(r"(?<![\w@$-])([A-Za-z][\w.-]*(?::[A-Za-z][\w.-]*)?)\s*\(")


def _check_functions(rule: str) -> None:
    """Nothing where every function of an XPath is one; lxml finds out only where there is a node to call it on."""
    for name in _CALLED.findall(_QUOTED.sub("''", rule)):
        if name not in _FUNCTIONS:
            raise ValueError(f"no function is called {name!r}{suggest(name, _FUNCTIONS)}")


def apply_fields(raw: dict[str, Any], page: Page, html: bytes, fields: Mapping[str, Rule]) -> dict[str, Any]:
    """*raw*, as :func:`newscrawl.reading.read_page` gave it, with what the rules of *fields* find in its place. Never raises.

    Args:
        raw: Is changed, and given back.
        page: The page, parsed.
        html: Its bytes, for rules that are XPaths.
        fields: By the names of :data:`STATABLE`.

    ``sources`` then says ``site:`` and the rule; ``field_problems`` has ``{"field": ..., "reason": ...}`` for each rule that
    gave nothing. A page whose text a rule finds is an article.
    """
    asked = _Asked(page, html)
    problems: list[dict[str, str]] = []
    for name, rule in fields.items():
        shown = _shown(rule)
        try:
            values, reason = asked.values(name, rule), f"{shown} gives nothing here"
        except Exception as error:  # noqa: BLE001 - a site's own function may do whatever it likes; it costs its field alone
            values, reason = {}, f"{shown} failed: {type(error).__name__} ({' '.join(str(error).split())[:120]})"
        if not values:
            if name != "truncated":  # a page that is whole has nothing there to be found
                problems.append(
                    {"field": name, "reason": f"the site's rule for {name}, {reason}; read as on other sites"}
                )
            continue
        if name == "body":
            raw["posts"] = [moved(post, raw["paragraphs"], values["paragraphs"]) for post in raw.get("posts") or []]
        raw.update(values)
        raw.setdefault("sources", {})[STATABLE[name]] = f"site:{shown}"
        if name == "body":
            raw["is_article"], raw["closing_headings"] = True, []
            raw["why"] = [*(raw.get("why") or []), "for: the site's entry says where its text stands"]
    raw["field_problems"] = problems
    return raw


class _Asked:
    """One page, asked rule by rule."""

    def __init__(self, page: Page, html: bytes) -> None:
        self._page = page
        self._html = html

    def values(self, name: str, rule: Rule) -> dict[str, Any]:
        """The keys of the reader's mapping that *rule* gives; none where it finds nothing of use."""
        key = STATABLE[name]
        found = (
            self._given(rule(self._page)) if callable(rule) else list(self._selected(rule, outermost=name == "body"))
        )
        if name == "truncated":
            return {key: True} if found else {}
        if name == "body":
            texts = [text for match in found for text in _paragraphs(match)]
            return {key: texts} if texts else {}
        if name == "images":
            pictures = [picture for match in found if (picture := self._picture(match))]
            return {key: pictures} if pictures else {}
        if name == "url":
            urls = [urljoin(self._page.url, text) for match in found if (text := _address(match))]
            return {key: urls[0]} if urls else {}
        if name in ("published", "modified"):
            return self._dated(key, found)
        texts = [text for match in found if (text := squeeze(match.text))]
        if name == "corrections":
            return {key: [note_of(text).row() for text in texts]} if texts else {}
        if name == "authors":
            people = [read_byline(text) for text in texts]
            texts = [name for read in people for name in read["persons"]] or [
                name for read in people for name in read["organisations"]
            ]
            return {key: list(dict.fromkeys(texts))} if texts else {}
        if name == "tags":
            return {key: list(dict.fromkeys(texts))} if texts else {}
        return {key: texts[0]} if texts else {}

    def _dated(self, key: str, found: list[_Match]) -> dict[str, Any]:
        for match in found:
            for text in (match.attributes.get("datetime"), match.text):
                if text and (iso := iso_of(text)):
                    return {key: iso, f"{key}_raw": squeeze(text)}
        return {}

    def _picture(self, match: _Match) -> dict[str, str | None] | None:
        address = squeeze(_source_of(match.attributes) if match.tag == "img" else match.text)
        return {"url": urljoin(self._page.url, address), "caption": None, "credit": None} if address else None

    @staticmethod
    def _given(value: Any) -> list[_Match]:
        """What a function gave: a text, a moment, a list of them, or nothing."""
        values = value if isinstance(value, list | tuple) else [value]
        return [
            _Match("", {}, text)
            for one in values
            if one is not None and one is not False and (text := str(one).strip())
        ]

    def _selected(self, rule: str, *, outermost: bool) -> Iterator[_Match]:
        if _is_xpath(rule):
            yield from self._by_xpath(rule, outermost=outermost)
            return
        css, attribute = _css(rule)
        taken: set[int] = set()
        for node in self._page.tree.css(css)[:MATCHES_AT_MOST]:
            if outermost and _stands_in(node, taken):
                continue
            taken.add(node.mem_id)
            attributes = node.attributes
            if attribute is not None:
                if value := attributes.get(attribute):
                    yield _Match("", {}, value)
                continue
            text = (attributes.get("content") if node.tag == "meta" else self._page.text_of(node)) or ""
            yield _Match(node.tag or "", attributes, text, (node.html or "") if outermost else "")

    def _by_xpath(self, rule: str, *, outermost: bool) -> Iterator[_Match]:
        taken: set[Any] = set()
        for selector in self._lxml.xpath(rule)[:MATCHES_AT_MOST]:
            element = selector.root
            if not hasattr(element, "iterancestors"):  # the text of an attribute, a number
                yield _Match("", {}, str(element))
                continue
            if outermost and any(outer in taken for outer in element.iterancestors()):
                continue
            taken.add(element)
            attributes = {str(name): str(value) for name, value in element.attrib.items()}
            markup = selector.get() or ""
            text = attributes.get("content", "") if element.tag == "meta" else self._page.text_of(_parsed(markup).root)
            yield _Match(str(element.tag), attributes, text, markup)

    @cached_property
    def _lxml(self) -> Selector:
        encoding = self._page.encoding
        text = "" if encoding == "binary" else self._html.decode(decoder_of(encoding), "replace")
        return Selector(text=text.removeprefix("\ufeff"))


def _source_of(attributes: Mapping[str, str | None]) -> str:
    """The address of an ``<img>``; what is loaded late has its own in another attribute."""
    values = [attributes.get(name) or "" for name in ("data-src", "data-lazy-src", "data-original", "src")]
    return next((value for value in values if value and not value.startswith("data:")), "")


def _parsed(markup: str) -> LexborHTMLParser:
    return open_page(markup.encode("utf-8", "replace"), "", _UTF8).tree


def _paragraphs(match: _Match) -> list[str]:
    """The paragraphs of an element, without pictures' captions and what is furniture within it; a text's lines."""
    if not match.markup:
        return [line for part in match.text.splitlines() if (line := squeeze(part))]
    found = find_blocks(_parsed(match.markup))
    # The element itself: what it is called does not matter.
    outer = next((box for box in found.boxes[1:2] if box.tag == match.tag), None)
    return [
        text
        for block in found.blocks
        if block.kind not in ("figcaption", "caption")
        and not _is_aside(block.box, outer)
        and (text := squeeze(block.text))
    ]


def _is_aside(box: Box, outer: Box | None) -> bool:
    inner: Box | None = box
    while inner is not None and inner is not outer:
        if inner.role >= Role.FURNITURE or inner.role in (Role.CAPTION, Role.CREDIT):
            return True
        inner = inner.parent
    return False


def _stands_in(node: LexborNode, taken: set[int]) -> bool:
    outer = node.parent
    while outer is not None:
        if outer.mem_id in taken:
            return True
        outer = outer.parent
    return False


def _address(match: _Match) -> str | None:
    return squeeze(match.attributes.get("href") or match.text)


def _is_xpath(rule: str) -> bool:
    return rule.lstrip().startswith(("/", "./", "("))


def _css(rule: str) -> tuple[str, str | None]:
    """The selector, and the attribute that its ``::attr(...)`` asks for."""
    found = _PSEUDO.fullmatch(rule.strip())
    return (found["css"].strip(), found["attribute"]) if found else (rule.strip(), None)


def _shown(rule: Rule) -> str:
    """The rule as people are told of it."""
    return rule.strip()[:_LONGEST_SHOWN] if isinstance(rule, str) else getattr(rule, "__name__", "a function")
