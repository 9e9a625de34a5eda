"""A live blog that grows between two runs, and a note that is set to it and taken off again: as a user runs it."""

import sqlite3

from loopback import Answer, Paper, article_page, home, scrapy, sites_toml

HEAD = '<meta property="article:modified_time" content="2026-03-02T21:10:00-08:00">'
NOTE = "Correction: The footbridge is 30 metres long, not 40 as this page said."


def live(*posts, note=""):
    boxes = "".join(
        f"<div class='live-post' id='u{number}'><p class='when'>{clock} Ada Reyes</p><h3>{headline}</h3>"
        f"<p>{headline}: so said the county on the radio in the evening, and {number} people heard it.</p></div>"
        for number, clock, headline in posts
    )
    page = article_page(
        "Storm at Alder Creek: live updates", ("A storm is crossing the county, and the creek is high.",)
    )
    return page.replace("</p>\n</div>", f"</p>{boxes}{note}</div>").replace("</title>", f"</title>{HEAD}")


def test_posts_and_notes_of_two_runs(tmp_path):
    posts = [(3, "9 p.m.", "Bridge closed"), (2, "8:10 p.m.", "School gym opens"), (1, "7:30 p.m.", "First rain")]
    with Paper({"/": home("/live/storm/"), "/live/storm/": live(*posts, note=f"<p><em>{NOTE}</em></p>")}) as paper:
        arguments = (
            "crawl", "localnews", "-a", f"sites={sites_toml(tmp_path / 'sites.toml', {'courier': paper})}", "-a", "again=true",
            "-s", f"DATABASE_URL=sqlite:///{tmp_path / 'x.db'}", "-s", "DOWNLOAD_DELAY=0",
        )  # fmt: skip
        assert scrapy(*arguments).returncode == 0
        with sqlite3.connect(tmp_path / "x.db") as base:
            rows = base.execute(
                "SELECT headline, author, substr(published_at, 1, 16), text FROM v_post ORDER BY position"
            ).fetchall()
            assert [row[:3] for row in rows] == [
                ("Bridge closed", "Ada Reyes", "2026-03-03T05:00"),
                ("School gym opens", "Ada Reyes", "2026-03-03T04:10"),
                ("First rain", "Ada Reyes", "2026-03-03T03:30"),
            ]
            assert rows[0][3].startswith("Bridge closed\n\nBridge closed: so said the county")
            [(kind, body)] = base.execute("SELECT kind, body FROM v_article").fetchall()
            assert kind == "live"
            assert body.count("First rain: so said") == 1
            assert "9 p.m." not in body
            [(noted, text)] = base.execute("SELECT kind, text FROM v_correction").fetchall()
            assert (noted, text) == ("correction", NOTE)
        paper.answers["/live/storm/"] = Answer.of(live((4, "9:05 p.m.", "Ferry tied up"), *posts))
        assert scrapy(*arguments).returncode == 0
        with sqlite3.connect(tmp_path / "x.db") as base:
            assert base.execute("SELECT count(*), max(revisions) FROM v_article").fetchall() == [(1, 2)]
            keys = base.execute("SELECT key FROM v_post ORDER BY position").fetchall()
            assert keys == [("u4",), ("u3",), ("u2",), ("u1",)]
            assert base.execute("SELECT text FROM v_correction").fetchall() == [
                (NOTE,)
            ]  # though the page has it no more
