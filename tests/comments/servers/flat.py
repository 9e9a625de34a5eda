"""Platforms whose lists are flat: WordPress' REST interface (wpDiscuz under it), Disqus' API, Hyvor Talk, Discourse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from comments.servers.thread import Said
from loopback import Answer

if TYPE_CHECKING:
    from comments.servers.world import Asked


def as_json(value: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(json.dumps(value).encode(), status, {"Content-Type": "application/json", **headers})


class Platform:
    """A server of one thread, in its platform's shapes. ``objects`` are its comments as the platform's JSON has them."""

    name = ""
    host = ""
    entry = ""
    """``comments`` of the paper's entry, where its page alone does not tell."""
    most = 4
    """Comments on a page, whatever is asked for."""
    article_path = "/2026/11/20/library-hours/"
    at_first: tuple[str, ...] = ()
    """Ids of comments that are deleted once the first page was sent."""

    def __init__(self, objects: list[dict[str, Any]]) -> None:
        self.objects = objects
        self.pages_sent = 0

    def embed(self, paper: str) -> str:
        raise NotImplementedError

    def head(self, paper: str) -> str:
        return ""

    def answer(self, asked: Asked) -> Answer | None:
        raise NotImplementedError

    def key(self, n: int) -> str:
        return str(n)

    def sent_a_page(self) -> None:
        """After the first one, comments are deleted."""
        self.pages_sent += 1
        if self.pages_sent == 1:
            for of in self.at_first:
                self.delete(of)

    def delete(self, of: str) -> None:
        self.objects = [one for one in self.objects if str(one["id"]) != of]


