"""The directory: the bodies, and the posts of their rosters."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from services.routing_service.directory.departments.domain import BodyKind
from services.routing_service.directory.departments.store import body, post
from shared.kit.http.fields import Line, Upper
from shared.kit.lists import Filter, List, Sort
from shared.vocabulary.posts import PostRole

BODY_LIST = List(
    "bodies",
    body,
    filters={"kind": Filter(BodyKind)},
    sorts={"position": Sort((body.c.position, body.c.code), along=[("kind",)])},
    upward=True,
)
POST_LIST = List(
    "posts",
    post,
    filters={
        "role": Filter(PostRole),
        "body": Filter(Upper, "部门代码"),
        "title": Filter(
            Line,
            "岗位名称中的文字",
            few=True,  # there are some hundreds of posts
            condition=lambda _: func.strpos(func.lower(post.c.title), bindparam("its_title")) > 0,
            values=lambda _, given: {"its_title": given.lower()},
        ),
    },
    sorts={"position": Sort((post.c.body, post.c.position), along=[("role",), ("body",), ("body", "role")])},
    beside={"body_name": select(body.c.name).where(body.c.code == post.c.body).scalar_subquery()},
    upward=True,
)
"""By body, highest first."""
