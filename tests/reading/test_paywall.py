"""What the publisher declares, and whether the text looks cut: two facts, neither of which tells the other."""

import json

import pytest

from newscrawl.reading.wordings import WORDINGS

from .pages import ONE, STORY, THREE, TWO, read


def ld(**more):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **more})}</script>'


CLOSED_PART = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paywall"}


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (ld(isAccessibleForFree=False), "closed"),
        (ld(isAccessibleForFree="False"), "closed"),
        (ld(isAccessibleForFree="http://schema.org/False"), "closed"),
        (ld(isAccessibleForFree=True), "open"),
        (ld(isAccessibleForFree="true"), "open"),
        (ld(isAccessibleForFree=["True"]), "open"),
        (ld(isAccessibleForFree=True, hasPart=CLOSED_PART), "open"),
        (ld(hasPart=CLOSED_PART), "closed"),
        (ld(hasPart=[{"isAccessibleForFree": True}, CLOSED_PART]), "closed"),
        (ld(hasPart={"isAccessibleForFree": True}), None),
        ('<meta property="article:content_tier" content="locked">', "closed"),
        ('<meta property="article:content_tier" content="metered">', "closed"),
        ('<meta property="article:content_tier" content="free">', "open"),
        ('<meta property="article:content_tier" content="gold">', None),
        (ld(isAccessibleForFree=True) + '<meta property="article:content_tier" content="locked">', "open"),
        ("", None),
    ],
)
def test_what_is_declared_says_nothing_of_the_text_and_the_text_nothing_of_it(head, declared):
    whole, cut = read(head=head), read(head=head, below="<p>Subscribe to continue reading</p>")
    assert (whole["paywall"], cut["paywall"]) == (declared, declared)
    assert (whole["truncated"], cut["truncated"]) == (False, True)


def test_microdata_declares_it_too():
    body = f'<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="isAccessibleForFree" content="false">{STORY}</div>'
    assert read(body)["paywall"] == "closed"


CALLS = {
    "en": ["Continue reading", "To read the full story, subscribe", "Already a subscriber? Log in", "This article is for subscribers",
           "Sign in to keep reading", "You’ve reached your limit of free articles"],
    "es": ["Sigue leyendo", "Suscríbete para seguir leyendo", "Contenido exclusivo para suscriptores", "¿Ya eres suscriptor?",
           "Este artículo es exclusivo para nuestros lectores"],
    "fr": ["Lire la suite", "La suite est réservée aux abonnés", "Cet article est réservé aux abonnés", "Déjà abonné ?",
           "Il vous reste 75 % de cet article à lire", "Abonnez-vous pour lire la suite"],
    "de": ["Jetzt weiterlesen", "Dieser Artikel ist nur für Abonnenten lesbar", "Bereits Abonnent?", "Um weiterzulesen, melden Sie sich an",
           "Nur für Abonnenten"],
    "pt": ["Continue lendo", "Conteúdo exclusivo para assinantes", "Já é assinante?"],
    "it": ["Continua a leggere", "Contenuto riservato agli abbonati", "Sei già abbonato?"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "call"), [(language, call) for language, calls in CALLS.items() for call in calls]
)
def test_a_call_to_go_on_reading_right_below_the_text_marks_it_cut(language, call):
    assert language in {words.code for words in WORDINGS}
    assert read(below=f"<div><p>{call}</p></div>")["truncated"] is True


@pytest.mark.parametrize(
    ("parts", "truncated"),
    [
        ({"body": f"<p>{ONE}</p><p>{TWO[:60]} …</p>"}, True),
        ({"body": f"<p>{ONE}</p><p>{TWO[:60]} [...]</p>"}, True),
        ({"body": "".join(f"<p>{n} {THREE}</p>" for n in range(8)) + "<p>And so the creek runs on, and on, and on…</p>"}, False),
        ({"body": STORY * 3, "head": ld(articleBody=" ".join([ONE, TWO, THREE] * 7))}, True),
        ({"head": ld(articleBody=f"{ONE} {TWO} {THREE}")}, False),
        ({"below": f"<p>{THREE} Readers of the Courier may continue reading about the bridge on Monday, when the {'long ' * 30} report is printed.</p>"}, False),
        ({"below": "<h3>More on this</h3><p>Ferry sold</p><p>Mill to open</p><p>Rain</p><p>Continue reading</p>"}, False),
        ({}, False),
    ],
)  # fmt: skip
def test_a_text_looks_cut_or_whole(parts, truncated):
    assert read(**parts)["truncated"] is truncated
