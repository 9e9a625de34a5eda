"""Article pages of fictional papers whose comment systems nobody has seen before, with what a reader must find in them.

``invented/NAME.html`` is the piece of the page below the story. Its first comment is the truth: ``frame=`` names the page
around it, ``lang=`` its language, ``now=`` the moment of the response where dates are relative, and each line is a comment:
``number|parent's number or -|author|published, as exactly as the page says|text`` (``¶`` a paragraph, ``↵`` a line break).
No lines: the page has no comments, only what looks like them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "invented"

STORY = """<p>The town council of Maple Falls voted five to two on Tuesday to replace the water main under Fourth Street, three
years after the first leak, and a month after the last one closed the street for a week.</p>
<p>“We have patched that pipe eleven times,” said Ada Brill, who heads the works department. “The twelfth patch would be on
a patch.” The work begins in spring and takes fourteen weeks.</p>
<p>Shops on the street asked for a passage on the north side. The contractor, Holt &amp; Sons, has agreed to it.</p>"""

FRAMES = {
    "plain": """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Water main | Maple Falls Courier</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2004-01-05T08:00:00-08:00"></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sports">Sports</a></li></ul></nav></header>
<main><article class="story"><h1>Council will replace water main</h1><p class="byline">By Tom Ost · January 5, 2004</p>
<div class="story-body">{story}</div>
{comments}
</article></main><footer><p>© Maple Falls Courier</p><a href="/about">About</a> <a href="/contact">Contact</a></footer></body></html>""",
    "table": """<html><head><title>Courier: Water main</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body bgcolor="white">
<table width="780" align="center"><tr><td colspan="3"><img src="/logo.gif" alt="Maple Falls Courier"></td></tr>
<tr><td width="140" valign="top"><a href="/">Home</a><br><a href="/local.asp">Local</a><br><a href="/obits.asp">Obituaries</a></td>
<td valign="top"><h1>Council will replace water main</h1><font size="2">By Tom Ost<br>Courier staff</font>
{story}
{comments}
</td><td width="160" valign="top"><b>Most read</b><br><a href="/1.asp">Fair adds a day</a><br><a href="/2.asp">Dam inspection delayed</a></td></tr></table></body></html>""",
    "hashed": """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Council will replace water main</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"Council will replace water main",
"datePublished":"2004-01-05T08:00:00Z","author":{{"@type":"Person","name":"Tom Ost"}}}}</script></head><body>
<div id="__next"><div class="css-x1"><div class="css-x2"><a href="/">Home</a><a href="/news">News</a></div></div>
<div class="css-x3"><h1 class="css-x4">Council will replace water main</h1><div class="css-x5">Tom Ost</div><div class="css-x6">{story}</div>
{comments}
</div><div class="css-x9"><div class="css-xa"><a href="/fair">County fair adds a day</a></div><div class="css-xa"><a href="/dam">Dam inspection delayed</a></div></div></div></body></html>""",
    "german": """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Kino schließt - Hollerthaler Bote</title>
<meta property="article:published_time" content="2004-01-05T08:00:00+01:00"></head><body><div id="wrapper"><div id="kopf"><a href="/">Startseite</a> <a href="/lokales">Lokales</a></div>
<div id="inhalt"><div class="artikel"><h1>Das alte Kino schließt</h1><div class="autor">Von Jana Moor</div>
<p>Nach 61 Jahren ist Schluss: Am Samstag läuft in Hollerthal der letzte Film. Der Betreiber fand keinen Nachfolger, und das Dach ist undicht.</p>
<p>„Wir haben jeden Winter gehofft“, sagt Georg Lindner, der an der Kasse sitzt, seit er vierzehn war. Was aus dem Haus wird, entscheidet der Gemeinderat im Herbst.</p></div>
{comments}
</div><div id="fuss"><a href="/impressum">Impressum</a></div></div></body></html>""",
    "rtl": """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>أعمال في شارع الميناء</title></head><body>
<header><a href="/">الرئيسية</a> <a href="/local">محليات</a></header><main><article><h1>أعمال في شارع الميناء</h1><p class="author">ليلى حداد</p>
<div class="text"><p>قال المجلس البلدي إن أعمال الصيانة في شارع الميناء ستبدأ في الشهر المقبل وتستمر أربعة عشر أسبوعا على الأقل.</p>
<p>وطلب أصحاب المتاجر ممرا آمنا من الجهة الشمالية، ووافقت الشركة المنفذة على ذلك.</p></div>
{comments}
</article></main><footer><a href="/about">من نحن</a></footer></body></html>""",
    "cjk": """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>青石镇道路维修</title></head><body>
<div id="hd"><a href="/">首页</a> <a href="/local">本地</a></div><div id="ct"><h1>第四街水管将更换</h1><p class="xg1">发布者: 李明</p>
<div id="article_content"><p>镇议会星期二以五比二通过，更换第四街下面的水管。三年来这条水管已经修补了十一次。</p><p>工程春天开始，预计十四个星期完成。商户要求在北侧保留通道。</p></div>
{comments}
</div><div id="ft"><a href="/about">关于我们</a></div></body></html>""",
}


@dataclass(frozen=True, slots=True)
class Invented:
    """A page and what must be found in it."""

    name: str
    html: bytes
    url: str
    now: datetime | None
    comments: tuple[dict[str, Any], ...]


def invented(name: str) -> Invented:
    """The page of ``invented/NAME.html``."""
    source = (PAGES / f"{name}.html").read_text("utf-8")
    head, _, piece = source.partition("-->")
    first, _, lines = head.partition("\n")
    options = dict(re.findall(r"(\w+)=(\S+)", first))
    page = FRAMES[options["frame"]].replace("{{", "{").replace("}}", "}")
    page = page.replace("{story}", STORY).replace("{comments}", piece.strip())
    page = page.replace('lang="en"', f'lang="{options.get("lang", "en")}"')
    now = datetime.fromisoformat(options["now"]) if "now" in options else None
    comments = tuple(_comment(line) for line in lines.splitlines() if line.strip())
    return Invented(name, page.encode(), options.get("url", f"https://courier.example/news/{name}"), now, comments)


def _comment(line: str) -> dict[str, Any]:
    number, parent, author, published, text = line.split("|", 4)
    text = text.replace("¶", "\n\n").replace("↵", "\n")
    return {
        "id": number,
        "parent": None if parent == "-" else parent,
        "author": author or None,
        "published": published or None,
        "text": text,
    }


def names(kind: str = "*") -> list[str]:
    """The pages whose name begins so, sorted."""
    return sorted(path.stem for path in PAGES.glob(f"{kind}.html"))
