"""One project's whole way through the four services, over HTTP, as its people would go it.

``make demo`` plays it against a running stack and tells what holds; a test plays the same and asserts the same. Each
step waits on events (the live stream, the mailbox) and on a clock that the local stack lets it move; nothing is
hard-coded that the system could say itself.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import httpx

from shared.kit.clock import LOCAL, local_date
from shared.kit.ids import new_id

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_PATIENCE_S = 120.0

ENERGY = "S1-DRC-06"
"""固定资产投资项目节能审查: 20 working days; an expert review stops its clock."""
PLANNING_CONDITIONS = "S1-PNR-02"
"""规划条件（设计要点）核发: its limit is 未核定."""
FIRE_DESIGN = "S3-HUC-04"
"""特殊建设工程消防设计审查: 15 working days."""
POWER = "UTL-PWR-03"
"""高压用电报装: outside the stages S1–S3."""

_PROJECT_FACTS = (
    *("project_code", "name", "district", "project_type", "investment", "funding", "works", "nature", "authority"),
    "total_investment",
)
"""What a project is registered with, besides its owner."""
_ME = "/api/intake/v1/me"

Json = dict[str, Any]


class DoesNotHold(AssertionError):  # noqa: N818
    """A fact that a step promises is not so."""


class Minter(Protocol):
    """Makes bearer tokens of the stack."""

    def __call__(self, role: str, **claims: Any) -> str:
        """A token of a role."""


@dataclass
class Telling:
    """Where the journey says what it does: ``step`` begins one, ``fact`` is something that was seen to hold."""

    step: Callable[[int, str, str], None] = lambda number, zh, en: None
    fact: Callable[[str], None] = lambda text: None


def credit_code() -> str:
    """A fresh 统一社会信用代码 with its check character (GB 32100-2015)."""
    first = "91440101" + "".join(random.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=9))  # noqa: S311
    total = sum(_USCC_ALPHABET.index(c) * weight for c, weight in zip(first, _USCC_WEIGHTS, strict=True))
    return first + _USCC_ALPHABET[(31 - total % 31) % 31]


def pdf(text: str) -> bytes:
    """A small real PDF."""
    return f"%PDF-1.4\n% {text}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()  # noqa: E501


def png() -> bytes:
    """A small real PNG: one white point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00\xff")) + chunk(b"IEND", b"")
    )


class Stream:
    """A project's live stream, read in the background: what it has said, and waiting for what it will say."""

    def __init__(self) -> None:
        self.said: list[Json] = []
        self._more = asyncio.Condition()

    async def hear(self, lines: AsyncIterator[str]) -> None:
        """Read server-sent events until the stream ends."""
        async for line in lines:
            if line.startswith("data:"):
                async with self._more:
                    self.said.append(json.loads(line.removeprefix("data:")))
                    self._more.notify_all()

    async def until(self, kind: str, *, times: int = 1, **matching: Any) -> Json:
        """Wait until the stream has told a change of a kind with these values, ``times`` times; returns the last."""

        def heard() -> list[Json]:
            return [one for one in self.said if one["kind"] == kind and _fits(one, matching)]

        try:
            async with asyncio.timeout(_PATIENCE_S), self._more:
                await self._more.wait_for(lambda: len(heard()) >= times)
        except TimeoutError:
            kinds = [one["kind"] for one in self.said]
            raise DoesNotHold(f"the live stream did not tell {kind} {matching or ''}; it told {kinds}") from None
        return heard()[times - 1]


