"""What speaks for repeated elements being a thread, and what against it.

The heading over them, the names of what holds them, the buttons in each, who is said to have written it, and where their
links lead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.comments.phrases import (
    answers,
    number_in,
    says_other,
    says_thread,
)
from newscrawl.comments.vocabulary import COMMENT, COMMENTS, names, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from newscrawl.comments.repeats import Element, Kind


_TEASERS = names(
    """
    related teaser teasers recommended trending widget promo liveblog liveticker ticker live event events staff team
    testimonial testimonials tweet
    twitter newsletter breadcrumb menu gallery slideshow carousel product products revision revisions changelog topic
    topics obituary notices letters
    hentry storylist headlines latest recent popular timeline poll schedule calendar job jobs review reviews rating
    ratings contributors contributor archive
    """
)
_BESIDE = ("aside", "nav", "footer", "header")
ENOUGH = 3
"""Evidence that makes repeated elements a thread: a heading right over them, or two weaker signs."""
_MORE = 3
"""What a form near them, answers that name whom they answer, and links to members can add at most."""
_PAGEFUL = 4_000
"""Characters of one element; a comment this long among one or two is the article."""
_HEADING_STEPS = 6
_SIBLINGS = 12
_NO_HEADING = 1_000
_HEADINGS = names("h1 h2 h3 h4 h5 h6 legend caption")
_REACH = 6
_ELSEWHERE = re.compile(r"^(?:https?://[^/]+)?/[^#]*[^/#]$|^(?:https?://[^/]+)?/[^#?]+/$")
_MEMBER = re.compile(
    r"member(?:list)?\.php|/(?:users?|profiles?|profil|members?|mitglied(?:er)?|u)[/?.-]|[?&]u(?:id|ser)?=|space-uid|"
    r"user\?id=|/@",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"/(?:users?|profiles?|profil|members?|mitglied(?:er)?|authors?|people|u|space[-/]|account|community|"
    r"person)[/\-?.]|[?&]u(?:id|ser)?=|/@|comment|replyto|#",
    re.IGNORECASE,
)


def evidence_for(kind: Kind, elements: list[Element], *, by_reply: bool) -> int:
    """How much says that the elements of *kind* are comments: :data:`ENOUGH` is, below 0 against it.

    What is cheap to see is weighed first: where the rest could no longer make it enough, the rest is not looked at.

    Args:
        kind: Elements that repeat.
        elements: All of the page.
        by_reply: Were they found by their buttons? Then buttons prove nothing more.
    """
    first = elements[kind.at[0]]
    members = [elements[at] for at in kind.at]
    many = len(members)
    score = 0
    heading, said = _heading(kind.at[0], elements)
    score += heading
    if heading > 0 and number_in(said) == many:
        score += 2
    score += _named(kind, first, elements)
    answered = sum(one.replies > 0 for one in members)
    if not by_reply:
        # Buttons may stand in a sibling of the element (table rows): then the holder has as many as it has comments.
        holder = elements[first.parent] if first.parent >= 0 else first
        if answered >= 0.6 * many or (holder.replies >= 0.6 * many and answered == 0 and holder.replies <= 2 * many):
            score += 3 if answered and many > 2 else 2
        elif sum(one.controls > 0 for one in members) >= 0.6 * many or (holder.controls >= 0.6 * many):
            score += 1
    if sum(one.says > 0 for one in members) >= 0.6 * many:
        score += 2
    if many < 3 and heading < 3:
        score -= 1
    score -= many == 1
    if score + _MORE < ENOUGH:
        return score
    few = members[:12]
    if any(one.node.css_first("h1") is not None for one in members[:20]):
        score -= 4
    if many < 3 and max(len(one.node.text()) for one in members) > _PAGEFUL:
        score -= 4
    if score + _MORE >= ENOUGH and sum(_titled(one.node) for one in few) > 0.5 * len(few):
        score -= 3
    if score + _MORE >= ENOUGH and sum(_is_link(one.node) for one in few) > 0.5 * len(few):
        score -= 3
    if score + _MORE < ENOUGH:
        return score
    score += _form_near(first, elements)
    score += any(_in_reply(one.node) for one in few)
    return score + (sum(_of_person(one.node) for one in few) >= 0.6 * len(few))


def _heading(at: int, elements: list[Element]) -> tuple[int, str]:
    """What the heading over the first element says: 3 that comments follow, 2 from further off, -4 something else, or 0."""
    index = at
    distance = 0  # elements around it that hold something before it
    for step in range(_HEADING_STEPS):
        if index < 0:
            break
        node = elements[index].node
        label = node.attributes.get("aria-label") or "" if step else ""
        if label and says_thread(label):
            return 3, label
        before = list(_said_before(node))
        for sibling, text in before:
            if (found := _heading_in(sibling, text)) != 0:
                return (-4 if found < 0 else 3 if distance < 2 else 2), text
            if sibling.tag in _HEADINGS:
                return 0, text
        distance += bool(before)
        if elements[index].tag in ("article", "main", "body"):
            break
        index = elements[index].parent
    return 0, ""


def _said_before(node: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """The nearest siblings before *node* that say something, with what they say, up to one that is no heading by its length."""
    before = node.prev
    for _ in range(_SIBLINGS):
        if before is None:
            return
        if before.tag not in ("-comment", "script", "style", "a", "hr", "br"):
            said = before.text_content or "" if before.tag == "-text" else before.text(separator=" ")
            if len(said) > _NO_HEADING:
                return
            if text := " ".join(said.split()):
                yield before, text
        before = before.prev


def _heading_in(node: LexborNode, text: str) -> int:
    if len(text) <= 120:
        if says_thread(text):
            return 1
        # What is no heading by its tag may be an advertisement or a bar of links.
        plain = node.tag in _HEADINGS or (
            len(text) <= 40 and node.tag != "-text" and node.css_first("a, input") is None
        )
        return -1 if plain and says_other(text) else 0
    if node.tag == "-text":
        return 0
    for inner in node.css("h1, h2, h3, h4, h5, h6, strong, legend, caption")[:4]:
        words = " ".join(inner.text(separator=" ").split())
        if says_thread(words):
            return 1
        if says_other(words):
            return -1
    return 0


def _named(kind: Kind, first: Element, elements: list[Element]) -> int:
    """What the names of the elements and of what holds them say: for a thread, or for something else."""
    score = 0
    for step in range(_REACH):
        node = first.node
        attributes = node.attributes
        words = words_of(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
        words |= words_of(" ".join(name for name in attributes if name.startswith("data-")))
        if "-" in first.tag:
            words |= words_of(first.tag)
        if step == 0 and kind.name[1]:
            words |= words_of(kind.name[1])
        if (attributes.get("itemtype") or "").endswith(
            ("Article", "BlogPosting", "Event", "Person", "Review", "Product")
        ) and step == 0:
            score -= 4
        if words & _TEASERS and not words & (COMMENT | COMMENTS):
            score -= 4 if step < 3 else 2
            break
        if words & (COMMENT | COMMENTS) - {"beitrag", "posting"}:
            score += 2
            break
        if first.tag in _BESIDE:
            score -= 4 if any(_leads_away(elements[at].node) for at in kind.at[:6]) else 1
        if first.parent < 0 or (first.tag in ("article", "main", "body") and step):
            break
        first = elements[first.parent]
    return score


def _form_near(first: Element, elements: list[Element]) -> bool:
    """Is there a field to write in, in what holds the elements?"""
    for _ in range(3):
        if first.parent < 0 or first.tag in ("body", "main"):
            return False
        first = elements[first.parent]
        if first.node.css_first("textarea") is not None:
            return True
    return False


def _titled(node: LexborNode) -> bool:
    """Does it begin with a headline that leads to another page?"""
    for title in node.css("h1, h2, h3, h4, h5")[:2]:
        link = title.css_first("a[href]")
        if link is None and title.parent is not None and title.parent.tag == "a":
            link = title.parent
        href = (link.attributes.get("href") or "") if link is not None else ""
        if href and _ELSEWHERE.match(href) and not _PEOPLE.search(href) and len(title.text().split()) > 2:
            return True
    return False


def _of_person(node: LexborNode) -> bool:
    """Does a short link in it lead to a member's page?"""
    return any(
        _MEMBER.search(link.attributes.get("href") or "") for link in node.css("a[href]")[:8] if len(link.text()) <= 60
    )


def _leads_away(node: LexborNode) -> bool:
    """Does a link of some words lead to another page?"""
    for link in node.css("a[href]")[:6]:
        href = link.attributes.get("href") or ""
        if len(link.text().split()) > 2 and (_ELSEWHERE.match(href) or "#" in href[1:]) and not _MEMBER.search(href):
            return True
    return False


def _is_link(node: LexborNode) -> bool:
    """Is most of it a link to somewhere else?"""
    text = len(node.text())
    links = [link for link in node.css("a[href]")[:12] if not _PEOPLE.search(link.attributes.get("href") or "")]
    return text > 0 and max((len(link.text()) for link in links), default=0) > max(25, 0.4 * text)


def _in_reply(node: LexborNode) -> bool:
    return any(
        answers(" ".join(inner.text().split())[:150]) is not None for inner in node.css("a, span, small, em")[:12]
    )
