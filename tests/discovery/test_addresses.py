"""What addresses tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.addresses import Shape, page_number_of, shape_of

SITE = "https://mapletoncourier.example"

SHAPES = {
    Shape.ARTICLE: [
        "/2026/11/04/bridge-opens/", "/2026/11/bridge/", "/news/2026/nov/4/bridge-opens-again/", "/?p=123", "/story.php?id=10000",
        "/news/local/bridge-opens/article_0a1b2c3d-0a1b-11ef-9c1f-0a1b2c3d4e5f.html", "/local-news/bridge-opens-1234567",
        "/node/812", "/bridge-opens-after-two-long-years/", "/news/bridge-opens-today.html", "/article/council/10000/bridge",
        "/2026-11-04-bridge-opens-after-years", "/news/articles/clymn8zyrp9o", "/story/news/2026/11/04/bridge/7123456/",
        "/news_view.html?idx=8723&page=1", "/games/891085/bridge-played",
    ],
    Shape.SECTION: ["/news/", "/sports", "/category/city-hall/", "/section/letters-to-the-editor/"],
    Shape.FURTHER: ["/page/2/", "/news/page/3/", "/news?page=2", "/?paged=4", "/news/?p=2"],
    Shape.NEVER: [
        "/", "/tag/bridges/", "/author/ada-reyes/", "/news/author/ada-reyes/", "/login", "/wp-login.php?redirect_to=x", "/search?q=bridge",
        "/?s=bridge", "/news/?sort=oldest", "/news/?filter=sports", "/bridge/?replytocom=3", "/2026/11/04/bridge/?share=facebook",
        "/2026/11/04/bridge/feed/", "/bridge.pdf", "/wp-content/uploads/2026/11/bridge.jpg", "/calendar/2026/11/", "/events/2026/11/",
        "/events/2026/11/?day=4", "/events/month/2026-11/", "/cart/", "/privacy-policy/", "/2026/", "/2026/11/", "/2026/11/04/",
        "/news/image_0a1b2c3d-0a1b-11ef-9c1f-0a1b2c3d4e5f.html", "/bridge/comment-page-2/", "/games/", "/about/mission",
    ],
    Shape.UNKNOWN: ["/news/local/", "/bridge-opens/", "/news/bridge-opens/"],
}  # fmt: skip


@pytest.mark.parametrize(("shape", "path"), [(shape, path) for shape, paths in SHAPES.items() for path in paths])
def test_an_address_has_its_shape(shape, path):
    assert shape_of(SITE + path) is shape


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/news/page/3/", 3),
        ("/news?page=2", 2),
        ("/news/", None),
        ("/news?page=x", None),
        (f"/page/{'9' * 5000}", None),
        ("/page/²", None),
    ],
)
def test_a_further_page_has_its_number(path, number):
    assert page_number_of(SITE + path) == number


@given(st.text(max_size=120))
def test_any_text_has_a_shape(text):
    assert shape_of(text) in Shape
    assert shape_of(SITE + "/" + text) in Shape
    page_number_of(text)
