"""Articles that a page describes in the attributes of its elements: microdata and RDFa, as objects of schema.org.

Microdata: https://html.spec.whatwg.org/multipage/microdata.html. RDFa Lite: https://www.w3.org/TR/rdfa-lite/, with the
prefixes that Drupal prints (``schema:``, ``dc:``, ``sioc:``). Only what describes an article is read, and of nested things
only their names. Linear in the number of annotated elements.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newscrawl.reading.furniture import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

_WANTED = table(
    """
    headline name alternativeHeadline description datePublished dateModified dateCreated author creator articleSection
    keywords isAccessibleForFree publisher inLanguage url mainEntityOfPage
    """
)
_SEVERAL = table("author creator keywords articleSection")
_RDFA_NAMES = {
    "dc:title": "headline", "dcterms:title": "headline", "schema:name": "headline", "dc:date": "dateCreated",
    "dc:created": "dateCreated", "dcterms:created": "dateCreated", "dcterms:issued": "datePublished",
    "dcterms:modified": "dateModified", "dc:creator": "author", "dcterms:creator": "author", "schema:creator": "author",
    "sioc:has_creator": "author", "dc:subject": "keywords", "dcterms:subject": "keywords", "dc:description": "description",
}  # fmt: skip
_VALUE_OF = {"time": "datetime", "a": "href", "link": "href", "img": "src", "meta": "content", "data": "value"}
_ADDRESSES = table("url mainEntityOfPage")
_SCOPES_AT_MOST, _PROPERTIES_AT_MOST = 200, 2_000
_LONGEST = 1_000
"""Characters of a value."""


def read_annotated(page: Page, article_types: frozenset[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The page's articles by the kind of annotation, "microdata" or "rdfa"; those within another one are left out.

    Args:
        page: The page.
        article_types: Names of https://schema.org that are articles.
    """
    if not page.annotated:
        return
    for kind, attribute in (("microdata", "itemtype"), ("rdfa", "typeof")):
        if things := list(_scopes(page, attribute, article_types)):
            yield kind, things


def _scopes(page: Page, attribute: str, article_types: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The outermost elements whose type is an article's, each as an object."""
    taken: set[int] = set()
    for node in page.tree.css(f"[{attribute}]")[:_SCOPES_AT_MOST]:
        types = {name.rpartition("/")[2].rpartition(":")[2] for name in (node.attributes.get(attribute) or "").split()}
        if not types & article_types or any(outer.mem_id in taken for outer in _around(node)):
            continue
        taken.add(node.mem_id)
        found = _properties(page, node, attribute)
        yield {"@type": sorted(types & article_types), **found}


def _properties(page: Page, scope: LexborNode, attribute: str) -> dict[str, Any]:
    microdata = attribute == "itemtype"
    opens = "itemscope" if microdata else "typeof"
    found: dict[str, Any] = {}
    for node in scope.css("[itemprop]" if microdata else "[property], [rel]")[:_PROPERTIES_AT_MOST]:
        attributes = node.attributes
        names = [
            name
            for said in (attributes.get("itemprop" if microdata else "property") or attributes.get("rel") or "").split()
            if (name := said if microdata else _RDFA_NAMES.get(said, said.removeprefix("schema:"))) in _WANTED
        ]
        if not names or node.mem_id == scope.mem_id:
            continue
        owner = next((outer for outer in _around(node) if opens in outer.attributes), None)
        if owner is None or owner.mem_id != scope.mem_id:
            continue
        for name in names:
            thing = _thing(page, node, microdata=microdata) if opens in attributes else None
            value = thing or _value(page, node, name)
            if not value:
                continue
            if name not in _SEVERAL:
                found.setdefault(name, value)
            elif value not in found.setdefault(name, []):
                found[name].append(value)
    # One element that has all of them says them with commas.
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in found.items()}


def _around(node: LexborNode) -> Iterator[LexborNode]:
    outer = node.parent
    while outer is not None:
        yield outer
        outer = outer.parent


def _thing(page: Page, node: LexborNode, *, microdata: bool) -> dict[str, Any] | None:
    """A nested person or organisation: its type and name."""
    types = (node.attributes.get("itemtype" if microdata else "typeof") or "").split()
    inner = node.css_first('[itemprop~="name"]' if microdata else '[property~="name"], [property~="schema:name"]')
    name = _value(page, inner if inner is not None else node, "name")
    if not name:
        return None
    return {"@type": [kind.rpartition("/")[2].rpartition(":")[2] for kind in types], "name": name}


def _value(page: Page, node: LexborNode, name: str) -> str | None:
    attributes = node.attributes
    text = attributes.get("content")
    if text is None and ((tag := node.tag) == "time" or name in _ADDRESSES or tag in ("meta", "data", "link")):
        text = attributes.get(_VALUE_OF.get(tag or "", "content"))
    text = page.squeezed(text) if text else page.text_of(node)
    return text if 0 < len(text) <= _LONGEST else None


_PARSELY = {
    "title": "headline", "link": "url", "pub_date": "datePublished", "section": "articleSection", "author": "author",
    "authors": "author", "tags": "keywords",
}  # fmt: skip


def parsely_page(page: Page) -> dict[str, Any]:
    """The object in ``<meta name="parsely-page">``, older than JSON-LD (https://docs.parse.ly/metatags/); else empty."""
    for content in page.metas.get("parsely-page", [])[:1]:
        try:
            thing = json.loads(content, strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(thing, dict) and thing.get("type", "post") == "post":
            return {name: thing[key] for key, name in _PARSELY.items() if thing.get(key)}
    return {}
