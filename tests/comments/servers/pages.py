"""Village Media's pieces of HTML, and Substack's one list of all comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from comments.servers.flat import Platform, as_json
from comments.servers.thread import Said, replies_to
from comments.servers.trees import Tree
from loopback import Answer

if TYPE_CHECKING:
    from comments.servers.world import Asked


class VillageMedia(Tree):
    name = "villagemedia"
    article_path = "/local-news/library-hours-8123456"
    most = 20

    def head(self, paper: str) -> str:
        return '<link rel="stylesheet" href="https://www.vmcdn.ca/site.css">'

    def embed(self, paper: str) -> str:
        return '<div id="comments"></div>'

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path not in ("/comments/load", "/comments/get") or asked.one("ContentId") != "8123456":
            return None
        above = self.find(asked.one("ParentId")) if asked.one("ParentId") else None
        rows = self.replies(above) if above else self.objects
        if after := asked.one("lastId"):
            rows = rows[[self.identity(one) for one in rows].index(after) + 1 :]
        shown = "".join(self._html(one) for one in rows[: self.most])
        answer = Answer(
            f'<div id="comments" data-count="{len(self.objects)}">{shown}</div>'.encode(),
            headers={"Content-Type": "text/html"},
        )
        if not above:
            self.sent_a_page()
        return answer

    def _html(self, one: dict[str, Any]) -> str:
        return (
            f'<div class="comment" data-id="{one["id"]}" data-replies="{len(self.replies(one))}">'
            f'<a class="comment-un" href="/profile/{one["id"]}9">{one["author"]}</a><time datetime="{one["at"]}"></time>'
            f'<div class="comment-text">{one["html"]}</div><button value="Upvote">{one["likes"]}</button>'
            '<button value="Downvote">0</button></div>'
        )

    @classmethod
    def made(cls, thread: list[Said]) -> VillageMedia:
        def one(said: Said) -> dict[str, Any]:
            return {
                "id": said.n,
                "author": said.author,
                "at": said.at.isoformat(),
                "html": said.html,
                "likes": said.likes,
            }

        tops = [top for top in replies_to(thread, None) if not top.deleted]
        return cls([{**one(top), "replies": [one(r) for r in replies_to(thread, top.n)]} for top in tops])


class Substack(Platform):
    name = "substack"
    article_path = "/p/library-hours"

    def head(self, paper: str) -> str:
        return '<link rel="stylesheet" href="https://substackcdn.com/bundle/main.css">'

    def embed(self, paper: str) -> str:
        preloads = json.dumps(json.dumps({"post": {"id": 777, "comment_count": 12}}))
        return f"<script>window._preloads        = JSON.parse({preloads})</script>"

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path != "/api/v1/post/777/comments" or asked.method != "GET":
            return None
        return as_json({"comments": self.objects, "automod_hidden_comments": []})

    @classmethod
    def made(cls, thread: list[Said]) -> Substack:
        def one(said: Said) -> dict[str, Any]:
            return {
                "id": said.n,
                "body": None if said.deleted else said.text,
                "date": said.at.isoformat().replace("+00:00", ".000Z"),
                "name": said.author,
                "handle": said.author.lower().replace(" ", ""),
                "photo_url": "https://substackcdn.com/p.png",
                "deleted": said.deleted,
                "reaction_count": said.likes,
                "children": [one(reply) for reply in replies_to(thread, said.n)],
            }

        return cls([one(top) for top in replies_to(thread, None)])