@dataclass
class Journey:
    """The way, step by step. ``play`` goes it whole; it can be gone again on the same data.

    register_client: registers a system with the stack's issuer, with its id and scopes, and gives its secret.
    """

    client: httpx.AsyncClient
    mint: Minter
    register_client: Callable[[str, str], str]
    telling: Telling = field(default_factory=Telling)

    def __post_init__(self) -> None:
        self.plant_owner = credit_code()
        self.city_owner = credit_code()
        self.district_owner = credit_code()
        self.mailbox = f"{self.plant_owner.lower()}@owner.example"
        self.plant: Json = {}
        self.shop: Json = {}
        self.agreement: Json = {}
        self.items: dict[str, Json] = {}
        self.cases: dict[str, Json] = {}
        self.stream = Stream()

    async def play(self) -> None:
        """Go the whole way; raises DoesNotHold at the first promise that is not kept."""
        await self.register()
        async with self._listening():
            await self.put_right()
            await self.ask_for_service()
            await self.sign_agreement()
            await self.hand_in_package()
            await self.assign_and_escalate()
            await self.handle_cases()
            await self.look_at_progress()
            await self.read_notices()
            await self.let_systems_read()
            await self.end_agreement()
        await self.claim_project()

    # 1 ---------------------------------------------------------------------------------------------------------------
    async def register(self) -> None:
        """Three projects, and what the notice's grounds say to each."""
        self.telling.step(1, "登记项目单位与项目，判定适用范围", "Owners and projects; is the notice for them?")
        await self.say_who_they_are()
        await self.register_plant()
        me = await self._get(_ME, self._owner())
        self._hold(
            me["enterprise"]["owner_id"] == self.plant["owner_id"]
            and me["next_actions"][0]["operation_id"] == "register_project",
            f"登记后再问“我是谁”：{me['enterprise']['name']}，可办：{me['next_actions'][0]['label']}",
        )
        self._hold_eligibility(self.plant, "social_investment")
        road = await self._project(
            self.city_owner,
            "示例城市道路建设单位",
            name="天河区市政道路新建工程",
            project_code=_with_wrong_check_digit(f"2509-440106-48-01-{random.randrange(10**5):05d}"),  # noqa: S311
            district="440106",
            project_type="gov_linear",
            investment="government",
            funding="municipal_coordinated_fiscal",
            works="urban_infrastructure",
            total_investment="95000000.00",
        )
        self._hold_eligibility(road, "municipal_fiscal")
        self._hold(
            "project_code.check_digit" in [warning["code"] for warning in road["warnings"]],
            "道路项目为新版代码，校验位不符只提示、不拒绝",
        )
        shop = self.shop = await self._project(
            self.district_owner,
            "示例商业管理有限公司",
            name="番禺区商铺装修项目",
            project_code=f"2019-440113-52-03-{random.randrange(10**6):06d}",  # noqa: S311
            district="440113",
            project_type="private_small",
            investment="private",
            funding="social",
            works="building",
            nature="other",
            authority="district",
            total_investment="800000.00",
        )
        failing = {one["ground"]: [f["label"] for f in one["failing"]] for one in shop["eligibility"]["grounds"]}
        self._hold(not shop["eligibility"]["eligible"] and all(failing.values()), "装修项目不在范围内，逐项说明：")
        for ground in shop["eligibility"]["grounds"]:
            self.telling.fact(f"  · {ground['ground_label']} ✗ {'、'.join(failing[ground['ground']])}")
        refused = await self._post(
            "/api/intake/v1/requests",
            {"project_id": shop["id"], "modes": ["act"]},
            self._owner(self.district_owner),
            409,
        )
        self._hold(refused["code"] == "request.project_not_eligible", f"其代办申请被拒绝：{refused['title']}")

    async def say_who_they_are(self) -> None:
        """An enterprise that is new, and a post of a bureau, ask who they are, and are told what they may start."""
        new = await self._get(_ME, self._owner())
        self._hold(
            new["enterprise"]["owner_id"] is None
            and [one["operation_id"] for one in new["next_actions"]] == ["register_owner"],
            f"企业登录后先问“我是谁”：{new['roles'][0]['label']}，尚未登记，可办：{new['next_actions'][0]['label']}",
        )
        who = self._post_of("PNR", "handler", "PNR-handler-1")

        async def on_roster() -> httpx.Response:
            answer = await self.client.get(_ME, headers=who)
            known = answer.json().get("post") is not None
            return answer if known else httpx.Response(404, request=answer.request)

        handler = _expected(await self._eventually(on_roster, 200), 200)
        post = handler["post"]
        self._hold(
            handler["body"]["code"] == post["body"] == "PNR" and not handler["next_actions"],
            f"部门人员则见：{handler['roles'][0]['label']}，{post['title']}，{post['phone']}",
        )

    async def register_plant(self) -> None:
        """An owner, and its private plant, for which the notice is."""
        self.plant = await self._project(
            self.plant_owner,
            "示例精密制造有限公司",
            name="黄埔区精密制造厂房新建项目",
            project_code=f"2019-440112-47-03-{random.randrange(10**6):06d}",  # noqa: S311
            district="440112",
            project_type="industrial",
            investment="private",
            funding="social",
            works="building",
            total_investment="186000000.00",
        )

    async def _project(self, uscc: str, owner_name: str, **facts: Any) -> Json:
        caller = self._owner(uscc)
        contact = {"contact_name": "项目联系岗", "contact_phone": "020-83000000"}
        owner = await self._post("/api/intake/v1/owners", {"uscc": uscc, "name": owner_name, **contact}, caller, 201)
        body = {"owner_id": owner["id"], "nature": "new", "authority": "municipal"} | facts
        return await self._post("/api/intake/v1/projects", body, caller, 201)

    def _hold_eligibility(self, project: Json, ground: str) -> None:
        holding = [one for one in project["eligibility"]["grounds"] if one["holds"]]
        self._hold(
            project["eligibility"]["eligible"] and [one["ground"] for one in holding] == [ground],
            f"{project['name']}：在范围内 —— {holding[0]['ground_label'] if holding else '无'}",
        )

    async def put_right(self) -> None:
        """What was written down wrongly is put right; eligibility is decided anew; the history keeps what it was."""
        why = {"reason": "登记时填写有误"}
        path = f"/api/intake/v1/owners/{self.plant['owner_id']}"
        owner = await self._get(path, self._owner())
        self._hold(owner["contact_phone"] == "020-83000000", "项目单位看得到本单位完整的联系方式")
        corrected = await self._step(f"{path}/correct", owner, self._owner(), {"contact_phone": "020-83000001", **why})
        (revision,) = (await self._get(f"{path}/history", self._as("window_clerk")))["items"]
        masked = revision["changes"][0]["before"]
        self._hold(
            corrected["contact_phone"] == "020-83000001" and masked != owner["contact_phone"] and "*" in masked,
            f"联系电话已更正，历史可查；窗口看到的仍为 {masked}",
        )
        path = f"/api/intake/v1/projects/{self.plant['id']}"
        for authority, eligible in (("district", False), ("municipal", True)):
            step = f"{path}/facts/correct"
            self.plant = await self._step(step, self.plant, "window_clerk", {"authority": authority, **why})
            scope = "在范围内" if eligible else "不在范围内"
            said = f"窗口更正审批权限为“{self.plant['authority_label']}”，重新判定：{scope}"
            decided = self.plant["was_eligible"], self.plant["eligibility"]["eligible"]
            self._hold(decided == (not eligible, eligible), said)
        await self.stream.until("project.facts_corrected", times=2)
        history = (await self._get(f"{path}/history", self._owner()))["items"]
        chain = [(one["changes"][0]["before"], one["changes"][0]["after"]) for one in history]
        self._hold(chain == [("district", "municipal"), ("municipal", "district")], "每次更正前后的内容首尾相接")

    # 2 ---------------------------------------------------------------------------------------------------------------
    async def ask_for_service(self) -> None:
        """The owner asks, the window accepts, the data bureau names the chief service officer."""
        self.telling.step(2, "申请代办服务，确定首席服务官", "The request, and the project's chief service officer")
        await self._put("/api/notify/v1/preferences", {"email": self.mailbox, "email_enabled": True}, self._owner())
        request = await self.hand_in_draft()
        self._hold(request["status"] == "submitted", f"申请已提交，方式：{'、'.join(request['mode_labels'])}")
        await self._waits(self._as("window_clerk"), "request_to_answer", request["id"])
        accepted = await self._step(f"/api/intake/v1/requests/{request['id']}/accept", request, "window_clerk")
        self._hold(accepted["status"] == "accepted", "窗口已接受申请")
        await self.stream.until("request.accepted")
        await self._waits(self._as("data_bureau"), "officer_to_appoint", self.plant["id"])
        path = f"/api/routing/v1/projects/{self.plant['id']}/chief-service-officer"
        posts = await self._get("/api/routing/v1/posts", self._as("data_bureau"), {"role": "project_officer"})
        chosen = posts["items"][0]
        self._hold(chosen["phone"] is not None, f"岗位名录：{chosen['body_name']} {chosen['title']}，{chosen['phone']}")
        appointment = {"officer": chosen["subject"]}

        async def appoint() -> httpx.Response:
            keyed = self._as("data_bureau") | {"Idempotency-Key": str(new_id())}
            return await self.client.post(path, json=appointment, headers=keyed)

        await self._eventually(appoint, 201)
        await self.stream.until("chief_service_officer.appointed")
        named = (await self._progress())["chief_service_officer"]
        self._hold(named["title"] == chosen["title"], f"数据局确定{named['title']}")

    async def hand_in_draft(self) -> Json:
        """The owner fills in its request in two sittings, on two machines, and hands in what it has filled in."""
        drafts = "/api/intake/v1/drafts"
        form = {"title": "代办申请", "content": {"modes": ["consult"]}}
        about = {"operation": "submit_request", "project_id": self.plant["id"]}
        begun = await self._post(drafts, about | form, self._owner(), 201)
        self.telling.fact(f"草稿“{begun['title']}”已保存：{begun['operation_label']}")
        elsewhere = self._as("owner", enterprise=self.plant_owner, sub="another-desk")
        (found,) = (await self._get(drafts, elsewhere, {"project_id": self.plant["id"]}))["items"]
        draft = await self._get(f"{drafts}/{found['id']}", elsewhere)
        form["content"] = draft["content"] | {"modes": ["consult", "act"], "channel": "online"}
        version = {"If-Match": f'"{draft["version"]}"'}
        draft = await self._put(f"{drafts}/{draft['id']}", form, elsewhere | version)
        self._hold(draft["version"] == begun["version"] + 1, "换一台电脑，找到草稿，继续填写并保存")
        unseen = await self.client.get(f"{drafts}/{draft['id']}", headers=self._owner(self.city_owner))
        window = await self.client.get(f"{drafts}/{draft['id']}", headers=self._as("window_clerk"))
        self._hold((unseen.status_code, window.status_code) == (404, 403), "草稿只有本单位看得到，他人和窗口都看不到")
        submit = draft["next_actions"][0]
        request = await self._post(submit["path"], submit["prefill"], elsewhere, 201)
        handed_in = await self._get(f"{drafts}/{draft['id']}", elsewhere)
        offered = [one["operation_id"] for one in handed_in["next_actions"]]
        self._hold(offered == ["replace_draft", "discard_draft"], f"按草稿“{submit['label']}”；不会重复申请")
        await self._step(f"{drafts}/{draft['id']}/discard", handed_in, elsewhere)
        left = await self._get(drafts, self._owner())
        self._hold(not left["items"], "草稿已完成使命，予以舍弃")
        return request

    # 3 ---------------------------------------------------------------------------------------------------------------
    async def sign_agreement(self) -> None:
        """The mandate for S1–S3 goes through its states; nobody acts before the owner's seal."""
        self.telling.step(3, "签订代办委托协议（S1–S3）", "The agency agreement for stages S1–S3")
        requests = await self._get("/api/intake/v1/requests", self._owner())
        draft = {
            "request_id": requests["items"][-1]["id"],
            "stages": ["S1", "S2", "S3"],
            "agent": "GSD-officer-1",
        }
        keyed = self._as("window_clerk") | {"Idempotency-Key": str(new_id())}
        invented = await self.client.post("/api/intake/v1/agreements", json=draft | {"agent": "GSD-9"}, headers=keyed)
        refused = _expected(invented, 422)
        self._hold(refused["code"] == "post.unknown", f"名录中没有的岗位不能代办：{refused['detail']}")

        async def drafting() -> httpx.Response:
            keyed = self._as("window_clerk") | {"Idempotency-Key": str(new_id())}
            return await self.client.post("/api/intake/v1/agreements", json=draft, headers=keyed)

        await self._waits(self._as("window_clerk"), "agreement_to_draft", draft["request_id"])
        agreement = (await self._eventually(drafting, 201)).json()
        self.telling.fact(f"协议 {agreement['agreement_number']}：{agreement['status_label']}")
        early = await self._post("/api/intake/v1/applications", self._package(agreement, [ENERGY]), self._agent(), 409)
        self._hold(early["code"] == "agreement.not_in_force", f"签订前代办员不能代办：{early['title']}")
        path = f"/api/intake/v1/agreements/{agreement['id']}"
        for step, caller in (
            ("begin-signing", self._as("window_clerk")),
            ("submit-for-seal", self._as("window_clerk")),
            ("sign", self._owner()),
        ):
            if step == "sign":
                await self._waits(caller, "agreement_to_seal", agreement["id"])
            headers = caller | {"If-Match": f'"{agreement["version"]}"'}
            agreement = await self._post(f"{path}/{step}", None, headers, 200)
            self.telling.fact(f"→ {agreement['status_label']}")
        self._hold(agreement["status"] == "signed", "协议已生效，代办员可在 S1–S3 范围内代办")
        await self.stream.until("agreement.signed")
        self.agreement = agreement

    # 4 ---------------------------------------------------------------------------------------------------------------
    async def hand_in_package(self) -> None:
        """One package of three items of three bodies, its files handed in once and shared."""
        self.telling.step(4, "一窗综合受理", "One package at the one window")
        report = await self._upload("项目申请报告", pdf("report"), "application/pdf", 201)
        drawing = await self._upload("总平面图", png(), "image/png", 201)
        again = await self._upload("项目申请报告", pdf("report"), "application/pdf", 200)
        wrong = await self._upload("误传的文件", pdf("wrong"), "application/pdf", 201)
        path = f"/api/intake/v1/materials/{wrong['id']}"
        gone = await self._step(f"{path}/withdraw", wrong, self._agent(), {"reason": "传错文件"})
        unread = await self.client.get(f"{path}/content", headers=self._as("window_clerk"))
        self._hold(
            (gone["status"], unread.status_code) == ("withdrawn", 404), "误传的材料在使用前撤回，内容不再提供，记录保留"
        )
        self._hold(again["id"] == report["id"], "材料只需提交一次：同一文件再次上传，得到同一份材料")
        outside = self._package(self.agreement, [ENERGY, POWER], report["id"])
        refused = await self._post("/api/intake/v1/applications", outside, self._agent(), 422)
        self._hold(
            refused["code"] == "agreement.outside_scope" and refused["errors"][0]["pointer"] == "/items/1/item_code",
            f"超出委托范围的事项被拒绝：{refused['detail']}",
        )
        package = self._package(self.agreement, [ENERGY, PLANNING_CONDITIONS, FIRE_DESIGN], report["id"], drawing["id"])
        application = await self._post("/api/intake/v1/applications", package, self._agent(), 201)
        self.items = {item["item_code"]: item for item in application["items"]}
        self._hold(
            application["on_behalf_of"] == self.plant_owner and application["submitted_by"] == "GSD-officer-1",
            f"{application['application_number']}：3 个事项、3 个部门，由代办员代 {self.plant_owner} 申报",
        )
        fire = self.items[FIRE_DESIGN]
        path = f"/api/intake/v1/application-items/{fire['id']}"
        fire = await self._step(f"{path}/require-supplement", fire, "window_clerk", {"missing": ["消防设计文件"]})
        self._hold(fire["status"] == "supplement_required", f"{fire['item_name']}：一次告知补正（5 个工作日内）")
        await self._waits(self._owner(), "supplement_to_hand_in", fire["id"])
        extra = await self._upload("消防设计文件", pdf("fire design"), "application/pdf", 201)
        headers = self._agent() | {"If-Match": f'"{fire["version"]}"'}
        fire = await self._post(f"{path}/supplement", {"material_ids": [extra["id"]]}, headers, 200)
        again_asked = await self.client.post(
            f"{path}/require-supplement",
            json={"missing": ["其他"]},
            headers=self._as("window_clerk") | {"If-Match": f'"{fire["version"]}"'},
        )
        self._hold(again_asked.json()["code"] == "application_item.supplement_told", "不得再次要求补正")
        self.items[FIRE_DESIGN] = fire
        await self._accept_at_once()

    async def _accept_at_once(self) -> None:
        """The window accepts all three in one request, one of them at first by a version that is not the newest."""
        path, old = "/api/intake/v1/application-items/accept", self.items[FIRE_DESIGN]["version"] - 1
        asked = [{"item_id": item["id"], "version": item["version"]} for item in self.items.values()]
        stale = [one | ({"version": old} if one["item_id"] == self.items[FIRE_DESIGN]["id"] else {}) for one in asked]
        first = await self._post(path, {"items": stale}, self._as("window_clerk"), 200)
        problems = [one["problem"] for one in first["items"] if not one["accepted"]]
        self._hold(
            [one["code"] for one in problems] == ["version.stale"],
            f"批量受理：{first['accepted']} 件受理，{first['refused']} 件未受理并逐件说明（{problems[0]['title']}）",
        )
        left = [one for one in asked if one["item_id"] == self.items[FIRE_DESIGN]["id"]]
        second = await self._post(path, {"items": left}, self._as("window_clerk"), 200)
        for one in first["items"] + second["items"]:
            if one["accepted"]:
                item = self.items[one["item"]["item_code"]] = one["item"]
                self.telling.fact(f"{item['acceptance_number']} {item['item_name']} 已受理")
        self._hold(
            all(item["status"] == "accepted" for item in self.items.values()),
            "重新读取后再受理其余一件；各事项互不影响",
        )
        await self._undo_a_mistake()

    async def _undo_a_mistake(self) -> None:
        """An acceptance by mistake is undone before the body begins, and the item is answered anew."""
        item, clerk = self.items[FIRE_DESIGN], self._as("window_clerk")
        path = f"/api/intake/v1/application-items/{item['id']}"
        asked = await self._step(
            f"{path}/undo-acceptance", item, "window_clerk", {"reason": "误点受理，补正材料尚未核对"}
        )
        self._hold((asked["status"], asked["next_actions"]) == ("undo_asked", []), f"撤回受理：{asked['status_label']}")
        await self.stream.until("case.annulled", item_code=FIRE_DESIGN)
        await self._waits(clerk, "supplement_to_answer", item["id"])
        back = await self._get(path, clerk)
        (revision,) = (await self._get(f"{path}/history", self._owner()))["items"]
        self._hold(
            (back["status"], revision["reason"]) == ("received", asked["undo_reason"]),
            f"部门尚未开始办理：办件撤销，事项恢复{back['status_label']}，项目单位可查何人、为何撤回",
        )
        again = self.items[FIRE_DESIGN] = await self._step(f"{path}/accept", back, "window_clerk")
        self._hold(
            again["acceptance_number"] != item["acceptance_number"],
            f"核对后重新受理，受理号 {again['acceptance_number']}；{item['acceptance_number']} 不再使用",
        )
        await self.stream.until("case.opened", item_code=FIRE_DESIGN, times=2)

    # 5 ---------------------------------------------------------------------------------------------------------------
    async def assign_and_escalate(self) -> None:
        """Each item goes to its body; the one that nobody takes up climbs to the chief service officer, once."""
        self.telling.step(5, "派单、签收与升级", "Assignments, acknowledgement, and the ladder")
        for code, item in self.items.items():
            times = 2 if code == FIRE_DESIGN else 1  # its first acceptance was undone
            told = await self.stream.until("assignment.created", item_code=code, times=times)
            self._hold(told["data"]["body"] == item["body"], f"{item['item_name']} → {told['data']['assignee_title']}")
        for code in (ENERGY, FIRE_DESIGN):
            assignment = await self._assignment(code)
            headers = self._post_of(assignment["body"], "handler", assignment["assignee"])
            await self._waits(headers, "assignment_to_acknowledge", assignment["id"])
            async with self._watching(headers) as until:
                await self._step(f"/api/routing/v1/assignments/{assignment['id']}/acknowledge", assignment, headers)
                await until("closed", assignment["id"])
            await self.stream.until("assignment.acknowledged", item_code=code)
            self.telling.fact(f"{assignment['assignee_title']} 已签收")
        waiting = await self._assignment(PLANNING_CONDITIONS)
        stranger = self._post_of("HUC", "handler", "HUC-handler-1") | {"If-Match": f'"{waiting["version"]}"'}
        path = f"/api/routing/v1/assignments/{waiting['id']}/acknowledge"
        self._hold(
            (await self.client.post(path, headers=stranger)).status_code == 404, "其他部门看不到、也不能签收该工单"
        )
        due = await self._due(1)
        await self._clock_to(due + timedelta(days=1))
        told = await self.stream.until("assignment.escalated", item_code=PLANNING_CONDITIONS)
        climbed = await self._assignment(PLANNING_CONDITIONS)
        self._hold(climbed["level"] == "chief_service_officer", f"逾期未签收，升级至{told['data']['assignee_title']}")
        headers = self._post_of(climbed["body"], "chief_service_officer", climbed["assignee"])
        await self._step(path, climbed, headers)
        await self.stream.until("assignment.acknowledged", item_code=PLANNING_CONDITIONS)
        escalations = [one for one in self.stream.said if one["kind"] == "assignment.escalated"]
        self._hold(len(escalations) == 1, "只升级一次，由部门首席服务官签收")

    async def _assignment(self, code: str) -> Json:
        item = self.items[code]
        held_by = self._post_of(item["body"], "chief_service_officer", f"{item['body']}-cso")
        return await self._find("/api/routing/v1/assignments", held_by, acceptance_number=item["acceptance_number"])

    # 6 ---------------------------------------------------------------------------------------------------------------
    async def handle_cases(self) -> None:
        """accepted → in handling → the special procedure stops and restarts the clock → decided."""
        self.telling.step(6, "办理：特别程序停表、续算、办结", "Cases: the clock stops, restarts, and the decision")
        for code in self.items:
            self.cases[code] = await self._case(code)
        energy, plan = self.cases[ENERGY], self.cases[PLANNING_CONDITIONS]
        self._hold(energy["clock"]["due_on"] is not None, f"{energy['item_name']}：期限 {energy['clock']['due_on']}")
        self._hold(
            plan["clock"]["due_on"] is None and plan["clock"]["limit_status"] == "unconfirmed",
            f"{plan['item_name']}：{plan['clock']['limit_status_label']}，不计时",
        )
        path = f"/api/tracking/v1/cases/{energy['id']}"
        handler = self._post_of("DRC", "handler", "DRC-handler-1")
        foreign = self._post_of("HUC", "handler", "HUC-handler-1") | {"If-Match": f'"{energy["version"]}"'}
        self._hold((await self.client.post(f"{path}/start", headers=foreign)).status_code == 404, "其他部门不能办理")
        working_day = await self._due(0)
        if working_day != await self._today():
            await self._clock_to(working_day)
        energy = await self._step(f"{path}/start", energy, handler)
        await self._open_dossier(energy, handler, foreign)
        energy = await self._undo_too_late(energy)
        first_due = date.fromisoformat(energy["clock"]["due_on"])
        energy = await self._step(f"{path}/special-procedures", energy, handler, {"type": "expert_review"})
        self._hold(energy["clock"]["due_on"] is None, f"{energy['status_label']}（专家评审）：停止计时")
        began = await self._today()
        ends = await self._due(4)
        await self._clock_to(ends)
        procedure = energy["special_procedures"][-1]
        energy = await self._step(f"{path}/special-procedures/{procedure['procedure_id']}/end", energy, handler)
        second_due = date.fromisoformat(energy["clock"]["due_on"])
        expected = await self._due_date(first_due, 4)
        self._hold(
            second_due == expected,
            f"专家评审 {began} 至 {ends} 不计入：期限由 {first_due} 顺延 4 个工作日至 {second_due}",
        )
        unnumbered = handler | {"If-Match": f'"{energy["version"]}"'}
        refused = await self._post(f"{path}/decide", {"outcome": "passed"}, unnumbered, 422)
        self._hold(refused["code"] == "case.document_number_missing", f"通过的决定须有文号：{refused['title']}")
        energy = await self._step(
            f"{path}/decide", energy, handler, {"outcome": "passed", "document_number": "穗发改节能〔示例〕1号"}
        )
        self._hold(
            energy["status"] == "decided", f"{energy['item_name']}：{energy['status_label']}，{energy['outcome_label']}"
        )
        await self.stream.until("case.decided", item_code=ENERGY)
        number = {"document_number": "穗发改节能〔示例〕2号", "reason": "文号录入有误"}
        officer = self._post_of("DRC", "chief_service_officer", "DRC-cso")
        energy = await self._step(f"{path}/decision/correct", energy, officer, number)
        (revision,) = (await self._get(f"{path}/history", self._owner()))["items"]
        change = revision["changes"][0]
        self._hold(
            (change["before"], change["after"]) == ("穗发改节能〔示例〕1号", energy["document_number"]),
            f"部门首席服务官更正{change['field_label']}为 {change['after']}，项目单位可查更正前的内容",
        )
        await self.stream.until("case.decision_corrected", item_code=ENERGY)
        plan_path = f"/api/tracking/v1/cases/{plan['id']}"
        plan_handler = self._post_of("PNR", "handler", "PNR-handler-1")
        plan = await self._step(f"{plan_path}/start", plan, plan_handler)
        plan = await self._step(
            f"{plan_path}/decide",
            plan,
            plan_handler,
            {"outcome": "refused", "remark": "不符合规划条件"},
        )
        self._hold(
            plan["outcome"] == "refused",
            f"{plan['item_name']}：{plan['outcome_label']}；协议不受影响",
        )
        agreement = await self._get(f"/api/intake/v1/agreements/{self.agreement['id']}", self._owner())
        self._hold(agreement["status"] == "signed", "事项未通过不结束代办协议")
        fire = self.cases[FIRE_DESIGN]
        await self._step(
            f"/api/tracking/v1/cases/{fire['id']}/start", fire, self._post_of("HUC", "handler", "HUC-handler-1")
        )

    async def _undo_too_late(self, case: Json) -> Json:
        """Once the body has begun, the acceptance stands: the window hears why, the case goes on."""
        path = f"/api/intake/v1/application-items/{case['application_item_id']}"
        clerk = self._as("window_clerk")
        asked = await self._get(path, clerk)
        await self._step(f"{path}/undo-acceptance", asked, "window_clerk", {"reason": "误点受理"})
        await self.stream.until("case.annulment_refused", item_code=case["item_code"])

        async def answered() -> httpx.Response:
            answer = await self.client.get(path, headers=clerk)
            waits = answer.json()["status"] == "undo_asked"
            return httpx.Response(404, text=answer.text, request=answer.request) if waits else answer

        item = (await self._eventually(answered, 200)).json()
        self._hold(
            (item["status"], item["undo_refusal"]) == ("accepted", "handling_begun"),
            f"部门开始办理后不能撤回受理：{item['undo_refusal_label']}",
        )
        return await self._get(f"/api/tracking/v1/cases/{case['id']}", self._owner())

    async def _open_dossier(self, case: Json, handler: dict[str, str], foreign: dict[str, str]) -> None:
        """The body finds all that the decision needs in one read; its look at the contact is on record."""
        path = f"/api/intake/v1/application-items/{case['application_item_id']}/dossier"
        dossier = await self._get(path, handler)
        materials = "、".join(one["name"] for one in dossier["materials"])
        self._hold(
            dossier["project"]["id"] == self.plant["id"]
            and dossier["agreement"]["id"] == self.agreement["id"]
            and len(dossier["materials"]) == 2,
            f"卷宗一次取得：项目、项目单位、委托协议 {dossier['agreement']['agreement_number']}、材料（{materials}）",
        )
        self._hold((await self.client.get(path, headers=foreign)).status_code == 404, "其他部门看不到该卷宗")
        bundle = await self.client.get(path.replace("dossier", "materials.zip"), headers=handler)
        with zipfile.ZipFile(io.BytesIO(bundle.content)) as archive:
            held = archive.namelist()
        self._hold(held[0] == "contents.csv" and len(held) == 3, f"材料打包下载：{'、'.join(held)}")
        contact = _expected(await self.client.post(f"{path}/contact/reveal", headers=handler), 200)
        trail = await self._get(
            "/api/intake/v1/audit", self._as("auditor"), {"subject_id": dossier["owner"]["id"], "limit": "1"}
        )
        self._hold(
            trail["items"][0]["action"] == "owner.contact_revealed" and trail["items"][0]["actor"] == "DRC-handler-1",
            f"经办人查看联系人 {contact['contact_phone']}，记入审计",
        )

    async def _case(self, code: str) -> Json:
        item = self.items[code]
        await self.stream.until("case.opened", item_code=code)
        handler = self._post_of(item["body"], "handler", f"{item['body']}-handler-1")
        return await self._find("/api/tracking/v1/cases", handler, acceptance_number=item["acceptance_number"])

    async def _find(self, path: str, headers: dict[str, str], **matching: Any) -> Json:
        """The one row of a list that has these values, page by page."""
        cursor: str | None = None
        while True:
            params = {"limit": "100"} | ({"cursor": cursor} if cursor else {})
            page = await self._get(path, headers, params)
            for one in page["items"]:
                if matching.items() <= one.items():
                    found: Json = one
                    return found
            cursor = page["next_cursor"]
            if cursor is None:
                raise DoesNotHold(f"{path} has no row with {matching}")

    # 7 ---------------------------------------------------------------------------------------------------------------
    async def look_at_progress(self) -> None:
        """One call gives stages, items, due dates, lights and the timeline."""
        self.telling.step(7, "进度一览", "How far everything is, in one call")
        progress = await self._progress()
        items = {item["item_code"]: item for stage in progress["stages"] for item in stage["items"]}
        self._hold(set(items) == set(self.items), "一次查询得到全部阶段与事项：")
        for stage in progress["stages"]:
            for item in stage["items"]:
                clock = item["clock"]
                limit = clock["due_on"] or clock["limit_status_label"]
                light = clock["light_label"] or "—"
                self.telling.fact(f"  · {stage['stage']} {item['item_name']}｜{item['status_label']}｜{limit}｜{light}")
        fire = items[FIRE_DESIGN]["clock"]
        fire_due = date.fromisoformat(fire["due_on"])
        self._hold(fire["light"] == "normal", f"消防设计审查期限 {fire_due}，{fire['light_label']}")
        await self._clock_to(fire_due)
        await self.stream.until("deadline.neared", subject_id=self.cases[FIRE_DESIGN]["id"])
        light = await self._light(FIRE_DESIGN)
        self._hold(light == "warning", "期限临近：灯色转为预警")
        await self._clock_to(fire_due + timedelta(days=1))
        await self.stream.until("deadline.missed", subject_id=self.cases[FIRE_DESIGN]["id"])
        light = await self._light(FIRE_DESIGN)
        self._hold(light == "overdue", "期限已过：灯色转为逾期，实时推送各变化一次")
        missed = [
            one
            for one in self.stream.said
            if one["kind"] == "deadline.missed" and one["subject_id"] == self.cases[FIRE_DESIGN]["id"]
        ]
        leader = self._post_of("HUC", "leader", "HUC-leader")
        (counted,) = (await self._get("/api/tracking/v1/statistics", leader))["items"]
        self._hold(
            counted["body"] == "HUC" and counted["open_overdue"] >= 1,
            f"{counted['body_label']}办件统计：本月收件 {counted['opened']}，办结 {counted['decided']}，"
            f"在办逾期 {counted['open_overdue']}",
        )
        self._hold(len(missed) == 1, f"实时流（SSE）至此推送 {len(self.stream.said)} 条变化")
        stranger = await self.client.get(
            f"/api/tracking/v1/projects/{self.plant['id']}/progress", headers=self._as("stranger")
        )
        self._hold(stranger.status_code == 404, "其他企业查不到本项目")

    async def _progress(self) -> Json:
        return await self._get(f"/api/tracking/v1/projects/{self.plant['id']}/progress", self._owner())

    async def _light(self, code: str) -> str | None:
        stages = (await self._progress())["stages"]
        (item,) = [item for stage in stages for item in stage["items"] if item["item_code"] == code]
        light: str | None = item["clock"]["light"]
        return light

    # 8 ---------------------------------------------------------------------------------------------------------------
    async def read_notices(self) -> None:
        """In-app messages and real e-mails; deliveries on record; failures retried with back-off."""
        self.telling.step(8, "通知送达", "Notices reach their receivers")
        mails = await self._mail(self.mailbox)
        self._hold(bool(mails), f"项目单位收到 {len(mails)} 封邮件，最近一封：{mails[0]['subject']}")
        inbox = await self._get("/api/notify/v1/messages?limit=100", self._owner())
        self._hold(bool(inbox["items"]), f"站内信 {len(inbox['items'])} 条：{inbox['items'][0]['subject']}")
        marked = await self._post(
            "/api/notify/v1/messages/read-all", {"up_to": inbox["items"][1]["id"]}, self._owner(), 200
        )
        unread = await self._get("/api/notify/v1/messages?limit=100&unread=true", self._owner())
        self._hold(
            marked["count"] > 0 and inbox["items"][0]["id"] in {one["id"] for one in unread["items"]},
            f"一次标为已读 {marked['count']} 条，其后的仍为未读",
        )
        other = await self._get("/api/notify/v1/messages", self._as("stranger"))
        self._hold(
            all(one["id"] not in {m["id"] for m in inbox["items"]} for one in other["items"]), "他人看不到这些消息"
        )
        cso = await self._get(
            "/api/notify/v1/messages?limit=100", self._post_of("PNR", "chief_service_officer", "PNR-cso")
        )
        self._hold(bool(cso["items"]), f"部门首席服务官收到：{cso['items'][0]['subject']}")
        await self._post("/local/mail/fail", {"times": 1}, {}, 200)
        fire = await self._get(
            f"/api/tracking/v1/cases/{self.cases[FIRE_DESIGN]['id']}", self._post_of("HUC", "handler", "HUC-handler-1")
        )
        await self._step(
            f"/api/tracking/v1/cases/{fire['id']}/decide",
            fire,
            self._post_of("HUC", "handler", "HUC-handler-1"),
            {"outcome": "passed", "document_number": "穗建消审〔示例〕1号"},
        )
        await self.stream.until("case.decided", item_code=FIRE_DESIGN)
        retrying = await self._retried()
        self._hold(
            True,
            f"邮件服务器拒收一次：记录为“{retrying['attempt_list'][0]['outcome_label']}”，{retrying['status_label']}",
        )
        await self._post("/local/clock", {"advance": "PT10M"}, {}, 200)
        delivered = await self._delivered(retrying["id"])
        self._hold(
            delivered["status"] == "delivered" and len(delivered["attempt_list"]) >= 2,
            f"退避后重试，第 {len(delivered['attempt_list'])} 次送达；每次尝试都有记录",
        )

    # 9 ---------------------------------------------------------------------------------------------------------------
    async def let_systems_read(self) -> None:
        """Other systems get tokens with secrets of their own, find what is theirs, and are held to it."""
        self.telling.step(
            9, "对接系统：凭密钥取令牌，只见授权范围", "Other systems: tokens by their secrets, limited to their scopes"
        )
        here = await self._system("journey-huangpu", "daiban.read district:440112")
        elsewhere = await self._system("journey-tianhe", "daiban.read district:440106 body:WAT")
        number = self.items[ENERGY]["acceptance_number"]
        cases, progress = "/api/tracking/v1/cases", f"/api/tracking/v1/projects/{self.plant['id']}/progress"
        found = await self._get(cases, here, {"acceptance_number": number})
        self._hold(
            [one["id"] for one in found["items"]] == [self.cases[ENERGY]["id"]],
            f"黄埔区的系统按受理号 {number} 查得办件：{found['items'][0]['status_label'] if found['items'] else '无'}",
        )
        whole = await self._get(progress, here)
        self._hold(whole["project"]["id"] == self.plant["id"], "并可查询该项目的全程进度")
        unseen = await self._get(cases, elsewhere, {"acceptance_number": number})
        self._hold(
            not unseen["items"] and (await self.client.get(progress, headers=elsewhere)).status_code == 404,
            "其他区、其他部门的系统查不到",
        )
        refused = _expected(
            await self.client.put("/api/notify/v1/preferences", json={"email_enabled": False}, headers=here), 403
        )
        self._hold(refused["code"] == "token.insufficient_scope", f"只读的系统不能写入：{refused['detail']}")

    async def _system(self, name: str, scope: str) -> dict[str, str]:
        """The headers of a system that has got its token with its secret."""
        secret = self.register_client(name, scope)
        url = (await self._get("/local/oidc/.well-known/openid-configuration", {}))["token_endpoint"]
        asked = {"grant_type": "client_credentials"}
        refused = _expected(await self.client.post(url, data=asked, auth=(name, "wrong")), 401)
        given = _expected(await self.client.post(url, data=asked, auth=(name, secret)), 200)
        self._hold(
            refused["error"] == "invalid_client" and given["scope"] == scope,
            f"系统 {name} 凭密钥取得令牌（{given['scope']}）；密钥不符则被拒绝",
        )
        return {"Authorization": f"Bearer {given['access_token']}"}

    # end -------------------------------------------------------------------------------------------------------------
    async def end_agreement(self) -> None:
        """The owner ends the mandate at any time, and then the service; nobody acts or answers for it from then on."""
        self.telling.step(
            10, "项目单位随时可终止代办、结束服务", "The owner ends the mandate, and the service, at any time"
        )
        path = f"/api/intake/v1/agreements/{self.agreement['id']}/end"
        headers = self._owner() | {"If-Match": f'"{self.agreement["version"]}"'}
        ended = await self._post(path, {"reason": "后续事项自行办理"}, headers, 200)
        self._hold(ended["status"] == "terminated", f"协议 {ended['agreement_number']}：{ended['status_label']}")
        refused = await self._post(
            "/api/intake/v1/applications", self._package(self.agreement, ["S2-PNR-11"]), self._agent(), 409
        )
        self._hold(refused["code"] == "agreement.not_in_force", f"此后代办员不能代办：{refused['title']}")
        await self.stream.until("agreement.ended")
        requests = await self._get("/api/intake/v1/requests", self._owner(), {"project_id": self.plant["id"]})
        request = requests["items"][-1]
        path = f"/api/intake/v1/requests/{request['id']}/end"
        over = await self._step(path, request, self._owner(), {"reason": "后续事项自行办理"})
        self._hold(over["status"] == "ended", f"代办服务申请：{over['status_label']}")
        await self.stream.until("chief_service_officer.released")
        progress = await self._progress()
        self._hold(progress["chief_service_officer"] is None, "首席服务官任期随服务结束")

    # claim -----------------------------------------------------------------------------------------------------------
    async def claim_project(self) -> None:
        """An owner finds its project registered by somebody else, claims it with papers, and the window decides."""
        self.telling.step(11, "项目归属认领", "A project that somebody else has registered is claimed, and passes")
        true_owner = credit_code()
        contact = {"contact_name": "项目联系岗", "contact_phone": "020-83000000"}
        enterprise = {"uscc": true_owner, "name": "示例商业投资有限公司", **contact}
        owner = await self._post("/api/intake/v1/owners", enterprise, self._owner(true_owner), 201)
        facts = {name: self.shop[name] for name in _PROJECT_FACTS} | {"owner_id": owner["id"]}
        taken = await self._post("/api/intake/v1/projects", facts, self._owner(true_owner), 409)
        self._hold(
            taken["code"] == "project.taken" and self.district_owner not in json.dumps(taken),
            f"项目代码已被他人登记，不透露登记单位：{taken['way_out']}",
        )
        answer = await self.client.post(
            "/api/intake/v1/claims",
            files={"file": ("备案证.pdf", pdf("deed"), "application/pdf")},
            data={
                "owner_id": owner["id"],
                "project_code": self.shop["project_code"],
                "reason": "备案证载明的项目单位为我单位",
                "name": "项目备案证",
            },
            headers=self._owner(true_owner),
        )
        claim = _expected(answer, 201)
        path = f"/api/intake/v1/claims/{claim['id']}"
        holder = self._owner(self.district_owner)
        told = await self._message(holder, "项目归属认领待审核")
        self._hold(claim["claimant_name"] in told["body"], f"登记单位收到：{told['subject']}")
        shown = await self._get(path, holder)
        comment = {"comment": "我单位受托代为登记，对认领无异议"}
        commented = await self._step(f"{path}/comment", shown, holder, comment)
        self._hold(commented["comment"] == comment["comment"], f"登记单位陈述意见：{comment['comment']}")
        link = f"{path}/papers/{claim['papers'][0]['id']}/content/ticket"
        ticket = await self._post(link, None, self._as("window_clerk"), 200)
        paper = await self.client.get(ticket["url"])
        self._hold(
            paper.content == pdf("deed"), f"窗口以 {ticket['expires_in']} 秒内有效的链接查看证明材料，链接不含令牌"
        )
        reason = {"reason": "备案证载明的项目单位与认领单位一致"}
        granted = await self._step(f"{path}/grant", commented, "window_clerk", reason)
        self._hold(granted["status"] == "granted", f"窗口{granted['status_label']}：{granted['decision']}")
        for address in (
            f"/api/intake/v1/projects/{self.shop['id']}",
            f"/api/tracking/v1/projects/{self.shop['id']}/progress",
            f"/api/routing/v1/projects/{self.shop['id']}/chief-service-officer",
        ):

            async def passed(at: str = address) -> httpx.Response:
                return await self.client.get(at, headers=self._owner(true_owner))

            await self._eventually(passed, 200)
            former = await self.client.get(address, headers=holder)
            if former.status_code != 404:
                raise DoesNotHold(f"the former owner gets {former.status_code} at {address}")
        self.telling.fact("项目已转归认领单位；原登记单位在各处均不再看到")
        for caller in (holder, self._owner(true_owner)):
            told = await self._message(caller, "项目归属认领已准予")
        self._hold(reason["reason"] in told["body"], f"双方收到：{told['subject']}")

    async def _message(self, caller: dict[str, str], subject: str) -> Json:
        """The message with a subject that begins so, once it is in the caller's inbox."""
        found: list[Json] = []

        async def look() -> httpx.Response:
            answer = await self.client.get("/api/notify/v1/messages?limit=100", headers=caller)
            found[:] = [one for one in answer.json()["items"] if one["subject"].startswith(subject)]
            return answer if found else httpx.Response(404, request=answer.request)

        await self._eventually(look, 200)
        return found[0]

    # ways ------------------------------------------------------------------------------------------------------------
    def _hold(self, condition: bool, fact: str) -> None:
        if not condition:
            raise DoesNotHold(fact)
        self.telling.fact(fact)

    def _as(self, role: str, **claims: Any) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.mint(role, **claims)}"}

    def _owner(self, uscc: str | None = None) -> dict[str, str]:
        return self._as("owner", enterprise=uscc or self.plant_owner)

    def _agent(self) -> dict[str, str]:
        return self._as("service_officer", sub="GSD-officer-1")

    def _post_of(self, body: str, role: str, subject: str) -> dict[str, str]:
        return self._as(role, body=body, sub=subject)

    def _package(self, agreement: Json, codes: list[str], *materials: str) -> Json:
        items = [{"item_code": code, "material_ids": list(materials)} for code in codes]
        return {"project_id": self.plant["id"], "agreement_id": agreement["id"], "items": items}

    async def _upload(self, name: str, data: bytes, media_type: str, expect: int) -> Json:
        answer = await self.client.post(
            f"/api/intake/v1/projects/{self.plant['id']}/materials",
            files={"file": (name, data, media_type)},
            data={"name": name, "agreement_id": self.agreement["id"]},
            headers=self._agent(),
        )
        return _expected(answer, expect)

    async def _get(self, path: str, headers: dict[str, str], params: dict[str, str] | None = None) -> Json:
        return _expected(await self.client.get(path, headers=headers, params=params), 200)

    async def _post(self, path: str, body: Any, headers: dict[str, str], expect: int) -> Json:
        keyed = headers | {"Idempotency-Key": str(new_id())}
        return _expected(await self.client.post(path, json=body, headers=keyed), expect)

    async def _put(self, path: str, body: Any, headers: dict[str, str]) -> Json:
        return _expected(await self.client.put(path, json=body, headers=headers), 200)

    async def _step(self, path: str, thing: Json, caller: str | dict[str, str], body: Any = None) -> Json:
        headers = (self._as(caller) if isinstance(caller, str) else caller) | {"If-Match": f'"{thing["version"]}"'}
        return await self._post(path, body, headers, 200)

    async def _eventually(self, attempt: Callable[[], Awaitable[httpx.Response]], expect: int) -> httpx.Response:
        """Try until another service has heard of it (it answers 404 or 409 until then)."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while (answer := await attempt()).status_code in {404, 409, 422}:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise DoesNotHold(f"{answer.request.url.path}: {answer.status_code} {answer.text}") from None
        _expected(answer, expect)
        return answer

    async def _waits(self, caller: dict[str, str], kind: str, subject: str) -> None:
        """Something waits for a caller: it stands in its list, with where it is done, and is counted."""
        found: list[Json] = []

        async def look() -> httpx.Response:
            asked = {"project_id": self.plant["id"], "kind": kind}
            answer = await self.client.get("/api/tracking/v1/tasks", params=asked, headers=caller)
            found[:] = [one for one in _expected(answer, 200)["items"] if one["id"] == subject]
            return answer if found else httpx.Response(404, text=answer.text, request=answer.request)

        await self._eventually(look, 200)
        read = await self.client.get(found[0]["subject"]["path"], headers=caller)
        counted = await self._get("/api/tracking/v1/tasks/summary", caller)
        number = next(one["count"] for one in counted["kinds"] if one["kind"] == kind)
        self._hold(read.status_code == 200 and number > 0, f"待办｜{found[0]['kind_label']}｜{found[0]['party_label']}")

    @asynccontextmanager
    async def _watching(self, caller: dict[str, str]) -> AsyncIterator[Callable[[str, str], Awaitable[None]]]:
        """A caller's live stream of what waits for it, opened as a browser does, by a ticket."""
        ticket = await self._post("/api/tracking/v1/tasks/stream/ticket", None, caller, 200)
        async with self.client.stream("GET", ticket["url"], timeout=_PATIENCE_S) as answer:
            lines = answer.aiter_lines()

            async def until(change: str, subject: str) -> None:
                async with asyncio.timeout(_PATIENCE_S):
                    async for line in lines:
                        told = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                        if (told.get("change"), told.get("id")) == (change, subject):
                            return self.telling.fact(f"待办实时推送：{told['kind_label']} → 已办")
                raise DoesNotHold(f"the live stream of tasks did not tell that {subject} was {change}")

            yield until

    async def _mail(self, to: str) -> list[Json]:
        told = await self._get("/local/mail/messages", {}, params={"to": to, "wait_s": str(_PATIENCE_S / 4)})
        mails: list[Json] = told["items"]
        return mails

    async def _retried(self) -> Json:
        """The e-mail delivery whose first attempt was just refused."""
        return await self._delivery("?limit=100&status=pending", lambda one: one["reason"])

    async def _delivered(self, delivery_id: str) -> Json:
        return await self._delivery(f"/{delivery_id}", lambda one: one["status"] == "delivered")

    async def _delivery(self, path: str, wanted: Callable[[Json], bool]) -> Json:
        auditor = self._as("auditor")
        found: list[Json] = []

        async def look() -> httpx.Response:
            answer = await self.client.get(f"/api/notify/v1/deliveries{path}", headers=auditor)
            told = answer.json()
            found[:] = [one for one in told.get("items", [told]) if wanted(one)]
            return answer if found else httpx.Response(404, request=answer.request)

        await self._eventually(look, 200)
        return await self._get(f"/api/notify/v1/deliveries/{found[0]['id']}", auditor)

    async def _today(self) -> date:
        told = await self._get("/local/clock", {})
        return local_date(datetime.fromisoformat(told["now"]))

    async def _due(self, working_days: int) -> date:
        return await self._due_date(await self._today(), working_days)

    async def _due_date(self, base: date, working_days: int) -> date:
        params = {"base": base.isoformat(), "days": str(working_days), "unit": "working_day"}
        told = await self._get("/api/tracking/v1/calendar/due-date", self._owner(), params=params)
        return date.fromisoformat(told["due_on"])

    async def _clock_to(self, day: date) -> None:
        moment = datetime.combine(day, datetime.min.time(), LOCAL) + timedelta(hours=9)
        await self._post("/local/clock", {"advance_to": moment.isoformat()}, {}, 200)
        self.telling.fact(f"⏩ 时钟拨至 {day}")

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        """Read the plant's live stream while the journey goes on."""
        path = f"/api/tracking/v1/projects/{self.plant['id']}/progress/stream?after=0"

        async def reachable() -> httpx.Response:
            return await self.client.get(
                f"/api/tracking/v1/projects/{self.plant['id']}/progress", headers=self._owner()
            )

        await self._eventually(reachable, 200)
        async with self.client.stream("GET", path, headers=self._owner(), timeout=None) as answer:
            if answer.status_code != 200:
                raise DoesNotHold(f"the live stream answers {answer.status_code}: {await answer.aread()!r}")
            hearing = asyncio.create_task(self.stream.hear(answer.aiter_lines()))
            try:
                yield
            finally:
                hearing.cancel()
                await asyncio.gather(hearing, return_exceptions=True)


def _expected(answer: httpx.Response, status: int) -> Json:
    if answer.status_code != status:
        raise DoesNotHold(
            f"{answer.request.method} {answer.request.url.path} answered {answer.status_code}, "
            f"not {status}: {answer.text}"
        )
    told: Json = answer.json()
    return told


def _fits(change: Json, matching: Json) -> bool:
    values = change["data"] | {"subject_id": change["subject_id"]}
    return all(values.get(name) == value for name, value in matching.items())


def _with_wrong_check_digit(without: str) -> str:
    product = 10
    for digit in without.replace("-", ""):
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    right = (11 - product) % 10
    return f"{without}{(right + 1) % 10}"
