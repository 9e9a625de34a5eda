"""Platforms that are seen and named, and not read: what would read them needs a login, a key, or writes.

Source: the platforms' own pages and public readers of them, as of November 2026. A row says how the platform shows
and why it is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newscrawl.comments.thread import Thread

if TYPE_CHECKING:
    from newscrawl.markup import Page


class Named(NamedTuple):
    """How a platform shows in a page, and why it is not read."""

    platform: str
    selector: str
    key_attribute: str | None
    reason: str


NAMED = (
    Named(
        "facebook",
        ".fb-comments[data-href], .fb-comments",
        "data-href",
        "Facebook comments: reading them needs Facebook's permission",
    ),
    Named(
        "vuukle",
        "#vuukle-comments, [id^='vuukle-comments'], .js-vuukle-container",
        None,
        "Vuukle: its interface needs a secret key",
    ),
    Named(
        "insticator",
        "[id^='insticator-comment'], .insticator-comments, [data-insticator-comments]",
        None,
        "Insticator: its interface is not known",
    ),
    Named(
        "commento",
        "#commento, #comentario, comentario-comments",
        "data-page-id",
        "Commento: reading its interface records a visit",
    ),
    Named("intensedebate", "#idc-container, #IDCommentsHead", None, "IntenseDebate: its interface is not known"),
    Named("livefyre", "#livefyre-comments, #livefyre, .livefyre-comments", None, "Livefyre: the service has ended"),
)


_WALLED = re.compile(
    r"\b(?:log|sign) ?in to (?:see|view|read) (?:the |all )?comments?|\b(?:subscribe|register) to (?:see|view|"
    r"read) (?:the |all )?comments?|"
    r"\bcomments? (?:are|is) (?:only )?(?:visible|available|open) (?:only )?(?:to|for) (?:subscribers|members|"
    r"registered)|"
    r"\b(?:anmelden|einloggen),? um (?:die |alle )?kommentare zu (?:sehen|lesen)|"
    r"kommentare (?:sind )?nur für (?:abonnenten|angemeldete|registrierte|mitglieder)|"
    r"connectez-vous pour (?:voir|lire) les commentaires|inicia sesión para (?:ver|leer) los comentarios|"
    r"log in om (?:de )?reacties te (?:zien|lezen)",
    re.IGNORECASE,
)
"""What is printed in the place of comments that only readers with an account see."""


def find_walled(page: Page) -> Thread | None:
    """Comments that a page shows to its members only: no reader without an account sees them."""
    for node in page.tree.css('[class*="comment" i], [id*="comment" i], [class*="kommentar" i], [id*="kommentar" i]')[
        :60
    ]:
        text = page.text_of(node)
        if len(text) < 400 and _WALLED.search(text):
            return Thread(
                "members", page.url, readable=False, reason="Its comments are shown to readers with an account only"
            )
    return None


def find_newsquest(page: Page) -> Thread | None:
    """Newsquest's own system: its UK titles load it where an article has a comment section. Its interface is not known."""
    tree = page.tree
    if tree.css_first('script[src*="newsquest"], link[href*="newsquest"], img[src*="newsquest"]') is None:
        return None
    if tree.css_first('#comments, #comments-anchor, [id*="comments" i], [class*="comments" i]') is None:
        return None
    return Thread(
        "newsquest",
        page.url,
        readable=False,
        reason="Newsquest: its comments need a login, or their interface is not known",
    )


def find(page: Page) -> list[Thread]:
    """The platforms of this list that *page* loads."""
    threads: list[Thread] = []
    for one in NAMED:
        element = page.tree.css_first(one.selector)
        if element is not None:
            key = element.attributes.get(one.key_attribute) if one.key_attribute else None
            threads.append(Thread(one.platform, key or page.url, readable=False, reason=one.reason))
    return threads


def find_blox(page: Page) -> Thread | None:
    """BLOX (TownNews) prints or loads comments of its own where an article has a comment section."""
    tree = page.tree
    if tree.css_first('script[src*="/tncms/"], link[href*="/tncms/"], [class*="tnt-"]') is None:
        return None
    if (
        tree.css_first(
            "#asset-comments, #comments, #site-comments, .comments-container, [id^='tncms-region-'][id*='comment']"
        )
        is None
    ):
        return None
    return Thread(
        "blox",
        page.url,
        readable=False,
        reason="BLOX: reading its comments needs a login, or their interface is not known",
    )
