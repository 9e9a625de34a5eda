"""What can still be told of an article whose JSON-LD no parser takes: cut short, or with quotation marks that end a text early.

A template that prints a headline between two quotation marks breaks with the first quotation in a headline. The fields that
cannot hold one (dates, the section, the language) and the name of the first author stand in it all the same.
"""

from __future__ import annotations

import re
from typing import Any

_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:https?://schema\.org/)?(\w{0,20}Article|BlogPosting|LiveBlogPosting)"')
_PLAIN = re.compile(
    r'"(datePublished|dateModified|dateCreated|articleSection|inLanguage|isAccessibleForFree)"\s*:\s*"?([^"\n\r{}\[\],]{2,80})["\s,}]'
)
_AUTHOR = re.compile(r'"author"\s*:\s*\[?\s*\{[^{}]{0,300}?"name"\s*:\s*"([^"\n\r{}]{2,80})"\s*[,}]')
_HEADLINE = re.compile(r'"headline"\s*:\s*"([^\n\r]{1,400})"\s*,\s*[\n\r]')
_LONGEST = 500_000
"""Characters that are looked at."""


def salvaged(text: str) -> dict[str, Any]:
    """The plain fields of the first article in *text*, in terms of schema.org; empty where it names none. Linear in time.

    The headline is taken where it fills a line of its own, as templates print it; its marks are then those of the text.
    """
    text = text[:_LONGEST]
    kind = _TYPE.search(text)
    if kind is None:
        return {}
    found: dict[str, Any] = {"@type": kind[1]}
    for name, value in _PLAIN.findall(text):
        found.setdefault(name, value.strip())
    if author := _AUTHOR.search(text):
        found["author"] = {"@type": "Person", "name": author[1]}
    if headline := _HEADLINE.search(text):
        found["headline"] = headline[1].replace('\\"', '"')
    return found if len(found) > 1 else {}
