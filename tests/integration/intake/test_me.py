"""Everybody is told who they are to the service, and what they may start; nobody is told of others."""

from __future__ import annotations

from typing import Any

import pytest

from shared.contracts.event import Post
from shared.contracts.routing.departments import BodyPublished
from shared.vocabulary.roles import Role
from testing.plans import recorded
from testing.tested_service import TestedService, offered
from tests.integration.intake.conftest import Window, fresh_uscc

PROJECT = "019ab0c4-0000-7000-8000-000000000001"


def planning(**changes: Any) -> BodyPublished:
    handler = Post(subject="PNR-handler-1", title="规划和自然资源局 经办人 1", role="handler", phone="020-83000101")
    leader = Post(subject="PNR-leader", title="规划和自然资源局 分管领导", role="leader")
    return BodyPublished(
        **{
            "code": "PNR",
            "name": "规划和自然资源局",
            "full_name": "广州市规划和自然资源局",
            "kind": "bureau",
            "roster_version": 1,
            "posts": [handler, leader],
        }
        | changes
    )


@pytest.fixture
async def service(window: Window) -> TestedService:
    await window.service.deliver(planning())
    return window.service


async def told(service: TestedService, role: str, *, statements: int | None = None, **claims: Any) -> dict[str, Any]:
    """What a caller is told of itself, and in how many looks at the database."""
    async with recorded(service) as sent:
        answer = await service.client.get("/me", headers=service.as_(role, **claims))
    assert answer.status_code == 200, answer.text
    assert statements is None or len(sent) == statements
    me: dict[str, Any] = answer.json()
    return me


@pytest.mark.parametrize("role", Role)
async def test_every_role_is_told_its_subject_name_and_roles_in_both_languages(
    service: TestedService, role: Role
) -> None:
    me = await told(service, role, sub="somebody-9", name="某岗位", enterprise=fresh_uscc())
    assert (me["subject"], me["name"]) == ("somebody-9", "某岗位")
    assert me["roles"] == [{"code": role.value, "label": role.label, "label_en": role.label_en}]
    assert me["post"] is None, "it is on no roster"
    assert {name for name in ("body", "enterprise", "scopes") if me[name] is not None} == {
        Role.OWNER: {"enterprise"},
        Role.SYSTEM: {"scopes"},
        Role.HANDLER: {"body"},
        Role.CHIEF_SERVICE_OFFICER: {"body"},
        Role.LEADER: {"body"},
    }.get(role, set())
    assert offered(me) == {
        Role.OWNER: ["register_owner"],
        Role.WINDOW_CLERK: ["register_owner", "register_project"],
    }.get(role, [])


async def test_a_bodys_people_are_told_their_post_and_body(service: TestedService) -> None:
    me = await told(service, "handler", body="PNR", sub="PNR-handler-1", statements=1)
    assert me["post"] == {
        "title": "规划和自然资源局 经办人 1",
        "body": "PNR",
        "body_name": "规划和自然资源局",
        "phone": "020-83000101",
    }
    assert me["body"] == {"code": "PNR", "name": "规划和自然资源局"}
    leader = await told(service, "leader", body="PNR", sub="PNR-leader", statements=1)
    assert (leader["post"]["title"], leader["post"]["phone"]) == ("规划和自然资源局 分管领导", None)


async def test_the_newest_roster_counts(service: TestedService) -> None:
    moved = Post(subject="PNR-handler-1", title="规划和自然资源局 经办人 2", role="handler", phone="020-83000202")
    await service.deliver(planning(name="规划局", posts=[moved], roster_version=2))
    me = await told(service, "handler", body="PNR", sub="PNR-handler-1")
    assert (me["post"]["title"], me["post"]["phone"], me["body"]["name"]) == (
        "规划和自然资源局 经办人 2",
        "020-83000202",
        "规划局",
    )
    assert (await told(service, "leader", body="PNR", sub="PNR-leader"))["post"] is None


