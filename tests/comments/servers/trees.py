"""Platforms whose lists hold top comments with their first replies: the rest of the replies is asked for apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from comments.servers.flat import Platform, as_json
from comments.servers.thread import Said, replies_to
from loopback import Answer

if TYPE_CHECKING:
    from comments.servers.world import Asked


class Tree(Platform):
    """``objects`` are top comments; ``replies(one)`` is the list of the replies that one of them holds, to be changed in place."""

    shown_replies = 1

    def identity(self, one: dict[str, Any]) -> str:
        return str(one["id"])

    def replies(self, one: dict[str, Any]) -> list[dict[str, Any]]:
        return one.setdefault("replies", [])

    def delete(self, of: str) -> None:
        self.objects = [one for one in self.objects if self.identity(one) != of]
        for one in self.everyone():
            self.replies(one)[:] = [reply for reply in self.replies(one) if self.identity(reply) != of]

    def everyone(self) -> list[dict[str, Any]]:
        found, todo = [], list(reversed(self.objects))
        while todo:
            found.append(one := todo.pop())
            todo.extend(reversed(self.replies(one)))
        return found

    def find(self, of: str) -> dict[str, Any] | None:
        return next((one for one in self.everyone() if self.identity(one) == of), None)


class Viafoura(Tree):
    name = "viafoura"
    host = "livecomments.viafoura.co"
    site, container = "00000000-0000-4000-8000-000000c0ffee", "7b1d2c3e-0000-4000-8000-000000000777"

    def head(self, paper: str) -> str:
        return '<meta name="vf:container_id" content="courier-1">'

    def embed(self, paper: str) -> str:
        return '<div class="viafoura"><vf-conversations></vf-conversations></div>'

    def identity(self, one: dict[str, Any]) -> str:
        return str(one["content_uuid"])

    def replies(self, one: dict[str, Any]) -> list[dict[str, Any]]:
        return one.setdefault("replies", {}).setdefault("contents", [])

    def answer(self, asked: Asked) -> Answer | None:
        if asked.host == "tyrion.viafoura.co":
            return as_json({"uuid": self.site})
        if asked.host == "iam.viafoura.co":
            return as_json({"preferred_username": f"name of {asked.path.rpartition('/')[2][-4:]}"})
        root = f"/v4/livecomments/{self.site}"
        if asked.path == f"{root}/contentcontainer/id" and asked.one("container_id") == "courier-1":
            visible = sum("content" in one for one in self.everyone())
            return as_json({"content_container_uuid": self.container, "total_visible_content": visible})
        above = self.find(asked.path.rpartition("/")[2])
        if asked.path == f"{root}/{self.container}/comments/{self.identity(above) if above else '-'}":
            rows = self.replies(above)
        elif asked.path == f"{root}/{self.container}/comments":
            rows = [self._cut(one) for one in self.objects]
        else:
            return None
        if after := asked.one("starting_from"):
            rows = rows[[self.identity(one) for one in rows].index(after) + 1 :]
        answer = as_json({"more_available": len(rows) > self.most, "contents": rows[: self.most]})
        if above is None:
            self.sent_a_page()
        return answer

    def _cut(self, one: dict[str, Any]) -> dict[str, Any]:
        replies = self.replies(one)
        return {**one, "total_replies": len(replies), "replies": {"contents": replies[: self.shown_replies]}}

    def key(self, n: int) -> str:
        return f"11111111-0000-4000-8000-{n:012}"

    @classmethod
    def made(cls, thread: list[Said]) -> Viafoura:
        self = cls([])

        def one(said: Said) -> dict[str, Any]:
            made = {
                "content_uuid": self.key(said.n),
                "parent_uuid": self.key(said.parent) if said.parent else cls.container,
                "content_container_uuid": cls.container,
                "actor_uuid": f"00000000-0000-4000-8000-{len(said.author):012}",
                "actor": {"preferred_username": said.author},
                "date_created": int(said.at.timestamp() * 1000),
                "state": "visible",
                "total_likes": said.likes,
                "total_dislikes": 0,
                "content": said.text,
            }
            if said.deleted:
                del made["content"]
            return made

        tops = sorted(replies_to(thread, None), key=lambda said: said.at, reverse=True)
        self.objects = [
            {**one(top), "replies": {"contents": [one(r) for r in replies_to(thread, top.n)]}} for top in tops
        ]
        return self


class OpenWeb(Tree):
    name = "openweb"
    host = "api-2-0.spot.im"

    def embed(self, paper: str) -> str:
        return (
            '<div data-spotim-module="conversation" data-post-id="entry_5"></div><script async '
            'src="https://launcher.spot.im/spot/sp_Cour1er" data-spotim-module="spotim-launcher" data-post-id="entry_5"></script>'
        )

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path != "/v1.0.0/conversation/read" or asked.method != "POST":
            return None
        sent = json.loads(asked.body)
        if sent["conversation_id"] != "sp_Cour1er_entry_5" or asked.headers.get("X-Spot-Id") != "sp_Cour1er":
            return as_json({"conversation": {"comments": [], "messages_count": 0}})
        above = self.find(sent["parent_id"]) if sent["parent_id"] else None
        rows = self.replies(above) if above else [self._cut(one) for one in self.objects]
        if not above:
            rows.sort(key=lambda one: one["written_at"], reverse=sent["sort_by"] == "newest")
        end = sent["offset"] + min(sent["count"], self.most)
        conversation = {
            "conversation_id": sent["conversation_id"],
            "sort_by": sent["sort_by"],
            "messages_count": len(self.everyone()),
            "has_next": end < len(rows),
            "offset": end,
            "read_only": False,
            "users": {one["user_id"]: {"display_name": one["user_display_name"]} for one in self.everyone()},
            "comments": rows[sent["offset"] : end],
        }
        answer = as_json({"conversation": conversation})
        if not above:
            self.sent_a_page()
        return answer

    def _cut(self, one: dict[str, Any]) -> dict[str, Any]:
        replies = self.replies(one)
        shown = replies[: self.shown_replies]
        return {**one, "replies": shown, "has_next": len(shown) < len(replies), "offset": len(shown)}

    @classmethod
    def made(cls, thread: list[Said]) -> OpenWeb:
        def one(said: Said) -> dict[str, Any]:
            return {
                "id": str(said.n),
                "parent_id": str(said.parent) if said.parent else "",
                "user_id": f"u_{said.n}",
                "user_display_name": said.author,
                "written_at": int(said.at.timestamp()),
                "deleted": said.deleted,
                "published": True,
                "rank": {"ranks_up": said.likes, "ranks_down": 0},
                "content": [{"type": "text", "text": said.html}],
            }

        return cls(
            [{**one(top), "replies": [one(r) for r in replies_to(thread, top.n)]} for top in replies_to(thread, None)]
        )


class Coral(Tree):
    name = "coral"
    host = "coral.courier.example"
    all_comments = "fe810f606e292cc9fe27e8975d5dcd9f"
    replies_queries = ("6a95842a1956b32d3f1b694e3abbcfd1", "7dc860b2e717d0315170b02fd077f6a7")

    def embed(self, paper: str) -> str:
        return (
            '<div id="coral_thread"></div><script>Coral.createStreamEmbed({id: "coral_thread", '
            'rootURL: "https://coral.courier.example"});</script>'
        )

    def replies(self, one: dict[str, Any]) -> list[dict[str, Any]]:
        return one.setdefault("_replies", [])

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path == "/api/story/count.js":
            shown = sum(not one["deleted"] for one in self.everyone())
            found = {"ref": asked.one("ref"), "id": "story-5", "count": shown, "countHtml": "", "textHtml": ""}
            return Answer(
                f"CoralCount.setCount({json.dumps(found)});".encode(), headers={"Content-Type": "text/javascript"}
            )
        if asked.path != "/api/graphql":
            return None
        variables = json.loads(asked.one("variables"))
        if asked.one("id") == self.all_comments and variables["storyID"] == "story-5":
            rows = sorted(self.objects, key=lambda one: one["createdAt"], reverse="DESC" in variables["orderBy"])
            story = {"id": "story-5", "isClosed": False, "comments": self._page(rows, variables, self.most)}
            answer = as_json({"data": {"story": story}})
            self.sent_a_page()
            return answer
        if asked.one("id") in self.replies_queries and (above := self.find(variables["commentID"])):
            return as_json(
                {
                    "data": {
                        "comment": {"id": above["id"], "replies": self._page(self.replies(above), variables, self.most)}
                    }
                }
            )
        return as_json({"errors": [{"message": "PERSISTED_QUERY_NOT_FOUND"}]}, 400)

    def _page(self, rows: list[dict[str, Any]], variables: dict[str, Any], most: int) -> dict[str, Any]:
        if cursor := variables.get("cursor"):  # strictly after the time
            rows = [one for one in rows if one["createdAt"] > cursor]
        shown = rows[:most]
        edges = [{"cursor": one["createdAt"], "node": self._node(one)} for one in shown]
        end = shown[-1]["createdAt"] if shown else None
        return {"edges": edges, "pageInfo": {"hasNextPage": len(rows) > most, "endCursor": end}}

    def _node(self, one: dict[str, Any]) -> dict[str, Any]:
        node = {name: value for name, value in one.items() if name != "_replies"}
        return {**node, "replies": self._page(self.replies(one), {}, self.shown_replies)}

    @classmethod
    def made(cls, thread: list[Said]) -> Coral:
        def one(said: Said) -> dict[str, Any]:
            return {
                "id": f"c{said.n}",
                "body": None if said.deleted else f"<div>{said.html}</div>",
                "createdAt": said.at.isoformat().replace("+00:00", ".000Z"),
                "status": "NONE",
                "deleted": said.deleted,
                "author": None if said.deleted else {"id": f"a{said.n}", "username": said.author, "badges": None},
                "parent": {"id": f"c{said.parent}"} if said.parent else None,
                "tags": [],
                "actionCounts": {"reaction": {"total": said.likes}},
            }

        return cls(
            [{**one(top), "_replies": [one(r) for r in replies_to(thread, top.n)]} for top in replies_to(thread, None)]
        )

    def key(self, n: int) -> str:
        return f"c{n}"


class Ghost(Tree):
    name = "ghost"
    post = "65e000000000000000000001"

    def embed(self, paper: str) -> str:
        return f'<script defer src="https://cdn.example/comments-ui.js" data-ghost-comments="https://{paper}/" data-post-id="{self.post}"></script>'

    def answer(self, asked: Asked) -> Answer | None:
        base = "/members/api/comments/"
        if asked.path == f"{base}counts/":
            return as_json({self.post: sum(one["status"] == "published" for one in self.everyone())})
        if asked.path == f"{base}post/{self.post}/":
            back = asked.one("order") == "created_at desc"
            rows = sorted(map(self._cut, self.objects), key=lambda one: one["created_at"], reverse=back)
            answer = self._list(asked, rows)
            self.sent_a_page()
            return answer
        if asked.path.endswith("/replies/") and (above := self.find(asked.path.split("/")[-3])):
            return self._list(asked, self.replies(above))
        return None

    def _list(self, asked: Asked, rows: list[dict[str, Any]]) -> Answer:
        size, page = min(asked.number("limit", 20), self.most), asked.number("page", 1)
        pages = max(1, -(-len(rows) // size))
        paging = {
            "page": page,
            "limit": size,
            "pages": pages,
            "total": len(rows),
            "next": page + 1 if page < pages else None,
        }
        return as_json({"comments": rows[(page - 1) * size : page * size], "meta": {"pagination": paging}})

    def _cut(self, one: dict[str, Any]) -> dict[str, Any]:
        replies = self.replies(one)
        return {**one, "replies": replies[: self.shown_replies], "count": {**one["count"], "replies": len(replies)}}

    @classmethod
    def made(cls, thread: list[Said]) -> Ghost:
        self = cls([])

        def one(said: Said) -> dict[str, Any]:
            return {
                "id": self.key(said.n),
                "parent_id": self.key(said.parent) if said.parent else None,
                "in_reply_to_id": None,
                "html": None if said.deleted else said.html,
                "status": "deleted" if said.deleted else "published",
                "created_at": said.at.isoformat().replace("+00:00", ".000Z"),
                "edited_at": said.at.isoformat() if said.edited else None,
                "member": {
                    "id": f"m{said.n}",
                    "name": said.author,
                    "avatar_image": "https://www.gravatar.com/avatar/x",
                },
                "count": {"likes": said.likes},
            }

        self.objects = [
            {**one(top), "replies": [one(r) for r in replies_to(thread, top.n)]} for top in replies_to(thread, None)
        ]
        return self

    def key(self, n: int) -> str:
        return f"{n:024}"


class Isso(Tree):
    name = "isso"
    host = "isso.courier.example"

    def embed(self, paper: str) -> str:
        return '<script data-isso="https://isso.courier.example/" src="https://isso.courier.example/js/embed.min.js"></script><section id="isso-thread"></section>'

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path != "/" or asked.one("uri") != self.article_path:
            return None
        above = self.find(asked.one("parent")) if asked.one("parent") else None
        offset, limit = asked.number("offset", 0), min(asked.number("limit", 100), self.most)
        rows = self.replies(above) if above else [self._cut(one) for one in self.objects]
        if asked.one("sort") == "newest" and not above:
            rows.sort(key=lambda one: one["created"], reverse=True)
        shown = rows[offset : offset + limit]
        total = len(rows) if above else len(self.everyone())
        hidden = len(rows) - len(shown)
        answer = as_json(
            {"id": above and above["id"], "total_replies": total, "hidden_replies": hidden, "replies": shown}
        )
        if not above:
            self.sent_a_page()
        return answer

    def _cut(self, one: dict[str, Any]) -> dict[str, Any]:
        replies = self.replies(one)
        shown = replies[: self.shown_replies]
        return {**one, "replies": shown, "total_replies": len(replies), "hidden_replies": len(replies) - len(shown)}

    @classmethod
    def made(cls, thread: list[Said]) -> Isso:
        def one(said: Said) -> dict[str, Any]:
            return {
                "id": said.n,
                "parent": said.parent,
                "created": said.at.timestamp(),
                "modified": said.at.timestamp() + 60 if said.edited else None,
                "mode": 4 if said.deleted else 1,
                "text": "<p></p>" if said.deleted else said.html,
                "author": None if said.deleted else said.author,
                "website": None,
                "likes": said.likes,
                "dislikes": 0,
                "hash": "eb960980e46a",
            }

        return cls(
            [{**one(top), "replies": [one(r) for r in replies_to(thread, top.n)]} for top in replies_to(thread, None)]
        )


class Remark42(Tree):
    name = "remark42"
    host = "remark.courier.example"

    def embed(self, paper: str) -> str:
        return (
            '<div id="remark42"></div><script>var remark_config = {host: "https://remark.courier.example", site_id: "courier", '
            f'url: "https://{paper}{self.article_path}"}};</script>'
        )

    def identity(self, one: dict[str, Any]) -> str:
        return str(one["comment"]["id"])

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path != "/api/v1/find" or asked.one("site") != "courier" or asked.one("format") != "tree":
            return None
        rows = sorted(self.objects, key=lambda one: one["comment"]["time"], reverse=asked.one("sort") == "-time")
        if after := asked.one("offset_id"):
            rows = rows[[self.identity(one) for one in rows].index(after) + 1 :]
        shown, left = rows[: self.most // 2], rows[self.most // 2 :]
        info = {
            "count": len(self.everyone()),
            "count_left": sum(1 + len(self.replies(one)) for one in left),
            "last_comment": self.identity(shown[-1]) if shown else "",
            "read_only": False,
        }
        answer = as_json({"comments": shown, "info": info})
        self.sent_a_page()
        return answer

    @classmethod
    def made(cls, thread: list[Said]) -> Remark42:
        self = cls([])

        def one(said: Said) -> dict[str, Any]:
            comment = {
                "id": self.key(said.n),
                "pid": self.key(said.parent) if said.parent else "",
                "text": "" if said.deleted else said.html,
                "user": {
                    "name": said.author,
                    "id": f"email_{said.n:040x}",
                    "picture": "https://remark.example/a.image",
                },
                "score": said.likes,
                "time": said.at.isoformat(),
                "delete": said.deleted,
            }
            return {"comment": comment}

        self.objects = [
            {**one(top), "replies": [one(r) for r in replies_to(thread, top.n)]} for top in replies_to(thread, None)
        ]
        return self

    def key(self, n: int) -> str:
        return f"{n:08}-0000-4000-8000-000000000000"
