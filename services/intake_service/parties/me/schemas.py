"""The caller in answers."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.intake_service.parties.me.use_cases import Myself
from shared.kit.http.actions import NextAction
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import Opening


class RoleView(ViewModel):
    """角色."""

    code: Role
    label: str
    label_en: str


class SeatView(ViewModel):
    """岗位, as on its body's roster."""

    title: str = Field(examples=["规划和自然资源局 经办人 1"])
    body: str = Field(examples=["PNR"])
    body_name: str
    phone: str | None = Field(description="of the office")


class MyBodyView(ViewModel):
    """部门, whose matters a body's people see."""

    code: str = Field(examples=["PNR"])
    name: str


class EnterpriseView(ViewModel):
    """项目单位, whose matters an owner sees."""

    uscc: str = Field(description="统一社会信用代码", examples=["91440101000000001M"])
    owner_id: UUID | None = Field(description="null: it is not registered yet")
    name: str | None


class ScopeView(ViewModel):
    """授权范围 of a system."""

    scope: str = Field(examples=["district:440112"])
    opens: Opening
    opens_label: str
    code: str | None = Field(description="of the district or body, or the project's id", examples=["440112"])
    name: str | None = Field(description="of the district or body")


class MyselfView(ViewModel):
    """本人: who you are to the service, by your token and what is registered."""

    subject: str
    name: str = Field(description="of the token; may be empty")
    roles: list[RoleView]
    post: SeatView | None = Field(description="null for enterprises, systems, and who is on no roster")
    body: MyBodyView | None = Field(description="of a body's people")
    enterprise: EnterpriseView | None = Field(description="of an owner")
    scopes: list[ScopeView] | None = Field(description="of a system: what its token opens")
    next_actions: list[NextAction] = Field(description="what you may start with nothing at hand")


def view(work: UnitOfWork, me: Myself) -> MyselfView:
    """The caller as it is told."""
    enterprise = None
    if me.uscc:
        owner_id, name = (me.owner["id"], me.owner["name"]) if me.owner else (None, None)
        enterprise = EnterpriseView(uscc=me.uscc, owner_id=owner_id, name=name)
    return MyselfView.of(
        me.principal,
        roles=[RoleView.of(role, code=role.value) for role in me.roles],
        post=SeatView.of(me.seat) if me.seat else None,
        body=MyBodyView(code=me.body[0], name=me.body[1]) if me.body else None,
        enterprise=enterprise,
        scopes=None if me.scopes is None else [ScopeView.of(one) for one in me.scopes],
        next_actions=work.operations.beginnings(me.principal, but=me.begins_not, **me.known),
    )