async def test_the_body_is_the_tokens_whatever_the_roster_says(service: TestedService) -> None:
    me = await told(service, "handler", body="PNR", sub="GSD-window-1", statements=2)
    assert (me["post"]["body"], me["body"]) == ("GSD", {"code": "PNR", "name": "规划和自然资源局"})
    unknown = await told(service, "handler", body="ZZZ", sub="ZZZ-handler-1")
    assert unknown["body"] == {"code": "ZZZ", "name": "ZZZ"}


async def test_the_windows_post_stands_on_the_data_bureaus_team(service: TestedService) -> None:
    me = await told(service, "window_clerk", sub="GSD-window-1", statements=1)
    assert (me["post"]["title"], me["post"]["body_name"]) == ("政务服务数据管理局 综合窗口 1", "政务服务数据管理局")
    assert me["body"] is None


async def test_an_enterprise_registers_itself_once_and_then_its_projects(window: Window) -> None:
    uscc = fresh_uscc()
    new = await told(window.service, "owner", enterprise=uscc, statements=1)
    assert new["enterprise"] == {"uscc": uscc, "owner_id": None, "name": None}
    assert [(one["operation_id"], one["prefill"]) for one in new["next_actions"]] == [
        ("register_owner", {"uscc": uscc})
    ]
    owner = await window.registered_owner(uscc)
    known = await told(window.service, "owner", enterprise=uscc, statements=1)
    assert known["enterprise"] == {"uscc": uscc, "owner_id": owner["id"], "name": owner["name"]}
    its = {"owner_id": owner["id"]}
    offers = [(one["operation_id"], one["prefill"]) for one in known["next_actions"]]
    assert offers == [("register_project", its), ("file_claim", its)]


async def test_nobody_is_told_of_another_enterprise_or_post(window: Window, service: TestedService) -> None:
    owner = await window.registered_owner()
    stranger = await told(service, "stranger", sub="PNR-handler-1")
    assert (stranger["post"], stranger["body"]) == (None, None), "an enterprise has no post, whatever its subject"
    assert stranger["enterprise"]["uscc"] != owner["uscc"]
    for role in ("window_clerk", "handler", "system"):
        assert (await told(service, role, enterprise=owner["uscc"]))["enterprise"] is None
    nameless = await told(service, "owner", enterprise="", statements=None)
    assert (nameless["enterprise"], nameless["next_actions"]) == (None, [])


async def test_a_system_is_told_what_its_scopes_open(service: TestedService) -> None:
    scope = f"openid body:PNR project:{PROJECT} daiban.read district:440112 body:ZZZ district:440112x"
    me = await told(service, "system", scope=scope, sub="PNR-handler-1", statements=1)
    assert me["post"] is None
    assert [(one["scope"], one["opens"], one["code"], one["name"]) for one in me["scopes"]] == [
        ("daiban.read", "read", None, None),
        ("district:440112", "district", "440112", "黄埔区"),
        (f"project:{PROJECT}", "project", PROJECT, None),
        ("body:PNR", "body", "PNR", "规划和自然资源局"),
        ("body:ZZZ", "body", "ZZZ", None),
    ]
    assert me["scopes"][0]["opens_label"] == "查询"
    whole = await told(service, "system", scope="daiban.read daiban.city", statements=0)
    assert [one["opens"] for one in whole["scopes"]] == ["read", "city"]


async def test_who_is_several_is_told_all_of_it(window: Window, service: TestedService) -> None:
    owner = await window.registered_owner()
    roles = ["handler", "owner", "offline_access"]
    claims = {"body": "PNR", "sub": "PNR-handler-1", "enterprise": owner["uscc"]}
    me = await told(service, "handler", roles=roles, statements=2, **claims)
    assert [one["code"] for one in me["roles"]] == ["owner", "handler"]
    assert (me["enterprise"]["owner_id"], me["post"]["body"]) == (owner["id"], "PNR")
    both = await told(service, "owner", roles=["owner", "window_clerk"], enterprise=owner["uscc"])
    assert offered(both) == ["register_owner", "register_project", "file_claim"], "the window registers others"
