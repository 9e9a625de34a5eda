"""Small pages of a fictional paper, put together from what a test is about."""

from newscrawl.markup import open_page
from newscrawl.reading import read_article

URL = "https://mapletoncourier.example/2026/03/bridge-opens/"
ONE = "The footbridge over Alder Creek opened on Saturday after eleven months of work, the county said."
TWO = "“We have waited long enough for this,” said Ada Reyes, who runs the ferry office on the north bank."
THREE = "About 300 people walked across in the first hour, and a brass band from Oak Hill played on the deck."
STORY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def page(body=STORY, *, head="", title="Bridge opens", above="", below="", body_class=""):
    return (
        f'<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>{title} - Mapleton Courier</title>'
        f'<meta property="og:site_name" content="Mapleton Courier">{head}</head><body class="{body_class}">'
        '<header><nav><a href="/">Home</a> <a href="/section/council/">Council</a></nav></header>'
        f'<main><article><h1>{title}</h1>{above}<div class="entry-content">{body}</div>{below}</article></main>'
        "<footer><p>Mapleton Courier, 12 Mill Lane. All stories are ours and may not be printed without a word.</p></footer>"
        "</body></html>"
    )


def read(body=STORY, url=URL, **parts):
    return read_article(page(body, **parts).encode(), url)


def opened(html, url=URL):
    return open_page(html.encode(), url)