class WordPress(Platform):
    name = "wordpress"
    post = "5"
    total = 0

    def head(self, paper: str) -> str:
        root = f"https://{paper}/wp-json/"
        return (
            f'<link rel="https://api.w.org/" href="{root}">'
            f'<link rel="alternate" type="application/json" href="{root}wp/v2/posts/{self.post}">'
        )

    def embed(self, paper: str) -> str:
        return (
            f'<div id="comments" class="comments-area"><h2 class="comments-title">{len(self.objects)} thoughts</h2>'
            '<ol class="comment-list"></ol></div>'
        )

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path != "/wp-json/wp/v2/comments":
            return None
        size, page = min(asked.number("per_page", 10), self.most), asked.number("page", 1)
        ordered = sorted(
            self.objects, key=lambda one: (one["date_gmt"], one["id"]), reverse=asked.one("order") == "desc"
        )
        shown = ordered[(page - 1) * size : page * size]
        total, pages = len(ordered), -(-len(ordered) // size)
        answer = as_json(shown, **{"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)})
        self.sent_a_page()
        return answer

    @classmethod
    def made(cls, thread: list[Said]) -> WordPress:
        return cls(
            [
                {
                    "id": said.n,
                    "post": int(cls.post),
                    "parent": said.parent or 0,
                    "author": 0,
                    "author_name": said.author,
                    "author_url": "",
                    "date": said.at.strftime("%Y-%m-%dT%H:%M:%S"),
                    "date_gmt": said.at.strftime("%Y-%m-%dT%H:%M:%S"),
                    "content": {"rendered": said.html},
                    "status": "approved",
                    "type": "comment",
                    "author_avatar_urls": {"24": "https://secure.gravatar.com/avatar/0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
                }
                for said in thread
                if not said.deleted
            ]
        )


class WpDiscuz(WordPress):
    """The comments are WordPress' own; only the page looks otherwise."""

    name = "wpdiscuz"

    def embed(self, paper: str) -> str:
        script = f'<script>var wpdiscuzAjaxObj = {{"url": "https://{paper}/wp-admin/admin-ajax.php", "wc_post_id": "5"}};</script>'
        return (
            f'<div id="wpdcom" class="wpdiscuz_unauth"><div class="wpd-thread-info">{len(self.objects)} Comments</div>'
            f'<div class="wpd-thread-list"></div></div>{script}'
        )


class Disqus(Platform):
    name = "disqus"
    host = "disqus.com"
    entry = '{platform = "disqus", key = "courier", api_key = "registered"}'

    def embed(self, paper: str) -> str:
        return (
            '<div id="disqus_thread"></div><script>var disqus_config = function () {'
            'this.page.identifier = "5 library"; };</script><script src="https://courier.disqus.com/embed.js"></script>'
        )

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path != "/api/3.0/threads/listPosts.json" or asked.one("api_key") != "registered":
            return None
        if asked.one("thread") != "ident:5 library":
            return as_json({"code": 2, "response": "no such thread"}, 400)
        back = asked.one("order") == "desc"
        ordered = sorted(self.objects, key=lambda one: (one["createdAt"], one["id"]), reverse=back)
        if after := asked.one("cursor"):
            ordered = [
                one
                for one in ordered
                if ((one["createdAt"], one["id"]) < tuple(after.split("|"))) == back
                and f"{one['createdAt']}|{one['id']}" != after
            ]
        shown, more = ordered[: self.most], len(ordered) > self.most
        following = f"{shown[-1]['createdAt']}|{shown[-1]['id']}" if shown else None
        cursor = {"hasNext": more, "next": following, "total": len(self.objects)}
        answer = as_json({"code": 0, "cursor": cursor, "response": shown})
        self.sent_a_page()
        return answer

    @classmethod
    def made(cls, thread: list[Said]) -> Disqus:
        return cls(
            [
                {
                    "id": f"{6100000000 + said.n}",
                    "parent": 6100000000 + said.parent if said.parent else None,
                    "createdAt": said.at.strftime("%Y-%m-%dT%H:%M:%S"),
                    "author": {
                        "name": said.author,
                        "username": said.author.lower().replace(" ", ""),
                        "id": str(said.n),
                    },
                    "message": said.html,
                    "likes": said.likes,
                    "dislikes": 0,
                    "isDeleted": said.deleted,
                    "isApproved": not said.deleted,
                    "isSpam": False,
                }
                for said in thread
            ]
        )

    def key(self, n: int) -> str:
        return f"{6100000000 + n}"


class Hyvor(Platform):
    name = "hyvor"
    host = "talk.hyvor.com"
    entry = '"hyvor:1234"'

    def embed(self, paper: str) -> str:
        return '<hyvor-talk-comments website-id="1234" page-id="library-hours"></hyvor-talk-comments>'

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path != "/api/data/v1/comments" or asked.one("website_id") != "1234":
            return None
        size, offset = min(asked.number("limit", 25), 50), asked.number("offset", 0)
        shown = [{**one, "page": {**one["page"], "comments_count": len(self.objects)}} for one in self.objects]
        answer = as_json(shown[offset : offset + size])
        self.sent_a_page()
        return answer

    @classmethod
    def made(cls, thread: list[Said]) -> Hyvor:
        newest_first = sorted(thread, key=lambda said: said.at, reverse=True)
        return cls(
            [
                {
                    "id": said.n,
                    "parent_ids": [said.parent] if said.parent else [],
                    "created_at": int(said.at.timestamp()),
                    "body_html": said.html,
                    "upvotes": said.likes,
                    "downvotes": 0,
                    "is_featured": False,
                    "user": {"name": said.author, "htid": None, "picture_url": "https://talk.example/p.png"},
                    "page": {"id": 501, "identifier": "library-hours"},
                }
                for said in newest_first
                if not said.deleted
            ]
        )


class Discourse(Platform):
    name = "discourse"
    host = "forum.courier.example"

    def embed(self, paper: str) -> str:
        return (
            '<div id="discourse-comments"></div><script>DiscourseEmbed = {discourseUrl: "https://forum.courier.example/",'
            " topicId: 3267};</script>"
        )

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path == "/t/3267.json":
            stream = {"posts": self.objects[: self.most], "stream": [one["id"] for one in self.objects]}
            answer = as_json({"id": 3267, "posts_count": len(self.objects), "closed": False, "post_stream": stream})
            self.sent_a_page()
            return answer
        if asked.path == "/t/3267/posts.json":
            wanted = set(asked.query.get("post_ids[]", []))
            posts = [one for one in self.objects if str(one["id"]) in wanted]
            return as_json({"post_stream": {"posts": posts}, "id": 3267})
        return None

    @classmethod
    def made(cls, thread: list[Said]) -> Discourse:
        stub = Said(0, None, "courier", "The article")
        return cls(
            [
                {
                    "id": 7001 + said.n,
                    "post_number": said.n + 1,
                    "post_type": 1,
                    "name": said.author,
                    "username": said.author.lower().replace(" ", "_"),
                    "avatar_template": "/letter/b.png",
                    "created_at": said.at.isoformat().replace("+00:00", "Z"),
                    "updated_at": said.at.isoformat().replace("+00:00", "Z"),
                    "version": 2 if said.edited else 1,
                    "cooked": said.html,
                    "reply_to_post_number": said.parent + 1 if said.parent else None,
                    "actions_summary": [{"id": 2, "count": said.likes}],
                    "hidden": False,
                    "user_deleted": said.deleted,
                }
                for said in [stub, *thread]
            ]
        )

    def key(self, n: int) -> str:
        return str(7001 + n)
